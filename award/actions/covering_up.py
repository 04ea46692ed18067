"""A picture is cropped or blurred: the new bytes take the old ones' place, which are let go of."""

from datetime import datetime

from award.actions.collecting import GIVING, KeptBytes, find_item, keep_file, next_place
from award.actions.keeping import kept_bytes
from award.actions.letting_go import let_go
from award.actions.moves import take_step
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, Gone
from award.storage.journeys import Journey


def cover_picture(
    journey: Journey, item_id: int, file: KeptBytes, *, version: int, by: Actor, at: datetime
) -> list[str]:
    """Keep the covered picture as the newest version, and no other bytes of this item.

    Returns the keys of what is let go of; their name, hash and day stay. Raises Stale where the
    item was changed meanwhile, NotReady where it is no picture.
    """
    must_be_held(journey)
    if journey.stage not in GIVING:
        raise NotAllowed("Evidence can be added and changed until the report has been shared.")
    item = find_item(journey, item_id)
    if item.version != version:
        raise Stale("this piece of evidence")
    _must_be_pictures(item, file)
    kept = [one for one in item.versions if one.gone_at is None]
    freed = sum(one.size for one in kept)
    limits = journey.authority.file_limits
    if refusal := limits.over_room(kept_bytes(journey) - freed, file.size):
        raise NotReady(refusal)
    keys = let_go(kept, Gone.REMOVED, at=at)
    keep_file(item, file, next_place(item), by=by, at=at)
    item.version += 1
    session_of(item).flush()
    session_of(item).expire(item, ["versions"])
    take_step(journey, "cover_picture", by=by, at=at, words=item.title)
    return keys


def _must_be_pictures(item: EvidenceItem, file: KeptBytes) -> None:
    newest = item.versions[-1] if item.versions else None
    if newest is None or newest.gone_at or not newest.media_type.startswith("image/"):
        raise NotReady("Only a picture can be cropped or blurred here")
    if not file.media_type.startswith("image/"):
        raise NotReady("Send the picture itself")
