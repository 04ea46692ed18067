"""Everything of a journey to read, by standard, ticked where the person opened it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask.typing import ResponseReturnValue

from award.domain.frameworks import standards_for
from award.queries.reading import list_links, list_looks
from award.storage.db import db
from award.storage.evidence import EvidenceLink
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import plural
from award.web.kit.pages import Link, render
from award.web.kit.screens import Screens, address_in, piece_address


@dataclass(frozen=True)
class Part:
    """One standard with its pieces, ready for a list of tasks; ``told`` counts them in words."""

    title: str
    tasks: Sequence[Mapping[str, Any]]
    told: str


def show_reading_list(journey: Journey, screens: Screens, back: Link) -> ResponseReturnValue:
    """The list, with a way to the first piece that was not opened yet."""
    links = list_links(db.session(), actor(), journey)
    files = [one.item.newest for one in links if one.item.newest]
    looks = list_looks(db.session(), actor(), files)
    lately = max(looks.values(), default=None)
    left = [one for one in links if is_left(one, looks)]
    first = left[0] if left else None
    return render(
        "reading/list.html",
        journey=journey,
        back=back,
        parts=parts_of(journey, links, looks, lately, screens),
        total=len(links),
        left=len(left),
        next_href=piece_address(journey, first.criterion, first.item_id, screens) if first else "",
        next_words=f"{first.criterion} {first.item.title}" if first else "",
        zip_at=address_in(screens.zip, journey_id=journey.id),
    )


def is_left(link: EvidenceLink, looks: Mapping[int, datetime]) -> bool:
    """Whether its newest file was not opened yet. A note or a link cannot be told, and is not."""
    return link.item.newest is not None and link.item.newest.id not in looks


def parts_of(
    journey: Journey,
    links: Sequence[EvidenceLink],
    looks: Mapping[int, datetime],
    lately: datetime | None,
    screens: Screens,
) -> list[Part]:
    """The pieces by standard; each says whether it was read, or is new since last time."""
    standards = {one.code: one.standard for one in criteria_of(journey)}
    known = standards_for(framework_of(journey.framework), kind_of(journey.setting))
    titles = {one.code: one.title for one in known}
    found = []
    for code, group in groupby(links, key=lambda one: standards[one.criterion]):
        mine = list(group)
        left = sum(is_left(one, looks) for one in mine)
        tasks = [_task(journey, one, looks, lately, screens) for one in mine]
        told = f"{plural(left, 'piece')} to read" if left else "All read"
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
    words, tone = "Link or note", ""
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
