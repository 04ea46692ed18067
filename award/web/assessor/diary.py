"""My diary: visits by day, by week, or as a list, with what is at the same time."""

from datetime import date

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.queries.visit_diary import DiaryLine, read_own_diary
from award.storage.db import db
from award.web.assessor.blueprint import bp
from award.web.kit.access import actor, needs
from award.web.kit.pages import render
from award.web.kit.visit_diary import asked_span, diary_page


@bp.get("/diary")
@needs(May.PROPOSE_VISIT)
def diary() -> ResponseReturnValue:
    """The visits that I make, and the days that are offered for others."""
    span = asked_span(clock.today())
    found = read_own_diary(db.session(), actor(), span.first, span.last)
    page = diary_page(
        span, found, address=_address, visit_address=_visit_address, with_visitor=False
    )
    return render("assessor/diary.html", **page)


def _address(*, by: str, start: date) -> str:
    return url_for("assessor.diary", by=by, start=start.isoformat())


def _visit_address(line: DiaryLine) -> str:
    return url_for("assessor.visit", journey_id=line.visit.journey_id, visit_id=line.visit.id)
