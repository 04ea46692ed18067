"""Finds a journey's visits, each with who makes it, for who is looking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.domain.visits import COMING, GONE, VisitState, visit_row
from award.queries.journeys import closed_judges
from award.storage.accounts import User
from award.storage.journeys import Journey
from award.storage.visit_offers import offered_by
from award.storage.visits import Visit
from award.storage.working import needs_somebody

TO_BE_NAMED: Final = "a visitor still to be named"


@dataclass(frozen=True)
class VisitSeen:
    """A visit with its visitor's name and what its kind is called.

    ``is_own_offer`` says that the dates are the setting's own offer; ``is_unmade`` that whoever was
    to come has left, or has a tie, and nobody else is named so far.
    """

    visit: Visit
    visitor: str
    is_own_offer: bool = False
    is_unmade: bool = False

    @property
    def name(self) -> str:
        return visit_row(self.visit.kind).name

    @property
    def offered(self) -> list[datetime]:
        """The moments that were offered."""
        return [datetime.fromisoformat(one) for one in self.visit.offered]

    @property
    def is_over(self) -> bool:
        """Whether the assessment that it belonged to was begun anew: it counts no more."""
        return self.visit.superseded_at is not None

    @property
    def waits_for_setting(self) -> bool:
        """Whether the setting is to choose a date, or to agree the record."""
        if self.is_over:
            return False
        offered = self.visit.state is VisitState.PROPOSED and not self.is_own_offer
        return offered or self.visit.state is VisitState.SHARED

    @property
    def is_record_open(self) -> bool:
        """Whether the setting may read the record: it was shared, or agreed."""
        return self.visit.state in (VisitState.SHARED, VisitState.SIGNED)


def seen_of(row: Sequence[Any]) -> VisitSeen:
    """A visit as it was read; one to come is not said to be with somebody who cannot make it."""
    visit, name, is_own_offer, is_left = row
    is_unmade = is_left and visit.state in COMING
    return VisitSeen(visit, TO_BE_NAMED if is_unmade else name, is_own_offer, is_unmade)


def _seen_by(actor: Actor, journey: Journey) -> Select[Visit, str, bool, bool]:
    """The visits of a journey, but for those of a judge who is closed to the actor."""
    return (
        select(Visit, User.name, offered_by(journey.setting_id), needs_somebody())
        .join(User, User.id == Visit.visitor_id)
        .where(
            Visit.journey_id == journey.id,
            Visit.authority_id == actor.authority_id,
            Visit.visitor_id.not_in(closed_judges(journey, actor)),
        )
    )


def is_off(visit: Visit) -> bool:
    """Whether a visit was called off that its assessment still counts."""
    return visit.state in GONE and visit.superseded_at is None


def arranged_since(gone: Visit, among: Iterable[Visit]) -> Visit | None:
    """The visit of the same kind that was arranged after one was called off, if there is one."""
    later = (one for one in among if one.id > gone.id and one.kind is gone.kind)
    return next((one for one in later if one.superseded_at is None and not is_off(one)), None)


def list_visits(session: Session, actor: Actor, journey: Journey) -> list[VisitSeen]:
    """All visits of a journey, the latest first; one without a day yet by when it was proposed."""
    latest = func.coalesce(Visit.starts_at, Visit.proposed_at)
    rows = session.execute(_seen_by(actor, journey).order_by(latest.desc(), Visit.id.desc()))
    return [seen_of(row) for row in rows]


def find_visit(session: Session, actor: Actor, journey: Journey, visit_id: int) -> VisitSeen | None:
    """One visit of the journey."""
    row = session.execute(_seen_by(actor, journey).where(Visit.id == visit_id)).first()
    return seen_of(row) if row else None


def list_coming(
    session: Session, actor: Actor, journey: Journey, *, at: datetime
) -> list[VisitSeen]:
    """The visits that have a day to come, soonest first, and those whose day is to be chosen."""
    rows = session.execute(
        _seen_by(actor, journey)
        .where(
            Visit.superseded_at.is_(None),
            Visit.state.not_in(GONE),
            Visit.state.in_((VisitState.PROPOSED, VisitState.CONFIRMED)),
        )
        .order_by(Visit.starts_at, Visit.id)
    )
    seen = [seen_of(row) for row in rows]
    return [one for one in seen if one.visit.starts_at is None or one.visit.starts_at >= at]


def is_proposed_already(
    session: Session, actor: Actor, journey: Journey, offered: list[datetime]
) -> bool:
    """Whether a visit is proposed with the very same dates: the form was sent twice."""
    wanted = sorted(one.isoformat() for one in offered)
    rows = session.execute(
        _seen_by(actor, journey).where(
            Visit.state == VisitState.PROPOSED, Visit.proposed_by_id == actor.user_id
        )
    )
    return any(sorted(one.isoformat() for one in seen_of(row).offered) == wanted for row in rows)
