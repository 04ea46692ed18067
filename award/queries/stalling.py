"""Which settings have gone quiet, and what is known of why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session, contains_eager

from award.domain.nudges import Nudge, Quiet, nudge_for
from award.domain.people import Actor, Role
from award.queries.lists import is_stalling
from award.storage.accounts import Membership, User
from award.storage.days import day_of
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.frameworks import criteria_of
from award.storage.journeys import CriterionAsked, History, Journey
from award.storage.letters import Letter
from award.storage.settings import Setting

MOST: Final = 10
NUDGE: Final = "nudge"
REMINDERS: Final = ("draft_untouched", "gone_quiet")
NO_TITLES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Stalled:
    """A journey whose setting is quiet, what would help it, and when it was last written to.

    ``written_at`` is a coordinator's letter, ``reminded_at`` a reminder that went by itself; both
    only where the setting has done nothing since.
    """

    journey: Journey
    nudge: Nudge
    written_at: datetime | None
    reminded_at: datetime | None = None


def list_stalling(session: Session, actor: Actor, *, at: datetime) -> list[Stalled]:
    """The journeys that have been quiet longest on the setting's side; one query."""
    return _stalled(session, actor, is_stalling(at))


def find_stalled(session: Session, actor: Actor, journey: Journey) -> Stalled | None:
    """What is known of one journey's setting, quiet or not; its criterion has its title."""
    titles = {one.code: f"{one.code} {one.title}" for one in criteria_of(journey)}
    return next(iter(_stalled(session, actor, Journey.id == journey.id, titles)), None)


def _stalled(
    session: Session,
    actor: Actor,
    which: ColumnElement[bool],
    titles: Mapping[str, str] = NO_TITLES,
) -> list[Stalled]:
    rows: Any = session.execute(
        select(
            Journey,
            _leads(func.count(), User.bounced_at.is_(None)),
            _leads(func.max(User.bounced_at)),
            _without_evidence(func.count()),
            _first_without(),
            _last_added(),
            _written(),
            _reminded(),
        )
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == actor.authority_id, which)
        .options(contains_eager(Journey.setting).joinedload(Setting.kind))
        .order_by(Journey.last_setting_act_at, Journey.id)
        .limit(MOST)
    )
    found = []
    for journey, leads, bounced_at, without, first, last_added, *told in rows:
        quiet = Quiet(
            journey.stage,
            journey.blockers_left,
            has_lead=leads > 0,
            bounced_on=day_of(bounced_at) if bounced_at else None,
            without_evidence=without,
            first=titles.get(first, first or ""),
            last_added=last_added or "",
        )
        nudge = nudge_for(quiet, setting=journey.setting.name)
        found.append(Stalled(journey, nudge, *told))
    return found


def _leads(what: Any, *more: ColumnElement[bool]) -> ScalarSelect[Any]:
    return (
        select(what)
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.setting_id == Journey.setting_id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
            *more,
        )
        .correlate(Journey)
        .scalar_subquery()
    )


def _bare() -> tuple[ColumnElement[bool], ...]:
    """The criteria of the journey that are asked for and have no evidence."""
    shown = select(EvidenceLink.id).where(
        EvidenceLink.journey_id == CriterionAsked.journey_id,
        EvidenceLink.criterion == CriterionAsked.code,
        EvidenceLink.removed_at.is_(None),
    )
    return (
        CriterionAsked.journey_id == Journey.id,
        CriterionAsked.on_the_day.is_(False),
        CriterionAsked.not_applicable_agreed_at.is_(None),
        ~shown.exists(),
    )


def _without_evidence(what: Any) -> ScalarSelect[Any]:
    asked = select(what).select_from(CriterionAsked).where(*_bare())
    return asked.correlate(Journey).scalar_subquery()


def _first_without() -> ScalarSelect[Any]:
    asked = select(CriterionAsked.code).where(*_bare())
    order = asked.order_by(CriterionAsked.essential.desc(), CriterionAsked.place).limit(1)
    return order.correlate(Journey).scalar_subquery()


def _last_added() -> ScalarSelect[Any]:
    return (
        select(EvidenceItem.title)
        .join(EvidenceLink, EvidenceLink.item_id == EvidenceItem.id)
        .where(
            EvidenceLink.journey_id == Journey.id,
            EvidenceLink.removed_at.is_(None),
            EvidenceItem.removed_at.is_(None),
        )
        .order_by(EvidenceItem.given_at.desc(), EvidenceItem.id.desc())
        .limit(1)
        .correlate(Journey)
        .scalar_subquery()
    )


def _written() -> ScalarSelect[Any]:
    """When a nudge last went, if the setting has done nothing since."""
    return (
        select(func.max(History.at))
        .where(
            History.journey_id == Journey.id,
            History.what == NUDGE,
            History.at > Journey.last_setting_act_at,
        )
        .correlate(Journey)
        .scalar_subquery()
    )


def _reminded() -> ScalarSelect[Any]:
    """When the calendar last reminded of the silence, if the setting has done nothing since."""
    return (
        select(func.max(Letter.written_at))
        .where(
            Letter.journey_id == Journey.id,
            Letter.code.in_(REMINDERS),
            Letter.written_at > Journey.last_setting_act_at,
        )
        .correlate(Journey)
        .scalar_subquery()
    )
