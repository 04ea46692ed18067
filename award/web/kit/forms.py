"""The form that every screen builds on: what it says when something is missing, and its token."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from markupsafe import Markup
from wtforms import Field

from award.adapters import clock
from award.web.kit.answers import OfAnyField
from award.web.kit.answers_shown import answer_in_words
from award.web.kit.choice_fields import (
    Choice,
    ChoiceField,
    ManyField,
    Part,
    PartedField,
    SelectField,
    TickField,
)
from award.web.kit.exact_fields import (
    DayField,
    Hidden,
    HiddenText,
    HiddenVersion,
    TimeField,
    WholeNumberField,
)
from award.web.kit.fields import Asked, EmailField, LongField, PasswordField, PutRight, TextField
from award.web.kit.file_fields import FileField, FilesField, Upload
from award.web.kit.kept import keep_posted
from award.web.kit.once import SameWords, once_field, says_the_same
from award.web.kit.waiting import given_back

__all__ = [
    "AtMost",
    "Choice",
    "ChoiceField",
    "DayField",
    "EmailField",
    "ErrorLink",
    "FileField",
    "FilesField",
    "Form",
    "HiddenText",
    "HiddenVersion",
    "InOurYears",
    "LongField",
    "ManyField",
    "Part",
    "PartedField",
    "PasswordField",
    "Required",
    "SameAs",
    "SelectField",
    "TextField",
    "TickField",
    "TimeField",
    "WholeNumberField",
]

AS_SENT: Any = _Auto  # what the request brought
POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? *\d[A-Z]{2}", re.IGNORECASE)
OPTIONAL: Final = " (optional)"


@dataclass(frozen=True)
class ErrorLink:
    """One line of the summary: what to do, and where on the page."""

    text: str
    href: str


class Required:
    """Something must be given; the words say what: `Required("Enter the name")`."""

    def __init__(self, words: str = "Answer this question") -> None:
        self.words = words

    def __call__(self, form: "Form", field: Field) -> None:
        if field.errors:  # one sentence about a field is enough
            raise PutRight
        if field.data in (None, "", False) or field.data == []:
            raise PutRight(form.says(self.words))


class InOurYears:
    """A day is not many years away, where that can only be a slip: in years, either way."""

    def __init__(self, years: int) -> None:
        self.years = years

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.data and abs(field.data.year - clock.today().year) > self.years:
            year = field.data.year
            if isinstance(field, DayField):
                field.wrong = field.parts.index("year")
            words = f"Look at the year {year}, which is more than {self.years} years away"
            raise PutRight(OfAnyField(words))


class AtMost:
    """No more than so many characters of text, or so many things chosen."""

    def __init__(self, most: int, words: str | None = None) -> None:
        self.most = most
        self.words = words

    def __call__(self, form: FlaskForm, field: Field) -> None:
        length = len(field.data or "")
        if length <= self.most:
            return
        if isinstance(field.data, list):
            raise PutRight(self.words or f"Choose {self.most} at most. You chose {length}")
        raise PutRight(self.words or f"Use {self.most} characters at most. This has {length} now")


class Postcode:
    """A postcode of the United Kingdom, in capitals or not, with or without its space."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.data and not POSTCODE.fullmatch(field.data.strip()):
            raise PutRight("Enter a whole postcode, like LE1 1AA, or leave it empty")


class SameAs:
    """The same answer as in another field, as for a new password typed twice."""

    def __init__(self, other: str, words: str) -> None:
        self.other = other
        self.words = words

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.data != form[self.other].data:
            raise PutRight(self.words)


def in_rows(fields: Iterable[Asked]) -> list[list[Asked]]:
    """These fields in rows: each alone, but a time beside the day that comes before it."""
    rows: list[list[Asked]] = []
    for field in fields:
        if rows and isinstance(field, TimeField) and isinstance(rows[-1][-1], DayField):
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _called(field: Asked) -> str:
    """The words of a field before a colon: between marks where they hold one, or are a question."""
    words = field.words.removesuffix(OPTIONAL)
    return f"“{words}”" if set(words) & set(":?") else words


