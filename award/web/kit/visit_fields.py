"""What every room asks about the days of a visit, and how it reads the answers."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from markupsafe import Markup

from award.domain.visit_days import moment_in_england
from award.web.kit.forms import AtMost, LongField

MOST_WORDS = 500


class DespiteField(LongField):
    """A question that is asked only once a day did not suit: until then it is not on the page."""

    def __call__(self, **more: Any) -> Markup:
        waits = self.raw_data is None and not self.data
        return Markup("") if waits else super().__call__(**more)


def despite_field() -> LongField:
    """Why a day is right although something speaks against it; asked only then."""
    return DespiteField(
        "Why is this day right all the same? (optional)",
        [AtMost(MOST_WORDS)],
        hint="Only for a day on which the setting is closed, or the visitor is elsewhere. "
        "Your reason is kept.",
        rows=2,
    )


def moments_of(pairs: Iterable[tuple[date | None, time | None]]) -> list[datetime]:
    """The moments of days and times that are whole, by England's clocks.

    Raises WrongDay for an hour that the clocks leave out.
    """
    return [moment_in_england(day, clock) for day, clock in pairs if day and clock]
