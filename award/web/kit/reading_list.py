"""Everything of a journey to read, by standard, ticked where the person opened it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from flask import request
from flask.typing import ResponseReturnValue

from award.domain.frameworks import standards_for
from award.queries.reading import (
    Many,
    count_links,
    find_first_left,
    find_last_look,
    list_links,
    list_looks,
)
from award.storage.db import db
from award.storage.evidence import EvidenceLink
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.evidence_words import is_web_address
from award.web.kit.filters import plural
from award.web.kit.pages import Link, render
from award.web.kit.paging import asked_page, asked_words, pages_of
from award.web.kit.screens import Screens, address_in, piece_address

A_PAGE: Final = 50


@dataclass(frozen=True)
class Part:
    """One standard with its pieces, ready for a list of tasks; ``told`` counts them in words."""

    title: str
    tasks: Sequence[Mapping[str, Any]]
    told: str


def show_reading_list(journey: Journey, screens: Screens, back: Link) -> ResponseReturnValue:
    """The list, with a way to the first piece that was not opened yet."""
    session, words = db.session(), asked_words()
    counted = count_links(session, actor(), journey)
    fits = count_links(session, actor(), journey, words=words) if words.strip() else counted
    total, fitting = (sum(one.total for one in each.values()) for each in (counted, fits))
    pages = pages_of(fitting, size=A_PAGE, page=asked_page(), address=address_of_page)
    after = (pages.number - 1) * A_PAGE
    links = list_links(session, actor(), journey, words=words, most=A_PAGE, after=after)
    first = find_first_left(db.session(), actor(), journey)
    return render(
        "reading/list.html",
        journey=journey,
        back=back,
        parts=parts_of(journey, links, counted, screens),
        pages=pages,
        total=total,
        left=sum(one.left for one in counted.values()),
        told="" if words else told_of(links, counted),
        words=words,
        here=request.path,
        next_href=piece_address(journey, first.criterion, first.item_id, screens) if first else "",
        next_words=f"{first.criterion} {first.item.title}" if first else "",
        zip_at=address_in(screens.zip, journey_id=journey.id)
        if may_have_files(links, total)
        else "",
    )


def told_of(links: Sequence[EvidenceLink], counted: Mapping[str, Many]) -> str:
    """What is said once nothing is left to open."""
    if any(one.left for one in counted.values()):
        return ""
    if len(links) == sum(one.total for one in counted.values()) and not has_files(links):
        return "There are no files to open here, only links and notes."
    return "You opened every file that is here."


def has_files(links: Sequence[EvidenceLink]) -> bool:
    """Whether anything of this is a file, which can be opened."""
    return any(one.item.versions for one in links)


def may_have_files(links: Sequence[EvidenceLink], total: int) -> bool:
    """Whether there may be a file to take along: there is one here, or not all is here."""
    return has_files(links) or len(links) < total


def address_of_page(number: int) -> str:
    """This list, at another page."""
    words = asked_words()
    asked = {"words": words} if words else {}
    return f"{request.path}?{urlencode({**asked, 'page': number})}"


def parts_of(
    journey: Journey,
    links: Sequence[EvidenceLink],
    counted: Mapping[str, Many],
    screens: Screens,
) -> list[Part]:
    """The pieces of a page by standard; each says whether it was read, or is new since last time.

    How many there are to read is said of the whole standard.
    """
    files = [one.item.versions[-1] for one in links if one.item.versions]
    looks = list_looks(db.session(), actor(), files)
    lately = find_last_look(db.session(), actor(), journey)
    standards = {one.code: one.standard for one in criteria_of(journey)}
    known = standards_for(framework_of(journey.framework), kind_of(journey.setting))
    titles = {one.code: one.title for one in known}
    found = []
    for code, group in groupby(links, key=lambda one: standards[one.criterion]):
        mine = list(group)
        left = sum(one.left for name, one in counted.items() if standards.get(name) == code)
        tasks = [_task(journey, one, looks, lately, screens) for one in mine]
        told = "All read" if has_files(mine) else "Links and notes"
        told = f"{plural(left, 'piece')} to read" if left else told
        found.append(Part(f"{code} {titles[code]}", tasks, told))
    return found


def _task(
    journey: Journey,
    link: EvidenceLink,
    looks: Mapping[int, datetime],
    lately: datetime | None,
    screens: Screens,
) -> dict[str, Any]:
    file = link.item.newest
    given = max(link.linked_at, file.added_at) if file else link.linked_at
    is_new = lately is not None and given > lately
    words, tone = "Link" if is_web_address(link.item.link_address) else "Note", ""
    if file is not None and file.id in looks:
        words, tone = "Read", "done"
    elif is_new:
        words, tone = "New since last time", "attention"
    elif file is not None:
        words = "Not read yet"
    return {
        "words": f"{link.criterion} {link.item.title}",
        "hint": link.why_it_counts,
        "status": words,
        "tone": tone,
        "href": piece_address(journey, link.criterion, link.item_id, screens),
    }
