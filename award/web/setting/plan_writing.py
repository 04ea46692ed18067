"""An action is added, changed, or taken out of the plan."""

from datetime import date
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from award.actions.planning import (
    ActionWords,
    add_action,
    change_action,
    must_be_removable,
    must_be_working,
    remove_action,
)
from award.adapters import clock
from award.domain.guards import essentials_planned
from award.domain.permissions import May
from award.domain.plan_days import PlanDays
from award.domain.refusals import Stale
from award.domain.visits import visit_row
from award.queries.plans import is_planned_already, list_held_visits
from award.storage.days import calendar_of
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import day, day_short, listed
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import render
from award.web.kit.plan_words import MORE, STATES
from award.web.kit.versions import VersionedForm
from award.web.setting.blueprint import bp
from award.web.setting.criterion import criteria_parts
from award.web.setting.here import REFUSALS, ask, refuse
from award.web.setting.plan import action_of, back, back_to
from award.web.setting.plan_forms import ActionForm, ChangeActionForm, PlanForm


def offer(journey: Journey, form: PlanForm) -> None:
    """The criteria by standard, and which still need an action; visits that were held."""
    in_words_of_kind(form, journey.setting)
    field, facts = form["criteria"], facts_of(journey, at=clock.now())
    field.offer(criteria_parts(journey))
    if missing := essentials_planned(facts):
        field.hint = missing
    held = list_held_visits(db.session(), actor(), journey)
    form.offer_visits(
        [
            Choice(one.id, f"{visit_row(one.kind).name}, {day_short(one.starts_at or one.done_at)}")
            for one in held
        ]
    )


def told_of_days(journey: Journey, due_on: date) -> str:
    """A word about a day on which the setting is closed, or long past; it never stops anything."""
    days = PlanDays(calendar_of(journey.setting), clock.today())
    if due_on < clock.today():
        return f" Its day, {day_short(due_on)}, is past: look at it once more."
    if due_on > days.latest:
        return f" Its day, {day_short(due_on)}, is far away: look at the year once more."
    closed = days.closed_on(due_on)
    return f" {day(due_on)} is a closed day, so it counts as {day(closed)}." if closed else ""


@bp.route("/journeys/<int:journey_id>/plan/add", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_add(journey_id: int) -> ResponseReturnValue:
    """Add an action; a page about a criterion may name it."""
    journey, form = find(May.WRITE_PLAN, journey_id), ActionForm()
    offer(journey, form)
    must_be_working(journey)
    if form.is_new:
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
            flash(f"The action is in the plan.{told_of_days(journey, words.due_on)}")
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
    offer(journey, form)
    must_be_working(journey)
    if form.is_new:
        form.show_more(action.more)
    if form.validate_on_submit():
        words, version = ActionWords(**form.values()), form["version"].data
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                change_action(held, action_id, words, version=version, by=actor(), at=clock.now())
            flash(f"Saved.{told_of_days(journey, words.due_on)}")
            return redirect(back_to(journey, action_id).href)
        except REFUSALS as refusal:
            now = action_of(journey, action_id)
            refuse(form, refusal, now.version, **otherwise(now, words))
    return render(
        "setting/plan/form.html",
        form=form,
        back=back_to(journey, action_id),
        journey=journey,
        action=action,
    )


def otherwise(now: PlannedAction, typed: ActionWords) -> dict[str, str]:
    """What is kept of an action and is not what was typed, in words, by the form's fields."""
    kept: dict[str, tuple[Any, Any, str]] = {
        "what": (now.what, typed.what.strip(), now.what),
        "lead_name": (now.lead_name, typed.lead_name.strip(), now.lead_name),
        "due_on": (now.due_on, typed.due_on, day(now.due_on)),
        "criteria": (now.criteria, sorted(typed.criteria), str(listed(now.criteria))),
        "state": (now.state, typed.state, STATES[now.state][1]),
        "impact": (now.impact, typed.impact.strip(), now.impact),
        "why_stopped": (now.why_stopped, typed.why_stopped.strip(), now.why_stopped),
    }
    for name, _, _ in MORE:
        told = str(now.more.get(name, ""))
        kept[name] = (told, str(typed.more.get(name, "")), told)
    return {name: words for name, (is_now, wanted, words) in kept.items() if is_now != wanted}


@bp.route("/journeys/<int:journey_id>/plan/<int:action_id>/remove", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_remove(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Take an action out of a plan that is not agreed yet."""
    journey = find(May.WRITE_PLAN, journey_id)
    action = action_of(journey, action_id)
    form = VersionedForm(version=action.version)
    must_be_removable(journey)
    if form.validate_on_submit():
        version = form["version"].data
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                remove_action(held, action_id, version=version, by=actor(), at=clock.now())
            flash("Taken out of the plan.")
            return redirect(back(journey).href)
        except Stale:
            form.refuse("Somebody changed this action since. Read it again, then decide")
            form.show_both(action_of(journey, action_id).version, {})
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = f"“{action_of(journey, action_id).what}” will not be in the plan any more."
    return ask(form, heading="Take this action out", button="Take it out", back=back(journey),
               lead=lead, kind="warning")  # fmt: skip
