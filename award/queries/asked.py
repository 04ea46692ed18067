"""What waits for a coordinator beside the turns of journeys, part by part of one query."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from award.domain.award_moves import PROPOSED
from award.domain.frameworks import Judged
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.queries.leads import is_led
from award.queries.week import NO_DAY, NO_NUMBER
from award.storage.accounts import Enquiry
from award.storage.assessments import Judge, Judgement
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.enquiry_replies import replied_at
from award.storage.fallen_visits import fell_at, needs_new_visit
from award.storage.journeys import LEFT, Assignment, CriterionAsked, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit
from award.storage.working import left_at, needs_somebody

LEFT_LATELY: Final = timedelta(days=60)


def asked_parts(mine: int | None, at: datetime) -> Sequence[Select[Any]]:
    """What waits beside the turns: what, where, since; ids of place, journey, thing; its day."""
    return (
        _enquiries(mine),
        _of("not_applicable", Judgement.at, CriterionAsked.id, mine)
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
        ),
        _of("visit_nobody", left_at(), Visit.id, mine)
        .join(Visit, Visit.journey_id == Journey.id)
        .where(needs_somebody(), Journey.ended_at.is_(None) | (Journey.stage == Stage.AWARDED)),
        _of("no_lead", Journey.opened_at, NO_NUMBER.label("number"), mine).where(
            Journey.ended_at.is_(None), Journey.turn == Turn.SETTING, ~is_led(at)
        ),
        _of("visit_again", _fell_at(), NO_NUMBER.label("number"), mine).where(needs_new_visit()),
        _of("part_nobody", Assignment.ended_at, Assignment.id, mine)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .where(Journey.ended_at.is_(None), *_left_alone(at)),
        *_appeals(mine),
        _of("condition", Condition.evidence_at, Condition.id, mine, Condition.due_on)
        .join(Condition, Condition.journey_id == Journey.id)
        .where(Condition.state == ConditionState.EVIDENCE_GIVEN),
        _of_award("check_in", CheckIn.said_at, NO_DAY, mine, CheckIn.id)
        .join(CheckIn, CheckIn.award_id == Award.id)
        .where(CheckIn.answered_at.is_(None)),
        _of_award("award_reply", Award.replied_at, NO_DAY, mine).where(
            Award.state.in_(PROPOSED), Award.replied_at.is_not(None)
        ),
    )


def _appeals(mine: int | None) -> Sequence[Select[Any]]:
    """Appeals to receive or to give to somebody, and those that were upheld."""
    unheard = or_(
        Appeal.state == AppealState.LODGED,
        (Appeal.state == AppealState.RECEIVED) & Appeal.hearer_id.is_(None),
    )
    return (
        _of("appeal_lodged", Appeal.lodged_at, Appeal.id, mine)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(unheard),
        _of("appeal_upheld", Appeal.heard_at, Appeal.id, mine)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(Appeal.state == AppealState.UPHELD, Appeal.used_at.is_(None)),
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


def _enquiries(mine: int | None) -> Select[Any]:
    found: Any = select(
        literal("enquiry"),
        Enquiry.setting_name,
        func.coalesce(replied_at(), Enquiry.asked_at),
        NO_NUMBER.label("place_id"),
        NO_NUMBER.label("journey_id"),
        Enquiry.id,
        NO_DAY,
    ).where(Enquiry.authority_id == mine, Enquiry.answered_at.is_(None))
    return cast("Select[Any]", found)  # no more is known of a select of literals


def _of(
    what: str, since: Any, number: Any, authority_id: int | None, due_on: Any = NO_DAY
) -> Select[Any]:
    return (
        select(literal(what), Setting.name, since, Setting.id, Journey.id, number, due_on)
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == authority_id)
    )


def _of_award(
    what: str, since: Any, on: Any, authority_id: int | None, number: Any = Award.id
) -> Select[Any]:
    no_journey = NO_NUMBER.label("journey_id")
    return (
        select(literal(what), Setting.name, since, Setting.id, no_journey, number, on)
        .select_from(Award)
        .join(Setting, Setting.id == Award.setting_id)
        .where(Award.authority_id == authority_id)
    )
