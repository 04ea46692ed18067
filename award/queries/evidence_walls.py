"""The walls that every look at evidence stands behind, whichever room it is made from."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true

from award.domain.people import Actor, Role
from award.queries.journeys import closed_judges
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceShare,
    Origin,
    counts_now,
)
from award.storage.journeys import Journey
from award.storage.shares import is_live_for


def is_open_to(actor: Actor, journey: Journey) -> ColumnElement[bool]:
    """What a visitor saw is closed to a second, who judges without seeing what others found.

    What the second saw is closed to the assessor in turn, until both judgements are in.
    """
    mine = EvidenceItem.given_by_id == actor.user_id
    if actor.role is Role.SECOND:
        return or_(EvidenceItem.origin != Origin.VISITOR, mine)
    closed = closed_judges(journey, actor)
    if not closed:
        return true()
    return or_(
        EvidenceItem.origin != Origin.VISITOR,
        EvidenceItem.given_by_id.is_(None),
        EvidenceItem.given_by_id.not_in(closed),
    )


def is_had_by(journey: Journey) -> ColumnElement[bool]:
    """The items of the journey's setting, and those that others share with it now."""
    shared = exists().where(
        EvidenceShare.item_id == EvidenceItem.id, is_live_for(journey.setting_id)
    )
    return or_(EvidenceItem.setting_id == journey.setting_id, shared)


def is_open_version(journey: Journey) -> ColumnElement[bool]:
    """Of what another setting shares only the version that counts now may be opened."""
    return or_(EvidenceItem.setting_id == journey.setting_id, counts_now())


def counting_in(actor: Actor, journey: Journey) -> ColumnElement[bool]:
    """In a query for links with their items: what counts in the journey and is open to the actor.

    For the setting's side that is no more than what the setting has or may use now.
    """
    if actor.setting_id not in (None, journey.setting_id):
        return false()
    side = true() if actor.setting_id is None else is_had_by(journey)
    return and_(
        EvidenceLink.journey_id == journey.id,
        EvidenceLink.authority_id == actor.authority_id,
        EvidenceLink.removed_at.is_(None),
        EvidenceItem.authority_id == actor.authority_id,
        EvidenceItem.removed_at.is_(None),
        is_open_to(actor, journey),
        side,
    )


def items_counting_in(actor: Actor, journey: Journey) -> Select[int]:
    """The numbers of the items that count in the journey and are open to the actor."""
    return (
        select(EvidenceLink.item_id)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(counting_in(actor, journey))
    )


def first_code(*counts: ColumnElement[bool]) -> ColumnElement[str]:
    """In a query for items: the first criterion that each counts for by such links, or no words."""
    first = (
        select(func.min(EvidenceLink.criterion))
        .where(EvidenceLink.item_id == EvidenceItem.id, *counts)
        .correlate(EvidenceItem)
        .scalar_subquery()
    )
    return func.coalesce(first, "")
