"""What is asked about a piece of evidence."""

from datetime import date
from typing import Any

from award.web.kit.evidence_fields import (
    ASKED_OF_CHILDREN,
    RECOGNISABLE,
    SAY_OF_CHILDREN,
    WHY_ASKED,
    AsksOfChildren,
    FilesWithin,
    WebAddress,
)
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    DayField,
    FileField,
    FilesField,
    Form,
    HiddenText,
    LongField,
    ManyField,
    PartedField,
    Required,
    SelectField,
    TextField,
    TickField,
)
from award.web.kit.versions import VersionedForm
from award.web.setting.forms import LINE, LONG


class GivingForm(AsksOfChildren, FilesWithin):
    """Files, a link or a note; asked at once is only whether children can be recognised."""

    files = FilesField("Choose photos or files")
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)
    link_address = TextField("The link", [AtMost(2000), WebAddress()])
    link_seen_on = DayField(
        "When did you last look at that page? (optional)", hint="Without a day, today counts."
    )
    note = LongField("A few words", [AtMost(LONG)], rows=3)

    expected_kind = title_typed = why_typed = ""
    dated_on_typed: date | None = None

    @property
    def has_words(self) -> bool:
        """Whether a link or a few words were typed."""
        return bool(self["link_address"].data or self["note"].data)

    @property
    def code(self) -> str:
        """The criterion that was chosen on the form, where it asks for one."""
        return ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about children before any file is kept, so that nothing is sent in vain."""
        right = super().validate(extra_validators)
        if self.must_say and self["files"].data and self["recognisable"].data is None:
            self.refuse(self.says(SAY_OF_CHILDREN), field="recognisable")
            return False
        return right

    @property
    def must_say(self) -> bool:
        """In the tray the question about children may wait."""
        return True


class EvidenceForm(GivingForm):
    """What is given for one criterion, and what is said of it."""

    expected = ChoiceField("Is it one of these? (optional)")
    title = TextField("What is it? (optional)", [AtMost(LINE)])
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)
    dated_on = DayField(
        "What day is it from? (optional)", hint="Without a day, today counts as its day."
    )

    @property
    def expected_kind(self) -> str:  # type: ignore[override] # read from the form
        return self["expected"].data or ""

    @property
    def title_typed(self) -> str:  # type: ignore[override] # read from the form
        return self["title"].data or ""

    @property
    def why_typed(self) -> str:  # type: ignore[override] # read from the form
        return self["why_it_counts"].data or ""

    @property
    def dated_on_typed(self) -> date | None:  # type: ignore[override] # read from the form
        found: date | None = self["dated_on"].data
        return found


class DropForm(GivingForm):
    """Files to drop in now; with a criterion they count at once, without one they wait."""

    criterion = SelectField(
        "Which criterion is it for?", blank="I will sort it later: put it in my tray"
    )

    @property
    def code(self) -> str:
        return self["criterion"].data or ""

    @property
    def must_say(self) -> bool:
        return bool(self["criterion"].data)


class SortForm(AsksOfChildren, VersionedForm):
    """What a piece in the tray is, and whether children can be recognised in it."""

    expected = ChoiceField("Is it one of these?")
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)
    title = TextField("What would you call it? (optional)", [AtMost(LINE)])
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)


class DescribeForm(AsksOfChildren, VersionedForm):
    """What is said of a piece that was given."""

    title = TextField("What is it?", [Required("Say in a few words what it is"), AtMost(LINE)])
    link_address = TextField("The link", [AtMost(2000), WebAddress()])
    note = LongField("A few words (optional)", [AtMost(LONG)], rows=3)
    shows = LongField("What does it show? (optional)", [AtMost(LONG)], rows=2)
    dated_on = DayField("What day is it from? (optional)")
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE)


class LinksForm(Form):
    """The criteria that a piece counts for; ``shown`` are those that were ticked on the page."""

    codes = PartedField("Criteria")
    shown = HiddenText()


class LinkForm(VersionedForm):
    """As what a piece counts for one criterion, and why. ``version`` is the link's."""

    expected = ChoiceField("Is it one of these?")
    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=2)


class UsesForm(Form):
    """What a piece is used for, or what is used; ``shown`` is what was ticked on the page."""

    picks = ManyField("Tick what fits")
    shown = HiddenText()


class WhyForm(VersionedForm):
    """Why a piece counts for an action or a visit. ``version`` is the use's."""

    why_it_counts = LongField("Why does it count? (optional)", [AtMost(LONG)], rows=3)


class ReplaceForm(FilesWithin, VersionedForm):
    """A new file in the place of another."""

    files = FileField("The new file")
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


class VersionGoesForm(VersionedForm):
    """Why an older version is taken away."""

    reason = LongField("Why? (optional)", [AtMost(LONG)], rows=2)


class ShareForm(Form):
    """The settings of the group that may use a piece."""

    settings = ManyField("Settings of your group")


class CarryForm(Form):
    """What of the journey before is to count again."""

    picks = ManyField("What you showed before")


class SeenForm(Form):
    """Which pieces somebody looked at again, when, and a word about it."""

    picks = ManyField("Which of these did you look at again, and are still true?")
    seen_on = DayField("When did you look?", [Required("Say on which day you looked at it")])
    words = LongField("A word about it (optional)", [AtMost(LONG)], rows=2)


class OwnVersionForm(AsksOfChildren, FilesWithin):
    """The setting's own version of a shared piece."""

    title = TextField("What is it?", [Required("Say in a few words what it is"), AtMost(LINE)])
    files = FilesField("The file")
    link_address = TextField("Or a link", [AtMost(2000), WebAddress()])
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)
