"""Every criterion at a glance: what is given, what is expected, what is missing."""

from flask import request
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.storage.facts import facts_of
from award.web.kit.access import find, needs
from award.web.kit.coverage import coverage_of
from award.web.kit.pages import render
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of


@bp.get("/journeys/<int:journey_id>/evidence/coverage")
@needs(May.SEE_EVIDENCE)
def evidence_coverage(journey_id: int) -> ResponseReturnValue:
    """The evidence of the journey as a matrix, or as a table."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    facts = facts_of(journey, at=clock.now())
    return render(
        "setting/evidence/coverage.html",
        journey=journey,
        coverage=coverage_of(journey, facts, lambda code: address_of(journey, code)),
        as_table=request.args.get("as") == "table",
    )
