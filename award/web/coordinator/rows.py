"""Cells that several lists of the room share: whose turn it is, and what can be done at once."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from award.domain.turns import TURN_NAMES, Turn
from award.storage.journeys import Journey
from award.web.kit.pages import Link

LINK = '<li><a href="{}">{}<span class="govuk-visually-hidden">: {}</span></a></li>'


def turn_cell(journey: Journey) -> Any:
    """Whose turn it is, as a tag; nothing where nobody is waited for."""
    if journey.turn is Turn.NOBODY:
        return ""
    if journey.turn is Turn.COORDINATOR:
        return {"words": "Your turn", "tone": "yours"}
    words = TURN_NAMES[journey.turn].removeprefix("the ").capitalize()
    return {"words": words, "tone": "others"}


def quick_cell(links: Sequence[Link], about: str) -> dict[str, Markup]:
    """Quiet links to what can be done about a setting at once."""
    made = Markup("").join(Markup(LINK).format(one.href, one.words, about) for one in links)  # noqa: S704 - format escapes
    return {"html": Markup('<ul class="quick">{}</ul>').format(made)}
