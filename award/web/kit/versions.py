"""Forms that know which version of a thing they showed, and show both texts when it is another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

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
        """After somebody was faster: show their words too, and let the next saving count."""
        self[self.versioned_by].data = version
        self.there_now = [
            ThereNow(field.words, str(now[field.short_name] or "Nothing"))
            for field in self
            if isinstance(field, Asked) and field.short_name in now
        ]


class VersionedForm(BothShown):
    """A form with the version of its row."""

    version = HiddenVersion()
