"""One journey as its adviser, assessor or second sees it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.moves import must_be_at
from award.actions.putting_forward import (
    must_be_in_draft,
    must_be_put_forward,
    put_plan_forward,
    return_plan,
)
from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.queries.judgements import left_to_judge, list_criteria
from award.queries.reports import list_earlier
from award.storage.db import db
from award.storage.fallen_visits import visit_fell_at
from award.storage.journeys import AssignmentKind, Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.comes_first import comes_first
from award.web.assessor.finding import (
    find_mine,
    has_own_tie,
    is_bound,
    is_second,
    judging_as,
    parts_in,
    sees_both,
    sees_report,
)
from award.web.assessor.forms import WordsForm
from award.web.assessor.noting import notes_beside
from award.web.assessor.reading import SCREENS
from award.web.assessor.setting_journey import in_their_room
from award.web.assessor.steps_here import Next, beside, first_of, waits_in
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.brought_in import applied_elsewhere, came_to_read
from award.web.kit.comparing import compared_in
from award.web.kit.errors import refused
from award.web.kit.filters import number_word
from award.web.kit.heads import journey_head
from award.web.kit.journeys import history_lines, note_opened
from award.web.kit.moves import OpenMove, move_screen, open_moves
from award.web.kit.pages import Link, render
from award.web.kit.plan_shown import plan_read
from award.web.kit.plans import beside_plan, kept_elsewhere
from award.web.kit.policy_shown import policy_read
from award.web.kit.ties import TieForm, declare_own_tie
from award.web.kit.versions import VersionedForm
from award.web.kit.who_leads import approver_shown, lead_shown

HISTORY = 12
PLAN_WORDS = {
    PlanState.DRAFT: "Being written",
    PlanState.PUT_FORWARD: "Put forward, waiting to be agreed",
    PlanState.AGREED: "Agreed",
}
BOUND = (
    "You have a tie to this setting. The coordinator is told, and finds somebody else; there is "
    "nothing more for you to do."
)
REVISED = "It was taken back to be revised. Change what is not right in it, then share it again."
FOLLOWS = "Somebody else should then judge here. It holds for every journey of this setting."


@bp.get("/journeys/<int:journey_id>")
@needs(May.SEE_APPLICATION)
def journey(journey_id: int) -> ResponseReturnValue:
    """Where it stands, what is next, and the way to everything in it."""
    held = find_mine(journey_id)
    note_opened(held)
    held = find_mine(journey_id)
    moves = [] if is_second() else open_moves(held, "assessor.move")
    waits = waits_in(held)
    step = next_of(held, moves)
    return render(
        "assessor/journey.html",
        **around(held, "assessor.journey"),
        next=step or first_of(waits),
        also=beside(step, waits),
        moves=moves,
        came=came_to_read(held),
        bound=is_bound(held),
        tied=has_own_tie(held),
        in_their_room=in_their_room("setting.home", held),
        **notes_beside(held),
        parts=[str(kind) for kind in parts_in(held)],
        led_by=lead_shown(held),
        approver=approver_shown(held),
        people=[(one.kind, one.user.name) for one in held.assignments if one.ended_at is None],
        lines=[] if is_second() else history_lines(held, inside=True, limit=HISTORY),
    )


def around(held: Journey, here: str) -> dict[str, object]:
    """What stands at the head of each page of a journey."""
    tabs = [
        ("Overview", "assessor.journey"),
        ("Application", "assessor.application"),
        ("Plan", "assessor.plan"),
        ("Criteria and evidence", "assessor.criteria"),
        ("Visits", "assessor.visits"),
        *([("Report", "assessor.report")] if sees_report(held) else []),
        *([("Both judgements", "assessor.comparison")] if sees_both(held) else []),
    ]
    return {
        **journey_head(held, mine=held.turn in {str(one) for one in parts_in(held)}),
        "tabs": [
            Link(name, url_for(endpoint, journey_id=held.id), endpoint == here)
            for name, endpoint in tabs
        ],
    }


def next_of(held: Journey, moves: list[OpenMove]) -> Next | None:
    """The next deed of whoever looks; None where nothing waits for them."""
    judge = judging_as(held)
    if judge is None and is_bound(held):
        return Next("Somebody else judges here", BOUND)
    if AssignmentKind.ASSESSOR in parts_in(held) and visit_fell_at(held) is not None:
        words = "The visit fell through. The setting waits for new dates."
        there = url_for("assessor.visit_add", journey_id=held.id)
        return Next("Arrange a new visit", words, "Offer dates", there)
    if judge is not None:
        left = left_to_judge(list_criteria(db.session(), held, actor()), judge)
        if left:
            first = url_for("assessor.criterion", journey_id=held.id, code=left[0])
            words = f"{len(left)} of {len(held.asked)} criteria are left."
            return Next("Judge criterion by criterion", words, f"Judge {left[0]}", first)
        if is_second():
            words = "Every criterion is judged. Look over it, then give your judgement."
            there = url_for("assessor.second", journey_id=held.id)
            return Next("Give your second judgement", words, "Give it", there)
        onward = next((one for one in moves if one.name == "share_report"), None)
        if onward and onward.blockers:
            there = url_for("assessor.report", journey_id=held.id)
            return Next("Finish the report", "This comes first:", "Go on", there, onward.blockers)
        if onward and list_earlier(db.session(), actor(), held):
            there = url_for("assessor.report", journey_id=held.id)
            return Next("Put the report right", REVISED, "Change the report", there)
    return _next_elsewhere(held, moves)


def _next_elsewhere(held: Journey, moves: list[OpenMove]) -> Next | None:
    parts = parts_in(held)
    if AssignmentKind.ADVISER in parts and held.feedback_asked_at is not None:
        there = url_for("assessor.feedback", journey_id=held.id)
        words = "The setting asks how its evidence looks so far."
        return Next("Give feedback on the evidence", words, "Give feedback", there)
    if AssignmentKind.ASSESSOR in parts and _points_wait(held):
        there = url_for("assessor.points", journey_id=held.id)
        words = "The setting says which facts are not right."
        return Next("Answer the setting’s points", words, "Answer", there)
    if held.stage in (Stage.CHECKING, Stage.DECIDING) and sees_both(held):
        parting = next_of_two(held)
        if parting is not None:
            return parting
    onward = next((one for one in moves if one.onward), None)
    if onward is None:
        return None
    text = "This comes first:" if onward.blockers else "Everything is there."
    if onward.blockers:
        return Next(onward.label, text, blockers=comes_first(held, onward.blockers))
    return Next(onward.label, text, onward.label, onward.href)


def next_of_two(held: Journey) -> Next | None:
    """What the two judges have to say to each other; None where they see all alike or agreed."""
    there = url_for("assessor.comparison", journey_id=held.id)
    apart = [one for one in compared_in(held) if one.apart and not one.stands]
    if any(one.agreed and one.agreed.by_id != actor().user_id for one in apart):
        words = "The other judge wrote down what you two came to. Say whether it is right."
        return Next("Confirm what you two agreed", words, "Read it", there)
    left = [one for one in apart if one.agreed is None]
    if not left:
        return None
    verb = "criterion is" if len(left) == 1 else "criteria are"
    many = f"{number_word(len(left)).capitalize()} {verb}"
    words = f"{many} not agreed yet. The panel reads both judgements, and what you two came to."
    return Next("Talk over where you two part", words, "Look at both", there)


def _points_wait(held: Journey) -> bool:
    return held.stage is Stage.CHECKING and str(held.turn) == str(AssignmentKind.ASSESSOR)


@bp.get("/journeys/<int:journey_id>/application")
@needs(May.SEE_APPLICATION)
def application(journey_id: int) -> ResponseReturnValue:
    """What the setting said when it asked to take part."""
    held = find_mine(journey_id)
    return render(
        "assessor/application.html",
        **around(held, "assessor.application"),
        elsewhere=applied_elsewhere(held),
    )


@bp.get("/journeys/<int:journey_id>/plan")
@needs(May.SEE_PLAN)
def plan(journey_id: int) -> ResponseReturnValue:
    """The plan, with what an adviser does with it."""
    held = find_mine(journey_id)
    advises = AssignmentKind.ADVISER in parts_in(held) and held.stage is Stage.PLANNING
    return render(
        "assessor/plan.html",
        **around(held, "assessor.plan"),
        shown=plan_read(held, actor(), url_for("assessor.plan", journey_id=journey_id)),
        elsewhere=kept_elsewhere(held, actor()),
        **beside_plan(held, actor(), SCREENS),
        state=PLAN_WORDS[held.plan_state],
        may_put_forward=advises and held.plan_state is PlanState.DRAFT,
        may_answer=advises and held.plan_state is PlanState.PUT_FORWARD,
        form=VersionedForm(version=held.version),
    )


@bp.get("/journeys/<int:journey_id>/policy-check")
@needs(May.SEE_PLAN)
def policy_check(journey_id: int) -> ResponseReturnValue:
    """What the setting found when it checked its policy."""
    held = find_mine(journey_id)
    return render(
        "assessor/policy_check.html",
        **around(held, "assessor.plan"),
        **policy_read(held, actor()),
        in_their_room=in_their_room("setting.policy_check", held, journey_id=journey_id),
    )


@bp.route("/journeys/<int:journey_id>/plan/put-forward", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_put_forward(journey_id: int) -> ResponseReturnValue:
    """The adviser puts the plan forward together with the lead."""
    held = find(May.AGREE_PLAN, journey_id)
    must_be_in_draft(held)
    form = VersionedForm(version=held.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.WRITE_PLAN) as fresh:
                must_be_at(fresh, form.version.data)
                put_plan_forward(fresh, by=actor(), at=clock.now())
            flash("The plan is put forward. Somebody else agrees it.")
            return redirect(url_for("assessor.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("assessor/plan_put_forward.html", journey=held, form=form)


@bp.route("/journeys/<int:journey_id>/plan/return", methods=["GET", "POST"])
@needs(May.AGREE_PLAN)
def plan_return(journey_id: int) -> ResponseReturnValue:
    """Give a plan back with words that help."""
    held = find(May.AGREE_PLAN, journey_id)
    must_be_put_forward(held)
    form = WordsForm(version=held.version)
    form.words.label.text = "What does the plan still need?"
    if form.validate_on_submit():
        try:
            with changing(held, May.AGREE_PLAN) as fresh:
                must_be_at(fresh, form.version.data)
                return_plan(fresh, words=form.words.data, by=actor(), at=clock.now())
            flash("The plan went back to the setting with your words.")
            return redirect(url_for("assessor.plan", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("assessor/plan_return.html", journey=held, form=form)


@bp.route("/journeys/<int:journey_id>/tie", methods=["GET", "POST"])
@needs(May.DECLARE_TIE)
def tie(journey_id: int) -> ResponseReturnValue:
    """Say what binds me to this setting."""
    held = find_mine(journey_id)
    form = TieForm()
    if form.validate_on_submit():
        with changing(held, May.DECLARE_TIE) as fresh:
            declare_own_tie(fresh, form, actor())
        flash("Thank you. The coordinator is told, and finds somebody else where it is needed.")
        return redirect(url_for("assessor.home"))
    back = Link("The journey", url_for("assessor.journey", journey_id=journey_id))
    return render("journeys/tie.html", journey=held, form=form, back=back, follows=FOLLOWS)


@bp.route("/journeys/<int:journey_id>/moves/<name>", methods=["GET", "POST"])
@needs(May.SEE_APPLICATION)
def move(journey_id: int, name: str) -> ResponseReturnValue:
    """One move: share the report, ask for more, revise, agree the plan."""
    find_mine(journey_id)
    return move_screen(journey_id, name, see=May.SEE_APPLICATION, home="assessor.journey")
