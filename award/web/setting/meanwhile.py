"""What somebody else has in hand while the setting goes on: one line each, with who and when."""

from typing import Final

from award.adapters import clock
from award.domain.facts import Facts, PlanState, VisitStanding
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.queries.visits import VisitSeen, list_visits
from award.storage.accounts import User
from award.storage.db import db
from award.storage.journeys import AssignmentKind, Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_short, moment
from award.web.kit.visit_writers import was_shared
from award.web.setting.here import rests

WAITED_FOR: Final[dict[Stage, VisitKind]] = {
    Stage.PLANNING: VisitKind.INITIAL,
    Stage.GATHERING: VisitKind.MONITORING,
}
MONITORED: Final = (
    "A monitoring visit is asked before you say that you are ready. Find a day early: it has to "
    "suit two diaries."
)
UNDER_WAY: Final = (
    VisitState.PROPOSED,
    VisitState.CONFIRMED,
    VisitState.DONE,
    VisitState.WRITTEN_UP,
    VisitState.SHARED,
)


def offered_words(one: VisitSeen) -> str:
    """The days that the setting offered, and who chooses among them; empty for all others."""
    if one.is_over or one.visit.state is not VisitState.PROPOSED or not one.is_own_offer:
        return ""
    days = " or ".join(moment(when) for when in one.offered)
    return f"You offered {days}; {one.visitor} chooses"


def visits_under_way(journey: Journey) -> list[VisitSeen]:
    """The visits that this stage waits for and that are offered, booked or being written up."""
    kind = WAITED_FOR.get(journey.stage)
    return [
        one
        for one in list_visits(db.session(), actor(), journey)
        if one.visit.kind is kind and one.visit.state in UNDER_WAY and not one.is_over
    ]


def asked_words(journey: Journey, visits: list[VisitSeen]) -> str:
    """That a monitoring visit is still asked, until one of these is under way."""
    if rests(journey) or WAITED_FOR.get(journey.stage) is not VisitKind.MONITORING:
        return ""
    held = [one.visit for one in visits if one.visit.kind is VisitKind.MONITORING]
    signed = sum(one.signed_at is not None for one in held)
    is_under_way = any(one.state in UNDER_WAY and one.superseded_at is None for one in held)
    asks = journey.route.rules.monitoring_visits > signed
    return MONITORED if asks and not is_under_way else ""


def meanwhile(journey: Journey, facts: Facts, visits: list[VisitSeen]) -> list[str]:
    """What others do while this setting plans or gathers, in sentences."""
    lines = [line for one in visits if (line := _of_visit(journey, one))]
    if journey.stage is Stage.PLANNING and facts.plan is PlanState.PUT_FORWARD:
        lines.append("The coordinator reads your plan. You get an e-mail.")
    if _is_booked_by_another(journey, facts):
        lines.append("The coordinator books the first visit. You can propose days yourself.")
    if facts.feedback_asked and journey.stage is Stage.GATHERING:
        asked = day_short(journey.feedback_asked_at)
        lines.append(
            f"{_reader(journey)} looks at what you have so far: you asked on {asked}. "
            "You get an e-mail with the answer."
        )
    return lines


def _is_booked_by_another(journey: Journey, facts: Facts) -> bool:
    asked = journey.stage is Stage.PLANNING and bool(facts.rules.initial_visit)
    return asked and facts.initial_visit is VisitStanding.NONE


def _of_visit(journey: Journey, one: VisitSeen) -> str:
    """One visit in hand; nothing where the setting itself has the next step with it."""
    starts = one.visit.starts_at
    if offered := offered_words(one):
        return f"{one.name}: {offered[0].lower()}{offered[1:]}."
    if one.visit.state is VisitState.CONFIRMED and starts and starts > clock.now():
        return f"{one.name}: {moment(starts)}, with {one.visitor}."
    if one.visit.state in (VisitState.PROPOSED, VisitState.SHARED):
        return ""
    if was_shared(journey, one.visit):
        return f"{one.name}: {one.visitor} puts the record right. You get an e-mail."
    return f"{one.name}: {one.visitor} writes down what was seen. You get an e-mail."


def _reader(journey: Journey) -> str:
    """Who was asked for feedback: the adviser by name, else the coordinator."""
    for one in journey.assignments:
        if one.kind is AssignmentKind.ADVISER and one.ended_at is None:
            return db.session.get_one(User, one.user_id).name
    return "The coordinator"
