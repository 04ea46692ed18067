"""Who took part in what an appeal is about: by a vote, a release, a word or at a meeting."""

from typing import Any, Final

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from award.domain.decisions import free_panel
from award.domain.facts import Facts
from award.storage.accounts import User
from award.storage.awards import Award, AwardVote
from award.storage.db import session_of
from award.storage.decisions import Appeal, AppealState, Decision, Meeting, Vote
from award.storage.journeys import History, Journey

NO_PART: Final = ("receive_appeal", "name_hearer")


def took_part(user_id: Any, journey_id: Any) -> ColumnElement[bool]:
    """Whether this person voted, released or did anything else on the journey.

    To confirm that the appeal has come, or to say who hears it, is no part in what it is about.
    """
    award_voted = exists().where(
        Award.journey_id == journey_id,
        AwardVote.award_id == Award.id,
        AwardVote.user_id == user_id,
    )
    return or_(
        exists().where(Vote.journey_id == journey_id, Vote.user_id == user_id),
        exists().where(Decision.journey_id == journey_id, Decision.released_by_id == user_id),
        exists().where(
            History.journey_id == journey_id, History.by_id == user_id, History.what.not_in(NO_PART)
        ),
        award_voted,
    )


def free_to_hear(journey: Journey, facts: Facts) -> frozenset[int]:
    """The panel members who may hear an appeal here: no tie, no vote, no meeting, no words."""
    session, free = session_of(journey), free_panel(facts)
    here = [one for one in free if one not in _met_here(session, journey)]
    acted = select(User.id).where(User.id.in_(here), took_part(User.id, journey.id))
    return frozenset(here) - frozenset(session.scalars(acted))


def find_hearer(journey: Journey, facts: Facts) -> int | None:
    """Who is asked to hear the appeal that waits here; None where nobody is who still may."""
    asked = session_of(journey).scalar(
        select(Appeal.hearer_id).where(
            Appeal.journey_id == journey.id,
            Appeal.state.in_((AppealState.LODGED, AppealState.RECEIVED)),
        )
    )
    return asked if asked in free_to_hear(journey, facts) else None


def _met_here(session: Session, journey: Journey) -> frozenset[int]:
    """Who was at a meeting that decided on this journey."""
    rows = session.scalars(select(Meeting.present).where(Meeting.journey_id == journey.id))
    return frozenset(user_id for present in rows for user_id in present)
