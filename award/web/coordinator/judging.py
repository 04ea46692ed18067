"""How judging goes in the whole authority: reports on time, and how alike two people judge."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.report_days import SHARE_DAYS, Turnaround
from award.queries.calibration import framework_now, list_pairs, names_of_assessors
from award.queries.turnaround import A_PAGE, Waiting, count_late, list_turnaround, list_waiting
from award.storage.days import terms_of
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.kit.access import actor, authority, needs
from award.web.kit.calibration_shown import (
    by_assessor,
    calibration_page,
    row_of,
    term_words,
)
from award.web.kit.filters import day_short, plural
from award.web.kit.pages import Link, render
from award.web.kit.paging import asked_page, pages_of


def tabs(here: str) -> list[Link]:
    """The two pages about judging."""
    return [
        Link("Reports on time", url_for("coordinator.reports"), here == "coordinator.reports"),
        Link(
            "Two judges",
            url_for("coordinator.agreement"),
            here == "coordinator.agreement",
        ),
    ]


def back() -> Link:
    return Link("Journeys", url_for("coordinator.journeys"))


@bp.get("/reports")
@needs(May.WRITE_TERMLY_REPORT)
def reports() -> ResponseReturnValue:
    """Where a report waits after its visit, and how many of each term came in time."""
    session, who, now = db.session(), actor(), clock.now()
    waiting, total = list_waiting(session, who, at=now, page=asked_page())
    terms = list_turnaround(session, who, at=now)
    return render(
        "coordinator/reports.html",
        lead=_told(terms) + _still_late(count_late(waiting)),
        tab_items=tabs("coordinator.reports"),
        waiting=[_waiting_row(one) for one in waiting],
        terms=[_term_row(one) for one in terms],
        paging=pages_of(
            total,
            size=A_PAGE,
            page=asked_page(),
            address=lambda page: url_for("coordinator.reports", page=page),
        ),
        back=back(),
    )


def _told(terms: list[Turnaround]) -> str:
    """The newest term in a sentence."""
    if not terms:
        return "No report has been shared yet."
    one = terms[0]
    there = plural(one.shared, "report")
    told = f"{one.in_time} of {there} came"
    if one.in_time == one.shared:
        told = f"all {there} came" if one.shared > 1 else "the one report came"
    return f"{term_words(one.term)}: {told} within five working days of the visit."


def _still_late(count: int) -> str:
    """What has to be said beside it: those that are not there, and should be."""
    if not count:
        return ""
    return " One that waits is late." if count == 1 else f" {count} that wait are late."


def _waiting_row(one: Waiting) -> list[Any]:
    href = url_for("coordinator.judgement", journey_id=one.journey_id)
    return [
        {
            "words": one.setting,
            "href": href,
            "more": "Being revised: it was shared before" if one.is_again else "",
        },
        one.assessor or {"words": "Nobody", "trouble": True},
        day_short(one.visited_on),
        day_short(one.due_on),
        _standing(one),
    ]


def _standing(one: Waiting) -> Any:
    if one.is_again:
        return "Not counted again"
    if one.is_late:
        late = plural(-one.days, "working day")
        return {"words": f"{late} late", "tone": "attention"}
    left = "Due today" if one.days == 0 else f"{plural(one.days, 'working day')} left"
    return {"words": left, "tone": "others"}


def _term_row(one: Turnaround) -> list[Any]:
    middle = f"{one.middle_days:g}"
    in_time: Any = f"{one.in_time} of {one.shared}"
    if one.in_time < one.shared:
        in_time = {
            "words": in_time,
            "more": f"{one.shared - one.in_time} after more than {SHARE_DAYS}",
        }
    days = "working day" if middle == "1" else "working days"
    return [term_words(one.term), one.shared, in_time, f"{middle} {days}"]


@bp.get("/agreement")
@needs(May.WRITE_TERMLY_REPORT)
def agreement() -> ResponseReturnValue:
    """First and second judgements beside each other: by criterion, by assessor and over time."""
    session, who = db.session(), actor()
    terms = terms_of(session, authority().id)
    pairs = list_pairs(session, who, terms)
    names = names_of_assessors(session, pairs) if pairs else {}
    return render(
        "judging/agreement.html",
        **calibration_page(pairs, framework=framework_now(session, who), terms=terms),
        assessors=[row_of(name, found) for name, found in by_assessor(pairs, names)],
        tab_items=tabs("coordinator.agreement"),
        own=False,
        back=back(),
    )
