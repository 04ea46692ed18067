"""The diary of all visits: by day, by week, or as a list, of everybody or of one person."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.queries.visit_diary import DiaryLine, list_visitors, read_diary
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number
from award.web.kit.access import actor, needs
from award.web.kit.pages import Link, render
from award.web.kit.visit_diary import asked_span, diary_page

FEW_PEOPLE: Final = 12  # as many are named beside a diary, whether or not they have a visit


@bp.get("/diary")
@needs(May.ASSIGN)
def diary() -> ResponseReturnValue:
    """Every visit, with what each person carries."""
    span = asked_span(clock.today())
    people = list_visitors(db.session(), actor())
    who = number("who")
    who = who if who in {user_id for user_id, _ in people} else None
    found = read_diary(db.session(), actor(), span.first, span.last, visitor_id=who)

    def address(*, by: str, start: date) -> str:
        return url_for("coordinator.diary", by=by, who=who, start=start.isoformat())

    page = diary_page(
        span, found, address=address, visit_address=_visit_address, with_visitor=who is None
    )
    busy = {one.name for one in found.loads}
    links = _people(people, who, span.view)
    near = [one for one in links if one.current or one.words in busy or len(links) <= FEW_PEOPLE]
    return render(
        "coordinator/diary.html",
        **page,
        people=near,
        others=[one for one in links if one not in near],
        everybody=Link("Everybody", url_for("coordinator.diary", by=span.view), who is None),
    )


def _visit_address(line: DiaryLine) -> str:
    return url_for("coordinator.visit", journey_id=line.visit.journey_id, visit_id=line.visit.id)


def _people(people: Sequence[tuple[int, str]], who: int | None, view: str) -> list[Link]:
    return [
        Link(name, url_for("coordinator.diary", by=view, who=user_id), who == user_id)
        for user_id, name in people
    ]
