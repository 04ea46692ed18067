"""Feedback on evidence: asked for, taken back, and given by standard or by piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.collecting import say_of
from award.actions.linking import live_links
from award.actions.moves import take_step
from award.actions.pausing import must_not_rest
from award.actions.questioning import last_ask, questioned
from award.domain.feedback import (
    ASKED_IN_WORDS,
    FINE_SO_FAR,
    NOTHING_SAID,
    is_answered,
    missing_words,
)
from award.domain.letters import Addressee
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import GIVING, Stage
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.frameworks import criteria_of, framework_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.remarks import FeedbackAsk, Remark

SAYABLE: Final = (EvidenceState.ACCEPTED, EvidenceState.NEEDS_MORE, EvidenceState.NOT_RELEVANT)
TOO_LATE: Final = "The report has been shared, so no more feedback is given."


@dataclass(frozen=True)
class OfPiece:
    """What is said of one piece, and the version of it that was looked at."""

    version: int
    state: EvidenceState | None = None
    words: str = ""


@dataclass(frozen=True)
class Feedback:
    """What is said at once: a text for a standard, marks for pieces; nothing of it is required.

    ``fine`` names the standards of which all is fine so far. Where ``is_all``, nothing more will
    follow to what was asked for.
    """

    standards: Mapping[str, str] = field(default_factory=dict)
    fine: frozenset[str] = frozenset()
    pieces: Mapping[int, OfPiece] = field(default_factory=dict)
    is_all: bool = True


def must_want_feedback(journey: Journey) -> None:
    """Refuse to ask twice, in a pause, or other than while gathering. Raises NotAllowed."""
    must_not_rest(journey)
    if journey.stage is not Stage.GATHERING:
        raise NotAllowed("Feedback is asked for while evidence is gathered.")
    if journey.feedback_asked_at is not None:
        raise NotAllowed("Feedback is asked for already. It will come soon.")


def ask_for_feedback(
    journey: Journey, *, standards: list[str], question: str = "", by: Actor, at: datetime
) -> FeedbackAsk:
    """The setting asks the adviser, or else the coordinator, to look at what it has so far.

    Without ``standards`` it asks about everything. Raises NotFound for one it is not asked.
    """
    must_be_held(journey)
    must_want_feedback(journey)
    titles = standards_of(journey)
    asked = sorted(set(standards))
    if not set(asked) <= set(titles):
        raise NotFound
    journey.feedback_asked_at = at
    ask = FeedbackAsk(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        standards=asked,
        question=question.strip(),
        asked_by_id=by.user_id,
        asked_by_name=by.name,
        asked_at=at,
    )
    session_of(journey).add(ask)
    named = ", ".join(titles[code] for code in asked) or "all standards"
    take_step(
        journey,
        "ask_for_feedback",
        by=by,
        at=at,
        words=": ".join(filter(None, (named, ask.question))),
        fields={"standards": named, "question": ask.question or "How does it look so far?"},
        people={Addressee.COORDINATOR: ()} if _has_adviser(journey) else None,
    )
    return ask


def _has_adviser(journey: Journey) -> bool:
    return any(
        one.kind is AssignmentKind.ADVISER and one.ended_at is None for one in journey.assignments
    )


def must_wait_for_feedback(journey: Journey) -> None:
    """Refuse to take back what was answered. Raises NotAllowed."""
    if journey.feedback_asked_at is None:
        raise NotAllowed("Nothing is asked for now: the feedback may just have come.")


def take_back_ask(journey: Journey, *, by: Actor, at: datetime) -> None:
    """The setting does not wait for feedback any more. Raises NotAllowed when it was answered."""
    must_be_held(journey)
    must_wait_for_feedback(journey)
    journey.feedback_asked_at = None
    take_step(journey, "take_back_ask", by=by, at=at)


def standards_of(journey: Journey) -> dict[str, str]:
    """The standards that this journey is asked something of, by code, with their titles."""
    asked = {one.standard for one in criteria_of(journey)}
    found = framework_of(journey.framework).standards
    return {one.code: one.title for one in found if one.code in asked}


def must_take_feedback(journey: Journey) -> None:
    """Refuse feedback once the report has been shared. Raises NotAllowed."""
    if journey.stage not in GIVING:
        raise NotAllowed(TOO_LATE)


def give_feedback(journey: Journey, feedback: Feedback, *, by: Actor, at: datetime) -> list[Remark]:
    """Say what is good and what is still needed. All of it is given, or none.

    Raises NotReady where nothing is said, a question is not answered in words or a mark lacks its
    reason, NotAllowed on what one gave oneself, and Stale where a piece was changed or taken away
    meanwhile.
    """
    must_be_held(journey)
    must_take_feedback(journey)
    titles = standards_of(journey)
    if not (set(feedback.standards) | feedback.fine) <= set(titles):
        raise NotFound
    pieces = list(_said_of_pieces(journey, feedback, by=by))
    remarks = [
        *_said_of_standards(journey, feedback, by=by, at=at),
        *(_mark(journey, item, said, by=by, at=at) for item, said in pieces),
    ]
    if not remarks:
        raise NotReady(NOTHING_SAID, of="words")
    session_of(journey).add_all(remarks)
    session_of(journey).flush()
    kept = _end_ask(journey, that_is_all=feedback.is_all)
    take_step(journey, "give_feedback", by=by, at=at, words=_told(remarks, titles), kept=kept)
    return remarks


def _said_of_standards(
    journey: Journey, feedback: Feedback, *, by: Actor, at: datetime
) -> Iterator[Remark]:
    said_in_words = {code for code, words in feedback.standards.items() if words.strip()}
    asked = questioned(journey)
    for code in sorted(said_in_words | feedback.fine):
        words, fine = feedback.standards.get(code, "").strip(), code in feedback.fine
        if code in asked and not said_in_words & asked:
            raise NotReady(ASKED_IN_WORDS, of="words")
        said = EvidenceState.ACCEPTED if fine else None
        yield remark_of(journey, standard=code, words=words or FINE_SO_FAR, said=said, by=by, at=at)


def _said_of_pieces(
    journey: Journey, feedback: Feedback, *, by: Actor
) -> Iterator[tuple[EvidenceItem, OfPiece]]:
    """The pieces of which something is said, each looked at as it is now."""
    missing = []
    for item_id, said in sorted(feedback.pieces.items()):
        if said.state is None and not said.words.strip():
            continue
        item = piece_of(journey, item_id)
        if item is None:
            raise Stale("the evidence: a piece that you spoke of was taken away")
        if item.version != said.version:
            raise Stale(f"“{item.title}”")
        if by.user_id is not None and by.user_id in _givers(item):
            raise NotAllowed(f"Ask somebody else to look at “{item.title}”: you added it yourself.")
        if said.state is not None and said.state not in SAYABLE:
            raise NotFound
        if sentence := missing_words(said.state or "", said.words, item.title):
            missing.append(NotReady(sentence, of=f"words_{item.id}"))
        yield item, said
    if missing:
        raise NotReady.together(missing)


def _givers(item: EvidenceItem) -> set[int | None]:
    return {item.given_by_id, *(one.added_by_id for one in item.versions)}


def piece_of(journey: Journey, item_id: int) -> EvidenceItem | None:
    """A piece that counts in this journey now, its own or lent to it; None for any other."""
    item = session_of(journey).get(EvidenceItem, item_id, populate_existing=True)
    if item is None or item.removed_at is not None:
        return None
    return item if live_links(item, journey) else None


def standard_of_piece(journey: Journey, item: EvidenceItem) -> str:
    """The standard of the first criterion that a piece counts for in this journey."""
    first = min(live_links(item, journey))
    return next(one.standard for one in criteria_of(journey) if one.code == first)


def _mark(
    journey: Journey, item: EvidenceItem, said: OfPiece, *, by: Actor, at: datetime
) -> Remark:
    if said.state is not None:
        say_of(journey, item, said.state)
    if item.setting_id == journey.setting_id:
        kept = "" if said.state is not None else item.feedback
        item.feedback = said.words.strip() or kept
    return remark_of(
        journey,
        standard=standard_of_piece(journey, item),
        item_id=item.id,
        words=said.words.strip(),
        said=said.state,
        by=by,
        at=at,
    )


def remark_of(journey: Journey, *, by: Actor, at: datetime, **said: object) -> Remark:
    """A new remark, of the authority's people unless it says otherwise."""
    own = {"from_setting": False, "on_behalf": by.on_behalf} | said
    return Remark(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        by_id=by.user_id,
        by_name=by.name,
        by_role=by.role,
        at=at,
        **own,
    )


def _end_ask(journey: Journey, *, that_is_all: bool) -> dict[str, str]:
    """What was asked for is answered once all of it was spoken of, or the giver says so.

    Returns what taking that back needs.
    """
    since = journey.feedback_asked_at
    if since is None:
        return {}
    session = session_of(journey)
    spoken_of = session.scalars(
        select(Remark.standard).where(
            Remark.journey_id == journey.id, Remark.from_setting.is_(False), Remark.at >= since
        )
    )
    ask = last_ask(journey)
    asked = frozenset(ask.standards if ask and ask.standards else standards_of(journey))
    if not is_answered(asked, frozenset(spoken_of), that_is_all=that_is_all):
        return {}
    journey.feedback_asked_at = None
    return {"answered": since.isoformat()}


def _told(remarks: list[Remark], titles: Mapping[str, str]) -> str:
    """The line of history: which standards were spoken of, and of how many pieces."""
    named = ", ".join(titles[code] for code in sorted({one.standard for one in remarks}))
    count = sum(one.item_id is not None for one in remarks)
    return f"{named}. {count} {'piece' if count == 1 else 'pieces'}" if count else named
