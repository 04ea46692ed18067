"""How a piece of evidence is shown on a card in a setting's room, and what can be done with it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from award.domain.coverage import Piece, Shown
from award.queries.reading import find_preview, find_small_pictures
from award.storage.db import db
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
    Origin,
    Scan,
)
from award.storage.journeys import Journey
from award.storage.previews import PreviewState
from award.web.kit import evidence_words
from award.web.kit.coverage import age_words, codes_too_old
from award.web.kit.evidence_words import closed_words, how_it_came
from award.web.kit.filters import day, day_short, file_size
from award.web.kit.pages import Link
from award.web.kit.screens import piece_address, small_address
from award.web.setting.pieces import kind_of_piece
from award.web.setting.reading import SCREENS

CHECKED_FIRST: Final = (
    "Being checked, ready in a minute. Its picture comes after that; you can sort it meanwhile."
)
ON_ITS_WAY: Final = "Its picture is on its way. You can sort it meanwhile."
# What is not sorted is for the setting itself to do; all else is said in every room's words.
STATE_WORDS: Final = evidence_words.STATE_WORDS | {
    EvidenceState.UNSORTED: ("attention", "To be sorted")
}


@dataclass(frozen=True)
class EvidenceCard:
    """One piece of evidence, ready to be drawn."""

    item: EvidenceItem
    title: str
    href: str | None
    kind: str
    kind_words: str
    why: str
    tone: str
    state: str
    reason: str
    deeds: list[Link]
    thumb: str = ""


def evidence_card(
    journey: Journey,
    item: EvidenceItem,
    link: EvidenceLink | None,
    *,
    may_write: bool,
    pieces: Sequence[Piece] = (),
    owner: str = "",
    drawn: Container[int] = (),
    hidden: Container[int] = (),
    filed: Container[int] = (),
) -> EvidenceCard:
    """How one piece of evidence is shown: its kind, state and what can be done with it.

    ``pieces`` say where it counts and whether it is fresh there; ``owner`` names the setting that
    shares it, where it is not the journey's own. Of what is ``hidden`` a judge spoke who is closed;
    what is ``filed`` is the paper of an approval, and stays as long as that does.
    """
    kind, kind_words, file_at = kind_of_piece(journey, item)
    file, is_hidden = item.newest, item.id in hidden
    tone, state = _standing(item, link, is_hidden=is_hidden)
    who = _shared(item, owner) if owner else how_it_came(item)
    said = "" if owner or is_hidden else item.feedback
    reason = " ".join(filter(None, (_why_closed(item), said or who)))
    if old := [one for one in pieces if one.standing is Shown.TOO_OLD]:
        everywhere = len(old) == len(pieces)
        tone, state = ("attention", "Too old for the visit") if everywhere else (tone, state)
        codes = "" if link or everywhere else f"Too old for {codes_too_old(old)}. "
        reason = f"{codes}{age_words(old[0])}. {reason}"
    is_drawn = file is not None and file.id in drawn and file_at
    thumb = small_address(journey, file.id, SCREENS) if file and is_drawn else ""
    if link is not None and file_at:
        file_at = piece_address(journey, link.criterion, item.id, SCREENS)
    at = url_for("setting.evidence_item", journey_id=journey.id, item_id=item.id)
    deeds = deeds_of(journey, item) if may_write and not owner and item.id not in filed else []
    deeds = [*([Link("Open", file_at)] if file_at else []), *deeds]
    return EvidenceCard(
        item, item.title, at, kind, kind_words, link.why_it_counts if link else "", tone, state,
        reason, deeds, thumb,
    )  # fmt: skip


def _shared(item: EvidenceItem, owner: str) -> str:
    """From when it is, and which setting shares it."""
    dated = f"Dated {day_short(item.dated_on)}" if item.dated_on else f"Given {day(item.given_at)}"
    return f"{dated}, shared by {owner}"


def _why_closed(item: EvidenceItem) -> str:
    """Why its file cannot be opened any more; that one is being checked is said by its state."""
    file = item.newest
    lost = file is not None and (file.gone_at is not None or file.scan is Scan.INFECTED)
    return closed_words(file) if file is not None and lost else ""


def _standing(item: EvidenceItem, link: EvidenceLink | None, *, is_hidden: bool) -> tuple[str, str]:
    """How it stands, in tone and words; a file that may not be read says so first."""
    file = item.newest
    if file is not None and file.scan is Scan.INFECTED:
        return "stopped", "Held back, a virus was found"
    if file is not None and file.scan is Scan.WAITING and file.gone_at is None:
        return "attention", "Being checked, ready in a minute"
    return STATE_WORDS[EvidenceState.GIVEN if is_hidden else link.stands if link else item.state]


def picture_of(journey: Journey, item: EvidenceItem) -> str:
    """The small picture that we made of a piece's newest file, where there is one to look at."""
    file = item.versions[-1] if item.versions else None
    if file is None or closed_words(file) or not drawn_of([item]):
        return ""
    return small_address(journey, file.id, SCREENS)


@dataclass(frozen=True)
class InItsPlace:
    """What stands where the picture of a piece would: what its file is, and what becomes of it."""

    kind: str
    name: str
    more: str
    told: str
    href: str


def in_its_place(journey: Journey, item: EvidenceItem) -> InItsPlace | None:
    """For a piece with a file of which there is no picture, or none yet; None for any other.

    A browser shows only pictures that we made, and of no file before it was checked.
    """
    file = item.newest
    if file is None or picture_of(journey, item):
        return None
    kind, kind_words, href = kind_of_piece(journey, item)
    more = f"{kind_words}, {file_size(file.size)}"
    return InItsPlace(kind, file.file_name, more, _what_becomes_of(file), href or "")


def _what_becomes_of(file: EvidenceVersion) -> str:
    if file.scan is Scan.WAITING and file.gone_at is None:
        return CHECKED_FIRST
    if closed := closed_words(file):
        return closed
    preview = find_preview(db.session(), file.id)
    is_coming = preview is not None and preview.state is PreviewState.WAITING
    return ON_ITS_WAY if is_coming else ""


def drawn_of(items: Sequence[EvidenceItem]) -> set[int]:
    """Which of their newest files have a small picture."""
    return find_small_pictures(db.session(), [one.newest for one in items if one.newest])


def deeds_of(journey: Journey, item: EvidenceItem) -> list[Link]:
    """What can be done with a piece: one in the tray is sorted, any other changed."""
    if item.origin is Origin.VISITOR:
        return []
    given: dict[str, Any] = {"journey_id": journey.id, "item_id": item.id}
    first = Link("Change", url_for("setting.evidence_change", **given))
    if item.state is EvidenceState.UNSORTED:
        first = Link("Sort it", url_for("setting.evidence_sort", **given))
    return [first, Link("Take away", url_for("setting.evidence_remove", **given))]
