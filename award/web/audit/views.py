"""Who of the authority opened files of evidence, and when."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.domain.people import ROLE_NAMES
from award.domain.permissions import May
from award.queries.audits import A_PAGE, Opened, count_opened, list_opened
from award.storage.db import db
from award.web.audit.blueprint import bp
from award.web.audit.home import LONGEST_SEARCH
from award.web.kit.access import actor, needs
from award.web.kit.filters import moment
from award.web.kit.pages import render
from award.web.kit.paging import asked_page, pages_of


@bp.get("/views")
@needs(May.SEE_DECISION)
def views() -> ResponseReturnValue:
    """The last views first; found by the name of the person or of the setting."""
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    pages = pages_of(
        count_opened(db.session(), actor(), search=search),
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("audit.views", search=search or None, page=n),
    )
    found = list_opened(db.session(), actor(), search=search, page=pages.number)
    rows = [row_of(one) for one in found]
    return render("audit/views.html", rows=rows, pages=pages, search=search)


def row_of(line: Opened) -> list[Any]:
    """One view as the cells of a table."""
    there = url_for("audit.journey", journey_id=line.journey_id) if line.journey_id else ""
    setting: Any = {"words": line.setting, "href": there} if there else line.setting
    counts = ", ".join(line.criteria) or "No criterion"
    return [line.who, ROLE_NAMES[line.role].capitalize(), setting, counts, moment(line.at)]
