"""What follows from a change of terms or closed days, told once it is kept."""

from collections.abc import Sequence
from typing import Any, Final

from award.adapters import clock
from award.domain.calendars import CalendarKind
from award.queries.closed_days import OnClosedDay, list_on_closed_days
from award.storage.days import calendar_of
from award.storage.db import db
from award.storage.settings import Setting
from award.web.kit.access import actor
from award.web.kit.filters import plural

MOST_TOLD: Final = 5
KEPT: Final = "Awards that were given keep their dates, and rounds keep their days."


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


def what_terms_do(place: Setting | None) -> list[str]:
    """What the half-terms of the authority, or of one setting, count for."""
    if place is not None and counts_working_days(place):
        return [
            (
                "Its days are counted from Monday to Friday, but for bank holidays. Half-terms "
                "change nothing in that."
            ),
            KEPT,
        ]
    return [
        (
            "Only days inside the half-terms count: for reminders, for agreeing a visit record and "
            "for answering a report."
        ),
        KEPT,
    ]


def what_closing_does(place: Setting | None) -> list[str]:
    """What a closed day of the authority, or of one setting, changes."""
    if place is not None and counts_working_days(place):
        return [
            (
                "No visit is arranged for a closed day without a reason. Its days are counted from "
                "Monday to Friday, so a closed day still counts for reminders and answers."
            ),
            KEPT,
        ]
    return [
        (
            "A closed day does not count: not for reminders, nor for agreeing a visit record or "
            "answering a report."
        ),
        KEPT,
    ]


def what_opening_does(place: Setting | None, *, many: bool) -> list[str]:
    """What taking closed days out changes, for the authority or for one setting."""
    if place is not None and counts_working_days(place):
        which = "these days" if many else "the day"
        return [
            f"Visits are arranged for {which} again without a reason.",
            "The setting’s days are counted from Monday to Friday, so nothing else changes.",
        ]
    return [
        (
            f"{'The days count' if many else 'The day counts'} again from now on: for reminders, "
            "for agreeing a visit record and for answering a report."
        )
    ]


def counts_working_days(place: Setting) -> bool:
    """Whether the setting's days are the council's working days, whatever its terms."""
    return calendar_of(place).kind is CalendarKind.WORKING_DAYS
