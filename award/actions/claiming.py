"""A visitor's claim for a visit: hours and miles, written by the visitor alone."""

from datetime import datetime

from sqlalchemy import select

from award.domain.claims import CLAIMABLE, Claim, claim_faults
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visits import VisitState
from award.storage.db import must_be_held, session_of
from award.storage.visits import Visit, VisitClaim


def claim_visit(visit: Visit, claim: Claim, *, version: int, by: Actor, at: datetime) -> VisitClaim:
    """Keep what the visitor claims for a visit that has begun, or that was missed.

    ``version`` is the claim's that was shown, 0 where there was none. Raises Stale for an older
    one. What is claimed for changes nothing of the journey, and needs no signature.
    """
    must_be_held(visit)
    if by.user_id is None or by.user_id != visit.visitor_id:
        raise NotAllowed("Only the visitor claims for a visit.")
    if visit.state not in {*CLAIMABLE, VisitState.CONFIRMED}:
        raise NotAllowed("There is nothing to claim for a visit that was not travelled to.")
    if visit.starts_at is None or visit.starts_at > at:
        raise NotReady("Claim after the visit has begun")
    if faults := claim_faults(claim):
        raise NotReady(*faults)
    session = session_of(visit)
    row = session.scalar(select(VisitClaim).where(VisitClaim.visit_id == visit.id))
    if version != (row.version if row else 0):
        raise Stale("this claim")
    if row is None:
        row = VisitClaim(
            authority_id=visit.authority_id, visit_id=visit.id, user_id=by.user_id, version=0
        )
        session.add(row)
    row.minutes, row.travel_minutes = claim.minutes, claim.travel_minutes
    row.tenths_of_mile, row.words = claim.tenths_of_mile, claim.words.strip()
    row.claimed_at, row.version = at, row.version + 1
    session.flush()
    return row
