"""When a share lets a setting use a piece of another: one group holds both, as it is now."""

from typing import Final

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from award.storage.evidence import EvidenceItem, EvidenceShare
from award.storage.settings import Setting

LENT: Final = aliased(EvidenceItem)
OWNER: Final = aliased(Setting)
USER: Final = aliased(Setting)


def is_live_for(setting_id: int) -> ColumnElement[bool]:
    """In a query for shares: those by which this setting may use a piece now."""
    return (
        (EvidenceShare.setting_id == setting_id)
        & EvidenceShare.ended_at.is_(None)
        & _is_of_one_group()
    )


def parted_shares(authority_id: int) -> Select[EvidenceShare]:
    """Shares that nobody ended whose settings are of one group no longer, or became one."""
    return (
        select(EvidenceShare)
        .where(
            EvidenceShare.authority_id == authority_id,
            EvidenceShare.ended_at.is_(None),
            ~_is_of_one_group(),
        )
        .order_by(EvidenceShare.id)
    )


def _is_of_one_group() -> ColumnElement[bool]:
    """A setting without a group is of one group with nobody."""
    return exists().where(
        LENT.id == EvidenceShare.item_id,
        OWNER.id == LENT.setting_id,
        USER.id == EvidenceShare.setting_id,
        USER.id != OWNER.id,
        USER.group_id == OWNER.group_id,
    )
