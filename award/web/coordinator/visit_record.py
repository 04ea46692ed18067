"""The record of one's own visit, by conversation and place, or by criterion."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from award.domain.permissions import May, Situation
from award.web.coordinator.blueprint import bp
from award.web.coordinator.visits import not_yet, one_visit
from award.web.coordinator.wording import FORM_WORDS
from award.web.kit.access import actor, find
from award.web.kit.filters import moment
from award.web.kit.visit_noting import Noting, has_begun
from award.web.kit.visit_screens import noting_screens, writing_screens


def noting_of(journey_id: int, visit_id: int) -> Noting:
    """My own visit, to note. Raises NotFound for anybody else's.

    That a record is signed by now, or the visit called off, is said where it would be written: a
    page that was left open learns that it has moved on, and gives back what was typed.
    """
    found = find(May.PROPOSE_VISIT, journey_id)
    one = one_visit(found, visit_id)
    theirs = Situation(mine=one.visitor_id == actor().user_id)
    found = find(May.WRITE_VISIT_RECORD, journey_id, situation=theirs)
    return Noting(found, one, May.PROPOSE_VISIT)


def too_early(noting: Noting) -> ResponseReturnValue | None:
    """Before the visit there is nothing to write, and no form."""
    if request.method != "GET" or has_begun(noting.visit):
        return None
    words = f"The record opens when the visit begins: {moment(noting.visit.starts_at)}."
    return not_yet(noting.journey, "The record of the visit", words)


def travel_of(noting: Noting) -> list[dict[str, Any]]:
    """How to get there, on the sheet."""
    visit = noting.visit
    travel = [
        {"key": "How", "value": FORM_WORDS[visit.form]},
        {"key": "Where", "value": visit.place or noting.journey.setting.address},
        {"key": "Getting in", "value": visit.arrival},
    ]
    return [row for row in travel if row["value"]]


noting_screens(bp, noting_of, too_early)
writing_screens(bp, noting_of, too_early, travel_of)
