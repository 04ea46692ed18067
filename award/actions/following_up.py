"""What an award leaves open when it falls: visits that were booked for it, and its conditions."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from award.actions.calling_off import call_off, is_to_come
from award.domain.award_moves import AwardState
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.domain.visits import VisitKind
from award.storage.awards import Award
from award.storage.db import hold, session_of
from award.storage.decisions import OPEN_CONDITIONS, Condition, Decision
from award.storage.journeys import Journey
from award.storage.visits import Visit

# A yearly check-in goes on with the award that takes the place of the one before.
OF_AWARD: Final = {
    AwardState.REVOKED: (VisitKind.FOLLOW_UP, VisitKind.CHECK_IN),
    AwardState.SUPERSEDED: (VisitKind.FOLLOW_UP,),
}
WHY: Final = {
    AwardState.REVOKED: "The award that it was booked for was taken back.",
    AwardState.SUPERSEDED: "Another award took the place of the one that it was booked for.",
}
BUSY: Final = "Somebody is changing a visit of this setting at this moment. Try once more"


def call_off_visits_of(award: Award, *, by: Actor, at: datetime) -> None:
    """An award that fell is followed up no more: its visits to come are called off, and told of.

    Raises NotReady where another change holds its journey.
    """
    session, kinds = session_of(award), OF_AWARD.get(award.state, ())
    if award.journey_id is None or not kinds:
        return
    booked = session.scalars(
        select(Visit).where(
            Visit.journey_id == award.journey_id,
            Visit.kind.in_(kinds),
            Visit.superseded_at.is_(None),
        )
    )
    coming = [one for one in booked if is_to_come(one, at=at)]
    if not coming:
        return
    own = select(Journey).where(Journey.id == award.journey_id)
    try:
        journey = session.scalars(own.with_for_update(nowait=True)).one()
    except OperationalError as held:
        raise NotReady(BUSY) from held
    hold(journey)
    call_off(journey, coming, reason=WHY[award.state], by=by, at=at, kept={})


def count_open_conditions(journey: Journey) -> int:
    """How many conditions of the decision that stands are neither met nor closed."""
    counted = (
        select(func.count())
        .select_from(Condition)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(
            Condition.journey_id == journey.id,
            Condition.state.in_(OPEN_CONDITIONS),
            Decision.superseded_at.is_(None),
        )
    )
    return session_of(journey).scalar(counted) or 0
