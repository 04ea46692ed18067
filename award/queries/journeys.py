"""Finds journeys for who is looking, and says what is known of the situation they look at."""

from datetime import datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Actor, Role
from award.domain.permissions import Situation
from award.domain.stages import Stage
from award.storage.assessments import Report
from award.storage.awards import Award
from award.storage.days import calendar_of, day_of
from award.storage.decisions import Appeal, AppealState, Decision
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.settings import Setting

APPEAL_DAYS: Final = 20
BEFORE_PANEL: Final = (AppealState.LODGED, AppealState.RECEIVED)
BLIND_PAIR: Final = frozenset({Role.ASSESSOR, Role.SECOND})


def find_journey(session: Session, actor: Actor, journey_id: int) -> Journey | None:
    """The journey, where it lies within the actor's walls; else None, as if it were not there.

    An authority's people reach their authority's journeys, a setting's people their setting's, a
    group's viewer those of the group's settings, and who is assigned those assigned to them.
    """
    query = select(Journey).where(Journey.id == journey_id)
    if actor.user_id is None:
        return None
    if actor.role is Role.GROUP_VIEWER:
        query = query.join(Setting, Setting.id == Journey.setting_id).where(
            Setting.group_id == actor.group_id, Setting.group_id.is_not(None)
        )
    elif actor.authority_id is None:
        return None
    else:
        query = query.where(Journey.authority_id == actor.authority_id)
    if actor.setting_id is not None or actor.role in SETTING_ROLES:
        query = query.where(Journey.setting_id == actor.setting_id)
    if actor.role in ASSIGNED_ROLES:
        query = query.where(
            exists().where(
                Assignment.journey_id == Journey.id,
                Assignment.user_id == actor.user_id,
                Assignment.kind == AssignmentKind(str(actor.role)),
            )
        )
    return session.scalar(query)


def situation_of(
    session: Session, journey: Journey, actor: Actor, *, at: datetime, mine: bool | None = None
) -> Situation:
    """What is known of a journey for the table of permissions.

    ``mine`` is about a thing on the journey (a report, a visit) where the caller knows it; else
    an assigned person's journey is theirs. Sums and outcomes are left to those who say so.
    """
    assigned = is_assigned(session, journey, actor, at=at)
    released = _released(session, journey)
    return Situation(
        assigned=assigned,
        mine=assigned if mine is None else mine,
        on_behalf=actor.on_behalf,
        shared=_shared(session, journey),
        released=released is not None,
        deciding=journey.stage is Stage.DECIDING or _appeal_is_open(session, journey),
        is_renewal=_holds_award(session, journey),
        summary=actor.role in (Role.GROUP_VIEWER, Role.STEERING),
        without_content=actor.role is Role.AUDITOR,
    )


def is_blind(session: Session, journey: Journey, actor: Actor) -> bool:
    """Whether the other's judgement is closed to the actor: one of the two is not in yet.

    The second judges without seeing the assessor's report; the assessor does not see the second's
    judgement until it is given.
    """
    if actor.role not in BLIND_PAIR or not journey.sample_reasons:
        return False
    return journey.second_done_at is None and journey.second_set_aside_at is None


def is_assigned(session: Session, journey: Journey, actor: Actor, *, at: datetime) -> bool:
    """Whether the actor works on the journey now, or did and an appeal may still be heard."""
    if actor.role not in ASSIGNED_ROLES or actor.user_id is None:
        return False
    rows = session.scalars(
        select(Assignment).where(
            Assignment.journey_id == journey.id,
            Assignment.user_id == actor.user_id,
            Assignment.kind == AssignmentKind(str(actor.role)),
        )
    ).all()
    if journey.ended_at is None:
        return any(one.ended_at is None for one in rows)
    ended = journey.ended_at
    worked_to_the_end = any(one.ended_at is None or one.ended_at >= ended for one in rows)
    return worked_to_the_end and _appeal_may_be_heard(session, journey, at=at)


def _appeal_may_be_heard(session: Session, journey: Journey, *, at: datetime) -> bool:
    if _appeal_is_open(session, journey):
        return True
    since = _released(session, journey) or journey.ended_at
    if since is None:
        return False
    until = calendar_of(journey.setting).add_days(day_of(since), APPEAL_DAYS)
    return day_of(at) <= until


def _appeal_is_open(session: Session, journey: Journey) -> bool:
    found = session.scalar(
        select(Appeal.id)
        .where(Appeal.journey_id == journey.id, Appeal.state.in_(BEFORE_PANEL))
        .limit(1)
    )
    return found is not None


def _released(session: Session, journey: Journey) -> datetime | None:
    return session.scalar(
        select(Decision.released_at).where(
            Decision.journey_id == journey.id, Decision.superseded_at.is_(None)
        )
    )


def _shared(session: Session, journey: Journey) -> bool:
    found = session.scalar(
        select(Report.id).where(
            Report.journey_id == journey.id,
            Report.superseded_at.is_(None),
            Report.shared_at.is_not(None),
        )
    )
    return found is not None


def _holds_award(session: Session, journey: Journey) -> bool:
    found = session.scalar(select(Award.id).where(Award.setting_id == journey.setting_id).limit(1))
    return found is not None
