"""A day to choose among days that are ready, or to write as day, month and year."""

from collections.abc import Sequence
from typing import Any, Final

from markupsafe import Markup

from award.domain.pauses import ReadyDay
from award.web.kit.exact_fields import DayField
from award.web.kit.fields import Asking, drawn
from award.web.kit.filters import day

OWN: Final = "own"


class ReadyDayField(DayField):
    """Radios of ready days, and under the last of them three inputs for a day of one's own.

    Sent are the choice, as ``name-ready``, and the inputs by the field's own name; without a
    choice the inputs count, as where a browser shows them all the time.
    """

    days: Sequence[ReadyDay] = ()
    picked = ""

    def read_sent(self, formdata: Any, *given: Any, **named: Any) -> None:
        super().process(formdata, *given, **named)  # type: ignore[no-untyped-call] # no types there
        if formdata is not None:
            self.picked = formdata.get(self.choice_name, "")

    process = read_sent  # the name by which WTForms calls it

    def pre_validate(self, form: Any) -> None:
        chosen = next((one.on for one in self.days if one.on.isoformat() == self.picked), None)
        if chosen is not None:
            self.data, self.errors = chosen, ()

    @property
    def choice_name(self) -> str:
        return f"{self.name}-ready"

    @property
    def is_own(self) -> bool:
        """Whether a day of one's own is meant: chosen, typed, or kept and not among the ready."""
        if self.picked:
            return self.picked == OWN
        if self.raw_data:
            return any(self.raw_data)
        return self.data not in (None, *(one.on for one in self.days))

    @property
    def error_id(self) -> str:
        return super().error_id if self.is_own else str(self.id)

    def __call__(self, **more: Any) -> Markup:
        radios = self.radios() | more
        return drawn("components/ready_days.html", "ready_days", radios, self.inputs())

    def radios(self) -> Asking:
        """The ready days to choose from, and another as the last of them."""
        items = [self.choice(one) for one in self.days]
        items.append({"value": OWN, "text": "Another day", "checked": self.is_own})
        asked = self.grouped() | {"name": self.choice_name, "items": items}
        if self.is_own:
            asked.pop("errorMessage", None)
        return asked

    def choice(self, one: ReadyDay) -> Asking:
        is_it = self.picked == one.on.isoformat() or (not self.picked and self.data == one.on)
        return {
            "value": one.on.isoformat(),
            "text": one.words,
            "hint": {"text": day(one.on)},
            "checked": is_it and not self.is_own,
        }

    def inputs(self) -> Asking:
        """The three inputs; what is wrong with the day is told at them where they are meant."""
        asked = self.asking() | {"id": f"{self.id}-{OWN}"}
        asked["fieldset"] = {"legend": {"text": "Which other day?"}}
        if not self.is_own and not self.raw_data:
            asked["items"] = [self.part(n, "") for n in range(len(self.parts))]
        for name in ("hint", *(() if self.is_own else ("errorMessage",))):
            asked.pop(name, None)
        return asked
