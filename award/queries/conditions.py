"""Conditions that wait for the panel, what shows one, and who closed one, for who is looking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.evidence import open_to
from award.queries.evidence_walls import first_code
from award.storage.accounts import User
from award.storage.asked_conditions import is_asked
from award.storage.decisions import Condition, ConditionPiece, ConditionState
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.tied import is_kept_away


def list_pieces_for(
    session: Session, actor: Actor, journey: Journey, condition: Condition
) -> Sequence[tuple[EvidenceItem, str]]:
    """The pieces that show a condition, each with the first criterion that it counts for."""
    code = first_code(EvidenceLink.journey_id == journey.id, EvidenceLink.removed_at.is_(None))
    rows = session.execute(
        open_to(actor, journey)
        .join(ConditionPiece, ConditionPiece.item_id == EvidenceItem.id)
        .where(ConditionPiece.condition_id == condition.id, ConditionPiece.removed_at.is_(None))
        .add_columns(code)
        .order_by(ConditionPiece.id)
    )
    return [(item, first) for item, first in rows]


def names_of_closers(
    session: Session, actor: Actor, conditions: Sequence[Condition]
) -> dict[int, str]:
    """Who closed them, by the number of the account; nothing beyond the wall."""
    closers = {one.closed_by_id for one in conditions if one.authority_id == actor.authority_id}
    rows: Any = session.execute(select(User.id, User.name).where(User.id.in_(closers - {None})))
    return dict(map(tuple, rows))


@dataclass(frozen=True)
class ConditionLine:
    """A condition whose evidence waits to be looked at."""

    condition: Condition
    setting: str


def list_to_look_at(
    session: Session, actor: Actor, *, today: date, most: int = 20
) -> list[ConditionLine]:
    """Conditions with evidence from somebody else, of settings without a tie, oldest first."""
    rows = session.execute(
        select(Condition, Setting.name)
        .join(Journey, Journey.id == Condition.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Condition.authority_id == actor.authority_id,
            is_asked(today),
            Condition.state == ConditionState.EVIDENCE_GIVEN,
            Condition.evidence_by_id.is_distinct_from(actor.user_id),
            ~is_kept_away(actor.user_id, Journey.setting_id),
        )
        .order_by(Condition.evidence_at, Condition.id)
        .limit(most)
    )
    return [ConditionLine(condition, name) for condition, name in rows]
