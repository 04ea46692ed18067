"""The appeals that wait, who of the panel could hear one, and who is asked to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.queries.journeys import BEFORE_PANEL
from award.queries.papers import is_untied, untied
from award.storage.accounts import User
from award.storage.decisions import Appeal, Meeting, upheld_appeals
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.taking_part import find_hearer, free_to_hear, took_part
from award.storage.working import works_for


@dataclass(frozen=True)
class Hearers:
    """The panel members who may hear an appeal, those who may not, and who is asked now."""

    free: Sequence[User]
    bound: Sequence[User]
    asked: int | None


def list_hearers(session: Session, actor: Actor, journey: Journey, *, at: datetime) -> Hearers:
    """The panel by name, for who says who hears the appeal: nobody names themselves."""
    facts = facts_of(journey, at=at)
    may = free_to_hear(journey, facts) - {actor.user_id}
    everybody = session.scalars(
        select(User)
        .where(User.id.in_(facts.panel), User.ended_at.is_(None))
        .order_by(User.name, User.id)
    ).all()
    return Hearers(
        free=[one for one in everybody if one.id in may],
        bound=[one for one in everybody if one.id not in may],
        asked=find_hearer(journey, facts),
    )


def find_person_asked(
    session: Session, actor: Actor, journey: Journey, *, at: datetime
) -> User | None:
    """Who is asked to hear the appeal of this journey; None for a journey beyond the wall."""
    if journey.authority_id != actor.authority_id:
        return None
    asked = find_hearer(journey, facts_of(journey, at=at))
    return session.get(User, asked) if asked is not None else None


def find_new_day_due(session: Session, actor: Actor, journey: Journey) -> Appeal | None:
    """The upheld appeal against a deferral for which a coordinator still gives a new day."""
    if journey.authority_id != actor.authority_id or journey.deferred_until is None:
        return None
    return session.scalar(upheld_appeals(journey.id, "deferred"))


@dataclass(frozen=True)
class AppealLine:
    """An appeal that waits to be heard; ``took_part``: by others, since this member did.

    ``hearer`` is the name of who is asked to hear it, where that is somebody else.
    """

    appeal: Appeal
    setting: str
    took_part: bool
    hearer: str = ""

    @property
    def is_for_others(self) -> bool:
        return self.took_part or bool(self.hearer)


def list_appeals(session: Session, actor: Actor, *, most: int = 20) -> list[AppealLine]:
    """The appeals that wait, oldest first, of settings to which the actor has no tie."""
    waiting = (
        select(Appeal.id)
        .join(Journey, Journey.id == Appeal.journey_id)
        .where(
            Appeal.authority_id == actor.authority_id,
            Appeal.state.in_(BEFORE_PANEL),
            untied(actor, Journey.setting_id, Journey.id),
        )
        .order_by(Appeal.lodged_at, Appeal.id)
        .limit(most)
    )
    rows = session.execute(
        select(
            Appeal,
            Setting.name,
            took_part(actor.user_id, Appeal.journey_id),
            Meeting.present,
            User.name,
            may_still_hear(),
        )
        .join(Journey, Journey.id == Appeal.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(Meeting, Meeting.journey_id == Appeal.journey_id)
        .outerjoin(User, and_(User.id == Appeal.hearer_id, Appeal.hearer_id != actor.user_id))
        .where(Appeal.id.in_(waiting))
        .order_by(Appeal.lodged_at, Appeal.id)
    )
    lines: dict[int, AppealLine] = {}
    for appeal, name, acted, present, asked, goes_on in rows:
        before = appeal.id in lines and lines[appeal.id].took_part
        took = before or acted or actor.user_id in (present or ())
        hearer = asked if asked and goes_on else ""
        lines[appeal.id] = AppealLine(appeal, name, took_part=took, hearer=hearer)
    return list(lines.values())


def may_still_hear() -> ColumnElement[bool]:
    """In a query for appeals and their journeys: who is asked to hear it sits on the panel still,
    is bound by nothing, and took no part since.
    """
    return and_(
        works_for(Appeal.hearer_id, Appeal.authority_id, Role.PANEL),
        is_untied(Appeal.hearer_id, Journey.setting_id, Journey.id),
        ~took_part(Appeal.hearer_id, Journey.id),
    )


def find_appeal(session: Session, journey: Journey) -> Appeal | None:
    """The appeal of this journey that waits to be heard."""
    return session.scalar(
        select(Appeal).where(Appeal.journey_id == journey.id, Appeal.state.in_(BEFORE_PANEL))
    )


def under_appeal() -> ColumnElement[bool]:
    """In a query for journeys: an appeal against what was decided waits to be heard."""
    return exists().where(Appeal.journey_id == Journey.id, Appeal.state.in_(BEFORE_PANEL))
