"""The action plan of a journey: read, agreed by a move, or given back with words."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.planning import return_plan
from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.permissions import May
from award.queries.plans import list_actions
from award.storage.plans import ActionState, PlannedAction
from award.web.coordinator.asking import Question, ask
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import WordsForm
from award.web.coordinator.reading import SCREENS
from award.web.coordinator.shell import journey_page, name_of
from award.web.kit.access import actor, find, needs
from award.web.kit.filters import day_short
from award.web.kit.journeys import note_opened
from award.web.kit.moves import open_moves
from award.web.kit.plans import beside_plan

STATE_WORDS = {
    ActionState.NOT_STARTED: ("others", "Not started"),
    ActionState.UNDER_WAY: ("others", "Under way"),
    ActionState.DONE: ("done", "Done"),
    ActionState.STOPPED: ("stopped", "Stopped"),
}
PLAN_WORDS = {
    PlanState.DRAFT: "The setting is still writing its plan.",
    PlanState.PUT_FORWARD: "The plan was put forward and waits to be agreed.",
    PlanState.AGREED: "The plan is agreed.",
}


@bp.get("/journeys/<int:journey_id>/plan")
@needs(May.SEE_PLAN)
def plan(journey_id: int) -> ResponseReturnValue:
    """What the setting will do, and how far it is."""
    found = find(May.SEE_PLAN, journey_id)
    note_opened(found)
    waits = found.plan_state is PlanState.PUT_FORWARD
    agree = [one for one in open_moves(found, "coordinator.move") if one.name == "agree_plan"]
    return journey_page(
        "coordinator/plan.html",
        found,
        state=PLAN_WORDS[found.plan_state],
        returned=found.plan_returned_words if found.plan_state is PlanState.DRAFT else "",
        rows=[_row(one) for one in list_actions(actor(), found)],
        agree=agree[0] if agree and waits else None,
        **beside_plan(found, actor(), SCREENS),
    )


def _row(one: PlannedAction) -> list[Any]:
    tone, words = STATE_WORDS[one.state]
    late = one.due_on < clock.today() and one.state not in (ActionState.DONE, ActionState.STOPPED)
    due = day_short(one.due_on)
    return [
        {"words": one.what, "more": one.why_stopped or one.impact},
        ", ".join(one.criteria),
        one.lead_name,
        {"words": due, "trouble": late, "more": "The day has passed" if late else ""},
        {"words": words, "tone": tone},
    ]


@bp.route("/journeys/<int:journey_id>/plan/return", methods=["GET", "POST"])
@needs(May.AGREE_PLAN)
def plan_return(journey_id: int) -> ResponseReturnValue:
    """Give the plan back with words that help."""
    found = find(May.AGREE_PLAN, journey_id)
    form = WordsForm(version=found.version)
    question = Question(
        "Return the plan",
        "Return the plan",
        "The plan is with the setting again, with your words.",
        url_for("coordinator.plan", journey_id=journey_id),
        name_of(found),
        told=["Say what is good, and what one or two things it still needs."],
    )
    return ask(
        found,
        form,
        lambda held: return_plan(held, words=form.words.data, by=actor(), at=clock.now()),
        question,
        may=May.AGREE_PLAN,
    )
