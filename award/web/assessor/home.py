"""Where this room begins: what waits, the visits to come, and the journeys assigned."""

from datetime import datetime
from typing import Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.turns import TURN_NAMES
from award.queries.deeds import list_tasks
from award.queries.diary import (
    PAGE,
    AssignedLine,
    VisitLine,
    find_part,
    list_assigned,
    list_visits_ahead,
)
from award.queries.tasks import Task
from award.storage.db import db
from award.storage.journeys import AssignmentKind
from award.web.assessor.blueprint import bp
from award.web.assessor.lines import card_of, row_of, tile_of
from award.web.kit.access import actor, needs
from award.web.kit.filters import listed, number_word
from award.web.kit.first_steps import (
    FirstStep,
    FirstSteps,
    first_steps_for,
    first_steps_screen,
)
from award.web.kit.journeys import stage_read
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of

first_steps_screen(bp, may=May.SEE_APPLICATION)
room_nav(
    "assessor",
    ("Home", "assessor.home"),
    ("Diary", "assessor.diary"),
    ("Journeys", "assessor.journeys"),
    under={"assessor.diary": ("claims",)},
)

PARTS: Final = {
    AssignmentKind.ADVISER: "adviser",
    AssignmentKind.ASSESSOR: "assessor",
    AssignmentKind.SECOND: "second assessor",
}


@bp.get("")
@needs(May.SEE_APPLICATION)
def home() -> ResponseReturnValue:
    """My next visit, what waits for me, longest first, and the visits after that."""
    session, now = db.session(), clock.now()
    ahead = list_visits_ahead(session, actor(), at=now)
    tasks = waiting(list_tasks(session, actor(), at=now), ahead)
    part = find_part(session, actor(), at=now)
    total = part.journeys
    return render(
        "assessor/home.html",
        told=told(len(tasks), bool(ahead)),
        card=card_of(ahead[0]) if ahead else None,
        tasks=[row_of(one) for one in tasks],
        visits=[tile_of(one) for one in ahead[1:]],
        total=total,
        any=total > 0,
        first=None if part.has_written else _first_steps(now, is_assigned=total > 0),
    )


def _first_steps(at: datetime, *, is_assigned: bool) -> FirstSteps | None:
    """What somebody begins with who has written no record and judged nothing so far."""
    steps = [
        FirstStep(
            "See how a visit and its report go",
            "Six steps. Three minutes.",
            url_for("assessor.first_steps"),
        ),
        FirstStep(
            "Open a journey that is assigned to you",
            "How the setting sees itself, its plan and its evidence stand there."
            if is_assigned
            else "None is so far. You get an e-mail when a coordinator assigns one.",
            url_for("assessor.journeys") if is_assigned else "",
        ),
        FirstStep(
            "Say so if you know a setting well",
            "On its journey. A tie is nothing bad: somebody else then takes it.",
        ),
    ]
    return first_steps_for(steps, at=at, while_new=False)


def waiting(tasks: list[Task], ahead: list[VisitLine]) -> list[Task]:
    """What waits, but for the record of the visit that stands on top already."""
    on_top = ahead[0].visit.id if ahead else None
    return [one for one in tasks if one.visit_id is None or one.visit_id != on_top]


def told(count: int, is_booked: bool) -> str:
    """The sentence under the heading."""
    visit = "Your next visit comes first." if is_booked else "No visit is booked."
    things = "Nothing else waits for you." if is_booked else "Nothing waits for you."
    if count:
        verb = "waits" if count == 1 else "wait"
        things = f"{number_word(count).capitalize()} {'thing' if count == 1 else 'things'} {verb}."
    return f"{visit} {things}"


@bp.get("/first-steps")
@needs(May.SEE_APPLICATION)
def first_steps() -> ResponseReturnValue:
    """How a visit and its report go, step by step; one can leave it at any time."""
    ahead = list_visits_ahead(db.session(), actor(), at=clock.now())
    return render("assessor/first_steps.html", card=card_of(ahead[0]) if ahead else None)


def _turn(line: AssignedLine) -> str:
    """Whose turn it is; one's own is told as such."""
    mine = str(line.journey.turn) in {str(kind) for kind in line.kinds}
    name = TURN_NAMES.get(line.journey.turn, "nobody")
    return "Yours" if mine else f"{name[0].upper()}{name[1:]}"


@bp.get("/journeys")
@needs(May.SEE_APPLICATION)
def journeys() -> ResponseReturnValue:
    """The journeys assigned to me."""
    search, page = request.args.get("search", "").strip()[:100], asked_page()
    lines, total = list_assigned(db.session(), actor(), at=clock.now(), search=search, page=page)
    rows = [
        (
            line,
            url_for("assessor.journey", journey_id=line.journey.id),
            stage_read(line.journey),
            _turn(line),
            listed(PARTS[kind] for kind in line.kinds),
        )
        for line in lines
    ]
    pages = pages_of(
        total,
        size=PAGE,
        page=page,
        address=lambda n: url_for("assessor.journeys", search=search or None, page=n),
    )
    return render("assessor/journeys.html", rows=rows, pages=pages, search=search)
