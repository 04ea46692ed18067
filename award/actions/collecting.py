"""Evidence: given, described, linked to criteria, looked at, and taken away again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from award.actions.linking import (
    GIVING,
    LinkWords,
    add_link,
    end_link,
    hold_item,
    live_links,
    must_be_giving,
)
from award.actions.moves import take_step
from award.actions.reaching import hold_others, links_in, tell_others
from award.actions.sharing import end_shares
from award.domain.file_kinds import over_quota
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import OPEN, Stage
from award.storage.db import must_be_held, session_of
from award.storage.evidence import (
    EvidenceItem,
    EvidenceState,
    EvidenceVersion,
    EvidenceView,
    Gone,
    Scan,
)
from award.storage.journeys import Journey


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
    must_be_giving(journey)
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
        add_link(journey, item, words.criterion, _where(words), at=at)
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
        .where(
            EvidenceItem.setting_id == journey.setting_id,
            EvidenceItem.removed_at.is_(None),
            EvidenceVersion.gone_at.is_(None),
        )
    )
    return int(total or 0)


def _add_version(
    item: EvidenceItem, file: KeptBytes, *, number: int, by: Actor, at: datetime
) -> None:
    session_of(item).add(
        EvidenceVersion(
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
            added_by_name=by.name,
            added_at=at,
        )
    )
    session_of(item).flush()


def _where(words: EvidenceWords) -> LinkWords:
    return LinkWords(words.expected, words.why_it_counts)


def sort_evidence(
    journey: Journey, item_id: int, words: EvidenceWords, *, version: int, by: Actor, at: datetime
) -> EvidenceItem:
    """Take a piece out of the tray: from now on it counts for a criterion.

    Raises NotReady without a criterion or, for a file, without the answer about children, and
    Stale where somebody sorted it meanwhile.
    """
    must_be_giving(journey)
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
    add_link(journey, item, words.criterion, _where(words), at=at)
    said = f"{words.criterion}: {item.title}"
    take_step(journey, "sort_evidence", by=by, at=at, words=said)
    return item


def find_item(journey: Journey, item_id: int) -> EvidenceItem:
    """An item of this journey's setting that was not taken away. Raises NotFound for any other."""
    item = session_of(journey).get(EvidenceItem, item_id)
    if item is None or item.setting_id != journey.setting_id or item.removed_at is not None:
        raise NotFound
    return item


def remove_evidence(
    journey: Journey,
    item_id: int,
    *,
    reason: str = "",
    for_good: bool = False,
    by: Actor,
    at: datetime,
) -> list[str]:
    """Take an item away. Returns the keys of files that the store has to let go of at once.

    It can be brought back for a few days, unless ``for_good`` is asked for or the report has been
    shared: then it leaves hash, date and reason on the frozen list, needs a reason (NotReady
    without one), and the coordinator is told. Nobody it was shared with can use it any more.
    """
    must_be_held(journey)
    others = hold_others(journey, item_id)
    item = hold_item(journey, item_id, own=True)
    late = journey.stage not in GIVING or journey.stage not in OPEN
    if late and not reason.strip():
        raise NotReady("Say why it is withdrawn: the list that was looked at keeps a line")
    links = links_in(item, others)
    for link in item.links:
        if link.removed_at is None:
            end_link(link, at=at)
    end_shares(item, None, at=at)
    item.removed_at = at
    item.version += 1
    kept = [one for one in item.versions if one.gone_at is None] if late or for_good else []
    for one in kept:
        one.gone_at, one.gone_why = at, Gone.WITHDRAWN if late else Gone.REMOVED
    tell_others(others, links, "end_shared_evidence", item, journey, by=by, at=at)
    words = f"{item.title} {reason.strip()}".strip()
    step = "withdraw_evidence" if late else "remove_evidence"
    take_step(journey, step, by=by, at=at, words=words, fields={"reason": reason.strip()})
    return [one.key for one in kept]


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
        item = hold_item(journey, item_id)
        if by.user_id is not None and item.given_by_id == by.user_id:
            raise NotAllowed("Ask somebody else to look at it: you added it yourself.")
        say_of(journey, item, state)
    journey.feedback_asked_at = None
    take_step(
        journey, "give_feedback", by=by, at=at, words=words.strip(), fields={"standards": "all"}
    )


def say_of(journey: Journey, item: EvidenceItem, state: EvidenceState) -> None:
    """What is said of a piece in this journey; of another setting's it holds in this one alone."""
    if item.setting_id != journey.setting_id:
        for link in live_links(item, journey).values():
            link.state = state
        return
    item.state = state
    item.version += 1


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
