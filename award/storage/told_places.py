"""To which page of the setting's room a letter about a journey leads."""

from collections.abc import Mapping

from sqlalchemy import select

from award.domain.letter_places import place_of
from award.storage.awards import Award
from award.storage.db import session_of
from award.storage.journeys import Journey


def path_told(journey: Journey, code: str, path: str, about: Mapping[str, int | str]) -> str:
    """Where a letter leads: to the page that it speaks of instead of the setting's first page.

    ``path`` is where it leads without that, and stays for who has no such page. ``about`` names
    what else it is about: a condition by its number, a criterion. An award that another setting
    holds by now is no page of this room.
    """
    home = f"/setting/{journey.setting_id}"
    if path != home:
        return path
    award = session_of(journey).scalar(
        select(Award.id)
        .where(Award.journey_id == journey.id, Award.setting_id == journey.setting_id)
        .order_by(Award.id.desc())
        .limit(1)
    )
    held = {"award": award} if award is not None else {}
    place = place_of(code, {"journey": journey.id, **held, **about})
    return f"{home}/{place}" if place else home
