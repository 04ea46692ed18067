"""A picture is cropped or blurred: the new bytes take the old ones' place, which are let go of."""

from datetime import datetime
from typing import Final

from award.actions.collecting import KeptBytes, keep_file, next_place
from award.actions.keeping import kept_bytes
from award.actions.letting_go import let_go, must_say_why, tell_of_withdrawal
from award.actions.replacing import remember, replace
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.storage.evidence import EvidenceItem, Gone
from award.storage.journeys import Journey

WHY: Final = "Say why the picture is changed: a panel has looked at it, and its list keeps a line"


def cover_picture(
    journey: Journey,
    item_id: int,
    file: KeptBytes,
    *,
    version: int,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> list[str]:
    """Keep the covered picture as the newest version, and no other bytes of this item.

    Returns the keys of what is let go of; their name, hash and day stay. What a panel has decided
    on is withdrawn: with a reason, which the frozen list keeps, and the coordinator is told. It
    is another picture than what was looked at, so that it is “given” again wherever it counts.
    Raises Stale where the item was changed meanwhile, NotReady where it is no picture, where
    there is no room, and without the reason that it needs.
    """
    reason, keys = reason.strip(), list[str]()
    withdrawn: list[EvidenceItem] = []

    def put(item: EvidenceItem) -> str:
        _must_be_pictures(item, file)
        if late := must_say_why(journey, item):
            if not reason:
                raise NotReady(WHY)
            withdrawn.append(item)
        _must_fit(journey, item, file)
        remember(item)
        why = Gone.WITHDRAWN if late else Gone.REMOVED
        keys.extend(let_go(item.versions, why, reason=reason if late else "", at=at))
        keep_file(item, file, next_place(item), dated_on=item.dated_on, by=by, at=at)
        return f"version {next_place(item)[0]}"

    replace(
        journey, item_id, put, version=version, step="cover_picture", letting_go=True, by=by, at=at
    )
    for item in withdrawn:
        tell_of_withdrawal(journey, item, reason, by=by, at=at)
    return keys


def _must_fit(journey: Journey, item: EvidenceItem, file: KeptBytes) -> None:
    freed = sum(one.size for one in item.versions if one.gone_at is None)
    limits = journey.authority.file_limits
    if refusal := limits.over_room(kept_bytes(journey) - freed, file.size):
        raise NotReady(refusal)


def _must_be_pictures(item: EvidenceItem, file: KeptBytes) -> None:
    newest = item.versions[-1] if item.versions else None
    if newest is None or newest.gone_at or not newest.media_type.startswith("image/"):
        raise NotReady("Only a picture can be cropped or blurred here")
    if not file.media_type.startswith("image/"):
        raise NotReady("Send the picture itself")
