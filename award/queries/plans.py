"""Finds the actions of a journey's plan for who is looking."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, selectinload

from award.domain.facts import PlanState
from award.domain.people import Actor
from award.storage.accounts import Invitation, Membership, User
from award.storage.evidence import EvidenceItem
from award.storage.journeys import BROUGHT_IN, History, Journey
from award.storage.plans import ActionNote, PlannedAction
from award.storage.visits import Visit

MOST_NOTES: Final = 50


def _seen_by(actor: Actor, journey: Journey) -> Select[PlannedAction]:
    return select(PlannedAction).where(
        PlannedAction.journey_id == journey.id,
        PlannedAction.authority_id == actor.authority_id,
        PlannedAction.removed_at.is_(None),
    )


def list_actions(actor: Actor, journey: Journey) -> list[PlannedAction]:
    """The actions of the plan, by the day on which they are due; the rules read the same rows."""
    return [one for one in journey.actions if one.authority_id == actor.authority_id]


def was_agreed_elsewhere(session: Session, actor: Actor, journey: Journey) -> bool:
    """Whether the journey came in under way, with a plan that was agreed before and is not here."""
    if journey.plan_state is not PlanState.AGREED or list_actions(actor, journey):
        return False
    found = select(History.id).where(
        History.journey_id == journey.id,
        History.authority_id == actor.authority_id,
        History.what == BROUGHT_IN,
    )
    return session.scalar(found.limit(1)) is not None


def list_actions_of(actor: Actor, journey: Journey, code: str) -> list[PlannedAction]:
    """The actions that name one criterion."""
    return [one for one in list_actions(actor, journey) if code in one.criteria]


def list_notes_of(session: Session, actor: Actor, journey: Journey) -> list[ActionNote]:
    """The latest notes on the actions of the plan, newest first."""
    standing = _seen_by(actor, journey).with_only_columns(PlannedAction.id)
    return list(
        session.scalars(
            select(ActionNote)
            .where(
                ActionNote.authority_id == actor.authority_id, ActionNote.action_id.in_(standing)
            )
            .order_by(ActionNote.id.desc())
            .limit(MOST_NOTES)
        )
    )


def items_of_plan(journey: Journey) -> Select[int | None]:
    """The numbers of the evidence that is itself a plan of this journey, as it stands."""
    return select(PlannedAction.item_id).where(
        PlannedAction.journey_id == journey.id,
        PlannedAction.authority_id == journey.authority_id,
        PlannedAction.removed_at.is_(None),
        PlannedAction.item_id.is_not(None),
    )


def list_plan_papers(session: Session, actor: Actor, journey: Journey) -> list[EvidenceItem]:
    """The plans that the setting had already and attached, as far as they still stand."""
    return list(
        session.scalars(
            select(EvidenceItem)
            .where(
                EvidenceItem.setting_id == journey.setting_id,
                EvidenceItem.authority_id == actor.authority_id,
                EvidenceItem.id.in_(items_of_plan(journey)),
                EvidenceItem.removed_at.is_(None),
            )
            .options(selectinload(EvidenceItem.versions))
            .order_by(EvidenceItem.id)
        )
    )


def find_action(
    session: Session, actor: Actor, journey: Journey, action_id: int
) -> PlannedAction | None:
    """One action of the plan."""
    return session.scalar(_seen_by(actor, journey).where(PlannedAction.id == action_id))


@dataclass(frozen=True)
class KnownNames:
    """Who is known at a setting by name: people who can come in, and who has been asked."""

    here: frozenset[str]
    asked: frozenset[str]

    def knows(self, name: str) -> bool:
        """Whether somebody of this name is here or asked, written in any case."""
        return name_key(name) in self.here | self.asked

    def was_asked(self, name: str) -> bool:
        """Whether somebody of this name was asked to come and is not here so far."""
        return name_key(name) in self.asked - self.here


def name_key(name: str) -> str:
    """A name to compare by: in any case, with single spaces."""
    return " ".join(name.split()).casefold()


def known_names(session: Session, actor: Actor, journey: Journey, *, at: datetime) -> KnownNames:
    """The names of the setting's people and of those who were asked to come, in one question."""
    here = (
        select(User.name, literal(value=True))
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == journey.setting_id,
            Membership.authority_id == actor.authority_id,
            Membership.ended_at.is_(None),
        )
    )
    asked = select(Invitation.name, literal(value=False)).where(
        Invitation.setting_id == journey.setting_id,
        Invitation.authority_id == actor.authority_id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > at,
    )
    rows = session.execute(here.union_all(asked)).all()
    return KnownNames(
        frozenset(name_key(name) for name, is_here in rows if is_here),
        frozenset(name_key(name) for name, is_here in rows if not is_here),
    )


def list_held_visits(session: Session, actor: Actor, journey: Journey) -> list[Visit]:
    """The visits of this journey that were held, from which an action may come."""
    return list(
        session.scalars(
            select(Visit)
            .where(
                Visit.journey_id == journey.id,
                Visit.authority_id == actor.authority_id,
                Visit.done_at.is_not(None),
                Visit.superseded_at.is_(None),
            )
            .order_by(Visit.done_at.desc(), Visit.id)
        )
    )


def is_planned_already(
    session: Session, actor: Actor, journey: Journey, *, what: str, lead_name: str, due_on: date
) -> bool:
    """Whether the plan has the very same action: the form was sent twice."""
    found = _seen_by(actor, journey).where(
        PlannedAction.what == what.strip(),
        PlannedAction.lead_name == lead_name.strip(),
        PlannedAction.due_on == due_on,
    )
    return session.scalar(found.limit(1)) is not None
