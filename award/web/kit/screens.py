"""Which screens of a room reading leads to, and their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from award.storage.journeys import Journey
from award.web.kit.pages import Link


@dataclass(frozen=True)
class Screens:
    """The screens of a room that reading leads to; ``back`` is the way to a criterion's page,
    ``talk`` the screen on which something is said of a piece, where the room has one.
    """

    piece: str
    picture: str
    file: str
    zip: str
    back: Callable[[Journey, str], Link]
    talk: str = ""


def address_in(endpoint: str, **given: Any) -> str:
    """The address of a screen, given what it asks for and no more."""
    expected = current_app.url_map.is_endpoint_expecting
    return url_for(endpoint, **{one: given[one] for one in given if expected(endpoint, one)})


def piece_address(journey: Journey, code: str, item_id: int, screens: Screens) -> str:
    """Where a piece is read; the page begins at its main part."""
    at = url_for(screens.piece, journey_id=journey.id, code=code, item_id=item_id)
    return f"{at}#main"


def small_address(journey: Journey, version_id: int, screens: Screens) -> str:
    """The small picture of a file's first page."""
    return url_for(
        screens.picture, journey_id=journey.id, version_id=version_id, number=1, size="small"
    )
