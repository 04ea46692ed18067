"""Evidence: given, described, linked to criteria, looked at, and taken away again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from award.actions.moves import take_step
from award.actions.planning import find_asked
from award.actions.showing import ask_for_preview, let_previews_go
from award.domain.file_kinds import over_quota
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import OPEN, Stage
from award.storage.db import must_be_held, session_of
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
    EvidenceView,
    Scan,
)
from award.storage.journeys import Journey

GIVING = (Stage.PLANNING, Stage.GATHERING, Stage.READY, Stage.ASSESSING)


@dataclass(frozen=True)
class KeptBytes:
    """A file that already lies in the store: its key, and what was found out about it."""

    key: str
    file_name: str
    sha256: str
    size: int
    media_type: str
    scan: Scan


@dataclass(frozen=True)
class EvidenceWords:
    """What is said of a piece of evidence. Required are only the criterion and the question
    whether children can be recognised; that one may wait while the item lies in the tray."""

    title: str
    criterion: str = ""
    expected: str = ""
    why_it_counts: str = ""
    shows: str = ""
    dated_on: date | None = None
    recognisable: bool | None = None
    link_address: str = ""
    note: str = ""


def _must_be_open(journey: Journey) -> None:
    must_be_held(journey)
    if journey.stage not in GIVING:
        raise NotAllowed("Evidence can be added and changed until the report has been shared.")


def add_evidence(
    journey: Journey,
    words: EvidenceWords,
    *,
    file: KeptBytes | None = None,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Keep a new item: a file whose bytes are in the store, a link, or a note.

    Raises NotReady when there is nothing in it, or the setting's room is used up.
    """
    _must_be_open(journey)
    session = session_of(journey)
    _must_be_whole(journey, words, file)
    item = EvidenceItem(
        authority_id=journey.authority_id,
        setting_id=journey.setting_id,
        title=words.title.strip() or (file.file_name if file else "A note"),
        shows=words.shows.strip(),
        dated_on=words.dated_on,
        recognisable=words.recognisable,
        state=EvidenceState.GIVEN if words.criterion else EvidenceState.UNSORTED,
        link_address=words.link_address.strip() or None,
        link_seen_on=at.date() if words.link_address.strip() else None,
        note=words.note.strip(),
        given_by_id=by.user_id,
        given_by_name=by.name,
        given_at=at,
    )
    session.add(item)
    session.flush()
    if file is not None:
        _add_version(item, file, number=1, by=by, at=at)
    if words.criterion:
        _link(journey, item, words, at=at)
    said = f"{words.criterion}: {item.title}" if words.criterion else item.title
    take_step(journey, "add_evidence", by=by, at=at, words=said)
    return item


def _must_be_whole(journey: Journey, words: EvidenceWords, file: KeptBytes | None) -> None:
    if file is None and not words.link_address.strip() and not words.note.strip():
        raise NotReady("Add a file, a link, or a note")
    if words.criterion and words.recognisable is None and file is not None:
        raise NotReady("Say whether children can be recognised in it")
    if file is not None and (refusal := over_quota(kept_bytes(journey), file.size)):
        raise NotReady(refusal)


def kept_bytes(journey: Journey) -> int:
    """How many bytes of files the setting has in the store."""
    total = session_of(journey).scalar(
        select(func.sum(EvidenceVersion.size))
        .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
        .where(EvidenceItem.setting_id == journey.setting_id, EvidenceItem.removed_at.is_(None))
    )
    return int(total or 0)


def _add_version(
    item: EvidenceItem, file: KeptBytes, *, number: int, by: Actor, at: datetime
) -> None:
    version = EvidenceVersion(
        authority_id=item.authority_id,
        item_id=item.id,
        number=number,
        key=file.key,
        file_name=file.file_name,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        scan=file.scan,
        added_by_id=by.user_id,
        added_at=at,
    )
    session_of(item).add(version)
    session_of(item).flush()
    ask_for_preview(version, at=at)


def _link(journey: Journey, item: EvidenceItem, words: EvidenceWords, *, at: datetime) -> None:
    find_asked(journey, words.criterion)
    session_of(journey).add(
        EvidenceLink(
            authority_id=journey.authority_id,
            item_id=item.id,
            journey_id=journey.id,
            criterion=words.criterion,
            expected=words.expected,
            why_it_counts=words.why_it_counts.strip(),
            linked_at=at,
        )
    )
    session_of(journey).flush()


