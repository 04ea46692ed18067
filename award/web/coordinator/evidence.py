"""What a setting has given as evidence, what was said of it, and its files."""

from collections.abc import Mapping
from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.advising import standards_of
from award.domain.permissions import May
from award.queries.journey_parts import list_evidence
from award.queries.reading import find_small_pictures, find_version
from award.queries.remarks import list_of_standards
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.remarks import Place
from award.web.coordinator.blueprint import bp
from award.web.coordinator.reading import SCREENS
from award.web.coordinator.shell import journey_page
from award.web.kit.access import actor, find, needs
from award.web.kit.evidence_words import how_it_came
from award.web.kit.handing_out import hand_out_evidence
from award.web.kit.journeys import is_under_way
from award.web.kit.pages import Link
from award.web.kit.screens import piece_address, small_address
from award.web.kit.since import looked, news_for_reader
from award.web.kit.threads import Thread, thread_of, threads_of

STATES: Final = {
    EvidenceState.UNSORTED: ("others", "Not sorted yet"),
    EvidenceState.GIVEN: ("others", "Given"),
    EvidenceState.ACCEPTED: ("done", "Accepted"),
    EvidenceState.NEEDS_MORE: ("attention", "Needs more"),
    EvidenceState.NOT_RELEVANT: ("stopped", "Does not fit here"),
}
TALK: Final = "coordinator.evidence_talk"


@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_EVIDENCE)
def evidence(journey_id: int) -> ResponseReturnValue:
    """What was given, criterion by criterion."""
    found = find(May.SEE_EVIDENCE, journey_id)
    since = looked(found, Place.EVIDENCE)
    items = list_evidence(db.session(), actor(), found)
    threads = threads_of(found, items, "coordinator.evidence_talk", deed="Go on with this")
    drawn = find_small_pictures(db.session(), [one.newest for one in items if one.newest])
    return journey_page(
        "coordinator/evidence.html",
        found,
        criteria=[_criterion(found, one, items, threads, drawn) for one in criteria_of(found)],
        news=news_for_reader(found, since, lambda code: f"#criterion-{code}"),
        standards=_standards(found),
        has_items=bool(items),
        asked=found.feedback_asked_at,
        can_answer=bool(items) and is_under_way(found),
    )


def _standards(found: Journey) -> list[Thread]:
    """What was said of whole standards."""
    said = list_of_standards(db.session(), actor(), found)
    return [
        thread_of(
            f"Standard {code}, {title}",
            url_for("coordinator.standard_talk", journey_id=found.id, code=code),
            said[code],
            deed="Go on with this",
        )
        for code, title in standards_of(found).items()
        if code in said
    ]


def _criterion(
    found: Journey,
    one: Any,
    items: list[EvidenceItem],
    threads: Mapping[int, Thread],
    drawn: set[int],
) -> dict[str, Any]:
    mine = [
        (item, link)
        for item in items
        for link in item.links
        if link.journey_id == found.id and link.criterion == one.code and link.removed_at is None
    ]
    return {
        "code": one.code,
        "title": one.title,
        "cards": [_card(found, item, link, drawn) for item, link in mine],
        "threads": [threads[item.id] for item, _ in mine if item.id in threads],
    }


def _card(
    found: Journey, item: EvidenceItem, link: EvidenceLink, drawn: set[int]
) -> dict[str, Any]:
    tone, state = STATES[link.stands]
    version = item.newest
    kind, words, thumb = "note", "Note", ""
    if version is not None:
        kind, words = "file", "File"
        thumb = small_address(found, version.id, SCREENS) if version.id in drawn else ""
    elif item.link_address:
        kind, words = "link", "Link"
    return {
        "title": item.title,
        "href": piece_address(found, link.criterion, item.id, SCREENS),
        "thumb": thumb,
        "kind": kind,
        "kind_words": words,
        "why": link.why_it_counts,
        "tone": tone,
        "state": state,
        "note": item.note,
        "shows": item.shows,
        "given": how_it_came(item),
        "deeds": [
            Link("Say something about it", url_for(TALK, journey_id=found.id, item_id=item.id))
        ],
    }


@bp.get("/journeys/<int:journey_id>/evidence/files/<int:version_id>")
@needs(May.SEE_EVIDENCE)
def evidence_file(journey_id: int, version_id: int) -> ResponseReturnValue:
    """One file, as a download; that it was opened is written down first."""
    found = find(May.SEE_EVIDENCE, journey_id)
    return hand_out_evidence(find_version(db.session(), actor(), found, version_id))
