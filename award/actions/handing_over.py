"""Hands a visit to somebody else, who goes on with it from where it stands."""

from datetime import datetime

from award.actions.fitting import visitor_role
from award.actions.telling import Recipient
from award.actions.timing import Wanted, must_suit
from award.actions.visiting import note_visit, standing_visit
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.visits import VisitState
from award.storage.accounts import User
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.visits import Visit, VisitHandOver
from award.storage.working import NEEDS_VISITOR, is_working


def must_be_in_hand(journey: Journey, visit_id: int) -> Visit:
    """A visit that somebody still makes, or writes up. Raises NotAllowed."""
    return standing_visit(journey, visit_id, *NEEDS_VISITOR, VisitState.SHARED)


def hand_over_visit(
    journey: Journey,
    visit_id: int,
    user_id: int,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    despite: str = "",
) -> Visit:
    """A coordinator gives a visit to somebody else, at any point until its record is agreed.

    What was written so far stays and says whose it is; the next visitor goes on from there.
    Raises NotReady without a reason and for somebody who may not make such a visit, and
    WrongDay where they are elsewhere at that hour and nothing is said ``despite`` it.
    """
    must_be_held(journey)
    visit = must_be_in_hand(journey, visit_id)
    if by.role is not Role.COORDINATOR:
        raise NotAllowed("Ask a coordinator to hand the visit to somebody else.")
    if user_id == visit.visitor_id:
        raise NotAllowed("This person makes the visit already. Choose somebody else.")
    role = visitor_role(journey, visit.kind, user_id)
    if not reason.strip():
        raise NotReady("Say why somebody else makes the visit")
    kept = _must_be_free(journey, visit, user_id, despite=despite, at=at)
    before, after = _names(visit, user_id)
    _keep_what_was_written(visit, user_id, reason=reason.strip(), by=by, at=at)
    visit.visitor_id, visit.visitor_role = user_id, role
    visit.kept_because = kept or visit.kept_because
    visit.version += 1
    words = f"From {before.name} to {after.name}. {reason.strip()}"
    fields, person = {"earlier_visitor": before.name}, _still_here(journey, before)
    return note_visit(
        journey, visit, "hand_over_visit",
        by=by, at=at, words=words, fields=fields, kept=kept, person=person,
    )  # fmt: skip


def _names(visit: Visit, user_id: int) -> tuple[User, User]:
    """Who makes it so far, and who next."""
    session = session_of(visit)
    return session.get_one(User, visit.visitor_id), session.get_one(User, user_id)


def _must_be_free(
    journey: Journey, visit: Visit, user_id: int, *, despite: str, at: datetime
) -> str:
    """What is to come asks for a free hour of the next visitor. Raises WrongDay."""
    if visit.starts_at is None or visit.starts_at <= at:
        return ""
    wanted = Wanted([visit.starts_at], visit.minutes, visit.form, user_id, visit.id)
    return must_suit(journey, wanted, despite=despite, is_offered=True)


def _keep_what_was_written(
    visit: Visit, user_id: int, *, reason: str, by: Actor, at: datetime
) -> None:
    written = {"met": visit.met, "summary": visit.summary, "next_steps": visit.next_steps}
    session_of(visit).add(
        VisitHandOver(
            authority_id=visit.authority_id,
            visit_id=visit.id,
            from_id=visit.visitor_id,
            to_id=user_id,
            reason=reason,
            written={name: words for name, words in written.items() if words},
            by_id=by.user_id,
            at=at,
        )
    )
    session_of(visit).flush()
    session_of(visit).expire(visit, ["hand_overs"])


def _still_here(journey: Journey, before: User) -> list[Recipient]:
    """Whoever made the visit before is told, unless they left."""
    if not is_working(session_of(journey), before.id, journey.authority_id):
        return []
    return [Recipient(before.email, before.name, f"/{journey.authority.code}")]
