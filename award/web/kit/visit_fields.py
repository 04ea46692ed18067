"""What every room asks about the days of a visit, and how it reads the answers."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final

from markupsafe import Markup

from award.domain.visit_days import Against, WrongDay, moment_in_england
from award.web.kit.fields import Asked, PutRight
from award.web.kit.forms import (
    AtMost,
    DayField,
    Form,
    InOurYears,
    LongField,
    TickField,
    TimeField,
)
from award.web.kit.versions import VersionedForm

MOST_WORDS = 500
DAYS_OVER = "The days that were offered have passed. Offer other days."
OTHERS_NOW = "Other days are offered by now. Choose one of these"

# Nobody arranges a visit for a day years away: whoever writes one has mistyped the year.
NEAR: Final = InOurYears(2)


class ChosenDay(VersionedForm):
    """One of the days that are offered; where they changed meanwhile, that is said first."""

    def validate(self, extra_validators: Any = None) -> bool:
        chosen, shown = self["starts_at"], self["version"]
        whole = super().validate(extra_validators)
        if not whole and chosen.data and shown.data != shown.object_data:
            chosen.errors = [OTHERS_NOW]
            shown.fill(shown.object_data)
        return whole


class DespiteField(LongField):
    """A question that is asked only once a reason can help: until then it is not on the page."""

    is_asked = False

    def __call__(self, **more: Any) -> Markup:
        if self.is_asked and not self.data:
            self.label.text = str(self.label.text).removesuffix(" (optional)")
        return super().__call__(**more) if self.is_asked or self.data else Markup("")


class DespiteTick(TickField):
    """The same with a tick, where no reason is kept."""

    is_asked = False

    def __call__(self, **more: Any) -> Markup:
        return super().__call__(**more) if self.is_asked or self.data else Markup("")


def despite_field() -> LongField:
    """Why a day is right although something speaks against it; asked only then."""
    return DespiteField(
        "Why is this day right all the same? (optional)",
        [AtMost(MOST_WORDS)],
        hint="Only for a day on which the setting is closed, an hour in the night, or a visitor "
        "who is elsewhere. Your reason is kept.",
        rows=2,
    )


class GoesWith:
    """A day goes with its time, and a time with its day: what is left out is asked for."""

    def __init__(self, other: str, words: str) -> None:
        self.other, self.words = other, words

    def __call__(self, form: Form, field: Asked) -> None:
        if field.data is None and form[self.other].data is not None and not field.errors:
            raise PutRight(self.words)


def more_day(words: str, clock: str) -> DayField:
    """A day that may be offered beside the first; ``clock`` is the field of its time."""
    return DayField(words, [GoesWith(clock, "Enter the day too, or take the time away"), NEAR])


def more_time(words: str, day: str, width: int) -> TimeField:
    """The time of a day that may be offered beside the first; ``day`` is the field of it."""
    missing = GoesWith(day, "Enter the time too, or take the day away")
    return TimeField(words, [missing], width=width)


def moments_of(pairs: Iterable[tuple[date | None, time | None]]) -> list[datetime]:
    """The moments of days and times that are whole, by England's clocks.

    Raises WrongDay for an hour that the clocks leave out.
    """
    return [moment_in_england(day, clock) for day, clock in pairs if day and clock]


def refuse_day(form: Form, refusal: WrongDay, field: str) -> None:
    """Say what is against each day at its own field, and ask for a reason where one can help.

    ``field`` is where that stands which speaks of no day that the form asks for.
    """
    for one in refusal.against:
        for name in _fields_of(form, one) or [field]:
            form.refuse(one.words, field=name)
    if refusal.may_stand:
        for asked in form:
            if isinstance(asked, DespiteField | DespiteTick):
                asked.is_asked = True


def _fields_of(form: Form, said: Against) -> list[str]:
    """The days of the form that a sentence speaks of; each day stands before its time."""
    days = [one for one in form if isinstance(one, DayField)]
    times = [one for one in form if isinstance(one, TimeField)]
    return [
        day.name
        for day, clock in zip(days, times, strict=False)
        if said.day == day.data and said.day and said.clock in (None, clock.data)
    ]
