"""The check of the policy: begun, shown with what it comes to, finished, and looked back on."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.checking_policy import begin_check, finish_check
from award.adapters import clock
from award.domain.permissions import May
from award.domain.policy_checks import next_check_on
from award.domain.refusals import NotFound
from award.domain.stages import BEFORE_PLANNING, WORKING
from award.queries.own_journeys import find_journey_here
from award.queries.plans import list_actions
from award.queries.policies import (
    CheckSeen,
    count_resting,
    find_check,
    list_checks,
    list_to_rest_on,
)
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs, setting
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import day_short
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.policy_shown import (
    check_words,
    count_words,
    done_actions,
    points_shown,
)
from award.web.setting.blueprint import bp
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, can, journey_here, tell
from award.web.setting.policy_forms import NOBODY, WhoseForm


@bp.get("/policy-check", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/policy-check")
@needs(May.SEE_PLAN)
def policy_check(journey_id: int | None) -> ResponseReturnValue:
    """The check that is under way, or the last; without one, how it begins."""
    journey = journey_here(May.SEE_PLAN, journey_id)
    return show(journey, find_check(db.session(), actor(), journey))


@bp.get("/journeys/<int:journey_id>/policy-check/earlier/<int:check_id>")
@needs(May.SEE_PLAN)
def policy_check_earlier(journey_id: int, check_id: int) -> ResponseReturnValue:
    """A check of an earlier year."""
    journey = find(May.SEE_PLAN, journey_id)
    found = find_check(db.session(), actor(), journey, check_id)
    if found is None:
        raise NotFound
    return show(journey, found)


def show(journey: Journey, seen: CheckSeen | None) -> ResponseReturnValue:
    """One check, with what this person can do about it."""
    writes = may_check(journey)
    to_rest_on = list_to_rest_on(db.session(), actor(), journey) if writes else []
    if seen is None:
        form = whose_form(to_rest_on) if to_rest_on else NothingForm()
        return begin_page(journey, form, writes=writes, asks_whose=bool(to_rest_on))
    checks = list_checks(db.session(), actor(), journey)
    is_last = seen.check.id == checks[0].id
    finished_at, writes = seen.check.finished_at, writes and is_last
    return render(
        "setting/policy_check/show.html",
        journey=journey,
        seen=seen,
        words=check_words(seen),
        summary=count_words(seen.count),
        writes=writes and seen.is_open,
        begins=writes and not seen.is_open,
        again_on=day_short(next_check_on(day_of(finished_at))) if finished_at else "",
        earlier=[
            Link(day_short(one.begun_at), address_of(journey, one.id))
            for one in checks
            if one.id != seen.check.id
        ],
        whose=whose_form(to_rest_on, seen) if to_rest_on and seen.is_open and is_last else None,
        sharing=sharing_of(journey, seen) if is_last else None,
        form=NothingForm(),
        back=back_to_plan(journey),
        **points_and_plan(journey, seen, writes=writes),
    )


def points_and_plan(journey: Journey, seen: CheckSeen, *, writes: bool) -> dict[str, Any]:
    """The points with the actions that they became, and what can still become one."""
    actions = list_actions(actor(), journey)
    groups = points_shown(
        journey,
        seen,
        actions,
        address=lambda one: url_for("setting.plan_action", journey_id=journey.id, action_id=one.id),
    )
    plans = writes and journey.stage in WORKING
    is_closed = writes and journey.stage not in WORKING and seen.count.missing
    return {
        "closed": closed_words(journey) if is_closed else "",
        "groups": groups,
        "go_on": next((one for one in groups if one.left and one.is_theirs), None),
        "plans": plans,
        "to_plan": sum(one.plans for group in groups for one in group.points) if plans else 0,
        "look_again": done_actions(seen, {one.id: one for one in actions}) if writes else [],
    }


def closed_words(journey: Journey) -> str:
    """What becomes of a missing point while no plan is open that could take it."""
    if journey.stage in BEFORE_PLANNING:
        return "Once your plan is open, one tap makes an action of it."
    if journey.ended_at is not None:
        return "This journey’s plan is closed. In the next plan, one tap makes an action of it."
    return (
        "Your plan is closed now, so nothing is added to it. Put it right when you next review "
        "your policy."
    )


def begin_page(
    journey: Journey, form: Form, *, writes: bool, asks_whose: bool
) -> ResponseReturnValue:
    """What a check is, and the button that begins it."""
    return render(
        "setting/policy_check/begin.html",
        journey=journey,
        writes=writes,
        form=form,
        asks_whose=asks_whose,
        closed="" if journey.stage in WORKING else closed_words(journey),
        back=back_to_plan(journey),
    )


def sharing_of(journey: Journey, seen: CheckSeen) -> dict[str, Any] | None:
    """How the check stands with the settings of the group; None where it does not matter."""
    if journey.setting.group is None or seen.check.rests_on_id is not None:
        return None
    is_shared = seen.check.shared_at is not None
    return {
        "group": journey.setting.group.name,
        "is_shared": is_shared,
        "resting": count_resting(db.session(), seen.check) if is_shared else 0,
        "may": can(May.SHARE_EVIDENCE, journey) and may_check(journey),
    }


def may_check(journey: Journey) -> bool:
    """Whether the person may write in the check: at any stage, by the present journey."""
    if not can(May.WRITE_PLAN, journey):
        return False
    present = find_journey_here(db.session(), actor(), setting())
    return present is not None and present.id == journey.id


def whose_form(to_rest_on: list[Any], seen: CheckSeen | None = None) -> WhoseForm:
    """The choice between an own policy and one of the group's."""
    rests_on = seen.check.rests_on_id if seen else None
    form = WhoseForm(rests_on=str(rests_on) if rests_on else (NOBODY if seen else None))
    form["rests_on"].choices = [
        *[
            Choice(
                str(one.check_id),
                f"Our group’s, which {one.setting_name} has checked",
                "You answer only what is your own: names, ways to tell, your places",
            )
            for one in to_rest_on
        ],
        Choice(NOBODY, "Our own", "You answer every point"),
    ]
    return form


