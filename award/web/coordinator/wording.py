"""What the coordinator reads of what waits, and which screen each thing that blocks leads to."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import url_for

from award.domain import guards as g
from award.domain.calendars import Calendar
from award.domain.decision_guards import second_judgement_in
from award.domain.lifecycle import Move
from award.domain.turns import Turn
from award.domain.visits import VisitState
from award.storage.days import calendar_of, council_calendar
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.web.kit.whose_steps import Guard

# The steps that others make, as one says them to a coordinator.
THEIR_STEPS: Final = {
    "submit": "the setting sends its application",
    "declare_ready": "the setting declares that it is ready",
    "confirm_report": "the setting confirms the report",
    "share_report": "the assessor shares the report",
    "award": "the panel releases its decision",
}
VISIT_WORDS: Final = {
    VisitState.PROPOSED: ("others", "Dates proposed"),
    VisitState.CONFIRMED: ("others", "Booked"),
    VisitState.DONE: ("yours", "To be written up"),
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


@dataclass(frozen=True)
class Step:
    """What a button says that leads to a thing which blocks, and the screen that it leads to.

    ``part`` is the part that the screen gives to somebody.
    """

    words: str
    endpoint: str
    part: str = ""

    def of(self, journey: Journey) -> str:
        """Where it leads for this journey."""
        more: dict[str, Any] = {"part": self.part} if self.part else {}
        return url_for(self.endpoint, journey_id=journey.id, **more)


ANOTHER_ASSESSOR: Final = Step("Assign another assessor", "coordinator.assign", "assessor")
THE_VISIT: Final = Step("See the visit", "coordinator.visits")
STEPS: Final[dict[Guard, Step]] = {
    g.initial_visit_signed: Step("Arrange the visit", "coordinator.visits"),
    g.baseline_complete: Step("See the judgements", "coordinator.judgement"),
    g.essentials_planned: Step("See the plan", "coordinator.plan"),
    g.plan_put_forward: Step("See the plan", "coordinator.plan"),
    g.another_agrees_the_plan: Step("See the plan", "coordinator.plan"),
    g.nothing_blocks_readiness: Step("See the evidence", "coordinator.evidence"),
    g.head_has_declared: Step("Record the approval", "coordinator.people_of"),
    g.assessor_assigned: Step("Assign an assessor", "coordinator.assign", "assessor"),
    g.assessor_assigned_by_another: ANOTHER_ASSESSOR,
    g.assessor_untied: ANOTHER_ASSESSOR,
    g.assessment_visit_booked: Step("Book the assessment visit", "coordinator.visit_book"),
    g.assessment_visit_recorded: Step("See the visits", "coordinator.visits"),
    second_judgement_in: Step("Assign a second", "coordinator.assign", "second"),
    g.points_answered: Step("Answer the points", "coordinator.judgement"),
}


KEPT_INSIDE: Final = "Until the release you see who has voted and when; only the panel sees how."


def days_of_turn(journey: Journey) -> Calendar:
    """In whose days the turn is counted: the setting’s own where it is theirs, or the council’s."""
    if journey.turn is Turn.SETTING:
        return calendar_of(journey.setting)
    return council_calendar(session_of(journey), journey.authority_id)


def near_day(on: date) -> str:
    """Tue 3 March"""
    return f"{on:%a} {on.day} {on:%B}"


def next_words(row: Move) -> str:
    """The step that comes next, and whose it is: the coordinator's own, or another's."""
    if row.name in THEIR_STEPS:
        return f"Next: {THEIR_STEPS[row.name]}"
    return f"Then yours: {row.label[0].lower()}{row.label[1:]}"


def enquiry_draft(setting: str) -> str:
    """What a reply to who asked to take part begins with, to be changed."""
    return (
        f"Thank you for asking about the award for {setting}. I am glad that you did.\n\n"
        "A good first step is a short call: I tell you what the award asks, and you tell me what "
        "you do already. Which day would suit you?\n\n"
        "If you would like to begin at once, tell me. You then get an invitation by e-mail that "
        "leads you to a short application."
    )
