"""What a trust or group looks at: its settings, where each stands, and what each holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.award_moves import STANDING, AwardState
from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.stages import Stage
from award.queries.people import is_shown_to_viewer
from award.queries.words import has_words
from award.storage.authorities import Authority
from award.storage.awards import Award, Certificate, lasts
from award.storage.decisions import Decision
from award.storage.journeys import Journey
from award.storage.policies import PolicyCheck
from award.storage.settings import Setting

A_PAGE: Final = 50


@dataclass(frozen=True)
class SettingLine:
    """One setting of the group: its last journey, the award that it holds or held last, and when
    a check of its policy was last finished, or that one is under way. ``certificate_id`` is what
    may be downloaded today."""

    name: str
    authority: str
    stage: Stage | None
    paused_until: date | None
    outcome: Outcome | None
    award_state: AwardState | None
    valid_from: date | None
    valid_until: date | None
    grace_until: date | None
    announce_on: date | None
    policy_checked_at: datetime | None
    certificate_id: int | None
    policy_is_begun: bool = False
    end_reason_code: str | None = None


class Shown(StrEnum):
    """Which of the group's settings are shown."""

    HOLD = "hold"
    UNDER_WAY = "under-way"
    NOT_BEGUN = "not-begun"


@dataclass(frozen=True)
class Tally:
    """The group in numbers."""

    settings: int
    holders: int
    under_way: int


def count_group(session: Session, actor: Actor, *, today: date) -> Tally:
    """How many settings the actor's group has, how many hold the award, how many are under way."""
    row = session.execute(
        select(
            func.count(Setting.id),
            func.count(Setting.id).filter(_holds(today)),
            func.count(Setting.id).filter(_under_way()),
        ).where(_of_group(actor))
    ).one()
    return Tally(*row)


def count_settings(
    session: Session, actor: Actor, *, today: date, search: str = "", shown: Shown | None = None
) -> int:
    """How many settings of the actor's group fit."""
    fits = _fits(actor, today, search, shown)
    return session.scalar(select(func.count(Setting.id)).where(*fits)) or 0


def list_settings(
    session: Session,
    actor: Actor,
    *,
    today: date,
    search: str = "",
    shown: Shown | None = None,
    page: int = 1,
) -> list[SettingLine]:
    """The settings of the actor's group by name, a page at a time; texts and files stay away."""
    rows = session.execute(
        _lines(today)
        .where(*_fits(actor, today, search, shown))
        .order_by(Setting.name, Setting.id)
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [SettingLine(*row) for row in rows]


def find_certificate(
    session: Session, actor: Actor, certificate_id: int, *, today: date
) -> tuple[Certificate, Award] | None:
    """A certificate of a setting of the actor's group, with its award; None where it is not theirs
    to have today."""
    row = session.execute(
        select(Certificate, Award)
        .join(Award, Award.id == Certificate.award_id)
        .join(Setting, Setting.id == Award.setting_id)
        .where(
            Certificate.id == certificate_id,
            Certificate.id == _certificate(today),
            is_shown_to_viewer(actor),
        )
    ).first()
    return (row[0], row[1]) if row else None


def _certificate(today: date) -> ScalarSelect[int]:
    """The certificate of an award that counts now, once everybody may know of the award.

    An award that is suspended, revoked or replaced gives none, nor does a setting that is kept out
    of everything public.
    """
    return (
        select(func.max(Certificate.id))
        .where(
            Certificate.award_id == Award.id,
            Certificate.key.is_not(None),
            Certificate.replaced_at.is_(None),
            Award.state.in_(STANDING),
            or_(Award.announce_on.is_(None), Award.announce_on <= today),
            Setting.is_hidden.is_(False),
        )
        .correlate(Award, Setting)
        .scalar_subquery()
    )


def _of_group(actor: Actor) -> ColumnElement[bool]:
    """Somebody without a group has no settings here, not those that have no group either."""
    return is_shown_to_viewer(actor)


def _holds(today: date) -> ColumnElement[bool]:
    award = aliased(Award)
    return exists().where(
        award.setting_id == Setting.id, award.state.in_(STANDING), lasts(today, award)
    )


def _under_way() -> ColumnElement[bool]:
    journey = aliased(Journey)
    return exists().where(journey.setting_id == Setting.id, journey.ended_at.is_(None))


def _fits(actor: Actor, today: date, search: str, shown: Shown | None) -> list[ColumnElement[bool]]:
    fits = [_of_group(actor)]
    if search:
        fits.append(has_words(search, Setting.name))
    if shown is Shown.HOLD:
        fits.append(_holds(today))
    if shown is Shown.UNDER_WAY:
        fits.append(_under_way())
    if shown is Shown.NOT_BEGUN:
        journey = aliased(Journey)
        fits.append(~exists().where(journey.setting_id == Setting.id))
    return fits


def _last_check() -> ScalarSelect[datetime | None]:
    return (
        select(func.max(PolicyCheck.finished_at))
        .where(PolicyCheck.setting_id == Setting.id)
        .correlate(Setting)
        .scalar_subquery()
    )


def _is_checking() -> ColumnElement[bool]:
    return exists().where(PolicyCheck.setting_id == Setting.id, PolicyCheck.finished_at.is_(None))


def _lines(today: date) -> Select[*tuple[Any, ...]]:
    journey, award = aliased(Journey), aliased(Award)
    last_journey = (
        select(func.max(journey.id))
        .where(journey.setting_id == Setting.id)
        .correlate(Setting)
        .scalar_subquery()
    )
    last_award = (
        select(func.max(award.id))
        .where(award.setting_id == Setting.id)
        .correlate(Setting)
        .scalar_subquery()
    )
    return (
        select(
            Setting.name,
            Authority.name,
            Journey.stage,
            Journey.paused_until,
            Decision.outcome,
            Award.state,
            Award.valid_from,
            Award.valid_until,
            Award.grace_until,
            case((Setting.is_hidden.is_(False), Award.announce_on)),
            _last_check(),
            _certificate(today),
            _is_checking(),
            Journey.end_reason_code,
        )
        .join(Authority, Authority.id == Setting.authority_id)
        .outerjoin(Journey, Journey.id == last_journey)
        .outerjoin(Decision, (Decision.journey_id == Journey.id) & Decision.superseded_at.is_(None))
        .outerjoin(Award, Award.id == last_award)
    )
