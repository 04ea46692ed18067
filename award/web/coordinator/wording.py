"""What the coordinator reads of what waits, and which screen each thing that blocks leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from award.domain import guards as g
from award.domain.calendars import Calendar, CalendarKind
from award.domain.decision_guards import second_judgement_in
from award.domain.facts import Facts, Outcome
from award.domain.frameworks import Judged
from award.domain.lifecycle import Move
from award.domain.visits import VisitState
from award.storage.days import day_of
from award.web.kit.filters import plural

# The setting's own steps, as one says them to somebody else.
THEIR_STEPS: Final = {
    "submit": "the setting sends its application",
    "declare_ready": "the setting declares that it is ready",
    "confirm_report": "the setting confirms the report",
}
LATE_DAYS: Final = 10
DAYS_A_WEEK: Final = 7
OUTCOME_WORDS: Final = {
    Outcome.AWARD: "Award",
    Outcome.AWARD_WITH_CONDITIONS: "Award with conditions",
    Outcome.DEFER: "Defer",
    Outcome.TURN_DOWN: "Not yet awarded",
}
JUDGED_WORDS: Final = {
    Judged.NOT_YET: "Not yet",
    Judged.DEVELOPING: "Developing",
    Judged.MET: "Met",
    Judged.EMBEDDED: "Embedded",
    Judged.NOT_APPLICABLE: "Does not apply",
}
VISIT_WORDS: Final = {
    VisitState.PROPOSED: ("others", "Dates proposed"),
    VisitState.CONFIRMED: ("others", "Booked"),
    VisitState.DONE: ("yours", "To write up"),
    VisitState.WRITTEN_UP: ("yours", "Written up"),
    VisitState.SHARED: ("others", "Shared"),
    VisitState.SIGNED: ("done", "Agreed"),
    VisitState.CANCELLED: ("stopped", "Cancelled"),
    VisitState.MISSED: ("attention", "Missed"),
}
FORM_WORDS: Final = {
    "on_site": "At the setting",
    "remote": "By video",
    "workshop": "A workshop",
    "call": "By phone",
}

Guard = Callable[[Facts], str | None]
STEPS: Final[dict[Guard, tuple[str, str]]] = {
    g.initial_visit_signed: ("Arrange the visit", "coordinator.visits"),
    g.baseline_complete: ("See the judgements", "coordinator.judgement"),
    g.essentials_planned: ("See the plan", "coordinator.plan"),
    g.plan_put_forward: ("See the plan", "coordinator.plan"),
    g.another_agrees_the_plan: ("See the plan", "coordinator.plan"),
    g.nothing_blocks_readiness: ("See the evidence", "coordinator.evidence"),
    g.head_has_declared: ("Record the head’s approval", "coordinator.people_of"),
    g.assessor_assigned: ("Assign an assessor", "coordinator.people_of"),
    g.assessor_assigned_by_another: ("Assign another assessor", "coordinator.people_of"),
    g.assessor_untied: ("Assign another assessor", "coordinator.people_of"),
    g.assessment_visit_booked: ("Book the assessment visit", "coordinator.visit_book"),
    g.assessment_visit_recorded: ("See the visits", "coordinator.visits"),
    second_judgement_in: ("Assign a second", "coordinator.people_of"),
    g.points_answered: ("Answer the points", "coordinator.judgement"),
}


@dataclass(frozen=True)
class Waited:
    """How long something has waited, in words; ``is_long`` where a sign stands beside them."""

    words: str
    is_long: bool = False


UNITS: Final = {
    CalendarKind.SCHOOL_TERMS: "school day",
    CalendarKind.WORKING_DAYS: "working day",
    CalendarKind.OWN_DAYS: "opening day",
}


def waited(calendar: Calendar, since: datetime, now: datetime) -> Waited:
    """today, 1 school day, 6 working days; “since Saturday” while no day has counted yet."""
    first, today = day_of(since), day_of(now)
    days = max(0, calendar.days_between(first, today))
    if not days:
        near = (today - first).days < DAYS_A_WEEK
        return Waited("today" if first >= today else f"since {first:%A}" if near else _since(first))
    unit = UNITS[calendar.kind] if calendar.knows(today) else UNITS[CalendarKind.WORKING_DAYS]
    return Waited(plural(days, unit), days >= LATE_DAYS)


def _since(first: date) -> str:
    return f"since {first.day} {first:%B}"


def since_words(since: datetime, now: datetime) -> str:
    """since 16 November; with its year where that is another than this one."""
    first = day_of(since)
    return _since(first) if first.year == day_of(now).year else f"{_since(first)} {first.year}"


def near_day(on: date) -> str:
    """Tue 3 March"""
    return f"{on:%a} {on.day} {on:%B}"


def next_words(row: Move) -> str:
    """The step that comes next, and whose it is: the coordinator's own, or the setting's."""
    if row.name in THEIR_STEPS:
        return f"Next: {THEIR_STEPS[row.name]}"
    return f"Then yours: {row.label[0].lower()}{row.label[1:]}"
