"""Hours and miles of a month: a visitor's own, or everybody's for a coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from award.domain.claims import CLAIMABLE
from award.domain.people import Actor
from award.domain.visit_days import LONDON
from award.domain.visits import VisitState, visit_row
from award.storage.accounts import User
from award.storage.days import day_of
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.visits import Visit, VisitClaim

Claimed = Select[Visit, VisitClaim, str, bool, str, str]
HIDDEN: Final = "A setting whose name is kept private"


@dataclass(frozen=True)
class ClaimLine:
    """One visit of the month with what is claimed for it, if anything is so far."""

    visit: Visit
    claim: VisitClaim | None
    setting: str
    is_hidden: bool
    visitor: str
    email: str

    @property
    def day(self) -> date:
        """The day of the visit."""
        return day_of(self.visit.starts_at) if self.visit.starts_at else date.min

    @property
    def name(self) -> str:
        """What the visit is called."""
        return visit_row(self.visit.kind).name

    @property
    def place_on_paper(self) -> str:
        """The setting as a file beyond its own people may name it."""
        return HIDDEN if self.is_hidden else self.setting


def list_own_claims(
    session: Session, actor: Actor, month: date, *, at: datetime
) -> Sequence[ClaimLine]:
    """The visits of a month that the person made for this authority, with their claims.

    A part that has ended since takes nothing away: the way was gone, and is to be paid.
    """
    return _read(session, _of(actor, month, at).where(Visit.visitor_id == actor.user_id))


def list_claims(
    session: Session, actor: Actor, month: date, *, at: datetime, visitor_id: int | None = None
) -> Sequence[ClaimLine]:
    """The same of everybody, or of one person: only what is claimed."""
    query = _of(actor, month, at).where(VisitClaim.id.is_not(None))
    if visitor_id is not None:
        query = query.where(Visit.visitor_id == visitor_id)
    return _read(session, query)


def find_own_claim(
    session: Session, actor: Actor, visit_id: int, *, at: datetime
) -> ClaimLine | None:
    """A visit that the person made for this authority, with what is claimed for it so far."""
    found = _read(
        session,
        _held(actor, at).where(Visit.id == visit_id, Visit.visitor_id == actor.user_id),
    )
    return found[0] if found else None


def _of(actor: Actor, month: date, at: datetime) -> Claimed:
    begins = datetime.combine(month.replace(day=1), time.min, LONDON)
    after = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    ends = datetime.combine(after, time.min, LONDON)
    return _held(actor, at).where(Visit.starts_at >= begins, Visit.starts_at < ends)


def _held(actor: Actor, at: datetime) -> Claimed:
    """The visits of the actor's authority that have begun, or that were missed."""
    begun = and_(Visit.state == VisitState.CONFIRMED, Visit.starts_at <= at)
    return (
        select(Visit, VisitClaim, Setting.name, Setting.is_hidden, User.name, User.email)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .join(User, User.id == Visit.visitor_id)
        .outerjoin(VisitClaim, VisitClaim.visit_id == Visit.id)
        .where(Visit.authority_id == actor.authority_id, or_(Visit.state.in_(CLAIMABLE), begun))
        .order_by(User.name, Visit.starts_at, Visit.id)
    )


def _read(session: Session, query: Claimed) -> Sequence[ClaimLine]:
    return [ClaimLine(*row) for row in session.execute(query)]
