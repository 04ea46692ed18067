"""What comes before a step of an adviser or an assessor: whose it is, and where it is seen."""

from typing import Any, Final

from flask import url_for

from award.adapters import clock
from award.domain import guards as g
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.web.kit.whose_steps import Guard, marked

DOORS: Final[dict[Guard, str]] = {
    g.initial_visit_signed: "assessor.visits",
    g.baseline_complete: "assessor.criteria",
    g.essentials_planned: "assessor.plan",
    g.plan_put_forward: "assessor.plan",
    g.another_agrees_the_plan: "assessor.plan",
    g.assessment_visit_recorded: "assessor.visits",
}


def comes_first(journey: Journey, blockers: tuple[str, ...]) -> list[dict[str, Any]]:
    """Each sentence with the tab that it leads to, and whether the setting does it."""
    facts = facts_of(journey, at=clock.now())
    doors = {guard(facts): endpoint for guard, endpoint in DOORS.items()}
    return [
        line | {"href": url_for(doors[said], journey_id=journey.id)} if said in doors else line
        for said, line in zip(blockers, marked(blockers, facts), strict=True)
    ]
