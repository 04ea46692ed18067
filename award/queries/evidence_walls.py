"""The walls that every look at evidence stands behind, whichever room it is made from."""

from sqlalchemy import ColumnElement, or_, true

from award.domain.people import Actor, Role
from award.storage.evidence import EvidenceItem, Origin


def is_open_to(actor: Actor) -> ColumnElement[bool]:
    """What a visitor saw is closed to a second, who judges without seeing what others found."""
    if actor.role is not Role.SECOND:
        return true()
    return or_(EvidenceItem.origin != Origin.VISITOR, EvidenceItem.given_by_id == actor.user_id)
