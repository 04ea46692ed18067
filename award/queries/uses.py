"""Finds which evidence is used for which action and visit, for who is looking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from award.domain.people import Actor
from award.queries.evidence import open_to
from award.queries.evidence_walls import counting_in, first_code
from award.queries.sought import Sought, linked_in, narrowed
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.storage.uses import EvidenceUse

MOST_TO_CHOOSE = 40


@dataclass(frozen=True)
class Used:
    """A piece, what it is used for and why, and the first criterion that it counts for."""

    item: EvidenceItem
    use: EvidenceUse
    code: str


def _counting(actor: Actor, journey: Journey) -> Select[EvidenceItem]:
    """What the setting has or may use and counts in the journey, within the actor's walls."""
    return open_to(actor, journey).where(EvidenceItem.id.in_(linked_in(journey)))


def list_uses(
    session: Session,
    actor: Actor,
    journey: Journey,
    *,
    item_id: int | None = None,
    visit_id: int | None = None,
    action_id: int | None = None,
) -> list[Used]:
    """What is used in the journey, or of one piece, visit or action of it; the oldest use first."""
    code = first_code(counting_in(actor, journey))
    query = (
        _counting(actor, journey)
        .join(EvidenceUse, EvidenceUse.item_id == EvidenceItem.id)
        .where(EvidenceUse.journey_id == journey.id, EvidenceUse.removed_at.is_(None))
        .add_columns(EvidenceUse, code)
        .options(selectinload(EvidenceItem.versions))
        .order_by(EvidenceUse.id)
    )
    wanted = (
        (EvidenceUse.item_id, item_id),
        (EvidenceUse.visit_id, visit_id),
        (EvidenceUse.action_id, action_id),
    )
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    return [Used(*row) for row in session.execute(query)]


def count_by_action(session: Session, actor: Actor, journey: Journey) -> dict[int, int]:
    """How many pieces show that each action is done; the plan's actions are read in one with it."""
    counts = (
        _counting(actor, journey)
        .join(EvidenceUse, EvidenceUse.item_id == EvidenceItem.id)
        .where(
            EvidenceUse.journey_id == journey.id,
            EvidenceUse.removed_at.is_(None),
            EvidenceUse.action_id.is_not(None),
        )
        .with_only_columns(EvidenceUse.action_id, func.count().label("pieces"))
        .group_by(EvidenceUse.action_id)
        .subquery()
    )
    rows = session.execute(
        select(PlannedAction, counts.c.pieces)
        .outerjoin(counts, counts.c.action_id == PlannedAction.id)
        .where(PlannedAction.journey_id == journey.id, PlannedAction.removed_at.is_(None))
        .order_by(PlannedAction.due_on, PlannedAction.id)
    ).all()
    set_committed_value(journey, "actions", [row[0] for row in rows])
    return {row[0].id: row[1] for row in rows if row[1]}


def list_to_choose(
    session: Session,
    actor: Actor,
    journey: Journey,
    *,
    words: str = "",
    codes: Collection[str] = (),
    also: Collection[int] = (),
) -> Sequence[EvidenceItem]:
    """Pieces that can be used: those named, and the newest with the words, near criteria first."""
    near = linked_in(journey).where(EvidenceLink.criterion.in_(codes))
    query = _counting(actor, journey).options(
        selectinload(EvidenceItem.versions), selectinload(EvidenceItem.links)
    )
    found = narrowed(query, journey, Sought(words=words)).with_only_columns(EvidenceItem.id)
    first = case((EvidenceItem.id.in_(near), 0), else_=1)
    named = case((EvidenceItem.id.in_(also), 0), else_=1)
    return session.scalars(
        query.where(or_(EvidenceItem.id.in_(also), EvidenceItem.id.in_(found)))
        .order_by(named, first, EvidenceItem.given_at.desc(), EvidenceItem.id.desc())
        .limit(MOST_TO_CHOOSE + len(also))
    ).all()
