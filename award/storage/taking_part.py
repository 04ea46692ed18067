"""Who took part in what an appeal is about: by a vote, a release, a word or at a meeting."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from award.storage.awards import Award, AwardVote
from award.storage.decisions import Decision, Meeting, Vote
from award.storage.journeys import History

NO_PART = "receive_appeal"


def took_part(user_id: int | None, journey_id: Any) -> ColumnElement[bool]:
    """Whether this person voted, released or did anything else on the journey.

    To confirm that the appeal has come is no part in what it is about.
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
            History.journey_id == journey_id, History.by_id == user_id, History.what != NO_PART
        ),
        award_voted,
    )


def met_on(session: Session, user_id: int | None, journey_ids: Iterable[int]) -> frozenset[int]:
    """On which of these journeys the person was at a meeting that decided."""
    rows = session.execute(
        select(Meeting.journey_id, Meeting.present).where(Meeting.journey_id.in_(list(journey_ids)))
    )
    return frozenset(journey_id for journey_id, present in rows if user_id in present)
