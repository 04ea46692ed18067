"""Evidence that was taken away, brought back within a few days."""

from datetime import datetime, timedelta
from typing import Final

from award.actions.linking import must_be_giving
from award.actions.moves import take_step
from award.actions.showing import ask_for_preview
from award.domain.people import Actor
from award.domain.refusals import NotFound
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState, Gone
from award.storage.journeys import Journey

BACK_FOR: Final = timedelta(days=7)


def bring_back_evidence(journey: Journey, item_id: int, *, by: Actor, at: datetime) -> EvidenceItem:
    """Put back what was taken away, with the links that ended with it in this journey.

    Raises NotFound once its file is gone, the days for it are over, or where it was withdrawn. It
    is shared with nobody until that is said again.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    session = session_of(journey)
    item = session.get(EvidenceItem, item_id, with_for_update=True, populate_existing=True)
    if item is None or item.setting_id != journey.setting_id or not can_come_back(item, at=at):
        raise NotFound
    session.expire(item, ["links", "versions"])
    asked = {one.code for one in journey.asked}
    for link in item.links:
        if link.journey_id == journey.id and link.removed_at == item.removed_at:
            link.removed_at = None if link.criterion in asked else link.removed_at
            link.version += 1
    item.removed_at = item.removed_why = None
    item.version += 1
    if all(link.removed_at for link in item.links):
        item.state = EvidenceState.UNSORTED
    for one in item.versions:
        ask_for_preview(one, again=True, at=at)
    take_step(journey, "bring_back_evidence", by=by, at=at, words=item.title)
    return item


def can_come_back(item: EvidenceItem, *, at: datetime) -> bool:
    """Whether what was taken away can still be brought back."""
    return (
        item.removed_at is not None
        and item.removed_at > at - BACK_FOR
        and item.removed_why is not Gone.WITHDRAWN
        and all(one.gone_at is None for one in item.versions[-1:])
    )
