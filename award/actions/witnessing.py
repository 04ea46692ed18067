"""A visitor adds what they saw to a criterion, marked as theirs."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.giving_again import is_same
from award.actions.linking import LinkWords, link_evidence, live_links
from award.actions.recording import WRITABLE
from award.actions.sending import EvidenceWords, Sending
from award.actions.visiting import must_be_unbound, standing_visit
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady
from award.domain.spoken import long_day
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, Origin
from award.storage.journeys import Journey
from award.storage.visits import Visit


def must_have_visited(
    journey: Journey, visit_id: int, *, by: Actor, at: datetime
) -> tuple[Visit, date]:
    """A visit at which this person is, or was, until its record is agreed; and its day.

    Raises NotAllowed for anybody else and once the record is agreed, NotReady before the visit.
    """
    visit = standing_visit(journey, visit_id, *WRITABLE)
    if by.user_id is None or by.user_id != visit.visitor_id:
        raise NotAllowed("Only the visitor adds what was seen at the visit.")
    must_be_unbound(journey, visit)
    if visit.starts_at is None or visit.starts_at > at:
        raise NotReady("Add what you saw after the visit has begun")
    return visit, day_of(visit.starts_at)


def add_seen(
    journey: Journey,
    visit_id: int,
    words: EvidenceWords,
    *,
    file: KeptBytes | None = None,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Keep what the visitor saw, from the visit's beginning until its record is agreed.

    The very same photo and words of this visit are kept once, and count for each criterion named.

    Raises NotAllowed for anybody else and once the record is agreed, NotReady before the visit,
    without a criterion, and where nothing is said.
    """
    must_be_held(journey)
    visit, seen_on = must_have_visited(journey, visit_id, by=by, at=at)
    if not words.criterion:
        raise NotReady("Choose the criterion that it is for")
    title = words.title.strip() or f"Seen at the visit on {long_day(seen_on)}"
    said = replace(words, title=title, dated_on=words.dated_on or seen_on)
    sending = Sending(Origin.VISITOR, visit.id)
    same = _seen_before(journey, visit.id, said, file)
    if same is None:
        return add_evidence(journey, said, file=file, sending=sending, by=by, at=at)
    if words.criterion not in live_links(same, journey):
        link_evidence(journey, same.id, words.criterion, LinkWords(), by=by, at=at)
    return same


def _seen_before(
    journey: Journey, visit_id: int, words: EvidenceWords, file: KeptBytes | None
) -> EvidenceItem | None:
    found = session_of(journey).scalars(
        select(EvidenceItem)
        .where(
            EvidenceItem.visit_id == visit_id,
            EvidenceItem.origin == Origin.VISITOR,
            EvidenceItem.removed_at.is_(None),
            EvidenceItem.note == words.note.strip(),
        )
        .order_by(EvidenceItem.id)
    )
    return next((one for one in found if _says_the_same(one, words, file)), None)


def _says_the_same(item: EvidenceItem, words: EvidenceWords, file: KeptBytes | None) -> bool:
    answered = file is None or item.recognisable == words.recognisable
    return answered and is_same(item, words, file)
