"""What is asked about the facts of a report."""

from collections.abc import Sequence
from typing import Any, Final

from award.web.kit.choice_fields import Choice
from award.web.kit.fields import Asked
from award.web.kit.forms import AtMost, HiddenVersion, LongField, SelectField
from award.web.kit.versions import VersionedForm
from award.web.setting.forms import LONG

MOST_POINTS: Final = 8
SHOWN_AT_ONCE: Final = 3
SAY_WHY: Final = "Write what is not right with “{about}”, or choose “The report as a whole” again"
SAY_ONE: Final = "Write what is not right. If every fact is right, go back and say so there"


def _about() -> SelectField:
    return SelectField("What is it about? (optional)", blank="The report as a whole")


def _words(number: int) -> LongField:
    return LongField(f"Point {number}", [AtMost(LONG)], rows=3)


class OnReportForm(VersionedForm):
    """What is said to the report that the page showed, and to no later one."""

    report = HiddenVersion()


class ReplyForm(OnReportForm):
    """The facts of a report that are not right, one in each box: at least one."""

    about_1, point_1 = _about(), _words(1)
    about_2, point_2 = _about(), _words(2)
    about_3, point_3 = _about(), _words(3)
    about_4, point_4 = _about(), _words(4)
    about_5, point_5 = _about(), _words(5)
    about_6, point_6 = _about(), _words(6)
    about_7, point_7 = _about(), _words(7)
    about_8, point_8 = _about(), _words(8)

    def offer(self, parts: Sequence[str]) -> None:
        """The parts of the report that a point may be about."""
        for number in range(1, MOST_POINTS + 1):
            self[f"about_{number}"].choices = [Choice(one, one) for one in parts]

    def validate(self, extra_validators: Any = None) -> bool:
        """An empty reply would say that all is right, which is said by a button of its own.

        A part that is named without a word of what is wrong with it is asked about.
        """
        right = super().validate(extra_validators)
        for about, words in self.boxes() + self.more_boxes():
            if about.data and not (words.data or "").strip():
                self.refuse(SAY_WHY.format(about=about.data), field=words.name)
                right = False
        if right and not self.points:
            self.refuse(SAY_ONE, field="point_1")
            right = False
        return right

    def boxes(self) -> list[tuple[Asked, Asked]]:
        """The points that are shown at once: what each is about, and its words."""
        return [self._box(number) for number in range(1, SHOWN_AT_ONCE + 1)]

    def more_boxes(self) -> list[tuple[Asked, Asked]]:
        """Room for more."""
        return [self._box(number) for number in range(SHOWN_AT_ONCE + 1, MOST_POINTS + 1)]

    def has_more(self) -> bool:
        """Whether something stands in the room for more."""
        return any(one.data or one.errors for _, one in self.more_boxes())

    def _box(self, number: int) -> tuple[Asked, Asked]:
        return self[f"about_{number}"], self[f"point_{number}"]

    @property
    def points(self) -> list[str]:
        """Each point with what it is about; empty boxes are left out."""
        found = []
        for about, words in self.boxes() + self.more_boxes():
            if (words.data or "").strip():
                found.append(": ".join(filter(None, (about.data, words.data.strip()))))
        return found
