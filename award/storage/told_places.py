"""To which page of the setting's room a letter about a journey leads."""

from sqlalchemy import select

from award.domain.letter_places import place_of
from award.storage.awards import Award
from award.storage.db import session_of
from award.storage.journeys import Journey


def place_told(journey: Journey, code: str) -> str:
    """The page within the room of the journey's setting; empty for its first page.

    An award that another setting holds by now is no page of this room.
    """
    award = session_of(journey).scalar(
        select(Award.id)
        .where(Award.journey_id == journey.id, Award.setting_id == journey.setting_id)
        .order_by(Award.id.desc())
        .limit(1)
    )
    return place_of(code, journey=journey.id, award=award)
