"""The forms of the assessor's room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from award.actions.assessing import ReportWords
from award.actions.visiting import Plan
from award.domain.basis import BASIS_WORDS, Basis
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.routes import VisitForm
from award.domain.visits import VisitKind, visit_row
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
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)
from award.web.kit.reading import OUTCOME_WORDS
from award.web.kit.versions import BothShown, VersionedForm
from award.web.kit.visit_fields import ChosenDay, despite_field, moments_of, more_day, more_time
from award.web.kit.ways_held import WayHeld

LONG: Final = 8000
LINE: Final = 2000
OFFERS: Final = 3
USUAL_MINUTES: Final = 90
TIME_NEEDED: Final = "Enter a time like 9:30am"
FORM_WORDS: Final = {
    VisitForm.ON_SITE: "At the setting",
    VisitForm.REMOTE: "By video",
    VisitForm.WORKSHOP: "A workshop for several settings",
    VisitForm.CALL: "By phone",
}


class JudgeForm(BothShown):
    """One judgement; its choices are drawn as cards, so the field here only reads it."""

    versioned_by = "seen"
    seen = HiddenVersion()
    judged = ChoiceField("Where do they stand?", [Required("Choose one of the four points")])
    note = LongField(
        "Your note",
        [AtMost(LONG)],
        hint="Needed below “met”, and where you see it differently from the setting.",
        rows=4,
    )
    basis = ManyField(
        "What does it rest on?",
        choices=[Choice(str(one), words) for one, words in BASIS_WORDS.items()],
        hint="Needed where a note is.",
    )

    @property
    def rests_on(self) -> list[Basis]:
        return [Basis(one) for one in self.basis.data]

    @property
    def point(self) -> Judged:
        return Judged(self.judged.data)


class ReportForm(VersionedForm):
    """What the assessor writes. It may be saved unfinished."""

    strengths = LongField(
        "What is strong?", [AtMost(LONG)], hint="Say what you saw and heard that shows it.", rows=7
    )
    next_steps = LongField(
        "What comes next?", [AtMost(LONG)], hint="Two or three steps that would help most.", rows=7
    )
    recommendation = ChoiceField(
        "What do you recommend?",
        choices=[Choice(outcome, words) for outcome, words in OUTCOME_WORDS.items()],
    )

    differs_because = LongField(
        "Why do you see it differently?",
        [AtMost(LONG)],
        hint="Needed where you recommend something else than the rule suggests. "
        "The setting and the panel read it.",
        rows=4,
    )

    def words(self) -> ReportWords:
        chosen = self.recommendation.data
        return ReportWords(
            self.strengths.data,
            self.next_steps.data,
            Outcome(chosen) if chosen else None,
            self.differs_because.data,
        )


def visit_form(kinds: Sequence[Choice], asked: str = "") -> Form:
    """The form that offers up to three days for one of these kinds of visit.

    It begins with the only kind, or the one that is ``asked``, and the time that it usually takes.
    """
    forms = [Choice(one, FORM_WORDS[one]) for one in VisitForm]
    fields: dict[str, Any] = {
        "kind": ChoiceField("Which visit?", [Required("Choose the visit")], choices=kinds),
        "form": ChoiceField("How?", [Required("Choose how you will meet")], choices=forms),
    }
    fields["day_1"] = DayField("Day 1", [Required("Enter a day")])
    fields["time_1"] = TimeField("Start on day 1", [Required(TIME_NEEDED)], width=10)
    for n in range(2, OFFERS + 1):
        fields[f"day_{n}"] = more_day(f"Day {n} (optional)", f"time_{n}")
        fields[f"time_{n}"] = more_time(f"Start on day {n} (optional)", f"day_{n}", 10)
    fields["minutes"] = WholeNumberField(
        "How many minutes will it take?", [Required("Enter the minutes")], least=10, most=600
    )
    fields["place"] = TextField("Where? (optional)", [AtMost(200)])
    fields["despite"] = despite_field()
    fields["agreed"] = TickField("We agreed day 1 already: book it, do not ask")
    fields["held"] = TickField("The visit has already taken place, on day 1")
    kind: type[Form] = type("OfferForm", (Form,), fields)
    fits = [one.value for one in kinds if one.value == asked] or [one.value for one in kinds]
    only = fits[0] if len(fits) == 1 else None
    minutes = visit_row(VisitKind(only)).minutes if only else USUAL_MINUTES
    return kind(minutes=minutes, kind=only, form=forms[0].value)


def plan_of(form: Form, way: WayHeld, visitor_id: int) -> Plan:
    """The visit that the form describes."""
    return Plan(
        VisitKind(form["kind"].data),
        way.chosen(form),
        offered_in(form),
        visitor_id,
        place=form["place"].data,
        minutes=form["minutes"].data,
        despite=form["despite"].data,
    )


def offered_in(form: Form) -> list[datetime]:
    """The moments that a form offers. Raises WrongDay for an hour that the clocks leave out."""
    days = [(form[f"day_{n}"].data, form[f"time_{n}"].data) for n in range(1, OFFERS + 1)]
    return moments_of(days)


class OtherDaysForm(Form):
    """Other dates for a visit that is offered or booked, and why."""

    version = HiddenVersion()
    day_1 = DayField("Day 1", [Required("Enter a day")])
    time_1 = TimeField("Start on day 1", [Required(TIME_NEEDED)], width=10)
    day_2 = more_day("Day 2 (optional)", "time_2")
    time_2 = more_time("Start on day 2 (optional)", "day_2", 10)
    day_3 = more_day("Day 3 (optional)", "time_3")
    time_3 = more_time("Start on day 3 (optional)", "day_3", 10)
    reason = LongField("Why another day?", [Required("Say why"), AtMost(LINE)], rows=2)
    despite = despite_field()


class ConfirmForm(ChosenDay):
    """Say yes to one of the dates offered."""

    starts_at = ChoiceField("Which date suits you?", [Required("Choose one of the dates")])
    despite = despite_field()


class MoveVisitForm(Form):
    """Another moment for a visit, and why."""

    version = HiddenVersion()
    day = DayField("New day", [Required("Enter the day")])
    time = TimeField("New start", [Required(TIME_NEEDED)], width=10)
    reason = LongField("Why does it move?", [Required("Say why"), AtMost(LINE)], rows=2)
    despite = despite_field()

    def moment(self) -> datetime:
        """The new moment, in a form that is whole."""
        return moments_of([(self.day.data, self.time.data)])[0]


class CallOffForm(Form):
    """A visit that will not be, or was not."""

    version = HiddenVersion()
    missed = ChoiceField(
        "What happened?",
        [Required("Choose what happened")],
        choices=[
            Choice("no", "It is cancelled"),
            Choice("yes", "Its day passed without it"),
        ],
    )
    reason = LongField(
        "Why?",
        [Required("Say why, in a sentence"), AtMost(LINE)],
        hint="The lead, the head and the coordinator read it word for word, in a letter.",
        rows=2,
    )


class WordsForm(Form):
    """A version and some words."""

    version = HiddenVersion()
    words = LongField("Your words", [Required("Write a sentence or two"), AtMost(LONG)])
