"""What an award leaves open when it falls: visits that were booked for it, and its conditions."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from award.actions.calling_off import call_off, is_to_come
from award.domain.award_moves import AwardState
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.domain.visits import VisitKind
from award.storage.asked_conditions import asked_of
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import hold, session_of
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
    if award.state not in OF_AWARD or not _coming(award, at=at):
        return
    own = select(Journey).where(Journey.id == award.journey_id).with_for_update(nowait=True)
    try:
        found = session_of(award).scalars(own.execution_options(populate_existing=True))
        journey = found.one()
    except OperationalError as held:
        raise NotReady(BUSY) from held
    hold(journey)
    # Asked again once nobody else can change them.
    call_off(journey, _coming(award, at=at), reason=WHY[award.state], by=by, at=at, kept={})


def _coming(award: Award, *, at: datetime) -> list[Visit]:
    """The visits to come that an award which stands like this lets go of, read afresh."""
    booked = select(Visit).where(
        Visit.journey_id == award.journey_id,
        Visit.kind.in_(OF_AWARD[award.state]),
        Visit.superseded_at.is_(None),
    )
    rows = session_of(award).scalars(booked.execution_options(populate_existing=True))
    return [one for one in rows if is_to_come(one, at=at)]


def count_asked_conditions(award: Award, *, at: datetime) -> int:
    """How many conditions of an award are still asked, as it stands now."""
    if award.journey_id is None:
        return 0
    return len(session_of(award).scalars(asked_of(award.journey_id, day_of(at))).all())
