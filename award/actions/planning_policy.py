"""What a policy does not say becomes actions of the plan, each linked to its point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from award.actions.checking_policy import find_last_check, must_be_present
from award.actions.planning import ActionWords, add_action, must_be_working
from award.domain.people import SETTING_ROLES, Actor
from award.domain.plan_days import PlanDays
from award.domain.policy_checks import Point, what_to_do
from award.domain.refusals import NotFound
from award.storage.approvers import lead_named
from award.storage.days import calendar_of, day_of
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.storage.policies import PolicyAnswer, PolicyCheck
from award.storage.policy_points import answers_of, points_with

NOW: Final = "Our policy does not say this yet."


def plan_missing(
    journey: Journey,
    codes: Sequence[str] | None = None,
    *,
    lead_name: str = "",
    by: Actor,
    at: datetime,
) -> list[PlannedAction]:
    """Turn what the policy does not say into actions, each linked to its point and criterion.

    ``codes`` names some of the missing points; None means all. What is planned already, and what
    the journey is not asked, is passed over. ``lead_name`` leads them; else who plans them, or
    the lead whom the setting named.
    """
    must_be_present(journey)
    must_be_working(journey)
    check = find_last_check(journey)
    answers = answers_of(check)
    points = points_with(check, journey.setting, answers)
    known = {one.line.code for one in points if one.is_missing}
    if codes is not None and not set(codes) <= known:
        raise NotFound
    asked = {one.code for one in journey.asked}
    standing = {one.id for one in journey.actions}
    wanted = [
        one
        for one in points
        if one.line.code in (known if codes is None else codes)
        and one.line.criterion in asked
        and _action_of(answers, one) not in standing
    ]
    due_on = PlanDays(calendar_of(journey.setting), day_of(at)).usual_due()
    leads = lead_name.strip() or _usual_lead(journey, by)
    usual = Usual(leads, due_on, by, at)
    return [_plan(journey, check, one, answers, usual) for one in wanted]


@dataclass(frozen=True)
class Usual:
    """What every action of one tap begins with."""

    lead_name: str
    due_on: date
    by: Actor
    at: datetime


def _action_of(answers: Mapping[str, PolicyAnswer], point: Point) -> int | None:
    kept = answers.get(point.line.code)
    return kept.action_id if kept else None


def _usual_lead(journey: Journey, by: Actor) -> str:
    return by.name if by.role in SETTING_ROLES else lead_named(journey) or by.name


def _plan(
    journey: Journey,
    check: PolicyCheck,
    point: Point,
    answers: Mapping[str, PolicyAnswer],
    usual: Usual,
) -> PlannedAction:
    words = ActionWords(
        what_to_do(point.line, with_group=point.from_group),
        [point.line.criterion],
        usual.lead_name,
        usual.due_on,
        more={"now": NOW, "measure": point.line.looks_like},
    )
    action = add_action(journey, words, by=usual.by, at=usual.at)
    kept = answers.get(point.line.code) or _empty(check, point, usual)
    kept.action_id = action.id
    session_of(check).flush()
    return action


def _empty(check: PolicyCheck, point: Point, usual: Usual) -> PolicyAnswer:
    """A row for a point that the group answers: it says nothing, and holds the action."""
    row = PolicyAnswer(
        authority_id=check.authority_id,
        check_id=check.id,
        point=point.line.code,
        by_id=usual.by.user_id,
        by_name=usual.by.name,
        at=usual.at,
    )
    session_of(check).add(row)
    return row
