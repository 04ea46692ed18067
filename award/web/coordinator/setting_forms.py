"""The coordinator's forms about settings, their people, rounds, covers and awards."""

from collections.abc import Sequence
from typing import Final

from award.domain.certificates import LONGEST_NAME
from award.web.kit.choice_fields import both_roles
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    EmailField,
    FileField,
    Form,
    HiddenText,
    LongField,
    ManyField,
    Postcode,
    Required,
    SelectField,
    TextField,
    TickField,
    WholeNumberField,
)
from award.web.kit.printable import Printable
from award.web.kit.versions import VersionedForm

LONG = 4000
LINE = 200


class AddSettingForm(Form):
    """A setting written down by hand."""

    name = TextField(
        "What is it called?", [Required("Write the name of the setting"), AtMost(LINE)]
    )
    kind = SelectField("What kind of setting is it?", [Required("Choose the kind of setting")])
    number = TextField(
        "Its official number (optional)",
        [AtMost(60)],
        width=20,
        hint="Like the URN of a school, or the number that Ofsted gave it.",
    )
    address = LongField("Address (optional)", [AtMost(500)], rows=3)
    postcode = TextField("Postcode (optional)", [AtMost(10), Postcode()], width=10)
    size = WholeNumberField("How many children or young people? (optional)", most=100_000)
    is_authority_own = TickField("It belongs to the authority itself")
    sure = TickField("It is none of those above: add it as another setting")

    def stand_beside(self, names: Sequence[str]) -> None:
        """Ask whether it is another one only where settings here have names like it."""
        if not names:
            self.leave_out("sure")
        elif len(names) == 1:
            self["sure"].label.text = f"It is not {names[0]}: add it as another setting"


class InviteForm(Form):
    """Who is asked to come, and as what."""

    role = ChoiceField(
        "What will they be?",
        [Required("Choose what they will be")],
    )
    name = TextField("Their name", [Required("Write their name"), AtMost(LINE)])
    email = EmailField(
        "Their e-mail address", [Required("Enter their e-mail address"), AtMost(LINE)]
    )
    also = both_roles()


class PlainForm(Form):
    """Nothing to fill in."""


IN_LETTER: Final = "The lead and the head read this in their letter."


def _why(hint: str = "") -> LongField:
    asked = [Required("Say why, in a sentence or two"), AtMost(LONG)]
    return LongField("Why?", asked, rows=3, hint=hint)


class AwardMoveForm(VersionedForm):
    """Why an award's move is made."""

    reason = _why()


class ExtendForm(AwardMoveForm):
    """By how many terms an award is extended."""

    terms = ChoiceField(
        "By how long?",
        [Required("Choose one term or two")],
        choices=[Choice(1, "One term"), Choice(2, "Two terms")],
    )
    reason = _why(IN_LETTER)


class AnswerCheckInForm(VersionedForm):
    """The answer to a yearly check-in."""

    words = LongField(
        "Your answer",
        [Required("Write a word to the setting"), AtMost(LONG)],
        hint="The lead and the head read it. “Thank you, that sounds good.” is enough.",
        rows=3,
    )


class ExtendManyForm(Form):
    """Which awards are extended, by how long, and why."""

    awards = ManyField("Which awards?", [Required("Tick at least one award")])
    terms = ChoiceField(
        "By how long?",
        [Required("Choose one term or two")],
        choices=[Choice(1, "One term"), Choice(2, "Two terms")],
    )
    reason = LongField(
        "Why?",
        [Required("Say why, in words that the settings can follow"), AtMost(LONG)],
        hint="Each setting reads this in its letter.",
        rows=3,
    )


class ExtendSureForm(Form):
    """What the preview showed, to be done: each award with its version, the terms, the reason."""

    shown = HiddenText()
    terms = HiddenText()
    reason = HiddenText()


class ReissueForm(AwardMoveForm):
    """The name as the certificate shows it."""

    name = TextField(
        "The name on the certificate",
        [Required("Write the name"), AtMost(LONGEST_NAME), Printable()],
    )
    reason = _why(IN_LETTER)


class RegisterForm(Form):
    """The register's file."""

    file = FileField(
        "The file from the national register of schools",
        [Required("Choose the file")],
        hint="A CSV file, as it was downloaded.",
        accept=".csv,text/csv",
    )


class CoverForm(Form):
    """Who stands in for whom, and when."""

    user_id = SelectField("Who is away?", [Required("Choose who is away")])
    cover_user_id = SelectField("Who stands in?", [Required("Choose who stands in")])
    from_on = DayField("From which day?", [Required("Enter the first day")])
    until_on = DayField("Until which day?", [Required("Enter the last day")])


class ReplyForm(Form):
    """The letter to who asked to take part; it begins with a draft."""

    writes_anew = True
    words = LongField("Your reply", [Required("Write a line or two"), AtMost(LONG)], rows=9)


class AnswerForm(Form):
    """Which setting an enquiry is about."""

    setting_id = ChoiceField(
        "Which setting is it?", [Required("Choose the setting, or say that it is none of them")]
    )
    answer = LongField("A line for your own notes (optional)", [AtMost(LINE)], rows=2)
