"""Gives back the work of somebody who left, journey by journey."""

from datetime import datetime

from award.actions.leaving import hand_back_work, list_in_hand
from award.jobs.means import Means
from award.storage.db import transaction
from award.storage.journeys import Journey


def hand_back(means: Means, authority_id: int, user_id: int, *, at: datetime) -> int:
    """Each journey in a change of its own; how many had something to give back.

    Done again it finds nothing more, so that it may be stopped anywhere.
    """
    with means.sessions() as session:
        numbers = list_in_hand(session, authority_id, user_id)
    given = 0
    for number in numbers:
        with means.sessions() as session, transaction(lock=session.get_one(Journey, number)) as one:
            given += hand_back_work(one, user_id, at=at)
    return given
