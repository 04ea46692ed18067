"""Ends what was shared between settings that are of one group no longer, or became one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from award.actions.linking import end_link
from award.actions.reaching import links_in, tell_others
from award.domain.people import Actor
from award.storage.db import hold_all
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceShare
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.shares import parted_shares


def end_parted_shares(session: Session, authority_id: int, *, by: Actor, at: datetime) -> int:
    """End each share that its group no longer carries; how many those were.

    Call it in the change that moved settings between groups, or made two of them one. What
    counted at the other setting ends there with a line of history and a letter to its lead, as
    where the owner ends it. What became a setting's own goes on counting.
    """
    shares = session.scalars(parted_shares(authority_id)).all()
    if not shares:
        return 0
    journeys = _hold_journeys(session, shares)
    items = _hold_items(session, shares)
    for share in shares:
        share.ended_at = at
        item = items[share.item_id]
        if item.setting_id == share.setting_id:
            continue
        theirs = [one for one in journeys if one.setting_id == share.setting_id]
        links = links_in(item, theirs)
        for found in links.values():
            for link in found:
                end_link(link, at=at)
        session.flush()
        owner = session.get_one(Setting, item.setting_id)
        tell_others(theirs, links, "end_shared_evidence", item, owner, by=by, at=at)
    session.flush()
    return len(shares)


def _hold_journeys(session: Session, shares: Sequence[EvidenceShare]) -> Sequence[Journey]:
    """The journeys in which what was shared counts, before the pieces: the order of everybody."""
    used = or_(
        *(
            and_(EvidenceLink.item_id == one.item_id, Journey.setting_id == one.setting_id)
            for one in shares
        )
    )
    numbers = (
        select(Journey.id)
        .join(EvidenceLink, EvidenceLink.journey_id == Journey.id)
        .where(EvidenceLink.removed_at.is_(None), used)
    )
    return hold_all(session, Journey, Journey.id.in_(numbers))


def _hold_items(session: Session, shares: Sequence[EvidenceShare]) -> dict[int, EvidenceItem]:
    found = session.scalars(
        select(EvidenceItem)
        .where(EvidenceItem.id.in_([one.item_id for one in shares]))
        .order_by(EvidenceItem.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for one in found:
        session.expire(one, ["links"])
    return {one.id: one for one in found}
