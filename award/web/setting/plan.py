"""The plan: looked at in four ways, put forward to be agreed; the policy's day."""

from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.planning import must_be_working, say_policy_reviewed
from award.actions.putting_forward import put_plan_forward
from award.adapters import clock
from award.domain.facts import Facts, PlanState
from award.domain.freshness import policy_is_in_date
from award.domain.guards import baseline_complete, essentials_planned
from award.domain.permissions import May
from award.domain.plan_prompts import Weak, prompts, weakest
from award.domain.refusals import NotFound
from award.domain.stages import BEFORE_PLANNING, WORKING, Stage
from award.queries.plans import find_action, known_names, list_actions
from award.queries.uses import count_by_action
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, kind_of
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.web.kit.access import actor, candidates, changing, find, has, needs
from award.web.kit.filters import day
from award.web.kit.pages import Link, render
from award.web.kit.plan_rows import NOBODY, ActionRow, PlanRows, as_prompted, plan_words
from award.web.kit.plan_shown import plan_shown
from award.web.kit.plans import kept_elsewhere
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, ask, can, journey_here, refuse, rests, tell
from award.web.setting.plan_forms import PolicyForm

POLICY_CHECK: Final = "Policy check, part of the award"
TOO_LONG_AGO: Final = (
    "Saved. That is more than twelve months ago: review your policy together, then come back and "
    "give the new day."
)
REVIEWED: Final = (
    "The day on which your people and your {governs} last went through it and agreed it. It counts "
    "for twelve months. The policy check, point by point, is another thing, and part of the award."
)


