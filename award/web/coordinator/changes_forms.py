"""The forms about changes in the register."""

from wtforms import Field

from award.web.kit.fields import PutRight
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    FileField,
    Form,
    LongField,
    Required,
    SelectField,
)


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

    say = ChoiceField("What is so?", [Required("Choose what is so")])
    words = LongField("A line for your own notes (optional)", [AtMost(500)], rows=2)


class JoinForm(Form):
    """Which of two settings goes on; more is asked only where both have it."""

    goes_on = ChoiceField("Which one goes on?", [Required("Choose which one goes on")])

    @classmethod
    def asking(cls, *, journeys: bool, awards: bool) -> "JoinForm":
        """The form with the questions that these two settings need."""
        more: dict[str, Field] = {}
        if journeys:
            more["journey"] = ChoiceField("Which journey goes on? The other is closed as merged")
        if awards:
            more["award"] = ChoiceField("Which award stands? The other is kept as history")
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
