"""Finds journeys for who is looking, and says what is known of the situation they look at."""

from datetime import datetime
from functools import cached_property
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Actor, Role
from award.domain.permissions import Situation
from award.domain.stages import Stage
from award.domain.visits import GONE, VisitKind, VisitState
from award.queries.ended import is_within_appeal_days
from award.queries.people import is_shown_to_viewer
from award.storage.asked_conditions import asked_of
from award.storage.assessments import Report
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.decisions import (
    Appeal,
    AppealState,
    Condition,
    ConditionState,
    Decision,
)
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

BEFORE_PANEL: Final = (AppealState.LODGED, AppealState.RECEIVED)
# What nearly every page says of a journey comes along with it.
WITH_IT: Final = (
    joinedload(Journey.route),
    joinedload(Journey.framework),
    joinedload(Journey.round),
    joinedload(Journey.application),
)
JUDGED: Final = (Stage.ASSESSING, Stage.CHECKING, Stage.DECIDING)
BLIND_PAIR: Final = frozenset({Role.ASSESSOR, Role.SECOND})


def find_journey(session: Session, actor: Actor, journey_id: int) -> Journey | None:
    """The journey, where it lies within the actor's walls; else None, as if it were not there.

    An authority's people reach their authority's journeys, a setting's people their setting's, a
    group's viewer those of the group's settings, and who is assigned those assigned to them.
    """
    query = select(Journey).where(Journey.id == journey_id).options(*WITH_IT)
    if actor.user_id is None:
        return None
    if actor.role is Role.GROUP_VIEWER:
        query = query.join(Setting, Setting.id == Journey.setting_id)
        query = query.where(is_shown_to_viewer(actor))
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


class Seen(Situation):
    """The situation of a journey for one person; each part is read when it is first asked for.

    An assigned person's journey is theirs. ``others``: they look at the other's judgement.
    """

    journey: Journey
    actor: Actor
    at: datetime
    others: bool

    def __init__(self, journey: Journey, actor: Actor, *, at: datetime, others: bool) -> None:
        vars(self).update(
            journey=journey,
            actor=actor,
            at=at,
            others=others,
            on_behalf=actor.on_behalf,
            summary=actor.role in (Role.GROUP_VIEWER, Role.STEERING),
            without_content=actor.role is Role.AUDITOR,
        )

    @cached_property
    def assigned(self) -> bool:
        return is_assigned(self.journey, self.actor, at=self.at)

    @property
    def mine(self) -> bool:
        return self.assigned

    @cached_property
    def blind(self) -> bool:
        return self.others and is_blind(self.journey, self.actor)

    @cached_property
    def shared(self) -> bool:
        return _shared(self.journey)

    @cached_property
    def released(self) -> bool:
        return _released(self.journey) is not None

    @cached_property
    def deciding(self) -> bool:
        here = self.journey.stage is Stage.DECIDING
        return here or _appeal_is_open(self.journey) or _condition_waits(self.journey, at=self.at)

    @cached_property
    def is_renewal(self) -> bool:
        return _holds_award(self.journey)


def situation_of(
    journey: Journey, actor: Actor, *, at: datetime, others: bool = False
) -> Situation:
    """What is known of a journey for the table of permissions.

    ``others``: the actor looks at the other's judgement, which may be closed to them.
    """
    return Seen(journey, actor, at=at, others=others)


def is_blind(journey: Journey, actor: Actor) -> bool:
    """Whether the other's judgement is closed to the actor: one of the two is not in yet.

    The second judges without seeing the assessor's report; the assessor does not see the second's
    judgement until it is given.
    """
    return actor.role in BLIND_PAIR and waits_for_second(journey)


def waits_for_second(journey: Journey) -> bool:
    """Whether a second judgement is asked for and is neither in nor set aside."""
    return (
        bool(journey.sample_reasons)
        and journey.second_done_at is None
        and journey.second_set_aside_at is None
    )


def closed_judges(journey: Journey, actor: Actor) -> frozenset[int]:
    """Whose records, notes and words are closed to the actor, in whatever role they look.

    Until both judgements are in these are the other judge's, for assessor and for second.
    """
    closed = closed_part(journey, actor)
    if closed is None:
        return frozenset()
    ids = {one.user_id for one in journey.assignments if one.kind is closed}
    return frozenset(ids - {actor.user_id})


def closed_part(journey: Journey, actor: Actor) -> AssignmentKind | None:
    """Which of the two who judge is closed to the actor, who is the other; None for anybody else.

    Nobody is, once both judgements are in or the second was set aside.
    """
    if actor.user_id is None or not waits_for_second(journey):
        return None
    parts = _parts(journey, actor.user_id)
    other = {
        AssignmentKind.SECOND: AssignmentKind.ASSESSOR,
        AssignmentKind.ASSESSOR: AssignmentKind.SECOND,
    }
    return next((other[one] for one in other if one in parts), None)


