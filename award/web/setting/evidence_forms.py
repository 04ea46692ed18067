"""What is asked about a piece of evidence."""

from typing import Any
from urllib.parse import urlsplit

from flask_wtf import FlaskForm
from wtforms import Field

from award.domain.file_kinds import KINDS
from award.web.kit.fields import PutRight
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    FilesField,
    Form,
    LongField,
    SelectField,
    TextField,
)
from award.web.setting.forms import LINE, LONG, VersionedForm

ACCEPT = ",".join(f".{ending}" for kind in KINDS for ending in kind.extensions)
RECOGNISABLE = (
    Choice("no", "No, or there are no people in it"),
    Choice(
        "yes", "Yes, and we have permission to show it", "It is removed soon after the decision"
    ),
)


class WebAddress:
    """A link leads to a page of the web, and nowhere else."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not field.data:
            return
        parts = urlsplit(field.data)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise PutRight("Start the link with https:// as it stands in your browser")


class EvidenceForm(Form):
    """Files, a link or a note, and what is said of them."""

    files = FilesField(
        "Photos or files",
        hint="Up to 20 at once, 25 MB each. Please leave out children’s names.",
        accept=ACCEPT,
    )
    link_address = TextField("Or a link", [AtMost(2000), WebAddress()])
    note = LongField("Or a few words", [AtMost(LONG)], rows=3)
    title = TextField("What is it? (optional)", [AtMost(LINE)])
    expected = SelectField("Is it one of these? (optional)", blank="Something else")
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)
    dated_on = DayField(
        "What day is it from? (optional)", hint="Without a day, today counts as its day."
    )
    recognisable = ChoiceField(
        "Could somebody recognise a child in it?",
        choices=RECOGNISABLE,
        hint="A face, a name or a voice. We ask so that we can take good care of it.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about children before any file is kept, so that nothing is sent in vain."""
        right = super().validate(extra_validators)
        if self["files"].data and self["recognisable"].data is None:
            self.refuse("Say whether children can be recognised in it", field="recognisable")
            return False
        return right

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data
        return None if chosen is None else chosen == "yes"


class DescribeForm(VersionedForm):
    """What is said of a piece that was given, and for which criterion it counts."""

    title = TextField("What is it?", [AtMost(LINE)])
    criterion = SelectField("Which criterion is it for?", blank="Not sorted yet")
    note = LongField("A few words", [AtMost(LONG)], rows=3)
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)
    shows = LongField("What does it show? (optional)", [AtMost(LONG)], rows=2)
    dated_on = DayField("What day is it from? (optional)")
    recognisable = ChoiceField("Could somebody recognise a child in it?", choices=RECOGNISABLE)

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data
        return None if chosen is None else chosen == "yes"
