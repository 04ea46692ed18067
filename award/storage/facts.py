"""Fills the rules' ``Facts`` from the rows of one journey."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.calendars import Calendar
from award.domain.facts import Asker, CriterionFacts, Facts, Said
from award.domain.frameworks import Judged
from award.domain.freshness import is_fresh, policy_is_in_date
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.terms import Term, term_after
from award.domain.visits import GONE, VisitKind, furthest
from award.storage.assessments import Judge, Judgement
from award.storage.days import calendar_of, day_of, terms_of
from award.storage.db import session_of
from award.storage.evidence import SUPPORTS, EvidenceItem, EvidenceLink
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.letters import Letter, LetterState
from award.storage.plans import ActionState, PlannedAction
from award.storage.standing import (
    approved,
    assessment_facts,
    decision_facts,
    ending_facts,
)
from award.storage.visits import Visit

DAYS_AFTER_DEFERRAL = 20


@dataclass(frozen=True)
class Looking:
    """The days that one reading of a journey rests on."""

    today: date
    looked_on: date
    calendar: Calendar
    terms: list[Term]


def facts_of(
    journey: Journey, *, at: datetime, asker: Asker | None = None, said: Said | None = None
) -> Facts:
    """Everything that the rules need to know of this journey, at a moment, for who asks."""
    session = session_of(journey)
    today = day_of(at)
    visits = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.superseded_at.is_(None))
    ).all()
    terms = terms_of(session, journey.authority_id, journey.setting)
    looking = Looking(
        today, _looked_on(journey, visits, today), calendar_of(journey.setting), terms
    )
    criteria = criterion_facts(journey, looking)
    rules = journey.route.rules
    return Facts(
        stage=journey.stage,
        rules=rules,
        today=today,
        asker=asker or Asker(Role.PUBLIC),
        said=said,
        paused=journey.paused_until is not None and today < journey.paused_until,
        criteria=criteria,
        **_application_facts(journey),
        **_planning_facts(journey, visits),
        **_gathering_facts(session, journey, criteria, looking),
        **assessment_facts(session, journey, visits, looking.calendar, today),
        **decision_facts(session, journey),
        **ending_facts(session, journey, today),
    )


def _looked_on(journey: Journey, visits: Any, today: date) -> date:
    """The day on which evidence will be looked at: the visit's, else the panel's, else today."""
    booked = [
        day_of(one.starts_at)
        for one in visits
        if one.kind is VisitKind.ASSESSMENT and one.starts_at and one.state not in GONE
    ]
    if booked:
        return max(booked)
    if journey.round is not None and journey.round.panel_on > today:
        return journey.round.panel_on
    return today


def criterion_facts(journey: Journey, looking: Looking) -> tuple[CriterionFacts, ...]:
    """What is known of every criterion that the journey is asked, in the framework's order."""
    session = session_of(journey)
    judged: dict[tuple[str, Judge], Judged] = {
        (one.criterion, one.judge): one.judged
        for one in session.scalars(
            select(Judgement).where(
                Judgement.journey_id == journey.id, Judgement.superseded_at.is_(None)
            )
        )
    }
    fresh, stale = _support(session, journey, looking)
    planned, left = _actions(session, journey)
    return tuple(
        CriterionFacts(
            code=one.code,
            essential=one.essential,
            judged=judged.get((one.code, Judge.SETTING)),
            not_applicable_agreed=one.not_applicable_agreed_at is not None,
            supported=one.code in fresh,
            evidence_stale=one.code in stale - fresh,
            on_the_day=one.on_the_day,
            actions_left=left[one.code],
            planned=one.code in planned,
            assessed=judged.get((one.code, Judge.ASSESSOR)),
        )
        for one in journey.asked
    )


