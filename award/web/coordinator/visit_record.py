"""The record of one's own visit, by conversation and place, or by criterion."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.recording import WRITABLE
from award.domain.permissions import May, Situation
from award.web.coordinator.blueprint import bp
from award.web.coordinator.visits import not_yet, one_visit
from award.web.coordinator.wording import FORM_WORDS
from award.web.kit.access import actor, find, needs
from award.web.kit.filters import moment
from award.web.kit.visit_noting import (
    Noting,
    first_open,
    has_begun,
    must_be_asked,
    note_conversation,
    note_criterion,
)
from award.web.kit.visit_writing import sheet, write_up


def noting_of(journey_id: int, visit_id: int) -> Noting:
    """My own visit, to note while it is not signed. Raises NotFound for anybody else's."""
    found = find(May.PROPOSE_VISIT, journey_id)
    one = one_visit(found, visit_id)
    theirs = Situation(mine=one.visitor_id == actor().user_id, signed=one.state not in WRITABLE)
    found = find(May.WRITE_VISIT_RECORD, journey_id, situation=theirs)
    return Noting(
        found,
        one,
        May.PROPOSE_VISIT,
        lambda code: url_for("coordinator.evidence", journey_id=journey_id),
    )


def too_early(noting: Noting) -> ResponseReturnValue | None:
    """Before the visit there is nothing to write, and no form."""
    if request.method != "GET" or has_begun(noting.visit):
        return None
    words = f"The record opens when the visit begins: {moment(noting.visit.starts_at)}."
    return not_yet(noting.journey, "The record of the visit", words)


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/record")
@needs(May.WRITE_VISIT_RECORD)
def visit_record(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The record opens with the first conversation in which nothing is noted yet."""
    noting = noting_of(journey_id, visit_id)
    return too_early(noting) or redirect(first_open(noting))


@bp.route(
    "/journeys/<int:journey_id>/visits/<int:visit_id>/record/<conversation>",
    methods=["GET", "POST"],
)
@needs(May.WRITE_VISIT_RECORD)
def visit_conversation(journey_id: int, visit_id: int, conversation: str) -> ResponseReturnValue:
    """Note what was seen and heard in one conversation or place."""
    noting = noting_of(journey_id, visit_id)
    must_be_asked(noting, conversation=conversation)
    return too_early(noting) or note_conversation(noting, conversation)


@bp.route(
    "/journeys/<int:journey_id>/visits/<int:visit_id>/record/criteria/<code>",
    methods=["GET", "POST"],
)
@needs(May.WRITE_VISIT_RECORD)
def visit_criterion(journey_id: int, visit_id: int, code: str) -> ResponseReturnValue:
    """Note what was seen and heard of one criterion, in whichever conversation."""
    noting = noting_of(journey_id, visit_id)
    must_be_asked(noting, code=code)
    return too_early(noting) or note_criterion(noting, code)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/write-up", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_write_up(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Whom I met, what I saw, what comes next; and that the record is finished."""
    noting = noting_of(journey_id, visit_id)
    return too_early(noting) or write_up(noting)


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/sheet")
@needs(May.WRITE_VISIT_RECORD)
def visit_sheet(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The questions on paper, with lines to write on."""
    noting = noting_of(journey_id, visit_id)
    visit = noting.visit
    travel = [
        {"key": "How", "value": FORM_WORDS[visit.form]},
        {"key": "Where", "value": visit.place or noting.journey.setting.address},
        {"key": "Getting in", "value": visit.arrival},
    ]
    return sheet(noting, [row for row in travel if row["value"]])
