"""Forms that know which version of a thing they showed, and show both texts when it is another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from award.web.kit.answers_shown import answer_in_words
from award.web.kit.fields import Asked
from award.web.kit.forms import Form, HiddenVersion


@dataclass(frozen=True)
class ThereNow:
    """What somebody else has saved in one field, beside what was typed here."""

    key: str
    value: str


class BothShown(Form):
    """A form that can show what is there now beside what was typed. ``versioned_by`` names the
    field that holds the version."""

    versioned_by: ClassVar[str] = "version"
    there_now: Sequence[ThereNow] = ()

    def show_both(self, version: int | None, now: Mapping[str, object]) -> None:
        """After somebody was faster: show their words too, and let the next saving count.

        ``now`` holds what is kept; a text in it stands as it is.
        """
        self[self.versioned_by].data = version
        self.there_now = [
            ThereNow(field.words, _as_read(field, now[field.short_name]))
            for field in self
            if isinstance(field, Asked) and field.short_name in now
        ]


class VersionedForm(BothShown):
    """A form with the version of its row."""

    version = HiddenVersion()


def other_than_typed(form: Form, now: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields now, in words, where it is not what was typed here."""
    there = {
        field: answer_in_words(field, now[field.short_name])
        for field in form.visible_fields()
        if field.short_name in now
    }
    return {
        field.short_name: words
        for field, words in there.items()
        if words != answer_in_words(field, field.data)
    }


def _as_read(field: Asked, value: object) -> str:
    return value or "Nothing" if isinstance(value, str) else answer_in_words(field, value)
