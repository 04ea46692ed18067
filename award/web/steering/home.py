"""The reading for a termly meeting: what is under way, what came of it, how far it reaches."""

from datetime import date
from typing import Any, Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.permissions import May
from award.domain.stages import STAGE_NAMES, Stage
from award.queries.steering import (
    A_PAGE,
    Counted,
    Reach,
    Released,
    Standing,
    count_all,
    count_decided,
    count_released,
    list_reach,
    list_released,
    list_standing,
)
from award.storage.days import day_of
from award.storage.db import db
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short, number_word, plural, unbroken
from award.web.kit.first_steps import FirstStep, first_steps_for, first_steps_screen
from award.web.kit.journeys import PAST
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of
from award.web.kit.reading import OUTCOME_WORDS
from award.web.steering.blueprint import bp

WITHHELD: Final = "A setting that is not named"
LONGEST_SEARCH: Final = 100
LONG_DAYS: Final = 120
first_steps_screen(bp, may=May.SEE_DECISION)
room_nav("steering", ("Reading", "steering.home"), ("Outcomes", "steering.outcomes"))


@bp.get("")
@needs(May.SEE_DECISION)
def home() -> ResponseReturnValue:
    """The numbers as they stand today; names only with a released outcome."""
    session, who, today = db.session(), actor(), clock.today()
    reach = list_reach(session, who, today=today)
    knows = any(one.known for one in reach)
    standing = list_standing(session, who)
    decided = count_decided(session, who, at=clock.now())
    return render(
        "steering/home.html",
        first=first_steps_for(_begin(), at=clock.now()),
        today=today,
        told=told(reach),
        reach=[reach_row(one, known=knows) for one in reach],
        knows=knows,
        under_way=sum(one.journeys for one in standing),
        standing=[standing_row(one, today) for one in standing],
        decided=[[PAST[one], number] for one, number in decided.items()],
        any_decided=any(decided.values()),
        to_come=to_come(standing),
        watch=to_watch(count_all(session, who, at=clock.now(), today=today)),
    )


def _begin() -> list[FirstStep]:
    """What a new member begins with."""
    return [
        FirstStep(
            "Read this page from the top",
            "What is under way, what was decided, how far the award reaches. Names come later.",
        ),
        FirstStep(
            "See the outcomes to ratify",
            "By name, each once the panel has released it. You ratify them at your meeting.",
            url_for("steering.outcomes"),
        ),
        FirstStep(
            "See what the public sees",
            "The register of those who hold the award.",
            url_for("public.register"),
        ),
    ]


def told(reach: list[Reach]) -> str:
    """The whole in a sentence."""
    settings = sum(one.settings for one in reach)
    holders, on_way = sum(one.holders for one in reach), sum(one.under_way for one in reach)
    if not settings:
        return "No setting is known yet."
    hold = "holds" if holders == 1 else "hold"
    are = "is" if on_way == 1 else "are"
    known = plural(settings, "setting")
    return (
        f"Of {known}, {holders} {hold} the award today and {on_way} {are} on the way to one. "
        "An award that is suspended is not counted here; the public register still lists it."
    )


def to_come(standing: list[Standing]) -> str:
    """What the list to ratify waits for, from whom, and what happens then."""
    number = sum(one.journeys for one in standing if one.stage is Stage.DECIDING)
    if not number:
        return "No decision is with the panel now. When one is released, it joins the list."
    are = "decision is" if number == 1 else "decisions are"
    joins = "It joins" if number == 1 else "Each joins"
    count = number_word(number).capitalize()
    return f"{count} {are} with the panel. {joins} the list once the panel releases it."


def reach_row(one: Reach, *, known: bool) -> list[Any]:
    """One kind of setting as the cells of a table, with what is only known of where asked."""
    row = [one.kind, one.settings, one.under_way, one.holders]
    return [*row, one.known] if known else row


def standing_row(one: Standing, today: date) -> list[Any]:
    """One stage as the cells of a table; a long stay carries a sign."""
    days = (today - day_of(one.longest_since)).days
    longest: Any = unbroken(plural(days, "day"))
    if days > LONG_DAYS:
        longest = {"words": longest, "trouble": True}
    return [STAGE_NAMES[one.stage], one.journeys, longest]


def _late_words(late: int, *, of: int) -> str:
    if not late:
        return ""
    return ", and overdue" if late == of else f", {late} of them overdue"


def to_watch(counted: Counted) -> list[str]:
    """What the group asks about, each number in its words; what counts none is left out."""
    late = _late_words(counted.overdue, of=counted.conditions)
    named = (
        (counted.ending, "award ends", "awards end", " within a year"),
        (counted.paused, "journey is paused", "journeys are paused", ""),
        (counted.appeals, "appeal is", "appeals are", " not heard yet"),
        (counted.conditions, "condition is", "conditions are", f" not met yet{late}"),
        (
            counted.set_aside,
            "second judgement was",
            "second judgements were",
            " set aside in the last twelve months",
        ),
    )
    return [plural(number, one, many) + rest for number, one, many, rest in named if number]


@bp.get("/outcomes")
@needs(May.SEE_DECISION)
def outcomes() -> ResponseReturnValue:
    """The list to ratify: found by name and by outcome."""
    session, who = db.session(), actor()
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    asked = request.args.get("outcome", "")
    chosen = Outcome(asked) if asked in list(Outcome) else None
    pages = pages_of(
        count_released(session, who, search=search, outcome=chosen),
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for(
            "steering.outcomes", search=search or None, outcome=chosen, page=n
        ),
    )
    found = list_released(session, who, search=search, outcome=chosen, page=pages.number)
    return render(
        "steering/outcomes.html",
        rows=[row_of(one) for one in found],
        pages=pages,
        search=search,
        outcome=chosen or "",
        choices=[{"value": "", "words": "Any"}]
        + [{"value": one, "words": words} for one, words in OUTCOME_WORDS.items()],
    )


def row_of(line: Released) -> list[Any]:
    """One outcome as the cells of a table."""
    kind = line.kind if line.setting else ""
    outcome = {"words": PAST[line.outcome], "tone": OUTCOME_TONES[line.outcome]}
    return [line.setting or WITHHELD, kind, outcome, day_short(line.released_at)]
