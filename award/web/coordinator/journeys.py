"""The list of journeys: searched, filtered, sorted and paged."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.stages import CLOSED, OPEN, STAGE_NAMES, STEPS, Stage
from award.domain.turns import TURN_NAMES, Turn
from award.queries.lists import (
    LATE,
    SORTS,
    VIEWS,
    Option,
    Wanted,
    list_journeys,
    list_options,
)
from award.queries.settings import has_settings
from award.queries.waiting_since import since_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import again, number, paging, select_of, text, word
from award.web.coordinator.near_names import ITS_JOURNEY, near_instead
from award.web.coordinator.rows import left_words, quick_cell, read_days, turn_cell, waiting_cell
from award.web.coordinator.today_rows import quick_links
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short, number_word, plural
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

HERE = "coordinator.journeys"
VIEW_WORDS = {
    "waiting": "Your turn",
    "open": "All open",
    "stalling": "Stalling",
    "late": "Ready or later",
    "ended": "Ended",
}
PAUSED = "paused"
HEADS = (
    ("Setting", "setting"),
    ("Stage", "stage"),
    ("Whose turn", "turn"),
    ("Waiting", "since"),
    ("Still needed", "left"),
)
ENDED_HEADS = (("Setting", "setting"), ("Stage", "stage"), ("Ended", "since"))


def wanted(view: str) -> Wanted:
    """What the address asks to see."""
    sort, down = text("sort"), text("down")
    newest_first = view == "ended" and not sort
    return Wanted(
        search=text("search"),
        stage=word("stage", Stage),
        paused=text("stage") == PAUSED,
        turn=word("turn", Turn),
        kind=text("kind"),
        route=text("route"),
        round_id=number("round"),
        view=view if view in VIEWS else "open",
        sort=sort if sort in SORTS else "since",
        down=newest_first or down == "yes",
        page=number("page", 1) or 1,
    )


@bp.get("/journeys", defaults={"view": "open"})
@bp.get("/journeys/<any(waiting, stalling, late, ended):view>")
@needs(May.SEE_APPLICATION)
def journeys(view: str) -> ResponseReturnValue:
    """One page of the journeys that the address asks for."""
    now, asked = clock.now(), wanted(view)
    read_days()
    page, counts = list_journeys(db.session(), actor(), asked, at=now)
    options = list_options(db.session(), actor())
    since = since_of(db.session(), page.rows, at=now)
    return render(
        "coordinator/journeys.html",
        title_extra="" if view == "open" else VIEW_WORDS[view].lower(),
        standing=_standing(counts, view),
        mine=_mine(counts["waiting"], view),
        has_any=any(counts.values()),
        action=url_for(HERE, view=view),
        tabs=[_tab(one, counts[one], view) for one in VIEW_WORDS],
        search={
            "name": "search",
            "label": "Setting, person, postcode or number",
            "value": asked.search,
        },
        selects=selects(asked, options),
        clear=url_for(HERE, view=view) if is_filtered(asked) else None,
        heads=[*(_head(words, sort, asked) for words, sort in _heads(view)), _last_head(view)],
        rows=[_row(one, since[one.id], now) for one in page.rows],
        has_ended=view == "ended",
        paging=paging(page, HERE),
        download=again("coordinator.journeys_file", page=None),
        to_assign=None if view == "ended" else again("coordinator.journeys_assign", page=None),
        to_print=again("coordinator.journeys_printed", page=None),
        is_filtered=is_filtered(asked),
        near=near_instead(asked.search, found=page.total, endpoint=ITS_JOURNEY),
        empty_words=_empty(view, counts),
    )


def _heads(view: str) -> tuple[tuple[str, str], ...]:
    return ENDED_HEADS if view == "ended" else HEADS


def _last_head(view: str) -> Any:
    """A note is all that is left of quick steps at the end: on a phone it needs no label."""
    return {"words": "Quick steps", "deeds": view == "ended", "unprinted": True}


def _standing(counts: dict[str, int], view: str) -> str:
    if not counts["open"]:
        return "None is open." if counts["ended"] else "None has been opened yet."
    if view == "waiting" and counts["waiting"]:
        still_open = plural(counts["open"], "open journey")
        return f"Your turn in {number_word(counts['waiting'])} of {still_open}."
    return f"{counts['open']} open."


def _mine(count: int, view: str) -> Link | None:
    """In how many it is the coordinator's turn, with a way to just those; from there to Today's."""
    if view == "waiting":
        return Link(
            "See all that needs you, in them and beside them", url_for("coordinator.waiting")
        )
    said = f"In {number_word(count)} it is your turn." if count else ""
    return Link(said, url_for(HERE, view="waiting")) if said else None


def _empty(view: str, counts: dict[str, int]) -> tuple[str, str, str, str]:
    """What a view without journeys says, and what it offers."""
    every = ("See all journeys", url_for(HERE))
    if view == "stalling" and not counts["open"]:
        return (
            "No journey is open",
            "A setting that goes quiet for four weeks stands here.",
            *every,
        )
    words = {
        "waiting": (
            "It is not your turn in any",
            "Journeys whose next step is yours stand here.",
        ),
        "stalling": ("Nobody is stalling", "Every setting was heard from in the last four weeks."),
        "late": (
            "Nobody is ready yet",
            "Who is ready stands here until the decision.",
        ),
        "ended": (
            "No journey has ended yet",
            "Awards stand here, and journeys that ended another way.",
        ),
    }
    if view in words:
        return (*words[view], *every)
    if not any(counts.values()) and not has_settings(db.session(), actor()):
        first = "Settings come first, then their journeys."
        begin = ("Add your first settings", url_for("coordinator.settings"))
        return ("There is no journey here yet", first, *begin)
    begin = ("Choose a setting", url_for("coordinator.settings"))
    return ("There is no journey here yet", "Choose a setting, and open its first journey.", *begin)


def is_filtered(asked: Wanted) -> bool:
    """Whether the address narrows the list."""
    chosen = (
        asked.search,
        asked.stage,
        asked.paused,
        asked.turn,
        asked.kind,
        asked.route,
        asked.round_id,
    )
    return any(chosen)


def _tab(view: str, count: int, current: str) -> dict[str, Any]:
    href = again(HERE, view=view, page="")
    return {"words": VIEW_WORDS[view], "href": href, "count": count, "current": view == current}


def selects(asked: Wanted, options: list[Option]) -> list[dict[str, Any]]:
    """The lists by which the journeys can be narrowed, as a filter bar takes them."""

    def of(kind: str) -> list[tuple[str, str]]:
        return [(one.value, one.words) for one in options if one.of == kind]

    turns = [(one, TURN_NAMES[one].capitalize()) for one in Turn]
    stage = PAUSED if asked.paused else asked.stage
    found = [
        select_of("stage", "Stage", stage, "Any stage", _stages(asked)),
        select_of("turn", "Whose turn", asked.turn, "Anyone’s", turns),
        select_of("kind", "Kind of setting", asked.kind, "Any kind", of("kind")),
        select_of("route", "Route", asked.route, "Any route", of("route")),
    ]
    if rounds := of("round"):
        found.append(select_of("round", "Panel day", asked.round_id, "Any round", rounds))
    return found


def _stages(asked: Wanted) -> list[tuple[str, str]]:
    """The words of the column of stages that a view can have, and the one that is asked for."""
    stages = {"ended": CLOSED, "late": LATE}.get(asked.view, OPEN)
    rests = asked.paused or asked.view in ("open", "late")
    found = [
        (str(one), words) for one, words in STAGE_NAMES.items() if one in (*stages, asked.stage)
    ]
    return [*found, (PAUSED, "Paused")] if rests else found


def _head(words: str, sort: str, asked: Wanted) -> dict[str, Any]:
    current = asked.sort == sort
    down = "yes" if current and not asked.down else ""
    order = ("descending" if asked.down else "ascending") if current else None
    return {"words": words, "href": again(HERE, sort=sort, down=down, page=""), "sorted": order}


def _row(one: Journey, since: datetime, now: datetime) -> list[Any]:
    kind = one.setting.kind.label if one.setting.kind else ""
    about = {
        "words": one.setting.name,
        "href": url_for("coordinator.journey", journey_id=one.id),
        "more": f"{kind}\u00a0· {one.route.name}",
    }
    if one.ended_at is not None:
        return [about, stage_words(one)[1], day_short(one.ended_at), _quick(one)]
    turn, wait = turn_cell(one), waiting_cell(one, since, now)
    return [about, _stage(one), turn, wait, left_words(one), _quick(one)]


def _quick(one: Journey) -> Any:
    pausable = one.ended_at is None and one.paused_until is None
    links = quick_links(one.id, None, came="journeys", pause=pausable)
    return quick_cell(links, one.setting.name)


def _stage(one: Journey) -> dict[str, Any]:
    place = next((n for n, (_, stages) in enumerate(STEPS, 1) if one.stage in stages), 0)
    return {"words": stage_words(one)[1], "bars": place}
