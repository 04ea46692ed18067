"""The forms about changes in the register."""

from typing import Final

from wtforms import Field

from award.web.kit.fields import PutRight
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    FileField,
    Form,
    HiddenText,
    LongField,
    Required,
    SelectField,
)

APART: Final = "apart"


class ChosenIfJoined:
    """Has to be chosen, but where the two stay two settings."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, form: Form, field: Field) -> None:
        if form["goes_on"].data not in (None, "", APART) and not field.data:
            raise PutRight(self.words)


class LinksForm(Form):
    """The register's file of links."""

    file = FileField(
        "The file of links from the national register of schools",
        [Required("Choose the file")],
        hint="A CSV file, as it was downloaded: “links” beside the list of schools.",
        accept=".csv,text/csv",
    )


class SayForm(Form):
    """What a coordinator says of one link."""

    say = ChoiceField("Which is right?", [Required("Choose which is right")])
    words = LongField("A line for your own notes (optional)", [AtMost(500)], rows=2)


class AsideForm(Form):
    """Setting a link aside, where nothing else can be said of it."""

    words = LongField("A line for your own notes (optional)", [AtMost(500)], rows=2)


class AgainForm(Form):
    """Asking again about a link that was set aside; it says that it comes from that page."""

    again = HiddenText()


class JoinSureForm(Form):
    """What was chosen of two settings, carried to the page that asks whether it is right."""

    goes_on = HiddenText()
    journey = HiddenText()
    award = HiddenText()
    sure = HiddenText()


class JoinForm(Form):
    """Which of two settings goes on; more is asked only where both have it."""

    goes_on = ChoiceField("Which one goes on?", [Required("Choose which one goes on")])

    @classmethod
    def asking(cls, *, journeys: bool, awards: bool) -> "JoinForm":
        """The form with the questions that these two settings need."""
        more: dict[str, Field] = {}
        if journeys:
            more["journey"] = ChoiceField(
                "Which journey goes on?",
                [ChosenIfJoined("Choose which journey goes on")],
                hint="The other one is closed as merged.",
            )
        if awards:
            more["award"] = ChoiceField(
                "Which award stands?",
                [ChosenIfJoined("Choose which award stands")],
                hint="The other one is kept as history.",
            )
        kind: type[JoinForm] = type("JoinForm", (cls,), more)
        return kind()

    def chosen(self, name: str) -> int | None:
        """The number that was chosen, where this was asked."""
        return self[name].data if name in self else None


class HoldersForm(Form):
    """A list of who held an earlier award."""

    file = FileField(
        "The list of earlier holders",
        [Required("Choose the file")],
        hint="A CSV file with a column “name”; “award”, “awarded on”, “until” and “URN” if known.",
        accept=".csv,text/csv",
    )


class HolderForm(Form):
    """Who is meant by a name on the list."""

    who = ChoiceField("Which setting is it?", [Required("Choose who is meant")])
    another = SelectField("Another setting", blank="Choose a setting")

    def validate_another(self, field: Field) -> None:
        """Asked only where none of the likely ones is meant."""
        if self.who.data == "another" and not field.data:
            raise PutRight("Choose the setting that is meant")
