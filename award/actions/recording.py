"""The record of a visit: written, shared with the setting, and agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from award.actions.moves import take_step
from award.actions.visiting import must_be_unbound, note_visit, standing_visit
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.spoken import long_day
from award.domain.visits import Heard, VisitState, visit_row
from award.storage.days import calendar_of, day_of
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.pauses import days_rested
from award.storage.settings import Setting
from award.storage.visits import BY_TIME, Visit, VisitNote

SIGN_DAYS: Final = 10
WRITE_FIRST: Final = "Write the record up first"
UNWRITTEN: Final = (VisitState.CONFIRMED, VisitState.DONE)
WRITABLE: Final = (
    VisitState.CONFIRMED,
    VisitState.DONE,
    VisitState.WRITTEN_UP,
    VisitState.SHARED,
)


@dataclass(frozen=True)
class Record:
    """What is written up: who was met (by role, children as number and group), and what was seen.

    ``notes`` are (conversation, criteria codes, words). ``heard`` is what was tapped, by
    conversation and code; a note with neither tap nor words is not kept.
    """

    met: str
    summary: str
    next_steps: str = ""
    notes: Sequence[tuple[str, Sequence[str], str]] = ()
    heard: Mapping[tuple[str, str], Heard] = field(default_factory=dict)

    def heard_in(self, conversation: str, criteria: Sequence[str]) -> Heard | None:
        """What was tapped for the first of these criteria in a conversation."""
        return self.heard.get((conversation, criteria[0])) if criteria else None


def record_visit(
    journey: Journey,
    visit_id: int,
    record: Record,
    *,
    version: int,
    finished: bool,
    by: Actor,
    at: datetime,
) -> Visit:
    """Save the record of a visit as it grows; ``finished`` says that it is written up.

    Only the visitor writes it, and only until it is signed. Once it is written up it stays whole,
    and a record that was shared already is to be shared again. Raises Stale for an older page.
    """
    must_be_held(journey)
    visit = must_be_writable(journey, visit_id, by=by)
    if visit.version != version:
        raise Stale("the record of this visit")
    if visit.starts_at is None or visit.starts_at > at:
        raise NotReady("Write the record after the visit has begun")
    written = finished or visit.state in (VisitState.WRITTEN_UP, VisitState.SHARED)
    if written and (missing := _missing_in(record)):
        raise NotReady.together(missing)
    if visit.state is VisitState.SHARED:
        _keep_as_read(visit)
    visit.met, visit.summary = record.met.strip(), record.summary.strip()
    visit.next_steps = record.next_steps.strip()
    if visit.state is VisitState.CONFIRMED:
        visit.state, visit.done_at = VisitState.DONE, at
    if written:
        visit.state, visit.written_up_at = VisitState.WRITTEN_UP, visit.written_up_at or at
        visit.shared_at = None
    _keep_notes(visit, record, by=by, at=at)
    visit.version += 1
    name, kept = visit_row(visit.kind).name, {"visit": visit.id}
    take_step(journey, "record_visit", by=by, at=at, words=name, kept=kept)
    return visit


def note_of(conversation: str, criterion: str) -> str:
    """What a refusal calls the note on a criterion in a conversation."""
    return f"note {conversation} {criterion}"


def _missing_in(record: Record) -> list[NotReady]:
    """What a whole record lacks, each with its own answer.

    Of a criterion that was heard in part or not at all, a word on what was missing.
    """
    missing = [] if record.met.strip() else [NotReady("Say whom you met", of="met")]
    if not record.summary.strip():
        missing.append(NotReady("Say what you saw and heard", of="summary"))
    return missing + [
        NotReady(
            f"Add a note for {criteria[0]}, where you did not hear it clearly",
            of=note_of(conversation, criteria[0]),
        )
        for conversation, criteria, words in record.notes
        if not words.strip()
        and record.heard_in(conversation, criteria) in (Heard.PARTLY, Heard.NOT)
    ]


def _keep_notes(visit: Visit, record: Record, *, by: Actor, at: datetime) -> None:
    """The notes as they are now. One that did not change stays by whom it was written, and when."""
    session = session_of(visit)
    written = {(one.conversation, *one.criteria, one.heard, one.words): one for one in visit.notes}
    for note in list(visit.notes):
        session.delete(note)
    session.flush()
    for conversation, criteria, words in record.notes:
        heard = record.heard_in(conversation, criteria)
        if (words.strip() or heard) and by.user_id is not None:
            same = written.get((conversation, *criteria, heard, words.strip()))
            session.add(
                VisitNote(
                    authority_id=visit.authority_id,
                    visit_id=visit.id,
                    conversation=conversation,
                    criteria=list(criteria),
                    heard=heard,
                    words=words.strip(),
                    by_id=same.by_id if same else by.user_id,
                    at=same.at if same else at,
                )
            )
    session.flush()
    session.expire(visit, ["notes"])


def must_be_shareable(journey: Journey, visit_id: int, *, by: Actor) -> Visit:
    """A visit whose record this person may share. Raises NotReady while it is not written."""
    visit = standing_visit(journey, visit_id, *UNWRITTEN, VisitState.WRITTEN_UP)
    if by.user_id != visit.visitor_id:
        raise NotAllowed("Only the visitor shares the record of a visit.")
    must_be_unbound(journey, visit)
    if visit.state in UNWRITTEN:
        raise NotReady(WRITE_FIRST)
    return visit


def must_be_shared(journey: Journey, visit_id: int) -> Visit:
    """A visit whose record waits for the setting's word. Raises NotAllowed."""
    return standing_visit(journey, visit_id, VisitState.SHARED)


