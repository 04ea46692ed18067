"""What each of two settings has that may be one place, so that somebody sees them side by side."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.queries.links import Held, held_by
from award.queries.settings import list_people_of
from award.storage.accounts import Membership
from award.storage.awards import Award
from award.storage.cohorts import LegacyAward
from award.storage.db import Base
from award.storage.evidence import EvidenceItem
from award.storage.journeys import ContactNote, Journey
from award.storage.settings import Setting


@dataclass(frozen=True)
class Beside:
    """A setting with its people, and how much of each sort hangs on it."""

    held: Held
    people: list[Membership]
    journeys_ended: int
    awards_before: int
    pieces: int
    notes: int

    @property
    def setting(self) -> Setting:
        return self.held.setting


def read_beside(session: Session, setting: Setting, *, on: date) -> Beside:
    """What a setting has on this day."""

    def count(kind: type[Base], *where: Any) -> int:
        table: Any = kind
        query = select(func.count()).where(table.setting_id == setting.id, *where)
        return session.scalar(query) or 0

    held = held_by(session, setting, on=on)
    awards = count(Award) + count(LegacyAward) - len(held.awards)
    return Beside(
        held,
        list(list_people_of(session, setting)),
        count(Journey, Journey.ended_at.is_not(None)),
        awards,
        count(EvidenceItem, EvidenceItem.removed_at.is_(None)),
        count(ContactNote),
    )
