"""What is new since somebody was here before: noted in a short change, told in sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from award.actions.advising import standards_of
from award.actions.noticing import AWAY_FOR, note_looked
from award.adapters import clock
from award.domain.people import ROLE_NAMES, SETTING_ROLES
from award.queries.remarks import (
    Given,
    count_given_since,
    find_looked,
    list_said_since,
)
from award.storage.accounts import User
from award.storage.days import day_of
from award.storage.db import db, transaction
from award.storage.evidence import EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.remarks import Place, Remark
from award.web.kit.access import actor
from award.web.kit.filters import day, plural
from award.web.kit.pages import Link

WRITTEN_AFTER: Final = timedelta(minutes=5)
A_WEEK: Final = 6
MOST: Final = 6
STATES: Final = (
    (EvidenceState.NEEDS_MORE, "needs more", "need more"),
    (EvidenceState.NOT_RELEVANT, "does not fit", "do not fit"),
    (EvidenceState.ACCEPTED, "is accepted", "are accepted"),
)


@dataclass(frozen=True)
class News:
    """What is new: "Since you were here on Tuesday", and a link with words for each part."""

    title: str
    lines: Sequence[Link] = field(default_factory=tuple)
    more: str = ""


def looked(journey: Journey, place: Place) -> datetime | None:
    """Since when things are new to whoever looks; None on their first visit.

    It writes down that they are here, at most once in a few minutes, in its own short change.
    Who acts for the setting without belonging to it is not noted on its home.
    """
    here, now = actor(), clock.now()
    if here.user_id is None or (place is Place.HOME and here.role not in SETTING_ROLES):
        return None
    row = find_looked(db.session(), here.user_id, journey, place)
    since = None
    if row is not None:
        since = row.at if now - row.at >= AWAY_FOR else row.before_at
    if row is None or now - row.at >= WRITTEN_AFTER:
        with transaction(lock=db.session.get_one(User, here.user_id)) as user:
            note_looked(user, journey, place, at=now)
    return since


def title_of(since: datetime) -> str:
    """Since you were here today, yesterday, on Tuesday, on Tuesday 3 March 2026"""
    gap = (day_of(clock.now()) - day_of(since)).days
    spoken = day(since)
    near = {0: "today", 1: "yesterday"}
    return "Since you were here " + near.get(
        gap, f"on {spoken.split()[0] if gap <= A_WEEK else spoken}"
    )


def news_for_setting(
    journey: Journey, since: datetime | None, to: Callable[[str], str]
) -> News | None:
    """What was said to the setting since then, a line for each person and standard."""
    if since is None:
        return None
    said = list_said_since(db.session(), actor(), journey, since, by_setting=False)
    titles = standards_of(journey)
    ordered = sorted(said, key=lambda one: (one.standard, one.by_name, one.id))
    lines = [
        Link(_told(titles.get(code, code), who, list(remarks)), to(code))
        for (code, who), remarks in groupby(ordered, key=lambda one: (one.standard, _who(one)))
    ]
    return _news(since, lines)


def _who(remark: Remark) -> str:
    role = ROLE_NAMES[remark.by_role]
    return f"{remark.by_name}, {role}" if remark.by_name else f"the {role}"


def _told(title: str, who: str, remarks: list[Remark]) -> str:
    """Safe: Edith Moss, adviser, wrote to you; 1 piece needs more, 2 are accepted"""
    marks = [one.said for one in remarks if one.item_id is not None]
    counted = []
    for state, one, many in STATES:
        if count := marks.count(state):
            counted.append(f"{plural(count, 'piece')} {one if count == 1 else many}")
    fine = any(one.said is EvidenceState.ACCEPTED for one in remarks if one.item_id is None)
    wrote = "says that all is fine so far" if fine else "wrote to you"
    return "; ".join([f"{title}: {who} {wrote}", *counted])


def news_for_reader(
    journey: Journey, since: datetime | None, to: Callable[[str], str]
) -> News | None:
    """What the setting gave, changed and answered since then, a line for each criterion."""
    if since is None:
        return None
    given = count_given_since(db.session(), actor(), journey, since)
    answers = list_said_since(db.session(), actor(), journey, since, by_setting=True)
    lines = [
        Link(f"{one.code} {one.title}: {_counted(given[one.code])}", to(one.code))
        for one in criteria_of(journey)
        if one.code in given
    ]
    return _news(since, [*_answered(journey, answers, to), *lines])


def _counted(one: Given) -> str:
    parts = [f"{plural(one.new, 'new piece')}"] if one.new else []
    return ", ".join([*parts, *([f"{one.changed} changed"] if one.changed else [])])


def _answered(journey: Journey, answers: Sequence[Remark], to: Callable[[str], str]) -> list[Link]:
    titles: Mapping[str, str] = standards_of(journey)
    found = []
    for code, remarks in groupby(sorted(answers, key=lambda one: one.standard), _standard):
        first = next((one.code for one in criteria_of(journey) if one.standard == code), "")
        count = len(list(remarks))
        words = f"{titles.get(code, code)}: the setting answered"
        found.append(Link(words if count == 1 else f"{words} {count} times", to(first)))
    return found


def _standard(remark: Remark) -> str:
    return remark.standard


def _news(since: datetime, lines: list[Link]) -> News | None:
    if not lines:
        return None
    more = f"And {len(lines) - MOST} more." if len(lines) > MOST else ""
    return News(title_of(since), lines[:MOST], more)