def address_of(journey: Journey, check_id: int | None = None) -> str:
    """Where a check is shown; without a number the present one."""
    if check_id is None:
        return url_for("setting.policy_check", journey_id=journey.id)
    return url_for("setting.policy_check_earlier", journey_id=journey.id, check_id=check_id)


def back_to_plan(journey: Journey) -> Link:
    return Link("The plan", url_for("setting.plan", journey_id=journey.id))


def back(journey: Journey) -> Link:
    return Link("The policy check", address_of(journey))


def deed(journey_id: int, act: Callable[[Journey], object], said: str) -> ResponseReturnValue:
    """One button: what it does, and what is told afterwards."""
    journey = find(May.WRITE_PLAN, journey_id)
    try:
        with changing(journey, May.WRITE_PLAN) as held:
            act(held)
        flash(said)
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(address_of(journey))


@bp.route("/journeys/<int:journey_id>/policy-check/begin", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def policy_check_begin(journey_id: int) -> ResponseReturnValue:
    """Begin this year's check; where the group shares a policy, say whose it is."""
    journey = find(May.WRITE_PLAN, journey_id)
    to_rest_on = list_to_rest_on(db.session(), actor(), journey)
    form = whose_form(to_rest_on) if to_rest_on else NothingForm()
    if not form.validate_on_submit():
        return begin_page(journey, form, writes=True, asks_whose=bool(to_rest_on))
    chosen = form["rests_on"].data if to_rest_on else NOBODY
    rests_on_id = None if chosen == NOBODY else int(chosen)
    return deed(
        journey_id,
        lambda held: begin_check(held, rests_on_id=rests_on_id, by=actor(), at=clock.now()),
        "The check has begun. Have your policy in hand.",
    )


@bp.post("/journeys/<int:journey_id>/policy-check/finish")
@needs(May.WRITE_PLAN)
def policy_check_finish(journey_id: int) -> ResponseReturnValue:
    """Close this year's check."""
    return deed(
        journey_id,
        lambda held: finish_check(held, by=actor(), at=clock.now()),
        "This year’s check is finished. Next year it stands beside the new one.",
    )
