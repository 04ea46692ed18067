"""What a setting has given as evidence, what was said of it, and its files."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.reading import Many, count_links, find_version, list_links
from award.storage.db import db
from award.storage.evidence import EvidenceLink
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.remarks import Place
from award.web.coordinator.blueprint import bp
from award.web.coordinator.reading import SCREENS
from award.web.coordinator.shell import journey_page
from award.web.kit.access import actor, find, needs
from award.web.kit.handing_out import hand_out_evidence
from award.web.kit.journeys import is_under_way
from award.web.kit.paging import asked_page, asked_words, pages_of
from award.web.kit.reading import cards_of
from award.web.kit.reading_list import may_have_files
from award.web.kit.since import looked, news_for_reader
from award.web.kit.threads import standard_threads, threads_of

A_PAGE: Final = 50
TALK: Final = "coordinator.evidence_talk"


@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_EVIDENCE)
def evidence(journey_id: int) -> ResponseReturnValue:
    """What was given, criterion by criterion."""
    found = find(May.SEE_EVIDENCE, journey_id)
    since = looked(found, Place.EVIDENCE)
    counted, words = count_links(db.session(), actor(), found), asked_words()
    fits = count_links(db.session(), actor(), found, words=words) if words.strip() else counted
    total = sum(one.total for one in counted.values())
    number = page_with(fits, request.args["code"]) if "code" in request.args else asked_page()
    pages = pages_of(
        sum(one.total for one in fits.values()), size=A_PAGE, page=number,
        address=lambda at: _at(found, page=at, words=words),
    )  # fmt: skip
    after = (pages.number - 1) * A_PAGE
    links = list_links(db.session(), actor(), found, words=words, most=A_PAGE, after=after)
    return journey_page(
        "coordinator/evidence.html",
        found,
        criteria=_criteria(found, links),
        without=[one for one in criteria_of(found) if one.code not in counted and not words],
        words=words,
        here=_at(found),
        pages=pages,
        news=news_for_reader(found, since, lambda code: _at(found, code=code)),
        standards=standard_threads(found, "coordinator.standard_talk", deed="Go on with this"),
        has_items=bool(total),
        has_files=may_have_files(links, total),
        asked=found.feedback_asked_at,
        can_answer=bool(total) and is_under_way(found),
    )


def _at(
    journey: Journey, *, page: int | None = None, code: str | None = None, words: str = ""
) -> str:
    """This list at another page, or at a criterion on whichever page that begins."""
    anchor = f"criterion-{code}" if code else None
    return url_for(
        "coordinator.evidence", journey_id=journey.id, page=page, code=code,
        words=words or None, _anchor=anchor,
    )  # fmt: skip


def page_with(counted: Mapping[str, Many], code: str) -> int:
    """The page on which a criterion begins; the first for one of which nothing was given."""
    if code not in counted:
        return 1
    before = list(counted)[: list(counted).index(code)]
    return sum(counted[one].total for one in before) // A_PAGE + 1


def _criteria(found: Journey, links: Sequence[EvidenceLink]) -> list[dict[str, Any]]:
    """The criteria of a page with their pieces, and what was said of each where it first stands."""
    items = list({one.item_id: one.item for one in links}.values())
    threads = threads_of(found, items, TALK, deed="Go on with this")
    cards = cards_of(found, links, SCREENS, talk=TALK)
    titles = {one.code: one.title for one in criteria_of(found)}
    shown = []
    for code, group in groupby(zip(links, cards, strict=True), key=lambda one: one[0].criterion):
        mine = list(group)
        talk = [threads.pop(one.item_id) for one, _ in mine if one.item_id in threads]
        shown.append(
            {"code": code, "title": titles[code], "cards": [c for _, c in mine], "threads": talk}
        )
    return shown


@bp.get("/journeys/<int:journey_id>/evidence/files/<int:version_id>")
@needs(May.SEE_EVIDENCE)
def evidence_file(journey_id: int, version_id: int) -> ResponseReturnValue:
    """One file, as a download; that it was opened is written down first."""
    found = find(May.SEE_EVIDENCE, journey_id)
    return hand_out_evidence(find_version(db.session(), actor(), found, version_id))
