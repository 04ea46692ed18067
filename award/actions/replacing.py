"""New versions of a piece of evidence, and going back to an older one; each version is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from award.actions.collecting import KeptBytes, keep_file, next_place
from award.actions.keeping import kept_bytes
from award.actions.linking import hold_item, must_be_giving
from award.actions.moves import take_step
from award.actions.reaching import hold_others, links_in, look_anew, tell_others
from award.actions.sending import not_said_who_is_seen
from award.actions.sharing import must_stay_here
from award.actions.whose_piece import must_be_free
from award.domain.people import Actor
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState, EvidenceVersion
from award.storage.journeys import Journey


@dataclass(frozen=True)
class VersionWords:
    """What is said of a new version. Without a date the day on which it is added counts."""

    words: str = ""
    dated_on: date | None = None
    recognisable: bool | None = None


def add_version(
    journey: Journey,
    item_id: int,
    file: KeptBytes,
    said: VersionWords,
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> EvidenceVersion:
    """Put a new file in the place of the one that counted, which is kept beside it.

    What was said of the piece held for the old file, so it is “given” again. Raises NotReady
    without the answer about children or without room, and Stale for an older page.
    """
    new: list[EvidenceVersion] = []

    def put(item: EvidenceItem) -> str:
        if said.recognisable is None:
            raise not_said_who_is_seen(journey.setting)
        limits = journey.authority.file_limits
        if refusal := limits.over_room(kept_bytes(journey), file.size):
            raise NotReady(refusal)
        if any(one.sha256 == file.sha256 for one in item.versions[-1:]):
            raise NotReady("This is the very same file as the one that is there")
        must_stay_here(journey, item, recognisable=said.recognisable)
        remember(item)
        item.dated_on, item.recognisable = said.dated_on or day_of(at), said.recognisable
        here, words = next_place(item), said.words.strip()
        new.append(keep_file(item, file, here, words=words, dated_on=item.dated_on, by=by, at=at))
        return f"version {here[0]}"

    replace(journey, item_id, put, version=version, by=by, at=at)
    return new[0]


def go_back_to(
    journey: Journey, item_id: int, version_id: int, *, version: int, by: Actor, at: datetime
) -> EvidenceItem:
    """Let an older version count again, with its date and what was answered about children.

    Raises NotFound where it is gone, NotReady where other settings could see children in it.
    """

    def put(item: EvidenceItem) -> str:
        old = next((one for one in item.versions if one.id == version_id), None)
        if old is None or old.gone_at is not None:
            raise NotFound
        if old is item.versions[-1]:
            raise Stale("which version counts")
        must_stay_here(journey, item, recognisable=old.recognisable)
        remember(item)
        old.place = item.versions[-1].place + 1
        item.dated_on = old.dated_on or day_of(old.added_at)
        item.recognisable = old.recognisable
        return f"back to version {old.number}"

    return replace(journey, item_id, put, version=version, by=by, at=at)


def remember(item: EvidenceItem) -> None:
    """Keep with the version that counts now the date that the piece had while it did.

    Where nobody ever answered whether children can be recognised in it, they may be.
    """
    for counts in item.versions[-1:]:
        counts.dated_on = item.dated_on or day_of(item.given_at)
        if counts.recognisable is None:
            counts.recognisable = True


def replace(
    journey: Journey,
    item_id: int,
    put: Callable[[EvidenceItem], str],
    *,
    version: int,
    step: str = "replace_evidence",
    letting_go: bool = False,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Let another file of a piece count: ``put`` does it, and says so in a few words.

    What was said of the piece held for the file before it; every journey that uses it has a line
    in its history. Raises Stale for an older page.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    others = hold_others(journey, item_id)
    item = hold_item(journey, item_id, own=True)
    must_be_free(item, by=by, letting_go=letting_go)
    if item.version != version:
        raise Stale("this piece of evidence")
    told = put(item)
    if item.state is not EvidenceState.UNSORTED:
        item.state = EvidenceState.GIVEN
    item.version += 1
    look_anew(item.links, [journey, *others])
    session_of(item).flush()
    session_of(item).expire(item, ["versions"])
    links = links_in(item, others)
    tell_others(others, links, step, item, journey.setting, words=told, by=by, at=at)
    take_step(journey, step, by=by, at=at, words=f"{item.title}, {told}")
    return item
