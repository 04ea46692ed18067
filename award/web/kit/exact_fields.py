"""Questions answered with a day, a time or a number, and the version that a form showed."""

from datetime import date, time
from typing import Any, ClassVar

from markupsafe import Markup

from award.domain.spoken import clock_words
from award.web.kit.answers import NotUnderstood, read_day, read_time, read_whole_number
from award.web.kit.fields import Asked, Asking, LineField, PutRight


class DayField(Asked):
    """A day, month and year in three inputs of one name; months may be written as words."""

    component = ("date-input", "govukDateInput")
    data: date | None
    wrong = 0
    parts = ("day", "month", "year")

    @property
    def error_id(self) -> str:
        return f"{self.id}-{self.parts[self.wrong]}"

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        try:
            self.data = read_day(valuelist)
        except NotUnderstood as failure:
            self.data, self.wrong = None, failure.part
            raise

    def asking(self) -> Asking:
        kept = [self.data.day, self.data.month, self.data.year] if self.data else ["", "", ""]
        shown = self.raw_data if self.raw_data and len(self.raw_data) == 3 else kept
        items = [self.part(n, str(value)) for n, value in enumerate(shown)]
        return self.grouped() | {"id": self.id, "items": items}

    def part(self, n: int, value: str) -> Asking:
        wrong = " govuk-input--error" if self.errors and n == self.wrong else ""
        part = {"name": self.name, "label": self.parts[n].capitalize(), "value": value}
        part["id"] = f"{self.id}-{self.parts[n]}"
        month = " date-input__month" if n == 1 else ""
        part["classes"] = f"govuk-input--width-{4 if n == 2 else 2}{month}{wrong}"
        return part


class TimeField(LineField):
    """A time of day, as people write it: 2pm, 2:05pm, 14.05."""

    data: time | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist:
            self.data = read_time(valuelist[0])

    def typed(self) -> str:
        return super().typed() if self.raw_data or self.data is None else clock_words(self.data)


class WholeNumberField(LineField):
    """A whole number, at least `least` and at most `most`."""

    data: int | None
    kind: ClassVar[Asking] = {"inputmode": "numeric"}

    def __init__(
        self, *args: Any, least: int = 0, most: int | None = None, width: int = 5, **rest: Any
    ) -> None:
        super().__init__(*args, width=width, **rest)
        self.least = least
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist:
            self.data = read_whole_number(valuelist[0], self.least, self.most)


class Hidden(Asked):
    """What a form carries along: nobody answers it, and nobody is led to it."""

    @property
    def error_id(self) -> str:
        return ""

    def __call__(self, **more: Any) -> Markup:
        html = '<input type="hidden" id="{}" name="{}" value="{}">'
        return Markup(html).format(self.id, self.name, "" if self.data is None else self.data)  # noqa: S704 - format escapes


class HiddenText(Hidden):
    """Words that come back as they went out; whoever reads them checks them anew."""

    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0]


class HiddenVersion(Hidden):
    """The version that the form showed, so that nobody saves over what they have not seen."""

    data: int | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = int(valuelist[0]) if valuelist and valuelist[0].isdecimal() else None

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise PutRight("This page is too old to save. Load it again, then make your change")
