"""What is asked about a piece of evidence."""

from typing import Any

from award.web.kit.evidence_fields import (
    ACCEPT,
    ASKED_OF_CHILDREN,
    RECOGNISABLE,
    SAY_OF_CHILDREN,
    WHAT_IS_TAKEN,
    WHY_ASKED,
    WebAddress,
)
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    DayField,
    FilesField,
    Form,
    LongField,
    SelectField,
    TextField,
)
from award.web.setting.forms import LINE, LONG, VersionedForm


class EvidenceForm(Form):
    """Files, a link or a note, and what is said of them."""

    files = FilesField(
        "Photos or files",
        hint=WHAT_IS_TAKEN,
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
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about children before any file is kept, so that nothing is sent in vain."""
        right = super().validate(extra_validators)
        if self["files"].data and self["recognisable"].data is None:
            self.refuse(SAY_OF_CHILDREN, field="recognisable")
            return False
        return right

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data
        return None if chosen is None else chosen == "yes"


class DropForm(Form):
    """Files to drop in now and sort later; a link or a few words will do too."""

    files = FilesField("Choose photos or files", hint=WHAT_IS_TAKEN, accept=ACCEPT)
    link_address = TextField("A link", [AtMost(2000), WebAddress()])
    note = LongField("A few words", [AtMost(LONG)], rows=3)


class SortForm(VersionedForm):
    """What a piece in the tray is, and whether children can be recognised in it."""

    expected = ChoiceField("Is it one of these?")
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)
    title = TextField("What would you call it? (optional)", [AtMost(LINE)])
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)

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
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE)

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data
        return None if chosen is None else chosen == "yes"