def describe_evidence(
    journey: Journey,
    item_id: int,
    words: EvidenceWords,
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Change what is said of an item, and where it counts. Raises Stale for an older page."""
    _must_be_open(journey)
    item = find_item(journey, item_id)
    if item.version != version:
        raise Stale("this piece of evidence")
    if words.criterion and words.recognisable is None and item.versions:
        raise NotReady("Say whether children can be recognised in it")
    item.title = words.title.strip() or item.title
    item.shows, item.dated_on = words.shows.strip(), words.dated_on
    item.recognisable, item.note = words.recognisable, words.note.strip()
    item.version += 1
    for link in _live_links(journey, item):
        link.removed_at = at
    session_of(journey).flush()
    if words.criterion:
        _link(journey, item, words, at=at)
    item.state = EvidenceState.GIVEN if words.criterion else EvidenceState.UNSORTED
    take_step(journey, "describe_evidence", by=by, at=at, words=item.title)
    return item


def sort_evidence(
    journey: Journey, item_id: int, words: EvidenceWords, *, version: int, by: Actor, at: datetime
) -> EvidenceItem:
    """Take a piece out of the tray: from now on it counts for a criterion.

    Raises NotReady without a criterion or, for a file, without the answer about children, and
    Stale where somebody sorted it meanwhile.
    """
    _must_be_open(journey)
    item = find_item(journey, item_id)
    if item.version != version or item.state is not EvidenceState.UNSORTED:
        raise Stale("this piece of evidence")
    if not words.criterion:
        raise NotReady("Choose the criterion that it is for")
    if words.recognisable is None and item.versions:
        raise NotReady("Say whether children can be recognised in it")
    item.title, item.recognisable = words.title.strip() or item.title, words.recognisable
    item.state = EvidenceState.GIVEN
    item.version += 1
    _link(journey, item, words, at=at)
    said = f"{words.criterion}: {item.title}"
    take_step(journey, "sort_evidence", by=by, at=at, words=said)
    return item


def find_item(journey: Journey, item_id: int) -> EvidenceItem:
    """An item of this journey's setting that was not taken away. Raises NotFound for any other."""
    item = session_of(journey).get(EvidenceItem, item_id)
    if item is None or item.setting_id != journey.setting_id or item.removed_at is not None:
        raise NotFound
    return item


def _live_links(journey: Journey, item: EvidenceItem) -> list[EvidenceLink]:
    return [one for one in item.links if one.journey_id == journey.id and one.removed_at is None]


def remove_evidence(
    journey: Journey, item_id: int, *, reason: str = "", by: Actor, at: datetime
) -> list[str]:
    """Take an item away. Returns the keys of its files, for the store to let go of.

    After the report is shared the item leaves hash, date and reason on the frozen list, and
    needs a reason; the coordinator is told. Raises NotReady without one.
    """
    must_be_held(journey)
    item = find_item(journey, item_id)
    late = journey.stage not in GIVING or journey.stage not in OPEN
    if late and not reason.strip():
        raise NotReady("Say why it is withdrawn: the list that was looked at keeps a line")
    for link in item.links:
        link.removed_at = link.removed_at or at
    item.removed_at = at
    words = f"{item.title} {reason.strip()}".strip()
    step = "withdraw_evidence" if late else "remove_evidence"
    take_step(journey, step, by=by, at=at, words=words, fields={"reason": reason.strip()})
    pictures = let_previews_go(session_of(journey), item.versions)
    return [version.key for version in item.versions] + pictures


def ask_for_feedback(journey: Journey, *, standards: str, by: Actor, at: datetime) -> None:
    """The setting asks the adviser, or the coordinator, to look at what it has so far."""
    must_be_held(journey)
    if journey.stage is not Stage.GATHERING:
        raise NotAllowed("Feedback is asked for while evidence is gathered.")
    if journey.feedback_asked_at is not None:
        raise NotAllowed("Feedback is asked for already. It will come soon.")
    journey.feedback_asked_at = at
    fields = {"standards": standards or "all standards"}
    take_step(journey, "ask_for_feedback", by=by, at=at, words=standards, fields=fields)


def give_feedback(
    journey: Journey,
    *,
    words: str,
    states: Mapping[int, EvidenceState] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Say what is good and what is still needed; mark single items where that helps."""
    must_be_held(journey)
    if not words.strip():
        raise NotReady("Write a sentence or two for the setting")
    for item_id, state in (states or {}).items():
        item = find_item(journey, item_id)
        if by.user_id is not None and item.given_by_id == by.user_id:
            raise NotAllowed("Ask somebody else to look at it: you added it yourself.")
        item.state = state
        item.version += 1
    journey.feedback_asked_at = None
    take_step(
        journey, "give_feedback", by=by, at=at, words=words.strip(), fields={"standards": "all"}
    )


def note_view(version: EvidenceVersion, *, by: Actor, at: datetime) -> None:
    """Write down that one of the authority's people opened this file."""
    if by.user_id is None:
        raise NotAllowed("Sign in to open this file.")
    session_of(version).add(
        EvidenceView(
            authority_id=version.authority_id,
            version_id=version.id,
            user_id=by.user_id,
            role=by.role,
            at=at,
        )
    )
