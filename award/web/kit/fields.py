"""A question on a form, and the ones answered with words, drawn by the design system."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from flask import current_app
from markupsafe import Markup
from wtforms import Field
from wtforms.validators import StopValidation

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
SOON_FULL = 75
"""From how many of a hundred allowed characters on it is said how many are left."""

Asking = dict[str, Any]


class PutRight(StopValidation):
    """What is to be put right, in a sentence; nothing more is said of that field."""

    def __init__(self, words: str = "") -> None:
        Exception.__init__(self, words)


def drawn(template: str, name: str, *asked: Any) -> Markup:
    """What one macro of a template makes of this."""
    page = current_app.jinja_env.get_template(template)
    return Markup(getattr(page.module, name)(*asked))  # noqa: S704 - the macro escapes


def macro(component: str, name: str, asking: Asking) -> Markup:
    """One of the design system's macros, filled."""
    return drawn(f"govuk_frontend_jinja/components/{component}/macro.html", name, asking)


class Asked(Field):
    """One question: its words, a hint, what was typed and what is to be put right."""

    component = ("input", "govukInput")

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Callable[..., None]] = (),
        *,
        hint: str = "",
        large: bool = False,
        **rest: Any,
    ) -> None:
        super().__init__(label, validators, **rest)  # type: ignore[no-untyped-call] # WTForms has no types
        self.hint = hint
        self.large = large

    def __call__(self, **more: Any) -> Markup:
        return macro(*self.component, self.asking() | more)

    @property
    def error_id(self) -> str:
        """The id of the input that a link from the summary brings the focus to."""
        return str(self.id)

    @property
    def words(self) -> str:
        return str(self.label.text)

    def typed(self) -> str:
        """What stands in the input: what was typed, however wrong, or else what is kept."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def kept(self, value: Any) -> Any:
        """What a value that was kept becomes before it is shown; nothing kept is None."""
        return value

    def fill(self, value: Any) -> None:
        self.data = self.kept(value)

    process_data = fill  # the name by which WTForms calls it

    def asking(self) -> Asking:
        classes = "govuk-label--m" if self.large else ""
        asked: Asking = {"id": self.id, "name": self.name, "value": self.typed()}
        asked["label"] = {"text": self.words, "classes": classes}
        return asked | self.said()

    def said(self) -> Asking:
        """The hint and the error, left out altogether when there is none."""
        said: Asking = {}
        if self.hint:
            said["hint"] = {"text": self.hint}
        if self.errors:
            said["errorMessage"] = {"text": str(self.errors[0])}
        return said

    def grouped(self) -> Asking:
        classes = "govuk-fieldset__legend--m" if self.large else ""
        legend = {"text": self.words, "classes": classes}
        asked: Asking = {"name": self.name, "idPrefix": self.id, "fieldset": {"legend": legend}}
        return asked | self.said()


class LineField(Asked):
    """One line to type in. `width` is 2, 4, 5, 10, 20 or 30 letters; left out, the whole line."""

    kind: ClassVar[Asking] = {}

    def __init__(self, *args: Any, width: int = 0, autocomplete: str = "", **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.width = width
        self.autocomplete = autocomplete

    def asking(self) -> Asking:
        asked = super().asking() | self.kind
        if self.width:
            asked["classes"] = f"govuk-input--width-{self.width}"
        if self.autocomplete:
            asked["autocomplete"] = self.autocomplete
        return asked


class TextField(LineField):
    """One line of text, which runs as its first letter does; spaces around it are dropped."""

    kind: ClassVar[Asking] = {"attributes": {"dir": "auto"}}
    data: str

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].replace("\r\n", "\n").strip() if valuelist else self.data or ""

    def kept(self, value: Any) -> str:
        return value or ""


class LongField(TextField):
    """Several lines; with `AtMost` among its validators it says when few characters are left."""

    def __init__(self, *args: Any, rows: int = 5, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.rows = rows

    @property
    def most(self) -> int | None:
        return next((check.most for check in self.validators if hasattr(check, "most")), None)

    def __call__(self, **more: Any) -> Markup:
        asked = self.asking() | {"rows": self.rows} | more
        if self.most is None:
            return macro("textarea", "govukTextarea", asked)
        limit = {"maxlength": self.most, "threshold": SOON_FULL}
        return macro("character-count", "govukCharacterCount", asked | limit)


class EmailField(TextField):
    """An e-mail address."""

    kind: ClassVar[Asking] = {"type": "email", "autocomplete": "email", "spellcheck": False}

    def pre_validate(self, form: Any) -> None:
        if self.data and not EMAIL.fullmatch(self.data):
            raise PutRight("Enter an e-mail address like name@example.org")


class PasswordField(Asked):
    """A password: never shown again, never trimmed. `autocomplete="new-password"` for a new one."""

    component = ("password-input", "govukPasswordInput")
    data: str

    def __init__(self, *args: Any, autocomplete: str = "current-password", **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.autocomplete = autocomplete

    def typed(self) -> str:
        return ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def asking(self) -> Asking:
        return super().asking() | {"autocomplete": self.autocomplete}
