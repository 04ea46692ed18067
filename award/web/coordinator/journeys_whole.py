"""All journeys that the filters of the list let through, on one page: as a file, and to print."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.turns import TURN_NAMES, Turn, tells_of_votes
from award.queries.lists import Wanted, list_all_journeys, list_options
from award.queries.waiting_since import since_of
from award.queries.who_works import WhoWorks, who_works
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.coordinator.journeys import HERE, VIEW_WORDS, is_filtered, selects, wanted
from award.web.coordinator.listing import again, text
from award.web.coordinator.rows import left_words, read_days, waiting_cell
from award.web.kit.access import actor, needs
from award.web.kit.csv_files import csv_file
from award.web.kit.filters import day_short, plural
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

MOST_PRINTED: Final = 500
COLUMNS: Final = (
    "Setting",
    "Postcode",
    "Kind",
    "Route",
    "Stage",
    "Stage since",
    "Whose turn",
    "Waiting since",
    "Things still needed",
    "Last heard from",
    "Panel day",
    "Lead",
    "Lead’s e-mail",
    "Adviser",
    "Assessor",
)
PEOPLE: Final = "People"
ON_PAPER: Final = ("Setting", "Stage", "Whose turn", "Waiting", "Still needed", PEOPLE)
ENDED_ON_PAPER: Final = ("Setting", "Stage", "Ended", PEOPLE)


@bp.get("/journeys.csv")
@needs(May.SEE_APPLICATION)
def journeys_file() -> ResponseReturnValue:
    """The same list as a file, all pages of it."""
    now = clock.now()
    rows = list_all_journeys(db.session(), actor(), wanted(text("view")), at=now)
    since = since_of(db.session(), rows, at=now)
    people = who_works(db.session(), actor(), rows)
    return csv_file(
        "journeys", COLUMNS, (_line(one, people[one.id], since[one.id]) for one in rows)
    )


def _line(one: Journey, people: WhoWorks, since: datetime) -> tuple[object, ...]:
    return (
        one.setting.name,
        one.setting.postcode or "",
        one.setting.kind.label if one.setting.kind else "",
        one.route.name,
        stage_words(one)[1],
        day_of(one.stage_since),
        TURN_NAMES[one.turn],
        day_of(since),
        "" if tells_of_votes(one.stage) else one.blockers_left,
        day_of(one.last_setting_act_at),
        one.round.name if one.round else "",
        "; ".join(name for name, _ in people.leads),
        "; ".join(email for _, email in people.leads),
        people.adviser,
        people.assessor,
    )


@bp.get("/journeys/print")
@needs(May.SEE_APPLICATION)
def journeys_printed() -> ResponseReturnValue:
    """The same list on one page, to print."""
    now, asked = clock.now(), wanted(text("view"))
    read_days()
    found = list_all_journeys(db.session(), actor(), asked, at=now, most=MOST_PRINTED + 1)
    rows, has_ended = found[:MOST_PRINTED], asked.view == "ended"
    people, since = who_works(db.session(), actor(), rows), since_of(db.session(), rows, at=now)
    return render(
        "coordinator/journeys_printed.html",
        back=Link("Journeys", again(HERE, view=asked.view)),
        lead=f"{VIEW_WORDS[asked.view]}, {plural(len(rows), 'journey')}, {day_short(now)}",
        chosen=_chosen(asked),
        heads=ENDED_ON_PAPER if has_ended else ON_PAPER,
        rows=[_row(one, people[one.id], since[one.id], now) for one in rows],
        has_ended=has_ended,
        most=MOST_PRINTED if len(found) > len(rows) else None,
    )


def _chosen(asked: Wanted) -> list[str]:
    """What the list was narrowed to, in words."""
    if not is_filtered(asked):
        return []
    said = [f"Found by “{asked.search}”"] if asked.search else []
    for one in selects(asked, list_options(db.session(), actor())):
        words = [it["words"] for it in one["choices"] if str(it["value"]) == str(one["value"])]
        said += [f"{one['label']}: {words[0]}"] if one["value"] and words else []
    return said


def _row(one: Journey, people: WhoWorks, since: datetime, now: datetime) -> list[Any]:
    kind = one.setting.kind.label if one.setting.kind else ""
    about = {"words": one.setting.name, "more": f"{kind} · {one.route.name}"}
    if one.ended_at is not None:
        return [about, stage_words(one)[1], day_short(one.ended_at), _people(people)]
    turn = "" if one.turn is Turn.NOBODY else TURN_NAMES[one.turn].capitalize()
    wait, left = waiting_cell(one, since, now), left_words(one)
    return [about, stage_words(one)[1], turn, wait, left, _people(people)]


def _people(people: WhoWorks) -> dict[str, str] | str:
    """The lead by name, and below who advises and who assesses, as far as there is anybody."""
    parts = {"Adviser": people.adviser, "Assessor": people.assessor}
    more = _sentence(f"{part}: {name}" for part, name in parts.items() if name)
    lead = ", ".join(name for name, _ in people.leads)
    return {"words": lead or "Nobody leads yet", "more": more}


def _sentence(parts: Iterable[str]) -> str:
    return ", ".join(parts).replace(", Assessor", ", assessor")
