"""What the screens of a setting ask for: application, approval, judgement, and small questions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from award.actions.approving import WAYS
from award.domain.feedback import LONGEST_QUESTION
from award.domain.people import Role
from award.storage.approvers import Person, is_at
from award.web.kit.choice_fields import both_roles
from award.web.kit.evidence_fields import FilesWithin
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
    Required,
    TextField,
    TickField,
)
from award.web.kit.printable import Printable
from award.web.kit.ready_days import ReadyDayField
from award.web.kit.versions import VersionedForm

LINE = 255
LONG = 4000
NAMED: Final = "Named in the application"
HAS_ACCOUNT: Final = "Approves here, with an account"


class ApplicationForm(VersionedForm):
    """The application. Everything may wait: it is saved as it goes."""

    lead_name = TextField("Who leads the work?", [AtMost(LINE)], hint="First name and surname")
    lead_email = EmailField("The lead’s e-mail address", [AtMost(LINE)])
    approver_name = TextField("Who approves it?", [AtMost(LINE)])
    approver_title = TextField("What is their title?", [AtMost(LINE)])
    approver_email = EmailField("The approver’s e-mail address", [AtMost(LINE)])
    why = LongField("Why do you want to take part?", [AtMost(LONG)], rows=4)
    already_done = LongField("What do you do already? (optional)", [AtMost(LONG)], rows=4)
    commitment_ticked = TickField("We commit to work on the award, with children and young people")


class NothingForm(Form):
    """Nothing to fill in: somebody only says yes."""


class AskApprovalForm(Form):
    """Whom the link goes to; where nobody is chosen, it is who stands first."""

    to = ChoiceField("Whom do you ask?")

    def offer(self, people: Sequence[Person], named: str) -> None:
        """Show whom one can ask; ``named`` is the address that the application names."""
        self.to.choices = [
            Choice(
                one.email,
                one.name or one.email,
                f"{NAMED if is_at(one, named) else HAS_ACCOUNT}, {one.email}",
            )
            for one in people
        ]
        if not self.to.data and people:
            self.to.data = people[0].email


class ApproveForm(VersionedForm):
    """The head says yes to what is shown. ``version`` is the journey's."""

    sure = TickField("I have read this, and I approve it", [Required("Tick to approve it")])


class SendBackForm(VersionedForm):
    """What the head finds not right yet. ``version`` is the journey's."""

    words = LongField(
        "What is not right yet?",
        [Required("Say what is not right yet, in a sentence or two"), AtMost(LONG)],
        rows=5,
        hint="Your lead reads it as you write it.",
    )


class RecordApprovalForm(FilesWithin):
    """An approval that was given by phone, on paper, by e-mail or in person."""

    name = TextField("Who agreed?", [Required("Say who agreed"), AtMost(LINE)])
    how = ChoiceField(
        "How did they agree?",
        [Required("Choose how they agreed")],
        choices=[Choice(code, words.capitalize()) for code, words in WAYS.items()],
    )
    agreed_on = DayField("On which day?", [Required("Enter the day")])
    paper = FileField("A scan or a photo of what was signed (optional)")
    words = LongField("Anything to add? (optional)", [AtMost(LONG)], rows=2)


class JudgeForm(VersionedForm):
    """Where a setting stands on one criterion. ``version`` is the number of the judgement."""

    judged = ChoiceField("Where are you with this?", [Required("Choose one of the cards")])
    note = LongField(
        "A note",
        [AtMost(LONG)],
        rows=2,
        hint="You can leave it empty. Only where it does not apply to you, say why.",
    )


class FeedbackForm(Form):
    """What the setting would like to have looked at."""

    standards = ManyField(
        "What would you like somebody to look at?",
        [Required("Choose at least one standard, or everything")],
    )
    question = LongField(
        "Your question (optional)",
        [AtMost(LONGEST_QUESTION)],
        rows=3,
        hint="In your own words, such as “Is one survey enough?”",
    )


class PauseForm(Form):
    """Until when a setting wants to pause, and why."""

    until = ReadyDayField("Until when?", [Required("Choose the day on which you go on")])
    reason = LongField(
        "Why?",
        [Required("Say why, in a few words"), AtMost(LONG)],
        hint="Everybody who works on this journey can read it, here and at the council.",
        rows=3,
    )


class WordsForm(VersionedForm):
    """A few words about one thing; a screen says what is asked."""

    words = LongField("Your words", [Required("Write a sentence or two"), AtMost(LONG)])


class AppealForm(WordsForm):
    """What is to be looked at again; ``against`` is what the page said that it is about."""

    against = HiddenText()


class NameForm(VersionedForm):
    """The name of a setting as it is to stand on its certificate."""

    name = TextField(
        "Name on the certificate", [Required("Write the name"), AtMost(120), Printable()]
    )


class InviteForm(Form):
    """Who is asked to come, and as what."""

    name = TextField("Their name", [Required("Write their name"), AtMost(100)])
    email = EmailField(
        "Their e-mail address", [Required("Write their e-mail address"), AtMost(255)]
    )
    role = ChoiceField(
        "What will they do?",
        [Required("Choose what they will do")],
        choices=[
            Choice(
                str(Role.CONTRIBUTOR),
                "Help: a colleague",
                "Adds evidence, says where you are, helps to plan",
            ),
            Choice(str(Role.LEAD), "Lead the work with you", "Sends, declares ready, replies"),
            Choice(str(Role.HEAD), "Approve: the head or manager", "Reads all, and approves"),
        ],
    )
    also = both_roles()

    def name_approver(self, title: str) -> None:
        """Call whoever approves what this kind of setting calls them; as it stands without."""
        if title:
            *others, approves = self["role"].choices
            self["role"].choices = [*others, replace(approves, words=f"Approve: the {title}")]
