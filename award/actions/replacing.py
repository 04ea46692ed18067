"""New versions of a piece of evidence, and going back to an older one; each version is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from award.actions.collecting import KeptBytes, kept_bytes
from award.actions.linking import hold_item, must_be_giving
from award.actions.moves import take_step
from award.actions.reaching import hold_others, links_in, look_anew, tell_others
from award.actions.sharing import must_stay_here
from award.domain.file_kinds import over_quota
from award.domain.people import Actor
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.days import day_of
from award.storage.db import session_of
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
    must_be_giving(journey)
    if said.recognisable is None:
        raise NotReady("Say whether children can be recognised in it")
    if refusal := over_quota(kept_bytes(journey), file.size):
        raise NotReady(refusal)
    new = _row(journey, item_id, file, said, by=by, at=at)

    def put(item: EvidenceItem) -> str:
        if any(one.sha256 == file.sha256 for one in item.versions[-1:]):
            raise NotReady("This is the very same file as the one that is there")
        must_stay_here(item, recognisable=said.recognisable)
        remember_date(item)
        new.number = new.place = 1
        if item.versions:
            new.number = max(one.number for one in item.versions) + 1
            new.place = item.versions[-1].place + 1
        new.dated_on = item.dated_on = said.dated_on or day_of(at)
        item.recognisable = said.recognisable
        session_of(item).add(new)
        return f"version {new.number}"

    _replace(journey, item_id, put, version=version, by=by, at=at)
    return new


def _row(
    journey: Journey, item_id: int, file: KeptBytes, said: VersionWords, *, by: Actor, at: datetime
) -> EvidenceVersion:
    return EvidenceVersion(
        authority_id=journey.authority_id,
        item_id=item_id,
        key=file.key,
        file_name=file.file_name,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        scan=file.scan,
        added_by_id=by.user_id,
        added_by_name=by.name,
        added_at=at,
        words=said.words.strip(),
    )


def go_back_to(
    journey: Journey, item_id: int, version_id: int, *, version: int, by: Actor, at: datetime
) -> EvidenceItem:
    """Let an older version count again, with the date it had. Raises NotFound where it is gone."""
    must_be_giving(journey)

    def put(item: EvidenceItem) -> str:
        old = next((one for one in item.versions if one.id == version_id), None)
        if old is None or old.gone_at is not None:
            raise NotFound
        if old is item.versions[-1]:
            raise Stale("which version counts")
        remember_date(item)
        old.place = item.versions[-1].place + 1
        item.dated_on = old.dated_on or day_of(old.added_at)
        return f"back to version {old.number}"

    return _replace(journey, item_id, put, version=version, by=by, at=at)


def remember_date(item: EvidenceItem) -> None:
    """Keep with the version that counts now the date that the piece had while it did."""
    if item.versions:
        item.versions[-1].dated_on = item.dated_on or day_of(item.given_at)


def _replace(
    journey: Journey,
    item_id: int,
    put: Callable[[EvidenceItem], str],
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    others = hold_others(journey, item_id)
    item = hold_item(journey, item_id, own=True)
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
    tell_others(others, links, "replace_evidence", item, journey, words=told, by=by, at=at)
    take_step(journey, "replace_evidence", by=by, at=at, words=f"{item.title}, {told}")
    return item