def must_be_writable(journey: Journey, visit_id: int, *, by: Actor) -> Visit:
    """A visit whose record this person may write, until it is signed. Raises NotAllowed."""
    visit = standing_visit(journey, visit_id, *WRITABLE)
    if by.user_id != visit.visitor_id:
        raise NotAllowed("Only the visitor writes the record of a visit.")
    must_be_unbound(journey, visit)
    return visit


def share_visit_record(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """Share the written record with the setting, which agrees it or lets ten days pass."""
    must_be_held(journey)
    visit = must_be_shareable(journey, visit_id, by=by)
    visit.state, visit.shared_at, visit.as_read = VisitState.SHARED, at, None
    visit.version += 1
    fields = {"reply_by": long_day(last_day_to_agree(journey.setting, day_of(at)))}
    return note_visit(journey, visit, "share_visit_record", by=by, at=at, fields=fields)


def agree_visit_record(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """The setting agrees the record: it is signed and counts. Not by the visitor."""
    must_be_held(journey)
    visit = standing_visit(journey, visit_id, VisitState.SHARED)
    if by.user_id == visit.visitor_id:
        raise NotAllowed("Ask somebody else to agree the record: you wrote it.")
    return _sign(journey, visit, how="agreed", by=by, at=at)


def sign_by_time(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """Ten days of the setting's calendar have passed since sharing: the record counts as agreed."""
    must_be_held(journey)
    visit = standing_visit(journey, visit_id, VisitState.SHARED)
    if visit.shared_at is None or not sign_time_over(journey, visit, at=at):
        raise NotReady("Wait: the ten days to agree the record are not over")
    return _sign(journey, visit, how=BY_TIME, by=by, at=at)


def sign_time_over(journey: Journey, visit: Visit, *, at: datetime) -> bool:
    """Whether the ten days to agree a shared record have passed."""
    last = agree_by(journey, visit)
    return last is not None and day_of(at) > last


def last_day_to_agree(setting: Setting, shared_on: date) -> date:
    """The last day to agree a record that is shared on this one, while nothing rests."""
    return calendar_of(setting).add_days(shared_on, SIGN_DAYS)


def agree_by(journey: Journey, visit: Visit) -> date | None:
    """The last day to agree a record that is shared; none while it is not, or the clock rests.

    The setting's days on which the journey rested since the sharing are added.
    """
    if visit.shared_at is None or journey.paused_at is not None:
        return None
    last = last_day_to_agree(journey.setting, day_of(visit.shared_at))
    days = calendar_of(journey.setting)
    return days.add_days(last, days_rested(journey, visit.shared_at, days))


def answer_visit_record(
    journey: Journey, visit_id: int, *, words: str, by: Actor, at: datetime
) -> Visit:
    """The setting does not agree yet, and says what is not right. The record goes back."""
    must_be_held(journey)
    visit = must_be_shared(journey, visit_id)
    if not words.strip():
        raise NotReady("Say what is not right in the record", of="words")
    visit.state, visit.shared_at = VisitState.WRITTEN_UP, None
    _keep_as_read(visit)
    visit.version += 1
    return note_visit(journey, visit, "answer_visit_record", by=by, at=at, words=words.strip())


def _keep_as_read(visit: Visit) -> None:
    """Keep what the setting read, so that it can be looked at while the record is changed."""
    visit.as_read = {
        "met": visit.met,
        "summary": visit.summary,
        "next_steps": visit.next_steps,
    }


def _sign(journey: Journey, visit: Visit, *, how: str, by: Actor, at: datetime) -> Visit:
    step = "agree_visit_record" if how == "agreed" else "count_visit_record_agreed"
    visit.state, visit.signed_at, visit.signed_how = VisitState.SIGNED, at, how
    visit.signed_by_id = by.user_id
    visit.version += 1
    return note_visit(journey, visit, step, by=by, at=at)
