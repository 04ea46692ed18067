"""The form on which one standard's pieces are spoken of, and how each piece is shown there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from award.domain.feedback import LONGEST_REMARK
from award.queries.remarks import A_PAGE, Piece, PiecesPage, list_hidden_marks
from award.storage.db import db
from award.storage.evidence import EvidenceState
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.evidence_words import STATE_WORDS
from award.web.kit.forms import AtMost, ChoiceField, Form, HiddenVersion, LongField, TickField
from award.web.kit.pages import Link
from award.web.kit.talks import MARKS
from award.web.kit.threads import Thread, threads_of


@dataclass(frozen=True)
class PieceRow:
    """One piece to look at, with the names of its fields where something can be said of it."""

    item_id: int
    title: str
    criterion: str
    why: str
    shows: str
    more: str
    tone: str
    state: str
    link: Link | None
    thread: Thread | None
    is_own: bool
    is_open: bool


def shown_in(sent: Mapping[str, str]) -> list[int]:
    """The pieces that a form showed which was sent."""
    names = (one.removeprefix("version_") for one in sent if one.startswith("version_"))
    return [int(one) for one in names if one.isdecimal() and len(one) <= 18][: 2 * A_PAGE]


def once(found: PiecesPage) -> list[Piece]:
    """Each piece once, though it may count for several criteria of the standard."""
    return list({one.link.item_id: one for one in reversed(found.pieces)}.values())[::-1]


def form_of(found: PiecesPage, *, more_asked: bool) -> Form:
    """A text for the standard, and for each piece a mark and why; nothing of it is required."""
    rules = [AtMost(LONGEST_REMARK)]
    hint = "A few sentences are enough: what is good, and the one or two things that would help."
    fields: dict[str, Any] = {
        "words": LongField("What would you like to say?", rules, rows=5, large=True, hint=hint)
    }
    me = actor().user_id
    for one in once(found):
        item = one.link.item
        if me in _givers(one):
            continue
        fields[f"version_{item.id}"] = HiddenVersion(default=item.version)
        fields[f"state_{item.id}"] = ChoiceField("How does it look?", choices=MARKS)
        fields[f"words_{item.id}"] = LongField("With what, or why?", rules, rows=2)
    if more_asked:
        fields["last"] = TickField("This answers all that they asked, of every standard")
    kind: type[Form] = type("FeedbackForm", (Form,), fields)
    return kind()


def _givers(one: Piece) -> set[int | None]:
    item = one.link.item
    return {item.given_by_id, *(version.added_by_id for version in item.versions)}


def lost_in(form: Form) -> list[str]:
    """What was written of pieces that are not there any more."""
    if request.method != "POST":
        return []
    parts = (name.partition("_") for name in request.form)
    gone = {number for part, _, number in parts if part == "version" and
            f"version_{number}" not in form}  # fmt: skip
    found = []
    for number in sorted(gone):
        words = request.form.get(f"words_{number}", "").strip()
        state = request.form.get(f"state_{number}", "")
        if words or state:
            mark = next((one.words for one in MARKS if str(one.value) == state), "")
            found.append(": ".join(filter(None, (mark, words))))
    return found


def rows_of(journey: Journey, room: str, found: PiecesPage, form: Form) -> list[PieceRow]:
    """The pieces as they are shown, with what was said of each."""
    pieces = once(found)
    items = [one.link.item for one in pieces]
    threads = threads_of(journey, items, f"{room}.evidence_talk", deed="")
    hidden = list_hidden_marks(db.session(), actor(), journey)
    return [_piece(journey, room, one, threads, hidden, form) for one in pieces]


def _piece(
    journey: Journey,
    room: str,
    one: Piece,
    threads: Mapping[int, Thread],
    hidden: frozenset[int],
    form: Form,
) -> PieceRow:
    item = one.link.item
    tone, state = STATE_WORDS[EvidenceState.GIVEN if item.id in hidden else one.link.stands]
    is_own = f"words_{item.id}" not in form
    typed = not is_own and bool(form[f"words_{item.id}"].data or form[f"state_{item.id}"].data)
    return PieceRow(
        item.id,
        item.title,
        one.link.criterion,
        one.link.why_it_counts,
        " ".join(filter(None, (item.shows, item.note))),
        f"{one.link.criterion}{', new or changed' if one.is_new else ''}",
        tone,
        state,
        _open(journey, room, one),
        threads.get(item.id),
        is_own,
        typed,
    )


def _open(journey: Journey, room: str, one: Piece) -> Link | None:
    """The way to what the piece is, where it is more than a note and may be read."""
    item = one.link.item
    if item.newest is not None and item.newest.is_open:
        at = url_for(
            f"{room}.piece", journey_id=journey.id, code=one.link.criterion, item_id=item.id
        )
        return Link("Read it in a new tab", f"{at}#main")
    if item.link_address and item.link_address.startswith(("https://", "http://")):
        return Link("Open the link", item.link_address)
    return None
