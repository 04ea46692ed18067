"""The panel day that is coming: where it meets, and which journeys are on its agenda."""

from datetime import datetime, time
from typing import Final

from sqlalchemy import select

from award.actions.arranging_panel import Sitting, change_item, put_on_agenda, say_where
from award.domain.people import Actor
from award.domain.stages import Stage
from award.storage.authorities import Round
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey

SITTING: Final = Sitting(
    time(13, 30),
    "Committee room 2, City Hall, second floor",
    "Please read the papers beforehand, and say at the beginning whom you know.",
)
MINUTES: Final = 20
TALK_ABOUT_FIRST: Final = (
    "One vote is in already. What would the others like to ask before they vote?"
)


def arrange_panel(day: Round, *, by: Actor, at: datetime) -> None:
    """Put every journey that is before the panel on the agenda, and say where it meets."""
    before_it = select(Journey.id).where(
        Journey.authority_id == day.authority_id, Journey.stage == Stage.DECIDING
    )
    numbers = session_of(day).scalars(before_it.order_by(Journey.id)).all()
    with transaction(lock=day) as held:
        say_where(held, SITTING, by=by)
        if numbers:
            put_on_agenda(held, numbers, by=by, at=at)
            change_item(held, numbers[-1], place=1, minutes=MINUTES, words=TALK_ABOUT_FIRST, by=by)
