"""How my judgements lie beside those of second judges: mine alone."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.calibration import framework_now, list_pairs
from award.storage.days import terms_of
from award.storage.db import db
from award.web.assessor.blueprint import bp
from award.web.kit.access import actor, authority, needs
from award.web.kit.calibration_shown import calibration_page
from award.web.kit.pages import Link, render


@bp.get("/agreement")
@needs(May.WRITE_REPORT)
def agreement() -> ResponseReturnValue:
    """The criteria that I judged first and somebody judged blind, once there are enough."""
    session = db.session()
    terms = terms_of(session, authority().id)
    pairs = list_pairs(session, actor(), terms)
    found = calibration_page(pairs, framework=framework_now(session, actor()), terms=terms)
    return render(
        "judging/agreement.html",
        **found,
        assessors=[],
        own=True,
        back=Link("Home", url_for("assessor.home")),
    )