def is_walled_off(journey: Journey, actor: Actor) -> bool:
    """Whether the actor judges here blind, and looks in a role that reads the first judgement.

    A coordinator, say, may be the second too: until their judgement is in, the journey is open to
    them as its second only.
    """
    if actor.role in BLIND_PAIR or actor.user_id is None or journey.ended_at is not None:
        return False
    is_judged = journey.stage in JUDGED or journey.times_asked_for_more > 0
    if not is_judged and not journey.sample_reasons:
        return False
    is_in = journey.second_done_at is not None or journey.second_set_aside_at is not None
    return not is_in and AssignmentKind.SECOND in _parts(journey, actor.user_id)


def seconded_blind(user_id: int | None) -> Select[int]:
    """The numbers of the open journeys in which somebody is to judge blind."""
    return (
        select(Journey.id)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .where(
            Assignment.user_id == user_id,
            Assignment.kind == AssignmentKind.SECOND,
            Assignment.ended_at.is_(None),
            Journey.ended_at.is_(None),
            Journey.second_done_at.is_(None),
            Journey.second_set_aside_at.is_(None),
        )
    )


def _parts(journey: Journey, user_id: int) -> frozenset[AssignmentKind]:
    """The parts that somebody has in the journey now."""
    live = (one for one in journey.assignments if one.ended_at is None)
    return frozenset(one.kind for one in live if one.user_id == user_id)


def follows_up(user_id: int | None) -> ColumnElement[bool]:
    """In a query for journeys: this person has a visit to make, or to finish, after its end."""
    return exists().where(
        Visit.journey_id == Journey.id,
        Visit.visitor_id == user_id,
        Visit.visitor_role.in_(ASSIGNED_ROLES),
        Visit.kind == VisitKind.FOLLOW_UP,
        Visit.state.not_in((*GONE, VisitState.SIGNED)),
        Visit.superseded_at.is_(None),
    )


def is_assigned(journey: Journey, actor: Actor, *, at: datetime) -> bool:
    """Whether the actor works on the journey now, or did and an appeal may still be heard.

    Who follows up a condition works on it until that visit is signed.
    """
    if actor.role not in ASSIGNED_ROLES or actor.user_id is None:
        return False
    kind = AssignmentKind(str(actor.role))
    rows = [one for one in journey.assignments if one.user_id == actor.user_id and one.kind is kind]
    if journey.ended_at is None:
        return any(one.ended_at is None for one in rows)
    ended = journey.ended_at
    worked_to_the_end = any(one.ended_at is None or one.ended_at >= ended for one in rows)
    if not worked_to_the_end:
        return False
    to_follow = select(Journey.id).where(Journey.id == journey.id, follows_up(actor.user_id))
    return _appeal_may_be_heard(journey, at=at) or bool(session_of(journey).scalar(to_follow))


def _appeal_may_be_heard(journey: Journey, *, at: datetime) -> bool:
    if _appeal_is_open(journey):
        return True
    since = _released(journey) or journey.ended_at
    if since is None:
        return False
    return is_within_appeal_days(journey.setting, since, at=at)


def _appeal_is_open(journey: Journey) -> bool:
    found = session_of(journey).scalar(
        select(Appeal.id)
        .where(Appeal.journey_id == journey.id, Appeal.state.in_(BEFORE_PANEL))
        .limit(1)
    )
    return found is not None


def _condition_waits(journey: Journey, *, at: datetime) -> bool:
    """Whether somebody is to say if a condition is met: those who set it look at what shows it."""
    if journey.stage is not Stage.AWARDED:
        return False
    asked = asked_of(journey.id, day_of(at))
    shown = asked.where(Condition.state == ConditionState.EVIDENCE_GIVEN)
    return session_of(journey).scalar(shown.limit(1)) is not None


def _released(journey: Journey) -> datetime | None:
    return session_of(journey).scalar(
        select(Decision.released_at).where(
            Decision.journey_id == journey.id, Decision.superseded_at.is_(None)
        )
    )


def _shared(journey: Journey) -> bool:
    """Whether a report was shared: what was shared once stays readable while it is revised."""
    found = session_of(journey).scalar(
        select(Report.id)
        .where(Report.journey_id == journey.id, Report.shared_at.is_not(None))
        .limit(1)
    )
    return found is not None


def _holds_award(journey: Journey) -> bool:
    found = session_of(journey).scalar(
        select(Award.id).where(Award.setting_id == journey.setting_id).limit(1)
    )
    return found is not None
