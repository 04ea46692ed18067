"""The conversations and places of a visit: what is asked in each, and what is noted there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from award.domain.frameworks import Conversation, Criterion, conversations_for
from award.domain.routes import VisitForm
from award.domain.visits import HEARD_WORDS, Heard, talks_at
from award.queries.judgements import Seen, list_last
from award.queries.plans import list_actions_of
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.storage.plans import ActionState
from award.storage.visits import Visit
from award.web.kit.access import actor
from award.web.kit.filters import day_short
from award.web.kit.forms import AtMost, Choice, ChoiceField, Form, HiddenVersion, LongField
from award.web.kit.reading import JUDGE_WORDS, judged_words

LONG = 8000
HEARD = tuple(Choice(one, words) for one, words in HEARD_WORDS.items())
NOTE_HINT = "Needed where you choose Partly or Not heard."
BEFORE = (Judge.SETTING, Judge.ADVISER)
OWN = (Judge.ASSESSOR, Judge.SECOND)
LAST = "An assessor last time"
YOU = "You"
ACTION_WORDS = {
    ActionState.NOT_STARTED: "not started",
    ActionState.UNDER_WAY: "under way",
    ActionState.DONE: "done",
    ActionState.STOPPED: "stopped",
}
Notes = list[tuple[str, Sequence[str], str]]


@dataclass(frozen=True)
class Prompt:
    """What to ask or look for about one criterion in a conversation, and the fields for it.

    ``before`` is who judged what, ``last_note`` what was noted with the last judgement, ``plan``
    what the setting does about it, ``pieces`` the names and numbers of what it gave. ``judged`` is
    the field for the visitor's own judgement, ``own`` the point at which the setting sees itself,
    where one tap agrees with it.
    """

    conversation: Conversation
    criterion: Criterion
    prompts: tuple[str, ...]
    note: str
    heard: str
    judged: str
    before: tuple[tuple[str, str], ...] = ()
    plan: tuple[str, ...] = ()
    pieces: tuple[tuple[str, int], ...] = ()
    own: str = ""
    last_note: str = ""

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def own_words(self) -> str:
        """How the visitor judged it so far, as a sentence to follow on; empty before they did."""
        return "".join(f" You: {what.lower()}." for who, what in self.before if who == YOU)

    @property
    def key(self) -> tuple[str, str]:
        """The conversation and the criterion: what a note is tagged with."""
        return self.conversation.code, self.criterion.code


def own_talks(visit: Visit, talks: Sequence[Conversation]) -> list[str]:
    """The codes of those that belong to this kind of visit, as it is held, in its order."""
    is_there = visit.form is VisitForm.ON_SITE
    return talks_at(visit.kind, [one.code for one in talks], is_there=is_there)


def conversations_of(held: Journey, visit: Visit | None = None) -> tuple[Conversation, ...]:
    """The conversations and places that have something to ask for this journey.

    Those that belong to this kind of visit come first.
    """
    asked = criteria_of(held)
    found = conversations_for(framework_of(held.framework), kind_of(held.setting))
    every = tuple(one for one in found if any(each.prompts(one.code) for each in asked))
    if visit is None:
        return every
    first = own_talks(visit, every)
    own = sorted((one for one in every if one.code in first), key=lambda o: first.index(o.code))
    return (*own, *(one for one in every if one.code not in first))


def prompts_of(
    held: Journey,
    conversation: Conversation,
    seen: Sequence[Seen] = (),
    mine: Judge | None = None,
) -> list[Prompt]:
    """What is asked in one conversation, criterion by criterion; with who said what before.

    ``mine`` is as whom the visitor judges.
    """
    return _prompts(held, [(conversation, one) for one in criteria_of(held)], seen, mine)


def prompts_on(
    held: Journey,
    visit: Visit,
    code: str,
    seen: Sequence[Seen] = (),
    mine: Judge | None = None,
) -> list[Prompt]:
    """What is asked about one criterion, conversation by conversation."""
    criterion = next((one for one in criteria_of(held) if one.code == code), None)
    if criterion is None:
        return []
    return _prompts(held, [(one, criterion) for one in conversations_of(held, visit)], seen, mine)


def _prompts(
    held: Journey,
    pairs: Iterable[tuple[Conversation, Criterion]],
    seen: Sequence[Seen],
    mine: Judge | None,
) -> list[Prompt]:
    words, known = judged_words(held), {one.code: one for one in seen}
    last = list_last(db.session(), actor(), held) if seen else {}

    def before(code: str) -> tuple[tuple[str, str], ...]:
        views = known[code].views if code in known else {}
        own = [(YOU, words[views[mine].judged])] if mine in OWN and mine in views else []
        return (
            *(
                (JUDGE_WORDS[judge], words[views[judge].judged])
                for judge in BEFORE
                if judge in views
            ),
            *([(LAST, words[last[code].judged])] if code in last and not own else []),
            *own,
        )

    return [
        Prompt(
            talk,
            one,
            one.prompts(talk.code),
            f"note_{place}",
            f"heard_{place}",
            f"judged_{place}",
            before(one.code),
            plan_words(held, one.code) if known else (),
            pieces_of(known[one.code]) if one.code in known else (),
            str(known[one.code].judged(Judge.SETTING) or "") if one.code in known else "",
            last[one.code].note if one.code in last else "",
        )
        for place, (talk, one) in enumerate(pairs)
        if one.prompts(talk.code)
    ]


def pieces_of(seen: Seen) -> tuple[tuple[str, int], ...]:
    """The evidence of a criterion: what each piece is called, and its number."""
    return tuple((one.item.title, one.item_id) for one in seen.evidence)


def plan_words(held: Journey, code: str) -> tuple[str, ...]:
    """What the plan says of a criterion: the action, how far it is, and by when."""
    return tuple(
        f"{one.what} ({ACTION_WORDS[one.state]}, by {day_short(one.due_on)})"
        for one in list_actions_of(actor(), held, code)
    )


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


def noted_in(visit: Visit) -> set[tuple[str, str]]:
    """Which criteria are noted in which conversations."""
    return {(one.conversation, code) for one in visit.notes for code in one.criteria}


def kept_in(visit: Visit, prompts: Sequence[Prompt]) -> Mapping[str, object]:
    """The fields of these prompts as they are kept: a tap and a note for each."""
    tapped = heard_of(visit)
    kept: dict[str, object] = {}
    for one in prompts:
        kept[one.heard] = tapped.get(one.key)
        kept[one.note] = "\n".join(
            note.words
            for note in visit.notes
            if (note.conversation, one.code) == one.key and one.code in note.criteria
        )
    return kept


def other_notes(visit: Visit, prompts: Sequence[Prompt]) -> Notes:
    """The notes that these prompts do not speak of. One on several criteria keeps the others."""
    mine = {one.key for one in prompts}
    left = (
        (talk, [code for code in codes if (talk, code) not in mine], words)
        for talk, codes, words in notes_of(visit)
    )
    return [one for one, was in zip(left, notes_of(visit), strict=True) if one[1] or not was[1]]


def _to_agree(point: Choice, prompt: Prompt) -> Choice:
    """The setting's own point says that choosing it is to agree."""
    own = str(point.value) == prompt.own
    return Choice(point.value, f"Agree: {point.words.lower()}") if own else point


def notes_form(
    visit: Visit,
    prompts: Sequence[Prompt],
    label: Callable[[Prompt], str],
    points: Sequence[Choice] = (),
) -> Form:
    """A tap and a note for each prompt, filled with what is kept; ``label`` tells them apart.

    Where there are ``points`` to judge by, each prompt asks for one, and keeps none chosen.
    """
    fields: dict[str, object] = {"version": HiddenVersion()}
    for one in prompts:
        fields[one.heard] = ChoiceField(f"What you heard: {label(one)}", choices=HEARD)
        if points:
            fields[one.judged] = ChoiceField(
                f"How you see it: {label(one)}", choices=[_to_agree(each, one) for each in points]
            )
        words = f"Your note: {label(one)}"
        fields[one.note] = LongField(words, [AtMost(LONG)], rows=3, hint=NOTE_HINT)
    kind: type[Form] = type("NotesForm", (Form,), fields)
    return kind(version=visit.version, **kept_in(visit, prompts))
