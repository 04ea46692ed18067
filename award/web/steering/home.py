"""Outcomes once they are released, for the group to ratify, and how many journeys stand where."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.domain.stages import STAGE_NAMES
from award.queries.steering import (
    A_PAGE,
    Released,
    count_by_stage,
    count_released,
    list_released,
)
from award.storage.db import db
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short
from award.web.kit.journeys import PAST
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of
from award.web.steering.blueprint import bp

WITHHELD = "A setting that is not named"
room_nav("steering", ("Outcomes", "steering.home"))


@bp.get("")
@needs(May.SEE_DECISION)
def home() -> ResponseReturnValue:
    """Names only with a released outcome; all else as totals."""
    pages = pages_of(
        count_released(db.session(), actor()),
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("steering.home", page=n),
    )
    counted = count_by_stage(db.session(), actor())
    return render(
        "steering/home.html",
        rows=[row_of(one) for one in list_released(db.session(), actor(), page=pages.number)],
        pages=pages,
        counts=[[STAGE_NAMES[stage], number] for stage, number in counted.items()],
        total=sum(counted.values()),
    )


def row_of(line: Released) -> list[Any]:
    """One outcome as the cells of a table."""
    kind = line.kind if line.setting else ""
    return [line.setting or WITHHELD, kind, PAST[line.outcome], day_short(line.released_at)]
