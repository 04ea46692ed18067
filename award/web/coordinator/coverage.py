"""A journey's evidence at a glance, for the coordinator."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.storage.facts import facts_of
from award.web.coordinator.blueprint import bp
from award.web.coordinator.shell import journey_page
from award.web.kit.access import find, needs
from award.web.kit.coverage import coverage_of


@bp.get("/journeys/<int:journey_id>/evidence/coverage")
@needs(May.SEE_EVIDENCE)
def evidence_coverage(journey_id: int) -> ResponseReturnValue:
    """Every criterion with what is expected and what is there, as a matrix or as a table."""
    found = find(May.SEE_EVIDENCE, journey_id)
    evidence = url_for("coordinator.evidence", journey_id=journey_id)
    return journey_page(
        "coordinator/coverage.html",
        found,
        coverage=coverage_of(
            found,
            facts_of(found, at=clock.now()),
            lambda code: f"{evidence}#criterion-{code}",
        ),
        as_table=request.args.get("as") == "table",
    )
