"""Evidence: given, described, linked to criteria, and looked at."""

from dataclasses import dataclass
from datetime import date, datetime

from award.actions.keeping import kept_bytes, queue_scan
from award.actions.linking import LinkWords, add_link, hold_item, live_links, must_be_giving
from award.actions.moves import take_step
from award.actions.sending import (
    BY_THE_SETTING,
    EvidenceWords,
    Sending,
    new_item,
    not_said_who_is_seen,
)
from award.actions.sharing import must_stay_here
from award.actions.showing import ask_for_preview
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import (
    EvidenceItem,
    EvidenceState,
    EvidenceVersion,
    EvidenceView,
    Origin,
    Scan,
)
from award.storage.journeys import Journey


@dataclass(frozen=True)
class KeptBytes:
    """A file that already lies in the store: its key, and what was found out about it.

    ``removed`` says in words what was taken out of it before it was kept.
    """

    key: str
    file_name: str
    sha256: str
    size: int
    media_type: str
    scan: Scan
    removed: str = ""


def add_evidence(
    journey: Journey,
    words: EvidenceWords,
    *,
    file: KeptBytes | None = None,
    sending: Sending = BY_THE_SETTING,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Keep a new item: a file whose bytes are in the store, a link, or a note.

    Raises NotReady when there is nothing in it, the setting's room is used up, or a link was
    seen on a day to come.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    session = session_of(journey)
    must_be_whole(journey, words, file, at=at)
    name = file.file_name if file else "A note"
    item = new_item(journey, words, sending, name=name, by=by, at=at)
    session.add(item)
    session.flush()
    if file is not None:
        keep_file(item, file, by=by, at=at)
    if words.criterion:
        add_link(journey, item, words.criterion, _where(words), at=at)
    said = f"{words.criterion}: {item.title}" if words.criterion else item.title
    step = "add_seen" if sending.origin is Origin.VISITOR else "add_evidence"
    take_step(journey, step, by=by, at=at, words=said)
    return item


def must_be_whole(
    journey: Journey, words: EvidenceWords, file: KeptBytes | None, *, at: datetime
) -> None:
    """Refuse what holds nothing, or more than there is room for. Raises NotReady."""
    if words.link_seen_on is not None and words.link_seen_on > day_of(at):
        raise NotReady("The day on which you saw the page cannot be to come", of="link_seen_on")
    if file is None and not words.link_address.strip() and not words.note.strip():
        raise NotReady("Add a file, a link, or a note", of="files")
    if words.criterion and words.recognisable is None and file is not None:
        raise not_said_who_is_seen(journey.setting)
    limits = journey.authority.file_limits
    if file is not None and (refusal := limits.over_room(kept_bytes(journey), file.size)):
        raise NotReady(refusal)


def keep_file(
    item: EvidenceItem,
    file: KeptBytes,
    place: tuple[int, int] = (1, 1),
    *,
    words: str = "",
    dated_on: date | None = None,
    by: Actor,
    at: datetime,
) -> EvidenceVersion:
    """Write the row of a file that lies in the store, and have it scanned where that is asked.

    What is answered of the item by now holds for this file, and stays with it.
    ``place`` is its number for good, and where it stands among the versions of its item.
    """
    session = session_of(item)
    version = EvidenceVersion(
        authority_id=item.authority_id,
        item_id=item.id,
        number=place[0],
        place=place[1],
        key=file.key,
        file_name=file.file_name,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        removed=file.removed,
        scan=file.scan,
        recognisable=item.recognisable,
        words=words,
        dated_on=dated_on,
        added_by_id=by.user_id,
        added_by_name=by.name,
        added_at=at,
    )
    session.add(version)
    session.flush()
    queue_scan(version, at=at)
    ask_for_preview(version, at=at)
    return version


def next_place(item: EvidenceItem) -> tuple[int, int]:
    """The number and the place of a file that is to count from now on."""
    if not item.versions:
        return 1, 1
    return max(one.number for one in item.versions) + 1, item.versions[-1].place + 1


def _where(words: EvidenceWords) -> LinkWords:
    return LinkWords(words.expected, words.why_it_counts)


def sort_evidence(
    journey: Journey, item_id: int, words: EvidenceWords, *, version: int, by: Actor, at: datetime
) -> EvidenceItem:
    """Take a piece out of the tray: from now on it counts for a criterion.

    Raises NotReady without a criterion or, for a file, without the answer about children, or
    where other settings may see them, and Stale where somebody sorted it meanwhile.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    item = hold_item(journey, item_id, own=True)
    if item.version != version or item.state is not EvidenceState.UNSORTED:
        raise Stale("this piece of evidence")
    if not words.criterion:
        raise NotReady("Choose the criterion that it is for", of="criterion")
    if words.recognisable is None and item.versions:
        raise not_said_who_is_seen(journey.setting)
    if item.versions:
        must_stay_here(journey, item, recognisable=words.recognisable)
    item.title = words.title.strip() or item.title
    answer_for(item, recognisable=words.recognisable)
    item.state = EvidenceState.GIVEN
    item.version += 1
    add_link(journey, item, words.criterion, _where(words), at=at)
    said = f"{words.criterion}: {item.title}"
    take_step(journey, "sort_evidence", by=by, at=at, words=said)
    return item


def answer_for(item: EvidenceItem, *, recognisable: bool | None) -> None:
    """Whether children can be recognised, of the item and of the file that counts now.

    Files that counted before it keep the answer that was given of them.
    """
    item.recognisable = recognisable
    for counts in item.versions[-1:]:
        counts.recognisable = recognisable


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
