"""That all of a standard is fine so far, taken back by who said it before a letter told of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from award.actions.advising import must_take_feedback
from award.actions.moves import refresh
from award.actions.questioning import last_ask
from award.domain.feedback import FINE_SO_FAR
from award.domain.people import Actor
from award.domain.refusals import NotAllowed
from award.domain.stages import GIVING, Stage
from award.storage.db import must_be_held, session_of
from award.storage.journeys import History, Journey
from award.storage.remarks import Remark, RemarkTold

TOLD: Final = "The setting was told or has answered by now. Write to them what you would change."


def list_fine_untold(journey: Journey, *, by: Actor) -> Mapping[str, Remark]:
    """By standard, that all of it is fine, where they said no more than this and nobody knows it.

    Nothing was said of the standard since, and no letter told of it.
    """
    if by.user_id is None or journey.stage not in GIVING:
        return {}
    other = aliased(Remark)
    beside = or_(
        (other.at == Remark.at) & (other.by_id == Remark.by_id),
        (other.id > Remark.id) & (other.standard == Remark.standard),
    )
    query = select(Remark).where(
        Remark.journey_id == journey.id,
        Remark.by_id == by.user_id,
        Remark.from_setting.is_(False),
        Remark.item_id.is_(None),
        Remark.words == FINE_SO_FAR,
        ~exists().where(RemarkTold.remark_id == Remark.id),
        ~exists().where(other.journey_id == journey.id, other.id != Remark.id, beside),
    )
    return {one.standard: one for one in session_of(journey).scalars(query)}


def take_back_fine(journey: Journey, standard: str, *, by: Actor, at: datetime) -> None:
    """It was not said: the remark goes, and what was asked waits again if this answered it.

    Raises NotAllowed once a letter told of it or more was said.
    """
    must_be_held(journey)
    must_take_feedback(journey)
    session = session_of(journey)
    said = select(Remark.id).where(Remark.journey_id == journey.id, Remark.standard == standard)
    session.execute(said.with_for_update()).all()  # a letter may be telling of it right now
    remark = list_fine_untold(journey, by=by).get(standard)
    if remark is None:
        raise NotAllowed(TOLD)
    line = session.scalars(
        select(History).where(
            History.journey_id == journey.id,
            History.what == "give_feedback",
            History.by_id == remark.by_id,
            History.at == remark.at,
        )
    ).one()
    session.delete(remark)
    line.undone_at = at
    _ask_again(journey, line)
    refresh(journey, at=at)


def _ask_again(journey: Journey, line: History) -> None:
    """What was asked for waits again, where this line ended it and nothing came after."""
    ended, ask = line.kept.get("answered"), last_ask(journey)
    if not ended or ask is None or journey.stage is not Stage.GATHERING:
        return
    asked_at = datetime.fromisoformat(ended)
    if journey.feedback_asked_at is None and ask.asked_at == asked_at:
        journey.feedback_asked_at = asked_at
