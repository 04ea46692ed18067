"""The plan: its actions by the day they are due, put forward to be agreed; the policy's day."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.planning import (
    ActionWords,
    add_action,
    change_action,
    remove_action,
    say_policy_reviewed,
)
from award.actions.putting_forward import put_plan_forward
from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.guards import baseline_complete, essentials_planned
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.queries.plans import find_action, is_planned_already, list_actions
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.criterion import WORKING
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, ask, can, journey_here, refuse, tell
from award.web.setting.plan_forms import ActionForm, ChangeActionForm, PlanForm, PolicyForm
from award.web.setting.plan_rows import action_rows, plan_words, summary_of


@bp.get("/plan", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/plan")
@needs(May.SEE_PLAN)
def plan(journey_id: int | None) -> ResponseReturnValue:
    """Every action by the day it is due, how the plan stands, and what it still needs."""
    journey = journey_here(May.SEE_PLAN, journey_id)
    facts = facts_of(journey, at=clock.now())
    writes = may_write(journey)
    drafts = journey.stage is Stage.PLANNING and journey.plan_state is PlanState.DRAFT
    tone, words = plan_words(journey)
    rows = action_rows(journey, list_actions(actor(), journey), writes=writes)
    return render(
        "setting/plan.html",
        journey=journey,
        tone=tone,
        words=words,
        summary=summary_of(rows),
        to_do=[one for one in rows if not one.is_over],
        over=[one for one in rows if one.is_over],
        writes=writes,
        forwards=drafts and journey.route.rules.plan_agreed and can(May.SUBMIT, journey),
        left=[one for guard in (baseline_complete, essentials_planned) if (one := guard(facts))],
        policy_in_date=facts.policy_in_date,
        form=NothingForm(),
    )


def may_write(journey: Journey) -> bool:
    """Whether the plan is open, and the person may write in it."""
    return journey.stage in WORKING and can(May.WRITE_PLAN, journey)


def action_of(journey: Journey, action_id: int) -> PlannedAction:
    """The action, for who is looking. Raises NotFound for any other."""
    found = find_action(db.session(), actor(), journey, action_id)
    if found is None:
        raise NotFound
    return found


def back(journey: Journey) -> Link:
    return Link("The plan", url_for("setting.plan", journey_id=journey.id))


def back_to(journey: Journey, action_id: int) -> Link:
    address = url_for("setting.plan_action", journey_id=journey.id, action_id=action_id)
    return Link("This action", address)


def offer_criteria(journey: Journey, form: PlanForm) -> None:
    """The criteria to choose from; those that still need an action are named."""
    field, facts = form["criteria"], facts_of(journey, at=clock.now())
    field.choices = [Choice(one.code, f"{one.code} {one.title}") for one in criteria_of(journey)]
    if missing := essentials_planned(facts):
        field.hint = missing


@bp.route("/journeys/<int:journey_id>/plan/add", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_add(journey_id: int) -> ResponseReturnValue:
    """Add an action; a page about a criterion may name it."""
    journey, form = find(May.WRITE_PLAN, journey_id), ActionForm()
    offer_criteria(journey, form)
    if request.method == "GET":
        form["criteria"].data = request.args.getlist("criterion")
    if form.validate_on_submit():
        words = ActionWords(**form.values())
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                if not is_planned_already(
                    db.session(),
                    actor(),
                    held,
                    what=words.what,
                    lead_name=words.lead_name,
                    due_on=words.due_on,
                ):
                    add_action(held, words, by=actor(), at=clock.now())
            flash("The action is in the plan.")
            return redirect(back(journey).href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    return render("setting/plan/form.html", form=form, back=back(journey), journey=journey)


@bp.route("/journeys/<int:journey_id>/plan/<int:action_id>/change", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_change(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Change an action, or say how far it is."""
    journey = find(May.WRITE_PLAN, journey_id)
    action = action_of(journey, action_id)
    form = ChangeActionForm(obj=action)
    offer_criteria(journey, form)
    if request.method == "GET":
        form.show_more(action.more)
    if form.validate_on_submit():
        words, version = ActionWords(**form.values()), form["version"].data
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                change_action(held, action_id, words, version=version, by=actor(), at=clock.now())
            flash("Saved.")
            return redirect(back_to(journey, action_id).href)
        except REFUSALS as refusal:
            now = action_of(journey, action_id)
            names = (*ChangeActionForm.NAMES, *ChangeActionForm.PROGRESS)
            refuse(form, refusal, now.version, **{name: getattr(now, name) for name in names})
    return render(
        "setting/plan/form.html",
        form=form,
        back=back_to(journey, action_id),
        journey=journey,
        action=action,
    )


@bp.route("/journeys/<int:journey_id>/plan/<int:action_id>/remove", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_remove(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Take an action out of a plan that is not agreed yet."""
    journey, form = find(May.WRITE_PLAN, journey_id), NothingForm()
    action = action_of(journey, action_id)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                remove_action(held, action_id, by=actor(), at=clock.now())
            flash("Taken out of the plan.")
            return redirect(back(journey).href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = f"“{action.what}” will not be in the plan any more."
    return ask(form, heading="Take this action out", button="Take it out", back=back(journey),
               lead=lead, kind="warning")  # fmt: skip


@bp.post("/journeys/<int:journey_id>/plan/put-forward")
@needs(May.SUBMIT)
def plan_put_forward(journey_id: int) -> ResponseReturnValue:
    """Put the plan forward to be agreed."""
    journey = find(May.SUBMIT, journey_id)
    try:
        with changing(journey, May.SUBMIT) as held:
            put_plan_forward(held, by=actor(), at=clock.now())
        flash("Your plan is with the coordinator. You will get a letter.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(back(journey).href)


@bp.route("/journeys/<int:journey_id>/policy", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def policy(journey_id: int) -> ResponseReturnValue:
    """The day on which the setting last looked at its policy."""
    journey = find(May.WRITE_PLAN, journey_id)
    form = PolicyForm(reviewed_on=journey.policy_reviewed_on)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                say_policy_reviewed(held, form["reviewed_on"].data, by=actor(), at=clock.now())
            flash("Saved. Add the policy itself as evidence for 1.1, if you have not done so.")
            return redirect(url_for("setting.journey", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = "It counts for twelve months from the day on which you last looked at it."
    return ask(form, heading="Your anti-bullying policy", button="Save", back=back(journey),
               lead=lead)  # fmt: skip