@bp.get("/plan", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/plan")
@needs(May.SEE_PLAN)
def plan(journey_id: int | None) -> ResponseReturnValue:
    """Every action, how the plan stands, what it still needs, and what could be thought of."""
    journey = journey_here(May.SEE_PLAN, journey_id)
    writes = may_write(journey)
    made = rows_of(journey, writes=writes)
    facts = facts_of(journey, at=journey.ended_at or clock.now())
    weak = weakest(facts.criteria, criteria_of(journey)) if writes else ()
    shown = plan_shown(made, back(journey).href, facts)
    drafts = journey.stage is Stage.PLANNING and journey.plan_state is PlanState.DRAFT
    forwards = drafts and journey.route.rules.plan_agreed and can(May.SUBMIT, journey)
    forwards = forwards and not rests(journey)
    tone, words = plan_words(journey)
    tone = "others" if tone == "yours" and not writes else tone
    return render(
        "setting/plan.html",
        journey=journey,
        before=journey.stage in BEFORE_PLANNING,
        tone=tone,
        words=words,
        shown=shown,
        nothing=_nothing_planned(journey, writes=writes),
        writes=writes,
        forwards=forwards,
        weak=weak,
        prompts=prompts_of(journey, shown["rows"], weak) if writes else [],
        left=left_of(facts) if forwards else [],
        begins=begins_at(journey, facts, weak) if forwards else None,
        form=NothingForm(),
        policy=policy_rows(journey, facts, writes=writes),
    )


def _nothing_planned(journey: Journey, *, writes: bool) -> tuple[str, str]:
    """What stands where no action does: a title and a text, by what is known of the plan."""
    few, elsewhere = "Two or three small steps are a good plan.", kept_elsewhere(journey, actor())
    if elsewhere:
        more = " Add here what you do next." if writes else ""
        return "No action is kept here", f"{elsewhere}{more}"
    if writes or journey.stage in WORKING:
        return "No action yet", few
    if journey.stage in BEFORE_PLANNING:
        comes = "The plan comes after the application, with the first conversation."
        return "No action yet", f"{comes} {few}"
    return "No action", "Nothing was planned."


def policy_rows(journey: Journey, facts: Facts, *, writes: bool) -> list[dict[str, str]]:
    """The policy's own review, by the setting, and beside it the check that the award asks."""
    on = journey.policy_reviewed_on
    said = day(on) if on else "Not said yet"
    if on and not facts.policy_in_date:
        said = f"{said}, too long ago for the award"
    reviewed = {"key": "Last reviewed by you", "value": said}
    if writes:
        at = url_for("setting.policy", journey_id=journey.id)
        reviewed |= {"href": at, "change": "Change" if on else "Give the day"}
    check_at = url_for("setting.policy_check", journey_id=journey.id)
    return [
        reviewed,
        {
            "key": POLICY_CHECK,
            "value": "What yours says, point by point",
            "href": check_at,
            "change": "Open",
        },
    ]


def rows_of(journey: Journey, *, writes: bool) -> PlanRows:
    """The actions with what this person can do about each."""
    invites = writes and any(has(May.INVITE, one) for one in candidates())
    pieces = count_by_action(db.session(), actor(), journey)
    return PlanRows(
        journey,
        list_actions(actor(), journey),
        is_own=True,
        writes=writes,
        invites=invites,
        pieces=pieces,
        names=known_names(db.session(), actor(), journey, at=clock.now()) if writes else NOBODY,
    )


def prompts_of(journey: Journey, rows: list[ActionRow], weak: tuple[Weak, ...]) -> list[str]:
    """Friendly questions about the plan, in its kind's words; none of them stops anything."""
    kind = kind_of(journey.setting)
    named = {code for one in rows for code in one.action.criteria}
    asked = prompts(as_prompted(rows), named, weak) if rows else []
    return [kind.say(one) for one in asked]


def left_of(facts: Facts) -> list[str]:
    """What is still missing before the plan can be put forward."""
    return [one for guard in (baseline_complete, essentials_planned) if (one := guard(facts))]


def begins_at(journey: Journey, facts: Facts, weak: tuple[Weak, ...]) -> Link:
    """Where the first thing that is missing is done."""
    unjudged = next((one.code for one in facts.criteria if one.judged is None), "")
    if unjudged:
        return Link("Say where you stand", address_of(journey, unjudged))
    if weak:
        return Link("See where to begin", url_for("setting.plan_begin", journey_id=journey.id))
    return Link("Add an action", url_for("setting.plan_add", journey_id=journey.id))


def may_write(journey: Journey) -> bool:
    """Whether the plan is open and does not rest, and the person may write in it."""
    return journey.stage in WORKING and not rests(journey) and can(May.WRITE_PLAN, journey)


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


@bp.post("/journeys/<int:journey_id>/plan/put-forward")
@needs(May.SUBMIT)
def plan_put_forward(journey_id: int) -> ResponseReturnValue:
    """Put the plan forward to be agreed."""
    journey = find(May.SUBMIT, journey_id)
    try:
        with changing(journey, May.SUBMIT) as held:
            put_plan_forward(held, by=actor(), at=clock.now())
        flash("Your plan is with the coordinator. You will get an e-mail.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(back(journey).href)


@bp.route("/journeys/<int:journey_id>/policy", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def policy(journey_id: int) -> ResponseReturnValue:
    """The day on which the setting last reviewed its policy."""
    journey = find(May.WRITE_PLAN, journey_id)
    must_be_working(journey)
    form = PolicyForm(reviewed_on=journey.policy_reviewed_on)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                say_policy_reviewed(held, form["reviewed_on"].data, by=actor(), at=clock.now())
            if not policy_is_in_date(form["reviewed_on"].data, clock.today()):
                flash(TOO_LONG_AGO, "attention")
                return redirect(url_for("setting.journey", journey_id=journey_id))
            flash("Saved. Add the policy itself as evidence for 1.1, if you have not done so.")
            return redirect(url_for("setting.journey", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    governs = kind_of(journey.setting).governing_bodies[0]
    return ask(form, heading="Your anti-bullying policy", button="Save", back=back(journey),
               lead=REVIEWED.format(governs=governs))  # fmt: skip
