"""Where this room begins: what waits, the visits to come, and the journeys assigned."""

from typing import Any, Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.visits import visit_row
from award.queries.diary import (
    PAGE,
    Deed,
    Task,
    VisitLine,
    count_assigned,
    list_assigned,
    list_tasks,
    list_visits_ahead,
)
from award.storage.days import LONDON, day_of
from award.storage.db import db
from award.storage.journeys import AssignmentKind
from award.web.assessor.blueprint import bp
from award.web.kit.access import actor, needs
from award.web.kit.filters import clock_time, plural
from award.web.kit.journeys import stage_words, turn_words
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of

room_nav("assessor", ("Home", "assessor.home"), ("Journeys", "assessor.journeys"))

# What the deed is called, its button, what to expect, about how long, and its screen.
DEEDS: Final = {
    Deed.WRITE_UP: (
        "Write up the visit",
        "Write up",
        "Note what you saw and heard, conversation by conversation.",
        "about 30 minutes",
        "assessor.visit_record",
    ),
    Deed.SHARE_RECORD: (
        "Share the visit’s record",
        "Share",
        "It is finished. Read it once more, then share it with the setting.",
        "about 5 minutes",
        "assessor.visit",
    ),
    Deed.CONFIRM_VISIT: (
        "Choose a date for the visit",
        "Choose",
        "The setting offers dates. Choose the one that suits you.",
        "a minute",
        "assessor.visit_confirm",
    ),
    Deed.JUDGE: (
        "Judge and report",
        "Go on",
        "Judge each criterion, then write what is strong, what comes next, and what you recommend.",
        "you can stop and go on at any time",
        "assessor.criteria",
    ),
    Deed.ANSWER: (
        "Answer the setting’s points",
        "Answer",
        "The setting says which facts in your report are not right.",
        "about 10 minutes",
        "assessor.points",
    ),
    Deed.SECOND: (
        "Give the second judgement",
        "Judge",
        "Judge each criterion by yourself. You see the evidence, not what the assessor found.",
        "you can stop and go on at any time",
        "assessor.criteria",
    ),
    Deed.AGREE_PLAN: (
        "Agree the plan",
        "Look",
        "The setting put its plan forward. Agree it, or give it back with words that help.",
        "about 15 minutes",
        "assessor.plan",
    ),
    Deed.FEEDBACK: (
        "Give feedback on the evidence",
        "Look",
        "The setting asks how it looks so far.",
        "about 15 minutes",
        "assessor.feedback",
    ),
}
PARTS: Final = {
    AssignmentKind.ADVISER: "adviser",
    AssignmentKind.ASSESSOR: "assessor",
    AssignmentKind.SECOND: "second assessor",
}
LONG_DAYS: Final = 5


@bp.get("")
@needs(May.SEE_APPLICATION)
def home() -> ResponseReturnValue:
    """What waits for me, longest first, and my visits to come."""
    session, now = db.session(), clock.now()
    tasks = [_row(one) for one in list_tasks(session, actor(), at=now)]
    visits = [_tile(one) for one in list_visits_ahead(session, actor(), at=now)]
    total = count_assigned(session, actor(), at=now)
    return render("assessor/home.html", tasks=tasks, visits=visits, total=total, any=total > 0)


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
            stage_words(line.journey),
            turn_words(line.journey),
            ", ".join(PARTS[kind] for kind in line.kinds),
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


def _row(task: Task) -> dict[str, object]:
    what, button, text, effort, endpoint = DEEDS[task.deed]
    more: dict[str, Any] = {"visit_id": task.visit_id} if task.visit_id else {}
    waited = (clock.today() - day_of(task.since)).days
    counted = f": {task.done} of {task.total} judged" if task.total and task.done else ""
    return {
        "who": task.setting,
        "what": what + counted,
        "text": text,
        "effort": effort,
        "since": f"waiting {plural(waited, 'day')}" if waited > 0 else "new today",
        "tone": "attention" if waited > LONG_DAYS else "",
        "button": button,
        "href": url_for(endpoint, journey_id=task.journey_id, **more),
    }


def _tile(line: VisitLine) -> dict[str, object]:
    starts = line.visit.starts_at
    there = starts.astimezone(LONDON) if starts else clock.now()
    return {
        "weekday": f"{there:%a}",
        "day": there.day,
        "month": f"{there:%b}",
        "words": line.setting,
        "more": f"{visit_row(line.visit.kind).name}, {clock_time(there)}",
        "href": url_for("assessor.visit", journey_id=line.visit.journey_id, visit_id=line.visit.id),
        "link": "Look at the visit",
    }
