"""The action plan of a journey: read, agreed by a move, or given back; the check of the policy."""

from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.putting_forward import must_be_put_forward, return_plan
from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.permissions import May
from award.domain.stages import BEFORE_PLANNING, WORKING
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import WordsForm
from award.web.coordinator.reading import SCREENS
from award.web.coordinator.shell import address_in_room, journey_page, name_of
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.journeys import note_opened
from award.web.kit.moves import open_moves
from award.web.kit.plan_shown import plan_read
from award.web.kit.plans import beside_plan, kept_elsewhere
from award.web.kit.policy_shown import policy_read

PLAN_WORDS: Final = {
    PlanState.DRAFT: "The setting is still writing its plan.",
    PlanState.PUT_FORWARD: "The plan was put forward and waits to be agreed.",
    PlanState.AGREED: "The plan is agreed.",
}


@bp.get("/journeys/<int:journey_id>/plan")
@needs(May.SEE_PLAN)
def plan(journey_id: int) -> ResponseReturnValue:
    """What the setting will do, how far it is, and what is not as it was agreed."""
    found = find(May.SEE_PLAN, journey_id)
    note_opened(found)
    waits = found.plan_state is PlanState.PUT_FORWARD
    is_written = found.stage in WORKING and found.paused_until is None
    agree = [one for one in open_moves(found, "coordinator.move") if one.name == "agree_plan"]
    here = url_for("coordinator.plan", journey_id=journey_id)
    return journey_page(
        "coordinator/plan.html",
        found,
        state=PLAN_WORDS[found.plan_state] if found.stage not in BEFORE_PLANNING else "",
        returned=found.plan_returned_words if found.plan_state is PlanState.DRAFT else "",
        shown=plan_read(found, actor(), here),
        elsewhere=kept_elsewhere(found, actor()),
        agree=agree[0] if agree and waits else None,
        written_at=address_in_room("setting.plan", found) if is_written else "",
        **beside_plan(found, actor(), SCREENS),
    )


@bp.get("/journeys/<int:journey_id>/policy-check")
@needs(May.SEE_PLAN)
def policy_check(journey_id: int) -> ResponseReturnValue:
    """What the setting found when it checked its policy."""
    found = find(May.SEE_PLAN, journey_id)
    return journey_page("coordinator/policy_check.html", found, **policy_read(found, actor()))


@bp.route("/journeys/<int:journey_id>/plan/return", methods=["GET", "POST"])
@needs(May.AGREE_PLAN)
def plan_return(journey_id: int) -> ResponseReturnValue:
    """Give the plan back with words that help."""
    found = find(May.AGREE_PLAN, journey_id)
    must_be_put_forward(found)
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
