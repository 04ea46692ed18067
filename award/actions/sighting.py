"""Evidence kept alive between the decision and the renewal: seen again, or added since.

Nothing of the decided journey changes: what it was given stays linked as it was, and its list
stays frozen. What is said here counts when the renewal chooses what to ask, and is carried on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from award.actions.carrying import Pick
from award.actions.collecting import KeptBytes, keep_file, must_be_whole
from award.actions.linking import LinkWords, hold_item, is_gone, live_links
from award.actions.moves import take_step
from award.actions.opening import find_award_to_renew
from award.actions.planning import find_asked
from award.actions.sending import BY_THE_SETTING, EvidenceWords, Sending, new_item
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.sightings import A_NEW_ONE, NOT_NOW, may_be_seen_again, missing_in
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.awards import Award, is_asked_nothing
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.frameworks import criteria_of, kind_of
from award.storage.journeys import Journey
from award.storage.sightings import Sighting, standing_sightings

STILL_TRUE = (EvidenceState.GIVEN, EvidenceState.ACCEPTED)


@dataclass(frozen=True)
class SeenWords:
    """On which day somebody looked at the pieces again, and anything they say of it."""

    seen_on: date | None
    words: str = ""


def award_kept(journey: Journey, *, at: datetime) -> Award | None:
    """The award of this journey, while its evidence can be kept alive for a renewal."""
    if journey.stage is not Stage.AWARDED:
        return None
    award = find_award_to_renew(journey.setting, at=at)
    if award is None or award.journey_id != journey.id:
        return None
    return None if is_asked_nothing(session_of(journey), award) else award


def see_again(
    journey: Journey, picks: Iterable[Pick], said: SeenWords, *, by: Actor, at: datetime
) -> int:
    """Say of pieces that they are still true, seen on a day; how many of these words are new.

    The same said twice is kept once. Raises NotReady for a day that cannot be and for what tells
    of its own time, NotFound for what did not count at the decision and was not added since.
    """
    award = _must_be_keeping(journey, at=at)
    missing = missing_in(said.seen_on, released_on=day_of(award.released_at), today=day_of(at))
    chosen = sorted(set(picks))
    if not chosen:
        missing.append("Tick what you looked at again")
    if missing or said.seen_on is None:
        raise NotReady(*missing)
    known = standing_sightings(session_of(journey), journey.id)
    new: list[str] = []
    for item_id, code in chosen:
        item = hold_item(journey, item_id, own=True)
        before = [one for one in known if (one.item_id, one.criterion) == (item_id, code)]
        link = _showed(journey, item, code, before)
        _must_last(journey, item, code, link.expected)
        if any(one.seen_on >= said.seen_on for one in before):
            continue
        since = any(one.since for one in before)
        _write(journey, item, code, link, said, since=since, by=by, at=at)
        new.append(code)
    if new:
        pieces = "1 piece" if len(new) == 1 else f"{len(new)} pieces"
        words = f"{', '.join(sorted(set(new)))}: {pieces}, seen on {long_day(said.seen_on)}"
        take_step(journey, "see_evidence_again", by=by, at=at, words=words)
    return len(new)


def add_newer(
    journey: Journey,
    words: EvidenceWords,
    *,
    file: KeptBytes | None = None,
    sending: Sending = BY_THE_SETTING,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Keep a new piece for a criterion, for the renewal to come.

    Raises NotReady for nothing, for a day to come, and for a file in which children can be
    recognised: none of those is kept so long.
    """
    _must_be_keeping(journey, at=at)
    find_asked(journey, words.criterion)
    dated_on = words.dated_on or day_of(at)
    must_be_whole(journey, words, file, at=at)
    if dated_on > day_of(at):
        raise NotReady("The day that it is from cannot be to come")
    if file is not None and words.recognisable:
        refused = (
            "Keep a picture without children for now, or crop or blur them first. One in which "
            "they can be recognised is not kept until your renewal"
        )
        raise NotReady(kind_of(journey.setting).say(refused))
    session = session_of(journey)
    name = file.file_name if file else "A note"
    item = new_item(journey, words, sending, name=name, by=by, at=at)
    session.add(item)
    session.flush()
    if file is not None:
        keep_file(item, file, by=by, at=at)
        session.expire(item, ["versions"])
    why = LinkWords(words.expected, words.why_it_counts.strip())
    _write(journey, item, words.criterion, why, SeenWords(dated_on), since=True, by=by, at=at)
    said = f"{words.criterion}: {item.title}"
    take_step(journey, "add_newer_evidence", by=by, at=at, words=said)
    return item


def _must_be_keeping(journey: Journey, *, at: datetime) -> Award:
    must_be_held(journey)
    award = award_kept(journey, at=at)
    if award is None:
        raise NotAllowed(NOT_NOW)
    return award


def _showed(journey: Journey, item: EvidenceItem, code: str, before: list[Sighting]) -> LinkWords:
    """As what the piece counted at the decision, or was added since. Raises NotFound if neither."""
    if is_gone(item):
        raise NotFound
    link = live_links(item, journey).get(code)
    if link is not None and link.stands in STILL_TRUE:
        return LinkWords(link.expected, link.why_it_counts)
    added = next((one for one in before if one.since), None)
    if added is None:
        raise NotFound
    return LinkWords(added.expected, added.why_it_counts)


def _must_last(journey: Journey, item: EvidenceItem, code: str, expected: str) -> None:
    criterion = next((one for one in criteria_of(journey) if one.code == code), None)
    if criterion is None:
        raise NotFound
    if not may_be_seen_again(criterion, expected):
        raise NotReady(f"{item.title}: {A_NEW_ONE[0].lower()}{A_NEW_ONE[1:]}")


def _write(
    journey: Journey,
    item: EvidenceItem,
    code: str,
    why: LinkWords,
    said: SeenWords,
    *,
    since: bool,
    by: Actor,
    at: datetime,
) -> None:
    newest = item.newest
    session_of(journey).add(
        Sighting(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            item_id=item.id,
            version_id=newest.id if newest else None,
            criterion=code,
            expected=why.expected,
            why_it_counts=why.why_it_counts,
            seen_on=said.seen_on,
            since=since,
            words=said.words.strip(),
            by_id=by.user_id,
            by_name=by.name,
            on_behalf=by.on_behalf,
            said_at=at,
        )
    )
    session_of(journey).flush()
