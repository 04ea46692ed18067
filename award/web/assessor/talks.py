"""The conversations and places of a visit: what is asked in each, and how much of it is noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from award.domain.frameworks import Conversation, Criterion, conversations_for
from award.domain.visits import HEARD_WORDS, Heard
from award.queries.judgements import Seen
from award.storage.assessments import Judge
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.kit.forms import AtMost, Choice, ChoiceField, Form, HiddenVersion, LongField
from award.web.kit.reading import JUDGE_WORDS, judged_words

LONG = 8000
HEARD = tuple(Choice(one, words) for one, words in HEARD_WORDS.items())
NOTE_HINT = "Needed where you choose Partly or Not heard."
BEFORE = (Judge.SETTING, Judge.ADVISER)
Notes = list[tuple[str, Sequence[str], str]]


@dataclass(frozen=True)
class Prompt:
    """What to ask or look for about one criterion in a conversation, and the fields for it."""

    criterion: Criterion
    prompts: tuple[str, ...]
    note: str
    heard: str
    before: tuple[tuple[str, str], ...] = ()
    evidence: int = 0

    @property
    def code(self) -> str:
        return self.criterion.code


@dataclass(frozen=True)
class Place:
    """One conversation or place in the list at the side."""

    code: str
    words: str
    minutes: int
    href: str
    done: int
    total: int
    current: bool


def conversations_of(held: Journey) -> tuple[Conversation, ...]:
    """The conversations and places that have something to ask for this journey."""
    asked = criteria_of(held)
    found = conversations_for(framework_of(held.framework), kind_of(held.setting))
    return tuple(one for one in found if any(each.prompts(one.code) for each in asked))


def prompts_of(held: Journey, conversation: str, seen: Sequence[Seen] = ()) -> list[Prompt]:
    """What is asked in one conversation, criterion by criterion; with who said what before."""
    words = judged_words(held)
    known = {one.code: one for one in seen}

    def before(code: str) -> tuple[tuple[str, str], ...]:
        views = known[code].views if code in known else {}
        return tuple(
            (JUDGE_WORDS[judge], words[views[judge].judged]) for judge in BEFORE if judge in views
        )

    return [
        Prompt(
            one,
            one.prompts(conversation),
            f"note_{place}",
            f"heard_{place}",
            before(one.code),
            len(known[one.code].evidence) if one.code in known else 0,
        )
        for place, one in enumerate(criteria_of(held))
        if one.prompts(conversation)
    ]


def notes_of(visit: Visit) -> Notes:
    """The notes as the record keeps them."""
    return [(one.conversation, tuple(one.criteria), one.words) for one in visit.notes]


def heard_of(visit: Visit) -> dict[tuple[str, str], Heard]:
    """What was tapped, by conversation and criterion."""
    return {
        (one.conversation, code): one.heard
        for one in visit.notes
        for code in one.criteria
        if one.heard is not None
    }


def places_of(held: Journey, visit: Visit, here: str) -> list[Place]:
    """Every conversation with how much of it is noted."""
    noted = {(one.conversation, code) for one in visit.notes for code in one.criteria}
    places = []
    for one in conversations_of(held):
        asked = [each.code for each in prompts_of(held, one.code)]
        done = sum((one.code, code) in noted for code in asked)
        href = url_for(
            "assessor.visit_conversation",
            journey_id=held.id,
            visit_id=visit.id,
            conversation=one.code,
        )
        here_now = one.code == here
        places.append(Place(one.code, one.title, one.minutes, href, done, len(asked), here_now))
    return places


def kept_in(visit: Visit, conversation: str, prompts: Sequence[Prompt]) -> Mapping[str, object]:
    """The fields of a conversation as they are kept: a tap and a note for each criterion."""
    tapped = heard_of(visit)
    kept: dict[str, object] = {}
    for one in prompts:
        kept[one.heard] = tapped.get((conversation, one.code))
        kept[one.note] = "\n".join(
            note.words
            for note in visit.notes
            if note.conversation == conversation and one.code in note.criteria
        )
    return kept


def notes_form(visit: Visit, conversation: str, prompts: Sequence[Prompt]) -> Form:
    """A tap and a note for each criterion of this conversation, filled with what is kept."""
    fields: dict[str, object] = {"version": HiddenVersion()}
    for one in prompts:
        fields[one.heard] = ChoiceField(f"What you heard on {one.code}", choices=HEARD)
        label = f"Your note on {one.code}"
        fields[one.note] = LongField(label, [AtMost(LONG)], rows=3, hint=NOTE_HINT)
    kind: type[Form] = type("NotesForm", (Form,), fields)
    return kind(version=visit.version, **kept_in(visit, conversation, prompts))
