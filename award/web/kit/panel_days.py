"""The panel days that a journey, or a cohort, can aim at, as a form offers them."""

from datetime import date

from award.queries.settings import list_rounds
from award.storage.authorities import Round
from award.storage.db import db
from award.web.kit.access import actor
from award.web.kit.filters import day_short
from award.web.kit.forms import Choice


def panel_days(
    today: date, aimed_at: int | None = None, *, without: int | None = None
) -> list[Choice]:
    """Those that are still to come, the soonest first, and the one that is aimed at already.

    One can be left out, as when it goes.
    """
    rounds = [
        one
        for one, _ in list_rounds(db.session(), actor())
        if (one.panel_on >= today or one.id == aimed_at) and one.id != without
    ]
    rounds.sort(key=lambda one: (one.panel_on, one.id))
    return [Choice(one.id, _said(one, today)) for one in rounds]


def _said(one: Round, today: date) -> str:
    """Its name, its day and the day to be ready by, short enough for a list that drops down."""
    over = one.ready_by_on < today
    ready = "its ready day has passed" if over else f"ready by {day_short(one.ready_by_on)}"
    return f"{one.name}, on {day_short(one.panel_on)}; {ready}"
