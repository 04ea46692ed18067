"""The coordinator's short forms about a journey: pauses, answers, people."""

from award.domain.ties import DECLARED, TIE_WORDS
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    Form,
    HiddenText,
    LongField,
    ManyField,
    Required,
    SelectField,
    TextField,
)
from award.web.kit.ready_days import ReadyDayField
from award.web.kit.versions import VersionedForm

LONG = 4000


class NudgeForm(VersionedForm):
    """A letter to a quiet setting; it begins with a draft."""

    writes_anew = True
    subject = TextField("What is it about?", [Required("Write what it is about"), AtMost(150)])
    words = LongField(
        "What would you like to say?",
        [Required("Write a line or two"), AtMost(LONG)],
        hint="It begins with “Hello” and their name, and ends with a link to their next step.",
        rows=9,
    )


class ReasonForm(VersionedForm):
    """Why, in a sentence or two."""

    reason = LongField("Why?", [Required("Say why, in a sentence or two"), AtMost(LONG)], rows=3)


class WordsForm(VersionedForm):
    """Words for the setting."""

    words = LongField(
        "What would you like to say?", [Required("Write a sentence or two"), AtMost(LONG)]
    )


class PauseForm(VersionedForm):
    """Until when, and why."""

    until_on = ReadyDayField("Until when?", [Required("Choose the day on which it goes on")])
    reason = LongField(
        "Why?",
        [Required("Say why, in a few words"), AtMost(LONG)],
        hint="Everybody who works on this journey can read it, at the setting too.",
        rows=3,
    )


class DeclineForm(VersionedForm):
    """Why a pause that was asked for does not begin."""

    words = LongField("Why not now?", [Required("Say why, in a few words"), AtMost(LONG)], rows=3)


class AimForm(VersionedForm):
    """Which panel day the journey aims at."""

    round_id = SelectField("Which panel day?", blank="No panel day for now")


class ApplicabilityForm(VersionedForm):
    """Whether a criterion does not apply, and if it does, why."""

    agreed = ChoiceField(
        "Do you agree that it does not apply?",
        [Required("Choose yes or no")],
        choices=[Choice("yes", "Yes, it does not apply"), Choice("no", "No, it does apply")],
    )
    reason = LongField("If it does apply, say why", [AtMost(LONG)], rows=3)


class PersonForm(VersionedForm):
    """Who gets a part in the journey."""

    user_id = ChoiceField("Who?", [Required("Choose a person")])
    why = LongField(
        "Why this person? (optional)",
        [AtMost(500)],
        hint="Needed for an assessor who was the adviser, where the route allows that. It is kept.",
        rows=2,
    )


class AssignManyForm(Form):
    """Which journeys get one person for the same part."""

    journeys = ManyField("Which journeys?", [Required("Tick at least one journey")])
    part = ChoiceField(
        "Which part?",
        [Required("Choose the part")],
        choices=[
            Choice("adviser", "Adviser", "Plans along with the setting."),
            Choice("assessor", "Assessor", "Visits, judges every criterion, writes the report."),
        ],
    )
    user_id = ChoiceField("Who?", [Required("Choose a person")])
    why = LongField(
        "Why this person? (optional)",
        [AtMost(500)],
        hint="Needed for an assessor who was the adviser, where the route allows that. It is kept.",
        rows=2,
    )


class AssignSureForm(Form):
    """What the preview showed, to be done: each journey with its version, part, person, reason."""

    shown = HiddenText()
    part = HiddenText()
    user_id = HiddenText()
    why = HiddenText()


class TieForm(VersionedForm):
    """What binds a person to the setting."""

    user_id = SelectField("Who?", [Required("Choose a person")])
    kind = ChoiceField(
        "What is the tie?",
        [Required("Choose what binds them to the setting")],
        choices=[Choice(one, TIE_WORDS[one].capitalize()) for one in DECLARED],
    )
    words = TextField("Anything to add? (optional)", [AtMost(500)])
