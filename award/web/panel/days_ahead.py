"""The panel days that are coming, each with what is left to do before it."""

from datetime import date

from flask import url_for

from award.adapters import clock
from award.domain.turns import PanelWait
from award.queries import papers
from award.web.kit.filters import day_short, in_days, plural


def days_of(found: list[papers.Paper]) -> list[dict[str, object]]:
    """The panel days on whose agenda these papers stand, each with how many of them."""
    rows: list[dict[str, object]] = []
    found = sorted(found, key=lambda one: one.panel_on or date.max)
    for round_id in dict.fromkeys(one.round_id for one in found if one.round_id is not None):
        those = [one for one in found if one.round_id == round_id]
        on, name = those[0].panel_on, those[0].day_name
        rest = sum(one.wait is PanelWait.PAUSED for one in those)
        settled = sum(one.can_be_released for one in those)
        left = len(those) - rest - settled
        said = ((left, "still to decide"), (settled, "to release"), (rest, "paused"))
        rows.append(
            {
                "who": name,
                "what": _counted([(many, words) for many, words in said if many]),
                "since": f"{day_short(on)}, {in_days(on, clock.today())}" if on else "",
                "tone": "",
                "button": "Agenda",
                "href": url_for("panel.day", round_id=round_id),
            }
        )
    return rows


def _counted(parts: list[tuple[int, str]]) -> str:
    """Like "2 journeys still to decide, 1 paused": only the first says what is counted."""
    (many, words), *others = parts
    first = f"{plural(many, 'journey')} {words}"
    return ", ".join([first, *(f"{more} {what}" for more, what in others)])
