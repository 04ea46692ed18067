"""What follows from a policy check: actions in one tap, and one policy for a whole group."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.checking_policy import rest_on
from award.actions.planning_policy import plan_missing
from award.actions.sharing_policy import share_check, stop_sharing_check
from award.adapters import clock
from award.domain.permissions import May
from award.queries.policies import list_to_rest_on
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.filters import plural
from award.web.setting.blueprint import bp
from award.web.setting.here import REFUSALS, tell
from award.web.setting.policy_check import address_of, deed, whose_form
from award.web.setting.policy_forms import NOBODY


@bp.post("/journeys/<int:journey_id>/policy-check/plan/<point>")
@needs(May.WRITE_PLAN)
def policy_check_plan(journey_id: int, point: str) -> ResponseReturnValue:
    """Make one missing point an action of the plan."""
    return planned(find(May.WRITE_PLAN, journey_id), [point])


@bp.post("/journeys/<int:journey_id>/policy-check/plan-all")
@needs(May.WRITE_PLAN)
def policy_check_plan_all(journey_id: int) -> ResponseReturnValue:
    """Make every missing point an action of the plan."""
    return planned(find(May.WRITE_PLAN, journey_id), None)


def planned(journey: Journey, codes: list[str] | None) -> ResponseReturnValue:
    """Plan what is missing, and say where it stands now."""
    try:
        with changing(journey, May.WRITE_PLAN) as held:
            made = len(plan_missing(held, codes, by=actor(), at=clock.now()))
        if made:
            said = (
                "It is in your plan now."
                if made == 1
                else f"{plural(made, 'action')} are in your plan."
            )
            flash(f"{said} Change the day, or who leads, as it suits you.")
        else:
            flash("That is in your plan already.")
    except REFUSALS as refusal:
        tell(refusal)
    if codes is None:
        return redirect(url_for("setting.plan", journey_id=journey.id))
    return redirect(f"{address_of(journey)}#point-{codes[0]}")


@bp.post("/journeys/<int:journey_id>/policy-check/rest")
@needs(May.WRITE_PLAN)
def policy_check_rest(journey_id: int) -> ResponseReturnValue:
    """Say whose policy it is, after the check was begun."""
    journey = find(May.WRITE_PLAN, journey_id)
    form = whose_form(list_to_rest_on(db.session(), actor(), journey))
    if not form.validate_on_submit():
        return redirect(address_of(journey))
    chosen = form["rests_on"].data
    return deed(
        journey_id,
        lambda held: rest_on(
            held, None if chosen == NOBODY else int(chosen), by=actor(), at=clock.now()
        ),
        "Saved. What you answered yourselves is kept.",
    )


@bp.post("/journeys/<int:journey_id>/policy-check/share")
@needs(May.SHARE_EVIDENCE)
def policy_check_share(journey_id: int) -> ResponseReturnValue:
    """Let the other settings of the group rest on this check."""
    return shared(journey_id, share=True)


@bp.post("/journeys/<int:journey_id>/policy-check/stop-sharing")
@needs(May.SHARE_EVIDENCE)
def policy_check_stop_sharing(journey_id: int) -> ResponseReturnValue:
    """Let nobody rest on it any more."""
    return shared(journey_id, share=False)


def shared(journey_id: int, *, share: bool) -> ResponseReturnValue:
    """Share the check with the group, or stop."""
    journey = find(May.SHARE_EVIDENCE, journey_id)
    act = share_check if share else stop_sharing_check
    said = (
        "The settings of your group can rest on it now. Each answers only its own part."
        if share
        else "Nobody rests on it any more."
    )
    try:
        with changing(journey, May.SHARE_EVIDENCE) as held:
            act(held, by=actor(), at=clock.now())
        flash(said)
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(address_of(journey))
