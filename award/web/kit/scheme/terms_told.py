"""What follows from a change of terms or closed days, told once it is kept."""

from collections.abc import Sequence
from typing import Any, Final

from award.adapters import clock
from award.queries.closed_days import OnClosedDay, list_on_closed_days
from award.storage.db import db
from award.web.kit.access import actor
from award.web.kit.filters import plural

MOST_TOLD: Final = 5


def on_closed_days() -> list[OnClosedDay]:
    """What is arranged for days that are closed, as it stands now."""
    return list_on_closed_days(db.session(), actor(), clock.today())


def told(moved: Sequence[Any], before: Sequence[OnClosedDay]) -> str:
    """The dates that moved, and what lies on a closed day that did not ``before``."""
    found = [one for one in on_closed_days() if one not in before]
    dates = _said(moved) if moved else "No date of a journey moved by it."
    return f"{dates} {_said(found)}" if found else dates


def _said(found: Sequence[Any]) -> str:
    said = " ".join(one.sentence for one in found[:MOST_TOLD])
    more = len(found) - MOST_TOLD
    return f"{said} And {plural(more, 'more date')}." if more > 0 else said
