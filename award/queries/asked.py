"""What waits for a coordinator beside the turns of journeys, part by part of one query."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from award.domain.award_moves import PROPOSED
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role
from award.domain.report_days import SHARE_DAYS
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.queries.appeals import may_still_hear
from award.queries.leads import is_led
from award.queries.turnaround import last_visit
from award.queries.waiting_since import awaits_report, waits_since
from award.queries.week import NO_DAY, NO_MOMENT, NO_NUMBER
from award.storage.accounts import Enquiry, User
from award.storage.asked_conditions import is_asked, is_overdue
from award.storage.assessments import Judge, Judgement
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.days import day_of
from award.storage.decisions import (
    Appeal,
    AppealState,
    Condition,
    ConditionState,
)
from award.storage.enquiry_replies import replied_at
from award.storage.fallen_visits import fell_at, needs_new_visit
from award.storage.journeys import LEFT, Assignment, CriterionAsked, Journey
from award.storage.settings import Setting
from award.storage.tied import is_kept_away
from award.storage.visits import Visit
from award.storage.working import left_at, needs_somebody, works_for

REPORT_LATE: Final = "report_late"
CONDITION_LATE: Final = "condition_late"
CONDITION_LATE_TIED: Final = "condition_late_tied"
AT_LEAST: Final = timedelta(days=SHARE_DAYS)
LEFT_LATELY: Final = timedelta(days=60)


def asked_parts(actor: Actor, at: datetime) -> Sequence[Select[Any]]:
    """What waits beside the turns of journeys, each row of it in the same seven columns.

    They are: what waits, the name of the place, since when, the numbers of the place, of the
    journey and of the thing itself, and the day by which it is due. What is late waits since the
    day after that one. Of conditions that another than the actor answers, those whose day has
    passed are named apart, and what was shown is left out.
    """
    authority_id = actor.authority_id or 0
    return (
        _enquiries(authority_id),
        _not_applicable(authority_id),
        _at_journey("visit_nobody", left_at(), Visit.id, authority_id)
        .join(Visit, Visit.journey_id == Journey.id)
        .where(needs_somebody(), Journey.ended_at.is_(None) | (Journey.stage == Stage.AWARDED)),
        _at_journey("no_lead", Journey.opened_at, NO_NUMBER.label("number"), authority_id).where(
            Journey.ended_at.is_(None), Journey.turn != Turn.NOBODY, ~is_led(at)
        ),
        _at_journey("visit_again", _fell_at(), NO_NUMBER.label("number"), authority_id).where(
            needs_new_visit()
        ),
        _at_journey("part_nobody", Assignment.ended_at, Assignment.id, authority_id)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .where(Journey.ended_at.is_(None), *_left_alone(at)),
        *_appeals(authority_id),
        _reports(authority_id, at),
        *_conditions(actor, at),
        _at_award("check_in", CheckIn.said_at, NO_DAY, authority_id, CheckIn.id)
        .join(CheckIn, CheckIn.award_id == Award.id)
        .where(CheckIn.answered_at.is_(None)),
        _at_award("award_reply", Award.replied_at, NO_DAY, authority_id).where(
            Award.state.in_(PROPOSED), Award.replied_at.is_not(None)
        ),
    )


def _not_applicable(authority_id: int | None) -> Select[Any]:
    """Criteria of which a setting says that they do not apply, and nobody agreed so far."""
    return (
        _at_journey("not_applicable", Judgement.at, CriterionAsked.id, authority_id)
        .join(Judgement, Judgement.journey_id == Journey.id)
        .join(
            CriterionAsked,
            (CriterionAsked.journey_id == Journey.id)
            & (CriterionAsked.code == Judgement.criterion),
        )
        .where(
            Journey.ended_at.is_(None),
            Judgement.judge == Judge.SETTING,
            Judgement.judged == Judged.NOT_APPLICABLE,
            Judgement.superseded_at.is_(None),
            CriterionAsked.not_applicable_agreed_at.is_(None),
        )
    )


def _appeals(authority_id: int | None) -> Sequence[Select[Any]]:
    """Appeals to receive or to give to somebody, and those that were upheld."""
    unheard = or_(
        Appeal.state == AppealState.LODGED,
        (Appeal.state == AppealState.RECEIVED) & (Appeal.hearer_id.is_(None) | ~may_still_hear()),
    )
    return (
        _at_journey("appeal_lodged", Appeal.lodged_at, Appeal.id, authority_id)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(unheard),
        _at_journey("appeal_upheld", Appeal.heard_at, Appeal.id, authority_id)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(Appeal.state == AppealState.UPHELD, Appeal.used_at.is_(None)),
    )


def _conditions(actor: Actor, at: datetime) -> Sequence[Select[Any]]:
    """Conditions for which something was shown, and those whose day has passed without it."""
    since, on, mine = NO_MOMENT.label("since"), Condition.due_on, actor.authority_id or 0
    anothers = _is_anothers(actor)
    late = case((anothers, CONDITION_LATE_TIED), else_=CONDITION_LATE)
    return (
        _at_journey("condition", Condition.evidence_at, Condition.id, mine, on)
        .join(Condition, Condition.journey_id == Journey.id)
        .where(Condition.state == ConditionState.EVIDENCE_GIVEN, is_asked(day_of(at)), ~anothers),
        _at_journey(late, since, Condition.id, mine, on)
        .join(Condition, Condition.journey_id == Journey.id)
        .where(is_overdue(day_of(at))),
    )


def _is_anothers(actor: Actor) -> ColumnElement[bool]:
    """Whether a tie, or evidence of their own, keeps the actor from it, and somebody else can."""
    gave = Condition.evidence_by_id.is_not_distinct_from(actor.user_id)
    waits = gave & (Condition.state == ConditionState.EVIDENCE_GIVEN)
    free = exists(User.id).where(
        works_for(User.id, actor.authority_id, Role.COORDINATOR, Role.PANEL),
        User.id != actor.user_id,
        User.id.is_distinct_from(Condition.evidence_by_id),
        ~is_kept_away(User.id, Setting.id),
    )
    return (is_kept_away(actor.user_id, Setting.id) | waits) & free


def _reports(authority_id: int | None, at: datetime) -> Select[Any]:
    """Reports not shared days after their visit; which of them are late, working days say."""
    return _at_journey(REPORT_LATE, waits_since(at), NO_NUMBER.label("number"), authority_id).where(
        awaits_report(),
        Journey.paused_until.is_(None),
        last_visit(at) <= at - AT_LEAST,
    )


def _fell_at() -> ColumnElement[datetime]:
    since: ColumnElement[datetime] = func.coalesce(fell_at(), Journey.stage_since)
    return since


def _left_alone(at: datetime) -> Sequence[ColumnElement[bool]]:
    """A part whose holder left lately, and which nobody has taken since."""
    later = aliased(Assignment)
    taken = exists().where(
        later.journey_id == Assignment.journey_id,
        later.kind == Assignment.kind,
        later.id > Assignment.id,
    )
    since = at - LEFT_LATELY
    return Assignment.end_reason == LEFT, Assignment.ended_at > since, ~taken


def _enquiries(authority_id: int | None) -> Select[Any]:
    found: Any = select(
        literal("enquiry"),
        Enquiry.setting_name,
        func.coalesce(replied_at(), Enquiry.asked_at),
        NO_NUMBER.label("place_id"),
        NO_NUMBER.label("journey_id"),
        Enquiry.id,
        NO_DAY,
    ).where(Enquiry.authority_id == authority_id, Enquiry.answered_at.is_(None))
    return cast("Select[Any]", found)  # no more is known of a select of literals


def _at_journey(
    what: str | ColumnElement[str],
    since: Any,
    number: Any,
    authority_id: int | None,
    due_on: Any = NO_DAY,
) -> Select[Any]:
    named: Any = literal(what) if isinstance(what, str) else what
    return (
        select(named, Setting.name, since, Setting.id, Journey.id, number, due_on)
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == authority_id)
    )


def _at_award(
    what: str, since: Any, on: Any, authority_id: int | None, number: Any = Award.id
) -> Select[Any]:
    no_journey = NO_NUMBER.label("journey_id")
    return (
        select(literal(what), Setting.name, since, Setting.id, no_journey, number, on)
        .select_from(Award)
        .join(Setting, Setting.id == Award.setting_id)
        .where(Award.authority_id == authority_id)
    )