class Form(FlaskForm):
    """A form with its token, that keeps what was typed and can list what is to be put right.

    ``says_whom_to_call`` puts the line on a worry about a child below its fields: for a form in
    which somebody writes of what they saw or heard.
    """

    says_whom_to_call: ClassVar[bool] = False
    says: Callable[[str], str] = str  # how it speaks of children, see in_words_of_kind
    is_told = False
    was_given_back = False
    # True where words that stand in it already are a draft, and each sending writes them anew.
    writes_anew: ClassVar[bool] = False

    def __init__(self, formdata: Any = AS_SENT, **given: Any) -> None:
        super().__init__(formdata, **given)  # type: ignore[no-untyped-call] # no types there
        waited = given_back(self) if formdata is AS_SENT else None
        if waited is not None:
            self.was_given_back = True
            self.process(waited, **given)  # type: ignore[no-untyped-call] # no types there

    @property
    def is_new(self) -> bool:
        """Whether it is shown for the first time, so that answers may be suggested in it."""
        return request.method == "GET" and not self.was_given_back

    @property
    def has_files(self) -> bool:
        return any(isinstance(field, Upload) for field in self)

    @property
    def has_words(self) -> bool:
        """Whether anything was written in it, or could be: a line, a paragraph, a day."""
        return any(
            not isinstance(field, ChoiceField | TickField) for field in self.visible_fields()
        )

    def visible_fields(self) -> Iterator[Asked]:
        """The fields that a person answers, in the order in which they were written."""
        return (
            field for field in self if isinstance(field, Asked) and not isinstance(field, Hidden)
        )

    def rows(self) -> list[list[Asked]]:
        """The fields that a person answers in their rows: most alone, a time beside its day."""
        return in_rows(self.visible_fields())

    def hidden_fields(self) -> Markup:
        """The token, what the form carries along, and the mark by which it is done once."""
        shown = list(self.visible_fields())
        hidden = [field() for field in self if field not in shown]
        if not any(isinstance(field, PasswordField | Upload) for field in shown):
            is_new = self.writes_anew or self._is_blank(shown)
            hidden.append(once_field(new=request.method == "GET" and is_new))
        return Markup("").join(hidden)

    def _is_blank(self, shown: list[Asked]) -> bool:
        """Whether its words are written anew: no line is filled in, nor a choice made before."""
        lines = [field for field in shown if isinstance(field, TextField)]
        writes = any(isinstance(field, LongField) for field in lines)
        changes = any(isinstance(field, HiddenVersion) for field in self)
        return writes and not any(one.data for one in (shown if changes else lines))

    def leave_out(self, name: str) -> None:
        """Do not ask this, where the answer is known."""
        del self[name]  # type: ignore[no-untyped-call] # no types there

    def refuse(self, *sentences: str, field: str | None = None) -> None:
        """Show what an action refused, at one field or for the form as a whole."""
        if field is None:
            self.form_errors = [*self.form_errors, *sentences]
        else:
            self[field].errors = [*self[field].errors, *sentences]

    def error_summary(self) -> list[ErrorLink]:
        """Every error in the order of the fields, each with the input that it speaks of.

        What would read the same for two fields, or could be said of several, says of which of
        them it speaks.
        """
        found = [ErrorLink(text=words, href="") for words in self.form_errors]
        often = Counter(str(words) for field in self for words in field.errors)
        alike = Counter(type(field) for field in self)
        for field in self:
            href = f"#{field.error_id}" if isinstance(field, Asked) and field.error_id else ""
            name = _called(field) if isinstance(field, Asked) else ""
            for words in field.errors:
                is_open = isinstance(words, OfAnyField) and alike[type(field)] > 1
                text = str(words)
                if name and (is_open or often[text] > 1):
                    text = f"{name}: {text[:1].lower()}{text[1:]}"
                found.append(ErrorLink(text=text, href=href))
        return found

    def answers_sent(self) -> list[tuple[str, str]]:
        """The questions that were answered, each with what was sent, in words.

        None where something was sent that no question of this form asked for; never a password.
        """
        shown = (one for one in self.visible_fields() if not isinstance(one, PasswordField))
        asked = [one for one in shown if any(request.form.getlist(one.name))]
        known = {one.name for one in self}
        if any(one.has_words and one.name not in known for one in keep_posted().fields):
            return []
        return [(one.words.removesuffix(OPTIONAL), answer_in_words(one, one.data)) for one in asked]

    def summary_once(self) -> list[ErrorLink]:
        """The summary for whoever asks first: the top of the page, else the form itself."""
        told, self.is_told = self.is_told, True
        return [] if told else self.error_summary()

    def validate(self, extra_validators: Any = None) -> bool:
        """True when every answer has the right shape."""
        return bool(super().validate(extra_validators))  # type: ignore[no-untyped-call] # no types there

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """True when the form was sent and every answer has the right shape.

        Raises SameWords for words that were written a short while ago.
        """
        if says_the_same() and (answers := self.answers_sent()):
            raise SameWords(answers)
        return bool(self.is_submitted() and self.validate(extra_validators))  # type: ignore[no-untyped-call] # no types there
