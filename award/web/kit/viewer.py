"""Reads evidence in the browser, piece by piece within a criterion, in whichever room one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import GIVING
from award.queries.reading import Beside, Place, find_beside, find_link, find_preview
from award.queries.remarks import list_hidden_marks
from award.storage.db import db
from award.storage.evidence import EvidenceLink, EvidenceState, EvidenceVersion
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from award.web.kit.access import actor, may_with
from award.web.kit.evidence_words import STATE_WORDS, closed_words, is_web_address
from award.web.kit.filters import day_short, file_size, unbroken
from award.web.kit.handing_out import open_pages
from award.web.kit.pages import Link, render
from award.web.kit.screens import Screens, address_in, piece_address


@dataclass(frozen=True)
class Page:
    """One page as it is shown: a picture with its text, an extract, or the rows of a table."""

    number: int
    look: str
    heading: str
    text: str
    picture: str = ""
    width: int = 0
    height: int = 0
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Pages:
    """What of a file can be read here; where nothing can, ``words`` say why and what to do."""

    state: str
    words: str = ""
    shown: Sequence[Page] = ()
    more: str = ""
    is_extract: bool = False


def show_piece(journey: Journey, code: str, item_id: int, screens: Screens) -> ResponseReturnValue:
    """The page of one piece as it counts for one criterion; that it was opened is written down.

    Raises NotFound where it does not count there.
    """
    link = link_of(journey, code, item_id)
    file = file_of(link)
    if file is not None and file.is_open:
        open_pages(file.id)
        link = link_of(journey, code, item_id)
        file = file_of(link)
    beside = find_beside(db.session(), actor(), journey, Place(code, item_id))
    item = link.item
    tone, state = STATE_WORDS[_shown_state(journey, link)]
    return render(
        "reading/piece.html",
        journey=journey,
        item=item,
        link=link,
        tone=tone,
        state=state,
        rows=rows_of(link),
        pages=pages_of(journey, file, screens),
        download=download_of(journey, file, screens) if file and file.is_open else None,
        leads=item.link_address if is_web_address(item.link_address) else "",
        pager=pager_of(journey, beside, code, screens),
        back=screens.back(journey, code),
        zip_at=url_for(screens.zip, journey_id=journey.id, code=code)
        if file is not None or beside.among > 1
        else "",
        talk_at=talk_of(journey, item_id, screens),
    )


def talk_of(journey: Journey, item_id: int, screens: Screens) -> str:
    """Where something is said of the piece; empty where that cannot be done here and now."""
    if not screens.talk or journey.stage not in GIVING or not may_with(May.GIVE_FEEDBACK, journey):
        return ""
    return url_for(screens.talk, journey_id=journey.id, item_id=item_id)


def link_of(journey: Journey, code: str, item_id: int) -> EvidenceLink:
    """The piece as it counts for a criterion. Raises NotFound for any other."""
    found = find_link(db.session(), actor(), journey, code, item_id)
    if found is None:
        raise NotFound
    return found


def file_of(link: EvidenceLink) -> EvidenceVersion | None:
    """The newest file of a piece."""
    return link.item.newest


def _shown_state(journey: Journey, link: EvidenceLink) -> EvidenceState:
    """What was said of the piece in this journey, unless a judge said it who is closed here."""
    hidden = list_hidden_marks(db.session(), actor(), journey)
    return EvidenceState.GIVEN if link.item_id in hidden else link.stands


def rows_of(link: EvidenceLink) -> list[dict[str, str]]:
    """What is said of a piece, by name; what nobody said is left out."""
    item, file = link.item, file_of(link)
    said = (
        ("Why it counts", link.why_it_counts),
        ("What it shows", item.shows),
        ("Date", day_short(item.dated_on) if item.dated_on else ""),
        ("Still true", f"Seen again on {day_short(link.seen_on)}" if link.seen_on else ""),
        ("Given by", f"{item.given_by_name}, {unbroken(day_short(item.given_at))}"),
        ("File", f"{file.file_name}, {file_size(file.size)}" if file else ""),
        ("Link seen", day_short(item.link_seen_on) if item.link_seen_on else ""),
    )
    return [{"key": key, "value": value} for key, value in said if value]


def download_of(journey: Journey, file: EvidenceVersion, screens: Screens) -> Link:
    """The way to the file itself."""
    at = address_in(screens.file, journey_id=journey.id, item_id=file.item_id, version_id=file.id)
    return Link(f"Download the file ({file_size(file.size)})", at)


def pages_of(journey: Journey, file: EvidenceVersion | None, screens: Screens) -> Pages:
    """What of the file can be read here."""
    if file is None:
        return Pages("none")
    if not file.is_open:
        return Pages("held" if file.gone_at is None else "gone", closed_words(file))
    found = find_preview(db.session(), file.id)
    if found is None or found.state is PreviewState.WAITING:
        words = "Its pages are being prepared. Look again in a minute, or download the file."
        return Pages("waiting", words)
    if found.state is PreviewState.NOT_SHOWN:
        return Pages("not_shown", "This file cannot be shown here. Download it to read it.")
    shown = [_page(journey, file, one, screens) for one in found.pages]
    is_extract = all(one.look is not PageLook.PICTURE for one in found.pages)
    return Pages("ready", shown=shown, more=_more(found), is_extract=is_extract)


def _more(found: EvidencePreview) -> str:
    shown, total = len(found.pages), found.pages_in_all
    if shown >= total:
        return ""
    if all(one.look is PageLook.PICTURE for one in found.pages):
        return f"These are the first {shown} of {total} pages. Download the file for the rest."
    return "This is the beginning. Download the file for the rest."


def _page(journey: Journey, file: EvidenceVersion, one: PreviewPage, screens: Screens) -> Page:
    at, rows = "", list[list[str]]()
    if one.look is PageLook.PICTURE:
        at = url_for(
            screens.picture, journey_id=journey.id, version_id=file.id, number=one.number,
            size="large",
        )  # fmt: skip
    if one.look is PageLook.TABLE:
        rows = [line.split("\t") for line in one.text.split("\n") if line.strip()]
        wide = max((len(row) for row in rows), default=0)
        rows = [row + [""] * (wide - len(row)) for row in rows]
    return Page(one.number, str(one.look), one.heading, one.text, at, one.width, one.height, rows)


@dataclass(frozen=True)
class Pager:
    """Where one is among the pieces of a criterion, and where it goes from here."""

    words: str
    before: Link | None
    after: Link | None


def pager_of(journey: Journey, found: Beside, code: str, screens: Screens) -> Pager:
    """The piece before and the one after; past the last of a criterion comes the next criterion."""
    return Pager(
        f"{found.number} of {found.among} for {code}",
        _way(journey, found.before, code, screens, "Before") if found.before else None,
        _way(journey, found.after, code, screens, "Next") if found.after else None,
    )


def _way(journey: Journey, there: Place, code: str, screens: Screens, word: str) -> Link:
    words = word
    if there.code != code:
        titles = {one.code: one.title for one in criteria_of(journey)}
        words = f"{word}: {there.code} {titles.get(there.code, '')}".strip()
    return Link(words, piece_address(journey, there.code, there.item_id, screens))
