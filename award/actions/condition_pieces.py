"""Which pieces of evidence show that a condition of an award is met."""

from datetime import datetime

from sqlalchemy import select

from award.actions.linking import hold_item, is_gone, live_links
from award.domain.refusals import NotFound, NotReady
from award.storage.db import session_of
from award.storage.decisions import Condition, ConditionPiece
from award.storage.journeys import Journey


def show_pieces(journey: Journey, condition: Condition, wanted: set[int], *, at: datetime) -> None:
    """Let exactly these pieces show the condition; each counts in the journey.

    Raises NotFound for a piece that does not, NotReady where its file is no longer kept.
    """
    session = session_of(journey)
    live = session.scalars(
        select(ConditionPiece).where(
            ConditionPiece.condition_id == condition.id, ConditionPiece.removed_at.is_(None)
        )
    ).all()
    there = {one.item_id for one in live}
    for one in live:
        if one.item_id not in wanted:
            one.removed_at = at
    for item_id in sorted(wanted - there):
        item = hold_item(journey, item_id)
        if not live_links(item, journey):
            raise NotFound
        if is_gone(item):
            raise NotReady(f"The file of “{item.title}” is no longer kept. Choose another piece")
        session.add(
            ConditionPiece(
                authority_id=journey.authority_id,
                condition_id=condition.id,
                item_id=item_id,
                linked_at=at,
            )
        )
    session.flush()
