"""Evidence of an earlier journey carried on into the next one: linked again, nothing copied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from award.actions.linking import (
    LinkWords,
    add_link,
    hold_item,
    is_gone,
    live_links,
    must_be_giving,
)
from award.actions.moves import take_step
from award.domain.people import Actor
from award.domain.refusals import NotFound
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.sightings import standing_sightings


class Pick(NamedTuple):
    """One piece, for one criterion."""

    item_id: int
    code: str


def carry_on(journey: Journey, picks: Iterable[Pick], *, by: Actor, at: datetime) -> int:
    """Let pieces count as they did in the journey before, or since; how many links are new.

    The day on which the setting saw one again goes with it. What counts already stays as it is,
    so the same tick twice changes nothing more. What was accepted then is “given” now: nobody has
    looked at it in this journey. Raises NotFound for what did not count before, or cannot be used
    any more.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    codes: set[str] = set()
    new = 0
    for item_id, code in sorted(set(picks)):
        item = hold_item(journey, item_id)
        before = _before(journey, item_id, code)
        if before is None or is_gone(item):
            raise NotFound
        if code in live_links(item, journey):
            continue
        _let_speak_for_then(journey, item)
        link = add_link(journey, item, code, _words(journey, before, code), at=at)
        link.seen_on = before.seen_on
        codes.add(code)
        new += 1
    if new:
        pieces = f"{new} piece{'' if new == 1 else 's'}"
        words = f"{', '.join(sorted(codes))}: {pieces}"
        take_step(journey, "carry_on_evidence", by=by, at=at, words=words)
    return new


@dataclass(frozen=True)
class Before:
    """As what a piece counted before, why, and when the setting last saw it since."""

    expected: str
    why_it_counts: str
    seen_on: date | None


def _before(journey: Journey, item_id: int, code: str) -> Before | None:
    """How the piece counted for this criterion in the journey before this one, or since then."""
    session = session_of(journey)
    link = session.scalar(
        select(EvidenceLink)
        .where(
            EvidenceLink.item_id == item_id,
            EvidenceLink.journey_id == journey.previous_id,
            EvidenceLink.criterion == code,
            EvidenceLink.removed_at.is_(None),
        )
        .limit(1)
    )
    seen = [
        one
        for one in standing_sightings(session, journey.previous_id)
        if (one.item_id, one.criterion) == (item_id, code)
    ]
    if link is not None:
        return Before(link.expected, link.why_it_counts, seen[-1].seen_on if seen else None)
    added = [one for one in seen if one.since]
    if not added:
        return None
    return Before(added[-1].expected, added[-1].why_it_counts, seen[-1].seen_on)


def _words(journey: Journey, before: Before, code: str) -> LinkWords:
    """Why it counted; its expected kind, where the criterion still expects that."""
    known = next(one for one in criteria_of(journey) if one.code == code).evidence
    expected = before.expected if before.expected in {one.name for one in known} else ""
    return LinkWords(expected, before.why_it_counts)


def _let_speak_for_then(journey: Journey, item: EvidenceItem) -> None:
    """Keep with the earlier links what was said then; from now on the piece speaks for now."""
    if item.setting_id != journey.setting_id or item.state is not EvidenceState.ACCEPTED:
        return
    for link in item.links:
        if link.removed_at is None and link.state is None and link.journey_id != journey.id:
            link.state = item.state
    item.state = EvidenceState.GIVEN
    item.version += 1
