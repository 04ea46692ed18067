"""The forms of half-terms and closed days."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from award.actions.keeping_terms import Closure
from award.domain.terms import HalfTerm
from award.web.kit.forms import AtMost, Choice, ChoiceField, DayField, Form, Required, TextField
from award.web.kit.versions import VersionedForm

NAMES: Final = (
    "Autumn, first half",
    "Autumn, second half",
    "Spring, first half",
    "Spring, second half",
    "Summer, first half",
    "Summer, second half",
)


class HalfTermsForm(VersionedForm):
    """Six half-terms, each with its first and its last day; one left empty is not known yet."""

    starts_1 = DayField("Autumn, first half: first day")
    ends_1 = DayField("Autumn, first half: last day")
    starts_2 = DayField("Autumn, second half: first day")
    ends_2 = DayField("Autumn, second half: last day")
    starts_3 = DayField("Spring, first half: first day")
    ends_3 = DayField("Spring, first half: last day")
    starts_4 = DayField("Spring, second half: first day")
    ends_4 = DayField("Spring, second half: last day")
    starts_5 = DayField("Summer, first half: first day")
    ends_5 = DayField("Summer, first half: last day")
    starts_6 = DayField("Summer, second half: first day")
    ends_6 = DayField("Summer, second half: last day")

    def validate(self, extra_validators: Any = None) -> bool:
        """Each half-term has both of its days, or neither, in order, and after the one before."""
        fine = super().validate(extra_validators)
        for n, name in enumerate(NAMES, start=1):
            first, last = self[f"starts_{n}"], self[f"ends_{n}"]
            if first.errors or last.errors:
                continue
            if bool(first.data) != bool(last.data):
                empty = last if first.data else first
                empty.errors = [f"{name}: enter both days, or leave both empty"]
                fine = False
            elif first.data and first.data > last.data:
                last.errors = [f"{name}: the last day comes before the first"]
                fine = False
        return fine and self._follow_each_other()

    def _follow_each_other(self) -> bool:
        """Whether each begins after the one before has ended; said at its first day if not."""
        days = ((self[f"starts_{n}"].data, self[f"ends_{n}"].data, n) for n in range(1, 7))
        follow = True
        for earlier, later in pairwise(sorted(one for one in days if one[0])):
            if later[0] <= earlier[1]:
                before, name = NAMES[earlier[2] - 1], NAMES[later[2] - 1]
                words = f"{name}: the first day comes before the last day of “{before}”"
                self[f"starts_{later[2]}"].errors = [words]
                follow = False
        return follow

    def half_terms(self) -> list[HalfTerm]:
        """Those that were written down."""
        pairs = [(self[f"starts_{n}"].data, self[f"ends_{n}"].data) for n in range(1, 7)]
        return [HalfTerm(first, last) for first, last in pairs if first and last]


def days_of(half_terms: Sequence[HalfTerm]) -> dict[str, Any]:
    """What the form shows of half-terms that are known."""
    shown: dict[str, Any] = {}
    for n, one in enumerate(half_terms[:6], start=1):
        shown |= {f"starts_{n}": one.starts_on, f"ends_{n}": one.ends_on}
    return shown


class ClosureForm(Form):
    """Days on which it is closed."""

    name = TextField(
        "What is it?",
        [Required("Say what it is, like training day"), AtMost(80)],
        hint="Like training day, local holiday or bank holiday.",
    )
    first_on = DayField("Which day, or which is the first?", [Required("Enter the day")])
    last_on = DayField("Which is the last? (optional)", hint="Leave it empty for a single day.")

    def closure(self) -> Closure:
        """The closed days as they were written down."""
        sort = self["sort"].data if "sort" in self else "closure"
        first = self.first_on.data
        if first is None:  # Required has seen to it
            raise ValueError("A closure has a first day")
        return Closure(first, self.last_on.data or first, self.name.data, sort == "bank")


class AuthorityClosureForm(ClosureForm):
    """The same for the whole authority: who is closed then."""

    sort = ChoiceField(
        "Who is closed?",
        [Required("Choose who is closed")],
        choices=[
            Choice("bank", "Everybody: it is a bank holiday", "The council’s days stop too."),
            Choice(
                "closure",
                "Schools and places that follow the authority’s calendar",
                "The council’s days go on, and those of places where working days are counted.",
            ),
        ],
    )


class ReopeningForm(Form):
    """Which days of a run go out: all of them, unless somebody says fewer."""

    first_on = DayField("From which day?", [Required("Enter the first day to take out")])
    last_on = DayField("Until which day?", [Required("Enter the last day to take out")])
