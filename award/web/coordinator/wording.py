"""What the coordinator reads of what waits, and which screen each thing that blocks leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for

from award.domain import guards as g
from award.domain.facts import Facts, Outcome
from award.domain.frameworks import Judged
from award.domain.visits import VisitState
from award.storage.days import day_of


@dataclass(frozen=True)
class Deed:
    """What something is, what its button says, and the screen that it leads to."""

    what: str
    button: str
    endpoint: str


LATE_DAYS: Final = 10
OF_JOURNEY: Final = "coordinator.journey"
DEEDS: Final = {
    "applied": Deed("Application sent", "Read and accept", "coordinator.application"),
    "book_visit": Deed("No first visit yet", "Arrange a visit", "coordinator.visits"),
    "visit_proposed": Deed(
        "Dates proposed, none confirmed", "Confirm a date", "coordinator.visits"
    ),
    "visit_booked": Deed("First visit booked", "See the visit", "coordinator.visits"),
    "visit_to_write": Deed("Visit to write up", "Write it up", "coordinator.visits"),
    "visit_to_share": Deed("Visit record to share", "Share it", "coordinator.visits"),
    "plan": Deed("Plan put forward", "Read the plan", "coordinator.plan"),
    "planning": Deed("Planning", "See where it stands", OF_JOURNEY),
    "gathering": Deed("Feedback asked for", "Give feedback", "coordinator.evidence"),
    "ready": Deed("Declared ready", "See what is left", OF_JOURNEY),
    "begin": Deed("Everything is there to begin", "Begin the assessment", OF_JOURNEY),
    "assessing": Deed("No assessor without a tie", "Assign an assessor", "coordinator.people_of"),
    "checking": Deed("The report waits for you", "Look at the report", "coordinator.judgement"),
    "deciding": Deed("Second judgement to arrange", "Assign a second", "coordinator.people_of"),
    "pause": Deed("A pause is asked for", "Answer", "coordinator.pause"),
    "not_applicable": Deed("Asks whether a criterion applies", "Answer", "coordinator.judgement"),
    "appeal_lodged": Deed("An appeal was lodged", "Receive it", "coordinator.decision"),
    "appeal_upheld": Deed("An appeal was upheld", "Act on it", "coordinator.decision"),
    "condition": Deed("Condition: evidence given", "Look at it", "coordinator.decision"),
    "enquiry": Deed("Asks to take part", "Answer", "coordinator.enquiry"),
    "award_reply": Deed("Replied to a proposal about its award", "Read the reply", ""),
}

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
    g.points_answered: ("Answer the points", "coordinator.judgement"),
}


def ago(since: datetime, now: datetime) -> str:
    """today, 1 day, 6 days"""
    days = (day_of(now) - day_of(since)).days
    return "today" if days < 1 else f"{days} day{'' if days == 1 else 's'}"


def is_late(since: datetime, now: datetime) -> bool:
    """Whether something has waited for so long that a sign stands beside it."""
    return (day_of(now) - day_of(since)).days >= LATE_DAYS


def near_day(on: date) -> str:
    """Tue 3 March"""
    return f"{on:%a} {on.day} {on:%B}"


def link_of(deed: Deed, journey_id: int | None, number: int | None, place_id: int | None) -> str:
    """Where a deed leads."""
    if deed.endpoint == "coordinator.enquiry":
        return url_for(deed.endpoint, enquiry_id=number)
    if journey_id is None:
        return url_for("coordinator.setting", place_id=place_id)
    return url_for(deed.endpoint, journey_id=journey_id)
