"""The forms of the panel's room."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

from award.domain.facts import Outcome
from award.storage.accounts import User
from award.web.kit.agendas import AgendaRow
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    Form,
    HiddenVersion,
    LongField,
    ManyField,
    Required,
    SelectField,
    TextField,
    WholeNumberField,
)
from award.web.kit.reading import OUTCOME_WORDS

LONG: Final = 8000
NOT_FREE: Final = "Has a tie to this setting, so does not count."
OUTCOMES: Final = tuple(Choice(outcome, words) for outcome, words in OUTCOME_WORDS.items())


class VoteForm(Form):
    """One member's view on the report."""

    version = HiddenVersion()
    report = HiddenVersion()
    outcome = ChoiceField("Your vote", [Required("Choose an outcome")], choices=OUTCOMES)
    reason = LongField(
        "Why?",
        [Required("Say why, in a sentence or two"), AtMost(LONG)],
        hint="If you differ from the assessor or from the rule, begin with “I differ because …” "
        "and say what you saw in the papers.",
        rows=4,
    )

    def offer(self, outcome: Outcome, hint: str) -> None:
        """Say beside an outcome who recommends it."""
        choices = self.outcome.choices
        self.outcome.choices = [
            Choice(one.value, one.words, hint) if one.value is outcome else one for one in choices
        ]

    def chosen(self) -> Outcome:
        return Outcome(self.outcome.data)


class MeetingForm(Form):
    """What a meeting of the panel decided."""

    version = HiddenVersion()
    held_on = DayField("When did you meet?", [Required("Enter the day")])
    present = ManyField("Who of the panel was there?", [Required("Tick who was there")])
    others = TextField("Who else was there? (optional)", [AtMost(500)])
    outcome = ChoiceField(
        "What did you decide?", [Required("Choose what you decided")], choices=OUTCOMES
    )
    reasons = LongField("Why?", [Required("Say why"), AtMost(LONG)], rows=5)

    def offer(self, members: Sequence[User], free: AbstractSet[int] | None = None) -> None:
        """Show these members to tick, and which of them do not count here."""
        self.present.choices = [
            Choice(one.id, one.name, "" if free is None or one.id in free else NOT_FREE)
            for one in members
        ]


def day_form(rows: Sequence[AgendaRow], held_on: date) -> MeetingForm:
    """Who was there on a panel day, and for each journey what was decided and why."""
    outcomes = [Choice(one, words) for one, words in OUTCOME_WORDS.items()]
    fields: dict[str, Any] = {"outcome": None, "reasons": None, "version": None}
    for row in rows:
        number = row.on.journey.id
        fields[f"version_{number}"] = HiddenVersion(default=row.on.journey.version)
        fields[f"outcome_{number}"] = SelectField(
            "What was decided?", blank="Not decided on this day", choices=outcomes
        )
        fields[f"reasons_{number}"] = LongField("Why?", [AtMost(LONG)], rows=3)
    kind: type[MeetingForm] = type("DayForm", (MeetingForm,), fields)
    return kind(held_on=held_on)


class ReasonForm(Form):
    """A version and a reason."""

    version = HiddenVersion()
    reason = LongField("Why?", [Required("Say why, in a sentence or two"), AtMost(LONG)])


class AppealForm(Form):
    """What comes of an appeal."""

    version = HiddenVersion()
    upheld = ChoiceField(
        "What do you find?",
        [Required("Choose one")],
        choices=[
            Choice("yes", "Uphold it", "The decision is looked at again."),
            Choice("no", "Dismiss it", "The decision stands."),
        ],
    )
    reasons = LongField(
        "Why?",
        [Required("Say why, so that the setting can follow"), AtMost(LONG)],
        hint="The setting reads this.",
    )


def award_vote_form(words: tuple[str, str], version: int, kept: dict[str, Any]) -> Form:
    """A vote on what is proposed for an award; ``words`` say what yes and no mean here."""
    fields: dict[str, Any] = {
        "version": HiddenVersion(),
        "choice": ChoiceField(
            "Your vote",
            [Required("Choose one")],
            choices=[Choice("yes", words[0]), Choice("no", words[1])],
        ),
        "reason": LongField("Why?", [Required("Say why, in a sentence or two"), AtMost(LONG)]),
    }
    kind: type[Form] = type("AwardVoteForm", (Form,), fields)
    return kind(version=version, **kept)


class ExtendForm(ReasonForm):
    """How many terms an award goes on."""

    terms = WholeNumberField("How many terms?", [Required("Enter 1 or 2")], least=1, most=2)
