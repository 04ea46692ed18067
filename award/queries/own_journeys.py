"""Finds the journeys of one setting, as its own room shows them, and its approvals."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.domain.routes import Approval as ApprovalOf
from award.storage.evidence import EvidenceVersion
from award.storage.journeys import Approval, Journey
from award.storage.settings import Setting


@dataclass(frozen=True)
class Given:
    """An approval that was given, with the scan of what was signed where one is kept with it."""

    approval: Approval
    paper: EvidenceVersion | None


def _seen_by(actor: Actor, setting: Setting) -> Select[Journey]:
    query = select(Journey).where(
        Journey.setting_id == setting.id, Journey.authority_id == actor.authority_id
    )
    if actor.setting_id is not None:
        query = query.where(Journey.setting_id == actor.setting_id)
    return query


def find_open_journey(session: Session, actor: Actor, setting: Setting) -> Journey | None:
    """The setting's journey that is under way; there is one at most."""
    return session.scalar(_seen_by(actor, setting).where(Journey.ended_at.is_(None)))


def list_ended_journeys(session: Session, actor: Actor, setting: Setting) -> Sequence[Journey]:
    """The setting's journeys that have ended, the newest first."""
    return session.scalars(
        _seen_by(actor, setting)
        .where(Journey.ended_at.is_not(None))
        .order_by(Journey.ended_at.desc(), Journey.id.desc())
    ).all()


def find_journey_here(session: Session, actor: Actor, setting: Setting) -> Journey | None:
    """The journey that is under way, else the one that ended last."""
    found = find_open_journey(session, actor, setting)
    return found or next(iter(list_ended_journeys(session, actor, setting)), None)


def find_returned(
    session: Session, actor: Actor, journey: Journey, of: ApprovalOf
) -> Approval | None:
    """What the head sent back with words, while nobody has asked again or approved since."""
    last = session.scalar(
        select(Approval)
        .where(
            Approval.journey_id == journey.id,
            Approval.authority_id == actor.authority_id,
            Approval.of == of,
        )
        .order_by(Approval.id.desc())
        .limit(1)
    )
    return last if last is not None and last.returned_at is not None else None


def find_paper(session: Session, actor: Actor, approval: Approval) -> EvidenceVersion | None:
    """The scan of what was signed, kept with an approval; whoever may see evidence opens it."""
    if approval.paper_id is None:
        return None
    return session.scalar(
        select(EvidenceVersion).where(
            EvidenceVersion.id == approval.paper_id,
            EvidenceVersion.authority_id == actor.authority_id,
        )
    )


def find_approval(
    session: Session, actor: Actor, journey: Journey, of: ApprovalOf
) -> Approval | None:
    """The last time that the head was asked, or approved, and that has not fallen since."""
    return session.scalar(
        select(Approval)
        .where(
            Approval.journey_id == journey.id,
            Approval.authority_id == actor.authority_id,
            Approval.of == of,
            Approval.fell_at.is_(None),
        )
        .order_by(Approval.id.desc())
        .limit(1)
    )


def list_given(session: Session, actor: Actor, journey: Journey) -> Sequence[Given]:
    """Everything that the head approved or sent back in this journey, in the order they did."""
    query = (
        select(Approval, EvidenceVersion)
        .outerjoin(EvidenceVersion, EvidenceVersion.id == Approval.paper_id)
        .where(
            Approval.journey_id == journey.id,
            Approval.authority_id == actor.authority_id,
            or_(Approval.approved_at.is_not(None), Approval.returned_at.is_not(None)),
        )
        .order_by(func.coalesce(Approval.returned_at, Approval.approved_at), Approval.id)
    )
    return [Given(*row) for row in session.execute(query)]
