"""What waits in a journey, found anew from its rows for the letters of a term."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.stages import OPEN, Stage
from award.domain.turns import Turn
from award.domain.visits import VisitKind, VisitState
from award.storage.assessments import ReportLook
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState, Decision, Vote
from award.storage.journeys import History, Journey
from award.storage.visits import Visit

To = str | int  # a part that is played, or one person

USUAL: Final = ("reminder", "escalation")
# Stage and turn: after how many days, when the next one is told, and by which letters. All other
# turns: 5 and 10 days.
TURNS: Final[dict[tuple[Stage, Turn], tuple[tuple[int, ...], int, tuple[str, str]]]] = {
    (Stage.DRAFT, Turn.SETTING): ((15,), 30, ("draft_untouched", "quiet_setting")),
    (Stage.PLANNING, Turn.COORDINATOR): ((10,), 20, USUAL),
    (Stage.GATHERING, Turn.SETTING): ((20, 40), 40, ("gone_quiet", "quiet_setting")),
    (Stage.CHECKING, Turn.SETTING): ((5, 9), 10, ("report_check", "report_unanswered")),
    (Stage.DECIDING, Turn.PANEL): ((5,), 10, ("votes_waiting", "panel_waits")),
}
FIRST_VISIT_ON_ITS_WAY: Final = frozenset(
    {VisitState.PROPOSED, VisitState.CONFIRMED, VisitState.DONE, VisitState.WRITTEN_UP}
)


@dataclass(frozen=True)
class Wait:
    """Something that is waited for since a day, of whom, and who is told next."""

    thing: str
    since: date
    to: To
    after: tuple[int, ...] = (5,)
    then: int = 10
    letters: tuple[str, str] = USUAL
    coordinators_own: bool = False
    late: str = ""


def waits_of(journey: Journey, at: datetime) -> Iterator[Wait]:
    """Everything in a journey that somebody is waited for."""
    if journey.stage in OPEN:
        yield from turn_waits(journey)
    for visit in visits(journey):
        yield from visit_waits(visit, at)
    for look in rows(ReportLook, journey):
        if journey.stage is Stage.ASSESSING and not (look.answered_at or look.ended_at):
            yield Wait(f"look {look.id}", day_of(look.asked_at), look.colleague_id, (2,), 5)
    for appeal in rows(Appeal, journey):
        if appeal.state is not AppealState.DISMISSED and appeal.used_at is None:
            yield appeal_wait(appeal)
    yield from condition_waits(journey)
    for award in rows(Award, journey):
        for said in session_of(journey).scalars(select(CheckIn).filter_by(award_id=award.id)):
            if said.answered_at is None:
                yield Wait(f"check-in {said.id}", day_of(said.said_at), "coordinator")


def appeal_wait(appeal: Appeal) -> Wait:
    """An appeal to give to somebody, to hear, or to act upon."""
    thing = f"appeal {appeal.id} {appeal.state}"
    if appeal.state is AppealState.UPHELD and appeal.heard_at:
        return Wait(thing, day_of(appeal.heard_at), "coordinator")
    if appeal.heard_by_id is None:
        return Wait(thing, day_of(appeal.lodged_at), "coordinator")
    return Wait(thing, day_of(appeal.received_at or appeal.lodged_at), appeal.heard_by_id)


def turn_waits(journey: Journey) -> Iterator[Wait]:
    """Whose turn it is, unless something else says better what is missing."""
    turn, stage, thing = journey.turn, journey.stage, f"journey {journey.id}"
    resumed = [one for one in rows(History, journey) if one.what == "resume"]
    ended = max((one.at for one in resumed if one.by_id is None), default=None)
    if ended and turn is Turn.SETTING and journey.last_setting_act_at <= ended:
        yield Wait(f"{thing} pause", day_of(ended), "lead")
        return
    coming = {
        one.state for one in visits(journey) if one.kind in (VisitKind.INITIAL, VisitKind.RENEWAL)
    }
    if stage is Stage.PLANNING and turn in (Turn.COORDINATOR, Turn.ADVISER):
        if coming & FIRST_VISIT_ON_ITS_WAY:
            return
        if journey.plan_state is PlanState.PUT_FORWARD and journey.plan_put_forward_at:
            yield Wait(f"{thing} plan", day_of(journey.plan_put_forward_at), "coordinator")
            return
    if turn is Turn.PANEL and (votes := live_votes(journey)):
        most = max(Counter(one.outcome for one in votes).values())
        enough = most >= journey.route.rules.votes and most * 2 > len(votes)
        split = len(votes) >= journey.route.rules.votes and most * 2 <= len(votes)
        if enough or split:
            since = day_of(max(one.at for one in votes))
            letters = TURNS[Stage.DECIDING, Turn.PANEL][2]
            yield Wait(f"{thing} votes {enough}", since, "panel", letters=letters)
            return
    after, then, letters = TURNS.get((stage, turn), ((5,), 10, USUAL))
    since = turn_since(journey)
    to = "lead" if turn is Turn.SETTING else str(turn)
    yield Wait(f"{thing} {stage} {turn} {since}", since, to, after, then, letters)
    if stage is Stage.GATHERING and journey.deferred_until:
        letters = ("deferral_ends", "escalation")
        on = journey.deferred_until
        yield Wait(f"{thing} deferral {on}", on, "both", (-20, -5, 0), 10, letters)


def turn_since(journey: Journey) -> date:
    since = day_of(journey.waiting_since)
    if journey.turn is Turn.SETTING and journey.stage is not Stage.CHECKING:
        return max(since, day_of(journey.last_setting_act_at))
    if journey.turn is Turn.PANEL and journey.round:
        return max(since, journey.round.panel_on)
    days = [
        day_of(one.starts_at)
        for one in visits(journey)
        if one.kind is VisitKind.ASSESSMENT
        and one.starts_at
        and one.state not in (VisitState.CANCELLED, VisitState.MISSED)
    ]
    assesses = (journey.stage, journey.turn) == (Stage.ASSESSING, Turn.ASSESSOR)
    return max([since, *days]) if assesses else since


def visit_waits(visit: Visit, at: datetime) -> Iterator[Wait]:
    """A date to confirm, a record to write, to share or to agree."""
    thing, visitor = f"visit {visit.id} {visit.state}", visit.visitor_id
    own = visit.visitor_role is Role.COORDINATOR
    ended = visit.starts_at and visit.starts_at + timedelta(minutes=visit.minutes) <= at
    if visit.state is VisitState.PROPOSED:
        yield Wait(thing, day_of(visit.proposed_at), "lead")
    elif visit.state in (VisitState.CONFIRMED, VisitState.DONE) and ended and visit.starts_at:
        letters, on = ("visit_to_write_up", "escalation"), day_of(visit.starts_at)
        yield Wait(f"visit {visit.id} record", on, visitor, (3, 5), 7, letters, own)
    elif visit.state is VisitState.WRITTEN_UP and visit.written_up_at:
        yield Wait(thing, day_of(visit.written_up_at), visitor, coordinators_own=own)
    elif visit.state is VisitState.SHARED and visit.shared_at:
        yield Wait(thing, day_of(visit.shared_at), "lead")


def condition_waits(journey: Journey) -> Iterator[Wait]:
    for one in rows(Condition, journey):
        if session_of(journey).get_one(Decision, one.decision_id).superseded_at is not None:
            continue
        if one.state is ConditionState.OPEN:
            days, letters = (-20, -5, 0, 10), ("condition_due", "condition_overdue")
            late = "condition_late"
            yield Wait(f"condition {one.id}", one.due_on, "both", days, 20, letters, late=late)
        elif one.state is ConditionState.EVIDENCE_GIVEN and one.evidence_at:
            yield Wait(f"condition {one.id} shown", day_of(one.evidence_at), "coordinator")


def rows(kind: Any, journey: Journey) -> list[Any]:
    """The rows of one kind that belong to the journey."""
    return list(session_of(journey).scalars(select(kind).filter_by(journey_id=journey.id)))


def visits(journey: Journey) -> list[Visit]:
    return [one for one in rows(Visit, journey) if one.superseded_at is None]


def live_votes(journey: Journey) -> list[Vote]:
    return [one for one in rows(Vote, journey) if one.set_aside_at is None]
