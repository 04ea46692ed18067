"""Cells that several lists share: whose turn it is, how long, what can be done at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from award.domain.turns import TURN_NAMES, Turn, tells_of_votes
from award.storage.days import council_calendar
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.wording import days_of_turn
from award.web.kit.access import actor
from award.web.kit.filters import day_short, plural
from award.web.kit.pages import Link
from award.web.kit.waited import since_words, waited

LINK = '<li><a href="{}">{}<span class="govuk-visually-hidden">: {}</span></a></li>'


def read_days() -> None:
    """Read the calendars once, before the rows of a list are counted in them."""
    council_calendar(db.session(), actor().authority_id or 0)


def turn_cell(journey: Journey) -> Any:
    """Whose turn it is, as a tag; nothing where nobody is waited for."""
    if journey.turn is Turn.NOBODY:
        return ""
    if journey.turn is Turn.COORDINATOR:
        return {"words": "Your turn", "tone": "yours"}
    words = TURN_NAMES[journey.turn].removeprefix("the ").capitalize()
    return {"words": f"{words}’s turn", "tone": "others"}


def left_words(journey: Journey) -> str:
    """How much is left for the next step; how far the votes are is not told outside the panel."""
    if tells_of_votes(journey.stage):
        return "The decision"
    return plural(journey.blockers_left, "thing") if journey.blockers_left else "Nothing"


def waiting_cell(journey: Journey, since: datetime, now: datetime) -> Any:
    """How long it has waited ``since`` then; until when where it rests."""
    if journey.ended_at is not None:
        return f"Ended {day_short(journey.ended_at)}"
    if journey.turn is Turn.NOBODY:
        until = journey.paused_until
        return {"words": f"Until {day_short(until)}", "whole": True} if until else ""
    wait = waited(days_of_turn(journey), since, now)
    if wait.words.startswith("since"):
        return wait.words[:1].upper() + wait.words[1:]
    more = since_words(since, now)
    return {"words": wait.words, "more": more, "trouble": wait.is_long, "whole": True}


def quick_cell(links: Sequence[Link], about: str) -> dict[str, Markup]:
    """Quiet links to what can be done about a setting at once."""
    made = Markup("").join(Markup(LINK).format(one.href, one.words, about) for one in links)  # noqa: S704 - format escapes
    return {"html": Markup('<ul class="quick">{}</ul>').format(made)}
