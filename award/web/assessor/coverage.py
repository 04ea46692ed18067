"""A journey's evidence at a glance, for who advises, assesses or judges a second time."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.storage.facts import facts_of
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import find_mine
from award.web.assessor.journey import around
from award.web.kit.access import needs
from award.web.kit.coverage import coverage_of
from award.web.kit.pages import render


@bp.get("/journeys/<int:journey_id>/evidence/coverage")
@needs(May.SEE_EVIDENCE)
def evidence_coverage(journey_id: int) -> ResponseReturnValue:
    """Every criterion with what is expected and what is there, as a matrix or as a table."""
    held = find_mine(journey_id)
    return render(
        "assessor/coverage.html",
        **around(held, "assessor.criteria"),
        coverage=coverage_of(
            held,
            facts_of(held, at=clock.now()),
            lambda code: url_for("assessor.criterion", journey_id=journey_id, code=code),
        ),
        as_table=request.args.get("as") == "table",
    )
