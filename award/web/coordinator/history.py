"""The history of a journey, and the contact notes that are written on top of it."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.noting import WAYS, note_contact
from award.adapters import clock
from award.domain.people import ROLE_NAMES
from award.domain.permissions import May
from award.queries.histories import Entry, list_entries
from award.storage.db import db
from award.storage.journeys import ContactNote
from award.web.coordinator.asking import Question, ask
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import NoteForm
from award.web.coordinator.listing import number, paging
from award.web.coordinator.shell import journey_page, name_of
from award.web.kit.access import actor, find, needs
from award.web.kit.journeys import PAST, STEP_WORDS, Line


@bp.get("/journeys/<int:journey_id>/history")
@needs(May.SEE_NOTES)
def history(journey_id: int) -> ResponseReturnValue:
    """Everything that happened, newest first."""
    found = find(May.SEE_NOTES, journey_id)
    page = list_entries(db.session(), actor(), found, page=number("page", 1) or 1)
    return journey_page(
        "coordinator/history.html",
        found,
        lines=[line_of(one) for one in page.rows],
        form=NoteForm(None),
        paging=paging(page, "coordinator.history"),
    )


def line_of(one: Entry) -> Line:
    """A line of history, or a contact note, in words."""
    if isinstance(one, ContactNote):
        return Line(one.at, WAYS.get(one.how, one.how), one.words, one.by_name, False)
    role = ROLE_NAMES[one.role]
    who = f"{one.by_name}, {role}" if one.by_name else role.capitalize()
    who += ", on behalf of the setting" if one.on_behalf else ""
    what = PAST.get(one.what) or STEP_WORDS.get(one.what, one.what.replace("_", " "))
    taken_back = " (taken back)" if one.undone_at is not None else ""
    text = one.words if one.what != "undo" else ""
    return Line(one.at, what + taken_back, text, who, one.is_move)


@bp.route("/journeys/<int:journey_id>/history/note", methods=["GET", "POST"])
@needs(May.WRITE_NOTES)
def note(journey_id: int) -> ResponseReturnValue:
    """Note a call or a conversation about a journey."""
    found, form = find(May.WRITE_NOTES, journey_id), NoteForm()
    question = Question(
        "Note a call or a conversation",
        "Save the note",
        "Your note is kept.",
        url_for("coordinator.history", journey_id=journey_id),
        lead=name_of(found),
    )
    return ask(
        found,
        form,
        lambda held: note_contact(
            held, how=form.how.data, words=form.words.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.WRITE_NOTES,
    )