def _support(session: Session, journey: Journey, looking: Looking) -> tuple[set[str], set[str]]:
    """The criteria that have fresh evidence, and those that have some which is too old."""
    by_code = {one.code: one for one in criteria_of(journey)}
    rows = session.execute(
        select(EvidenceLink.criterion, EvidenceLink.expected, EvidenceItem)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(
            EvidenceLink.journey_id == journey.id,
            EvidenceLink.removed_at.is_(None),
            EvidenceItem.removed_at.is_(None),
            EvidenceItem.state.in_(SUPPORTS),
        )
    )
    fresh: set[str] = set()
    stale: set[str] = set()
    for code, expected, item in rows:
        criterion = by_code.get(code)
        if criterion is None:
            continue
        counts = is_fresh(
            criterion,
            expected,
            item.dated_on or day_of(item.given_at),
            looked_on=looking.looked_on,
            kind=looking.calendar.kind,
            terms=looking.terms,
        )
        (fresh if counts else stale).add(code)
    return fresh, stale


def _actions(session: Session, journey: Journey) -> tuple[set[str], defaultdict[str, int]]:
    """The criteria that an action names, and how many of each are neither done nor explained."""
    planned: set[str] = set()
    left: defaultdict[str, int] = defaultdict(int)
    for one in session.scalars(
        select(PlannedAction).where(
            PlannedAction.journey_id == journey.id, PlannedAction.removed_at.is_(None)
        )
    ):
        planned.update(one.criteria)
        ended = one.state is ActionState.DONE or (
            one.state is ActionState.STOPPED and one.why_stopped.strip()
        )
        if not ended:
            for code in one.criteria:
                left[code] += 1
    return planned, left


def _application_facts(journey: Journey) -> dict[str, Any]:
    said = journey.application
    named = said is not None and all(
        one.strip()
        for one in (said.lead_name, said.lead_email, said.approver_name, said.approver_email)
    )
    return {
        "contacts_complete": named,
        "commitment_ticked": said is not None and said.commitment_ticked,
        "application_approved": approved(journey, "apply"),
    }


def _planning_facts(journey: Journey, visits: Any) -> dict[str, Any]:
    first = [one for one in visits if one.kind in (VisitKind.INITIAL, VisitKind.RENEWAL)]
    furthest_state = furthest(tuple(one.state for one in first))
    visitor = next(
        (one.visitor_role for one in first if furthest((one.state,)) is furthest_state),
        Role.COORDINATOR,
    )
    return {
        "initial_visit": furthest_state,
        "initial_visitor": visitor,
        "plan": journey.plan_state,
        "plan_put_forward_by": journey.plan_put_forward_by_id,
        "monitoring_signed": sum(
            one.kind is VisitKind.MONITORING and one.signed_at is not None for one in visits
        ),
    }


def _gathering_facts(
    session: Session,
    journey: Journey,
    criteria: tuple[CriterionFacts, ...],
    looking: Looking,
) -> dict[str, Any]:
    rules, today = journey.route.rules, looking.today
    quiet_since = day_of(journey.last_setting_act_at)
    deferred = journey.deferred_until
    first_deferred = journey.first_deferred_on or today
    reminded = journey.stage in (Stage.DRAFT, Stage.PLANNING, Stage.GATHERING) and (
        session.scalar(
            select(Letter.id)
            .where(
                Letter.unique_key.like(f"journey:{journey.id}:%"),
                Letter.state == LetterState.SENT,
                Letter.written_at > journey.last_setting_act_at,
            )
            .limit(1)
        )
        is not None
    )
    return {
        "policy_in_date": policy_is_in_date(journey.policy_reviewed_on, looking.looked_on),
        "readiness_approved": approved(journey, "ready", criteria),
        "feedback_asked": journey.feedback_asked_at is not None,
        "silent_long": term_after(quiet_since, rules.silence_terms, looking.terms).ends_on < today,
        "reminders_sent": reminded,
        "deferred_until": deferred,
        "deferral_long_over": deferred is not None
        and looking.calendar.add_days(deferred, DAYS_AFTER_DEFERRAL) < today,
        "deferral_limit_on": term_after(
            first_deferred, rules.deferral_terms, looking.terms
        ).ends_on,
    }
