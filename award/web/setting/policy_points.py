"""The points of a policy that serve one criterion are answered: does it say so, and where?"""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.checking_policy import answer_points
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound, Stale
from award.queries.plans import list_actions
from award.queries.policies import CheckSeen, find_check
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.pages import render
from award.web.kit.policy_shown import PointsOf, points_shown
from award.web.setting.blueprint import bp
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.policy_check import address_of, back
from award.web.setting.policy_forms import points_form


@bp.route("/journeys/<int:journey_id>/policy-check/points/<code>", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def policy_check_points(journey_id: int, code: str) -> ResponseReturnValue:
    """The points that serve one criterion: does the policy say each, and where?"""
    journey = find(May.WRITE_PLAN, journey_id)
    seen, groups, group = found_points(journey, code)
    own = [one for one in group.points if not one.from_group]
    form = points_form(own, {point: one.version for point, one in seen.answers.items()})
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                answer_points(held, form.said(), by=actor(), at=clock.now())
            return redirect(after(journey, code))
        except Stale as refusal:
            refuse(form, refusal)
            now = find_check(db.session(), actor(), journey)
            form.show_both(answers_now(now))
        except REFUSALS as refusal:
            refuse(form, refusal)
    place = groups.index(group) + 1
    return render(
        "setting/policy_check/points.html",
        journey=journey,
        group=group,
        given=[one for one in group.points if one.from_group],
        group_of=seen.group_of,
        form=form,
        progress=f"Part {place} of {len(groups)}",
        back=back(journey),
    )


def found_points(journey: Journey, code: str) -> tuple[CheckSeen, list[PointsOf], PointsOf]:
    """The open check and its points for one criterion. Raises NotFound without them."""
    seen = find_check(db.session(), actor(), journey)
    if seen is None or not seen.is_open:
        raise NotFound
    groups = points_shown(journey, seen, list_actions(actor(), journey))
    group = next((one for one in groups if one.code == code), None)
    if group is None:
        raise NotFound
    return seen, groups, group


def answers_now(seen: CheckSeen | None) -> dict[str, tuple[Any, str, int]]:
    """What is kept of each point, with its version."""
    answers = seen.answers if seen else {}
    return {point: (one.holds, one.place, one.version) for point, one in answers.items()}


def after(journey: Journey, code: str) -> str:
    """The next criterion with points to look at, after this one; else the whole check."""
    seen = find_check(db.session(), actor(), journey)
    if seen is None:
        return address_of(journey)
    groups = points_shown(journey, seen, ())
    codes = [one.code for one in groups]
    at = codes.index(code) + 1
    onward = next((one for one in groups[at:] + groups[:at] if one.left), None)
    if onward is None or onward.code == code:
        return address_of(journey)
    return url_for("setting.policy_check_points", journey_id=journey.id, code=onward.code)
