"""Finds what a setting holds and held: awards, certificates, decisions, conditions, appeals."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from award.domain.award_guards import WORKING_DAYS_TO_REPLY
from award.domain.award_moves import AwardState
from award.domain.people import Actor
from award.storage.awards import Award, AwardHistory, Certificate
from award.storage.days import council_calendar, day_of
from award.storage.decisions import Appeal, Condition, Decision
from award.storage.journeys import Journey
from award.storage.settings import Setting

OVER = frozenset({AwardState.REVOKED, AwardState.SUPERSEDED})


def _awards_seen_by(actor: Actor, setting: Setting) -> Select[Award]:
    query = select(Award).where(
        Award.setting_id == setting.id, Award.authority_id == actor.authority_id
    )
    if actor.setting_id is not None:
        query = query.where(Award.setting_id == actor.setting_id)
    return query.order_by(Award.valid_from.desc(), Award.id.desc())


def list_awards(session: Session, actor: Actor, setting: Setting) -> Sequence[Award]:
    """Every award that a setting was given, the newest first."""
    return session.scalars(_awards_seen_by(actor, setting)).all()


def find_award(session: Session, actor: Actor, setting: Setting, award_id: int) -> Award | None:
    """One award of the setting."""
    return session.scalar(_awards_seen_by(actor, setting).where(Award.id == award_id))


def list_award_history(
    session: Session, actor: Actor, award: Award, *, of: Collection[str]
) -> Sequence[AwardHistory]:
    """What happened to an award, of these kinds, the newest first."""
    return session.scalars(
        select(AwardHistory)
        .where(
            AwardHistory.award_id == award.id,
            AwardHistory.authority_id == actor.authority_id,
            AwardHistory.what.in_(of),
        )
        .order_by(AwardHistory.id.desc())
    ).all()


def find_award_held(session: Session, actor: Actor, setting: Setting, *, on: date) -> Award | None:
    """The award that lasts on this day; else the newest, and its dates say how it stands.

    What was revoked or replaced is none of them.
    """
    query = _awards_seen_by(actor, setting).where(Award.state.not_in(OVER))
    lasts = query.where(Award.valid_from <= on, Award.valid_until >= on)
    return session.scalar(lasts.limit(1)) or session.scalar(query.limit(1))


def find_award_of(session: Session, actor: Actor, journey: Journey) -> Award | None:
    """The award that a journey led to; it may have been taken back or replaced since."""
    query = _awards_seen_by(actor, journey.setting).where(Award.journey_id == journey.id)
    return session.scalar(query.limit(1))


def reply_until(session: Session, award: Award) -> date | None:
    """The last day for a reply to what is proposed against an award; None where nothing is."""
    if award.proposed_at is None:
        return None
    council = council_calendar(session, award.authority_id)
    return council.add_days(day_of(award.proposed_at), WORKING_DAYS_TO_REPLY)


def find_certificate(session: Session, actor: Actor, award: Award) -> Certificate | None:
    """The certificate of an award that counts now; it may still be being drawn."""
    return session.scalar(
        select(Certificate)
        .where(
            Certificate.award_id == award.id,
            Certificate.authority_id == actor.authority_id,
            Certificate.replaced_at.is_(None),
        )
        .order_by(Certificate.number.desc())
        .limit(1)
    )


def find_decision(session: Session, actor: Actor, journey: Journey) -> Decision | None:
    """The decision on a journey that stands."""
    return session.scalar(
        select(Decision).where(
            Decision.journey_id == journey.id,
            Decision.authority_id == actor.authority_id,
            Decision.superseded_at.is_(None),
        )
    )


def list_conditions(session: Session, actor: Actor, journey: Journey) -> Sequence[Condition]:
    """The conditions of the decision that stands, by the day on which they are due."""
    return session.scalars(
        select(Condition)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(
            Condition.journey_id == journey.id,
            Condition.authority_id == actor.authority_id,
            Decision.superseded_at.is_(None),
        )
        .order_by(Condition.due_on, Condition.id)
    ).all()


def find_condition(
    session: Session, actor: Actor, journey: Journey, condition_id: int
) -> Condition | None:
    """One condition of the journey's award."""
    return next(
        (one for one in list_conditions(session, actor, journey) if one.id == condition_id), None
    )


def find_journey_of(session: Session, actor: Actor, award: Award) -> Journey | None:
    """The journey that led to an award of the actor's authority; one from before has none."""
    return session.scalar(
        select(Journey).where(
            Journey.id == award.journey_id, Journey.authority_id == actor.authority_id
        )
    )


def list_appeals(session: Session, actor: Actor, journey: Journey) -> Sequence[Appeal]:
    """The appeals that were lodged on a journey, the newest first."""
    return session.scalars(
        select(Appeal)
        .where(Appeal.journey_id == journey.id, Appeal.authority_id == actor.authority_id)
        .order_by(Appeal.id.desc())
    ).all()
