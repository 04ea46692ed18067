"""What happened lately, told as sentences: what belongs together stands in one line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Final

from award.domain.people import ROLE_NAMES, Actor
from award.storage.days import day_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import History, Journey
from award.web.kit.filters import DAYS, day_short, moment, plural
from award.web.kit.journeys import OF_AUTHORITY, OF_PANEL, step_words
from award.web.kit.pages import Link
from award.web.setting.closeness import address_of, labels_of
from award.web.setting.lately_links import address_for, sheets_open

MOST: Final = 4
MOST_CODES: Final = 4
LOOKED_AT: Final = 60
UNTOLD: Final = OF_PANEL | OF_AUTHORITY | {"passed", "undo", "answer_colleague_link"}
CODES: Final = re.compile(r"(\d+\.\d+(?:, \d+\.\d+)*): ")
# Steps that are told together when one person took them on one day, and how they are told.
TOGETHER: Final = {
    "add_evidence": "added evidence for",
    "add_seen": "added what they saw for",
    "sort_evidence": "sorted evidence for",
    "ask_colleague": "asked a colleague for help with",
    "link_evidence": "linked evidence to",
    "describe_evidence": "worked on what was given",
    "judge": "said where you are with",
    "add_action": "added to the plan",
    "change_action": "worked on the plan",
    "on_the_day": "chose what to show on the day:",
    "use_evidence": "chose evidence for an action or a visit",
    "save_application": "worked on the application",
}


@dataclass(frozen=True)
class Told:
    """One sentence, its day in words, and the criteria that it speaks of as links."""

    when: str
    exact: str
    words: str
    links: list[Link] = field(default_factory=list)
    after: str = ""


def lately(journey: Journey, here: Actor, papers: Sequence[Link], *, at: datetime) -> list[Told]:
    """The last few things that happened, newest first; each leads to what it tells of.

    ``papers`` are what whoever looks may read of the journey.
    """
    shown = [one for one in reversed(journey.history) if one.what not in UNTOLD][:LOOKED_AT]
    titles = {one.code: one.title for one in criteria_of(journey)}
    sheets = sheets_open(journey, papers)
    found: list[Told] = []
    for _, lines in groupby(shown, key=_belongs):
        every = list(lines)
        leads_to = address_for(journey, every[0], sheets)
        found += _told(journey, every, titles, here, leads_to, today=day_of(at))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _belongs(line: History) -> tuple[object, ...]:
    if line.what in TOGETHER:
        return day_of(line.at), line.what, line.by_name
    return (line.number,)


def _told(
    journey: Journey,
    lines: list[History],
    titles: dict[str, str],
    here: Actor,
    leads_to: str,
    *,
    today: date,
) -> Iterator[Told]:
    first = lines[0]
    when, exact = day_words(day_of(first.at), today), moment(first.at)
    if first.what not in TOGETHER:
        what, who = _whole(first, here)
        if leads_to:
            yield Told(when, exact, "", [Link(what, leads_to)], f", {who}")
        else:
            yield Told(when, exact, f"{what}, {who}")
        return
    named = [found[1].split(", ") for one in lines if (found := CODES.match(one.words))]
    codes = sorted({code for each in named for code in each})
    words = f"{_who(first, here)} {TOGETHER[first.what]}"
    if first.what == "add_evidence" and not codes:
        words = f"{_who(first, here)} put {plural(len(lines), 'piece')} of evidence in the tray"
    if not codes and leads_to:
        verb = words.removeprefix(_who(first, here)).strip()
        yield Told(when, exact, _who(first, here), [Link(verb, leads_to)])
        return
    links = [Link(code, address_of(journey, code)) for code in codes[:MOST_CODES] if code in titles]
    after = f" and {len(codes) - MOST_CODES} more" if len(codes) > MOST_CODES else ""
    if len(codes) == 1 and links:
        code = codes[0]
        links = [Link(f"{code}, {titles[code]}", links[0].href)]
        after = _judged(journey, first, code) if first.what == "judge" else ""
    yield Told(when, exact, words, links, after)


def _judged(journey: Journey, line: History, code: str) -> str:
    labels = {str(point): label for point, label in labels_of(journey).items()}
    label = labels.get(line.words.removeprefix(f"{code}: "), "")
    return f": {label.lower()}" if label else ""


def _whole(line: History, here: Actor) -> tuple[str, str]:
    """A single step as two parts of one sentence: what happened, and who did it."""
    what = _what(line)
    if line.undone_at is not None:
        what += ", then taken back"
    who = _who(line, here)
    small = who[0].lower() + who[1:] if who in ("You", "The coordinator") else who
    return what, f"by {small}"


def _what(line: History) -> str:
    """What happened; which group and which panel day it was, since nothing stands below it."""
    if line.what == "change_group" and line.words:
        return line.words.removesuffix(".")
    name, between, on = line.words.rpartition(", panel on ")
    if line.what == "change_round" and between:
        return f"{step_words(line)}: {on}, {name}"
    return step_words(line)


def _who(line: History, here: Actor) -> str:
    if here.user_id is not None and line.by_id == here.user_id:
        return "You"
    return line.by_name or f"The {ROLE_NAMES[line.role]}"


def day_words(on: date, today: date) -> str:
    """Today, yesterday, the weekday within a week, else the day and month."""
    gap = (today - on).days
    if gap in (0, 1):
        return ("Today", "Yesterday")[gap]
    if 1 < gap < 7:
        return DAYS[on.weekday()]
    return day_short(on) if on.year != today.year else day_short(on).rsplit(" ", 1)[0]
