"""What a new piece is given for besides its criterion: the action or the visit one came from."""

from dataclasses import dataclass

from flask import request, url_for

from award.actions.using import Target
from award.domain.refusals import NotFound
from award.domain.visits import GONE
from award.queries.awards import find_condition
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.pages import Link
from award.web.setting.evidence_uses import target_in
from award.web.setting.plan import action_of
from award.web.setting.plan import back_to as back_to_action
from award.web.setting.visits import back_to as back_to_visit
from award.web.setting.visits import seen


@dataclass(frozen=True)
class Wanted:
    """An action or a visit that waits for evidence: in words, and the way back to it."""

    target: Target
    words: str
    onward: Link


def wanted_for(journey: Journey) -> Wanted | None:
    """What the address says that the piece is for, too. Raises NotFound for what is not there."""
    word = request.args.get("use", "")[:30]
    if not word:
        return None
    target = target_in(word)
    if target.action_id is not None:
        action = action_of(journey, target.action_id)
        back = back_to_action(journey, action.id)
        words = f"It will also show that this is done: {action.what}"
        return Wanted(target, words, Link("See the action", back.href))
    one = seen(journey, target.visit_id or 0)
    if one.visit.state in GONE:
        raise NotFound
    back = back_to_visit(journey, one)
    words = f"It will also be on the list of what you look at together: {one.name}"
    return Wanted(target, words, Link("See the visit", back.href))


def condition_asked(journey: Journey) -> Link | None:
    """The way back to the condition one came from, as the address says; None for any other way.

    Raises NotFound for a condition that is not there.
    """
    number = request.args.get("condition", type=int)
    if number is None:
        return None
    if find_condition(db.session(), actor(), journey, number) is None:
        raise NotFound
    there = url_for("setting.condition", journey_id=journey.id, condition_id=number)
    return Link("The condition", there)
