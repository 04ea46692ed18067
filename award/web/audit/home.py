"""Every journey of the authority, to look at."""

from datetime import datetime
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.stages import OPEN, STAGE_NAMES, Stage
from award.queries.audits import A_PAGE, JourneyLine, count_journeys, list_journeys
from award.storage.db import db
from award.web.audit.blueprint import bp
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short, unbroken
from award.web.kit.first_steps import FirstStep, first_steps_for, first_steps_screen
from award.web.kit.journeys import outcome_beside
from award.web.kit.looks import as_read, tone_of
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of
from award.web.kit.stage_names import name_of_stage

LONGEST_SEARCH = 100
first_steps_screen(bp, may=May.SEE_DECISION)
room_nav(
    "audit",
    ("Journeys", "audit.home"),
    ("Who opened evidence", "audit.views"),
    under={"audit.home": ("journeys",)},
)


@bp.get("")
@needs(May.SEE_DECISION)
def home() -> ResponseReturnValue:
    """The journeys, the last opened first; found by name and by stage."""
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    chosen = request.args.get("stage", "")
    stage = Stage(chosen) if chosen in list(Stage) else None
    total = count_journeys(db.session(), actor(), search=search, stage=stage)
    pages = pages_of(
        total,
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("audit.home", search=search or None, stage=stage, page=n),
    )
    lines = list_journeys(db.session(), actor(), search=search, stage=stage, page=pages.number)
    return render(
        "audit/home.html",
        first=first_steps_for(_begin(), at=clock.now()),
        rows=[row_of(one) for one in lines],
        pages=pages,
        search=search,
        stage=stage,
        stages=[("", "Any"), *STAGE_NAMES.items()],
    )


def _begin() -> list[FirstStep]:
    """What a new auditor begins with."""
    return [
        FirstStep(
            "Open a journey below",
            "Its history says who did what and when; its decision says why.",
        ),
        FirstStep(
            "See who opened evidence",
            "Every look by the council’s people is written down.",
            url_for("audit.views"),
        ),
        FirstStep(
            "Find one by name or stage",
            "The search stands above the list, and stays in the address.",
        ),
    ]


def row_of(line: JourneyLine) -> list[Any]:
    """One journey as the cells of a table."""
    opened, since = (_lately(one) for one in (line.opened_at, line.stage_since))
    return [
        {
            "words": line.setting,
            "href": url_for("audit.journey", journey_id=line.journey_id),
            "more": f"Opened {opened}",
        },
        {
            "words": name_of_stage(line.stage, line.end_reason_code),
            "tone": as_read(tone_of(line.stage)),
        },
        outcome_of(line),
        {"words": "", "more": f"Since {since}"},
    ]


def _lately(when: datetime) -> str:
    """6 March, with its year where that is not this year; short enough to stand beside a stage."""
    return unbroken(day_short(when).removesuffix(f" {clock.today().year}"))


def outcome_of(line: JourneyLine) -> str:
    """What was decided, where the stage does not say it; empty while a decision is to come."""
    if line.outcome:
        return outcome_beside(line.stage, line.outcome)
    return "" if line.stage in OPEN else "No decision"
