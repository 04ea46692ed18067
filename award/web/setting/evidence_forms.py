"""What is asked about a piece of evidence."""

from typing import Any

from wtforms import HiddenField

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
    ManyField,
    Required,
    SelectField,
    TextField,
    TickField,
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
    """What is said of a piece that was given."""

    title = TextField("What is it?", [Required("Say in a few words what it is"), AtMost(LINE)])
    link_address = TextField("The link", [AtMost(2000), WebAddress()])
    note = LongField("A few words (optional)", [AtMost(LONG)], rows=3)
    shows = LongField("What does it show? (optional)", [AtMost(LONG)], rows=2)
    dated_on = DayField("What day is it from? (optional)")
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE)

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data if "recognisable" in self else None
        return None if chosen is None else chosen == "yes"


class LinksForm(Form):
    """The criteria that a piece counts for; ``shown`` are those that were ticked on the page."""

    codes = ManyField("Criteria")
    shown = HiddenField()  # type: ignore[no-untyped-call] # no types there


class LinkForm(VersionedForm):
    """As what a piece counts for one criterion, and why. ``version`` is the link's."""

    expected = ChoiceField("Is it one of these?")
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)


class ReplaceForm(VersionedForm):
    """A new file in the place of another."""

    files = FilesField("The new file", hint=WHAT_IS_TAKEN, accept=ACCEPT)
    words = TextField("What has changed? (optional)", [AtMost(LINE)])
    dated_on = DayField(
        "What day is it from? (optional)", hint="Without a day, today counts as its day."
    )
    recognisable = ChoiceField(
        ASKED_OF_CHILDREN, [Required(SAY_OF_CHILDREN)], choices=RECOGNISABLE, hint=WHY_ASKED
    )

    @property
    def is_recognisable(self) -> bool:
        return bool(self["recognisable"].data == "yes")


class TakeAwayForm(Form):
    """Why a piece is taken away, and whether its file goes at once."""

    reason = LongField("Why? (optional)", [AtMost(LONG)], rows=2)
    for_good = TickField("Delete the file now. It cannot be brought back")


class ShareForm(Form):
    """The settings of the group that may use a piece."""

    settings = ManyField("Settings of your group")


class CarryForm(Form):
    """What of the journey before is to count again."""

    picks = ManyField("What you showed before")


class OwnVersionForm(Form):
    """The setting's own version of a shared piece."""

    title = TextField("What is it?", [Required("Say in a few words what it is"), AtMost(LINE)])
    files = FilesField("The file", hint=WHAT_IS_TAKEN, accept=ACCEPT)
    link_address = TextField("Or a link", [AtMost(2000), WebAddress()])
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data
        return None if chosen is None else chosen == "yes"
