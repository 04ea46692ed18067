"""Contact notes of a journey: what its adviser and assessor note, and read of each other."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.noting import must_be_free_to_note
from award.domain.permissions import May
from award.queries.histories import list_journey_notes
from award.queries.lists import PAGE_SIZE
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import has_own_tie
from award.web.kit.access import actor, find, may_with, needs
from award.web.kit.asking import ask
from award.web.kit.contact_notes import NoteForm, keep_note, note_line, note_question
from award.web.kit.paging import asked_page, pages_of

LATEST = 3


def notes_beside(held: Journey) -> dict[str, Any]:
    """The newest notes for the journey’s page, how many there are, and the way to note another."""
    if not may_with(May.SEE_NOTES, held):
        return {"notes": [], "notes_total": 0, "note_at": None}
    found = list_journey_notes(db.session(), actor(), held)
    free = may_with(May.WRITE_NOTES, held) and not has_own_tie(held)
    return {
        "notes": [note_line(one) for one in found.rows[: LATEST if free else None]],
        "notes_total": found.total,
        "note_at": url_for("assessor.note", journey_id=held.id) if free else None,
    }


@bp.route("/journeys/<int:journey_id>/note", methods=["GET", "POST"])
@needs(May.WRITE_NOTES)
def note(journey_id: int) -> ResponseReturnValue:
    """Note a call or a conversation, and read what was noted before."""
    held = find(May.WRITE_NOTES, journey_id)
    must_be_free_to_note(held, by=actor())
    form = NoteForm()
    found = list_journey_notes(db.session(), actor(), held, page=asked_page())
    pages = pages_of(
        found.total,
        size=PAGE_SIZE,
        page=found.number,
        address=lambda n: url_for("assessor.note", journey_id=journey_id, page=n),
    )
    question = note_question(
        held.setting,
        url_for("assessor.journey", journey_id=journey_id),
        before=[note_line(one) for one in found.rows],
        pages=pages,
    )
    return ask(held, form, lambda row: keep_note(row, form), question, may=May.WRITE_NOTES)
