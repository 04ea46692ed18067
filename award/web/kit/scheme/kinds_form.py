"""The form of a kind of setting: its words, and what an authority decides about it."""

from collections.abc import Iterable, Mapping
from typing import Any

from award.actions.wording_kinds import KindRules, KindWords
from award.domain.calendars import CalendarKind
from award.domain.kind_words import ASKED_WORDS, CALENDAR_WORDS, Reach
from award.domain.kinds import Kind, KindCriteria
from award.domain.numbers import OfficialNumber
from award.web.kit.filters import plural
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    LongField,
    ManyField,
    Required,
    TextField,
    TickField,
)
from award.web.kit.versions import VersionedForm


class KindForm(VersionedForm):
    """The words of a kind, and its rules. ``known`` are the official numbers that there are."""

    def __init__(self, known: Mapping[str, OfficialNumber], **given: Any) -> None:
        super().__init__(**given)
        self.numbers.choices = [Choice(one.code, one.name) for one in known.values()]

    label = TextField("What is this kind called?", [Required("Enter a name"), AtMost(80)])
    people = TextField(
        "What are its children called?",
        [Required("Enter a word"), AtMost(60)],
        hint="For several of them, like pupils or young people",
    )
    person = TextField(
        "And one of them?",
        [Required("Enter a word"), AtMost(60)],
        hint="Like pupil or young person",
    )
    size_word = TextField(
        "What is its size counted in?",
        [Required("Enter a word"), AtMost(60)],
        hint="Like pupils on roll, or places",
    )
    approver_titles = LongField(
        "Who approves?",
        [Required("Enter at least one title"), AtMost(400)],
        hint="One title on each line; the first is the usual one.",
        rows=5,
    )
    governing_bodies = LongField(
        "Who governs?",
        [Required("Enter at least one"), AtMost(400)],
        hint="One on each line; the first is the usual one.",
        rows=3,
    )
    calendar = ChoiceField(
        "Which days count for it?",
        [Required("Choose which days count")],
        choices=[Choice(str(one), words) for one, words in CALENDAR_WORDS.items()],
    )
    criteria = ChoiceField(
        "Which criteria is it asked?",
        [Required("Choose which criteria it is asked")],
        choices=[Choice(str(one), words) for one, words in ASKED_WORDS.items()],
    )
    numbers = ManyField(
        "Which official numbers does it have?",
        hint="None ticked: no number is asked for. The first is taken to be the usual one.",
    )
    lead_may_approve = TickField("The lead may also approve, where both are one person")
    hidden_by_default = TickField("New settings of this kind are kept out of everything public")

    def words(self) -> KindWords:
        """What was written."""
        return KindWords(
            self.label.data,
            self.people.data,
            self.person.data,
            self.size_word.data,
            _lines(self.approver_titles.data),
            _lines(self.governing_bodies.data),
        )

    def rules(self) -> KindRules:
        """What was decided."""
        return KindRules(
            CalendarKind(self.calendar.data),
            KindCriteria(self.criteria.data),
            self.lead_may_approve.data,
            self.hidden_by_default.data,
            tuple(self.numbers.data),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def values_of(kind: Kind) -> dict[str, Any]:
    """What stands in the form at first."""
    return {
        "label": kind.label,
        "people": kind.people,
        "person": kind.person,
        "size_word": kind.size_word,
        "approver_titles": "\n".join(kind.approver_titles),
        "governing_bodies": "\n".join(kind.governing_bodies),
        "calendar": str(kind.calendar),
        "criteria": str(kind.criteria),
        "lead_may_approve": kind.lead_may_approve,
        "hidden_by_default": kind.hidden_by_default,
        "numbers": kind.numbers,
    }


def whom_it_concerns(reaches: Iterable[Reach], *, places: int, under_way: int) -> list[str]:
    """A sentence for each sort of change: whom it concerns, and from when."""
    settings = plural(places, "setting")
    journeys = plural(under_way, "open journey")
    keep = plural(under_way, "open journey keeps its own", "open journeys keep theirs")
    stay = plural(places, "setting stays as it is", "settings stay as they are")
    said = {
        Reach.WORDS: f"New words are read at once at {settings}, and in {journeys}.",
        Reach.DAYS: f"Other days count at once at {settings}, and for the dates of {journeys}: "
        "those that move are told when it is saved.",
        Reach.ASKED: f"Journeys that begin from then on are asked other criteria; {keep}. "
        "The checklist for policies follows at once.",
        Reach.APPROVALS: f"Who may approve counts from then on, in {journeys} too.",
        Reach.NUMBERS: "Its settings are asked for other numbers from then on; "
        "those that they have stay with them.",
        Reach.ADDED: f"What is public changes for settings that are added from then on; {stay}.",
    }
    return [said[one] for one in reaches]
