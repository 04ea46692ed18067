"""What is asked about the points of a policy, and about whose policy it is."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from award.actions.checking_policy import PointSaid
from award.domain.policy_checks import LONGEST_PLACE, Holds
from award.web.kit.choice_fields import Choice
from award.web.kit.fields import Asked
from award.web.kit.forms import AtMost, ChoiceField, Form, HiddenVersion, Required, TextField
from award.web.kit.policy_shown import HOLDS, PointShown
from award.web.kit.versions import ThereNow

ANSWERS: Final = (Choice(Holds.YES, "It says so"), Choice(Holds.NO, "Not yet"))
NOBODY: Final = "own"
SAY_SO: Final = "Choose “It says so”, or take the page away"


class PointsForm(Form):
    """The points of one criterion: whether the policy says each, and where. All may wait."""

    codes: ClassVar[tuple[str, ...]] = ()
    there_now: Sequence[ThereNow] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """A page is kept with a yes only: one newly typed without it is asked about, not lost."""
        right = super().validate(extra_validators)
        alone = [
            holds
            for holds, place in self.pairs()
            if holds.data is not Holds.YES
            and (place.data or "").strip() not in ("", place.object_data)
        ]
        for holds in alone:
            if not holds.errors:
                self.refuse(SAY_SO, field=holds.name)
        return right and not alone

    def pairs(self) -> list[tuple[Asked, Asked]]:
        """Each point's two questions."""
        return [(self[f"holds_{code}"], self[f"place_{code}"]) for code in self.codes]

    def said(self) -> list[PointSaid]:
        """What was answered; a point that was left alone says nothing."""
        return [
            PointSaid(
                code,
                self[f"holds_{code}"].data,
                self[f"place_{code}"].data.strip(),
                self[f"version_{code}"].data or 0,
            )
            for code in self.codes
            if self[f"holds_{code}"].data is not None
        ]

    def show_both(self, now: dict[str, tuple[Holds | None, str, int]]) -> None:
        """After somebody was faster: their answers stand above, and the next saving counts."""
        found = []
        for code in self.codes:
            holds, place, version = now.get(code, (None, "", 0))
            field = self[f"holds_{code}"]
            if version != self[f"version_{code}"].data:
                where = f", {place}" if place else ""
                found.append(ThereNow(field.words, f"{HOLDS[holds][1]}{where}"))
            self[f"version_{code}"].data = version
        self.there_now = found


def points_form(points: Sequence[PointShown], versions: dict[str, int]) -> PointsForm:
    """A form for these points, which knows the version of each answer that it shows."""
    fields: dict[str, Any] = {"codes": tuple(one.code for one in points)}
    for one in points:
        fields[f"holds_{one.code}"] = ChoiceField(
            one.text, choices=ANSWERS, inline=True, hint=hint_of(one)
        )
        fields[f"place_{one.code}"] = TextField(
            "Page or section", [AtMost(LONGEST_PLACE)], width=20
        )
        fields[f"version_{one.code}"] = HiddenVersion()
    given: dict[str, Any] = {}
    for one in points:
        given |= {
            f"holds_{one.code}": holds_of(one),
            f"place_{one.code}": one.place,
            f"version_{one.code}": versions.get(one.code, 0),
        }
    form: PointsForm = type("PointsForm", (PointsForm,), fields)(**given)
    return form


def holds_of(point: PointShown) -> Holds | None:
    """The answer that stands."""
    if point.is_open:
        return None
    return Holds.NO if point.is_missing else Holds.YES


def hint_of(point: PointShown) -> str:
    """What good looks like, and what was found last year."""
    before = f" Last year {point.before}." if point.before else ""
    looks = f"Good looks like this: {point.looks_like}" if point.looks_like else ""
    return f"{looks}{before}".strip()


class WhoseForm(Form):
    """Whether the setting rests on a policy that its group shares."""

    rests_on = ChoiceField("Whose policy is it?", [Required("Choose one")])
