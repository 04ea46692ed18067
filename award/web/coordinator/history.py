"""The history of a journey, with the contact notes beside it."""

from datetime import datetime

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.finding import names_at
from award.queries.histories import Entry, list_entries
from award.storage.db import db
from award.storage.journeys import ContactNote
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging
from award.web.coordinator.shell import journey_page
from award.web.kit.access import actor, find, needs
from award.web.kit.contact_notes import NoteForm, note_line
from award.web.kit.history_words import released_at, who_words, words_outside
from award.web.kit.journeys import step_words
from award.web.kit.timelines import Line, gathered


@bp.get("/journeys/<int:journey_id>/history")
@needs(May.SEE_NOTES)
def history(journey_id: int) -> ResponseReturnValue:
    """Everything that happened, newest first."""
    found = find(May.SEE_NOTES, journey_id)
    page = list_entries(db.session(), actor(), found, page=number("page", 1) or 1)
    released = released_at(found.history)
    return journey_page(
        "coordinator/history.html",
        found,
        lines=gathered(line_of(one, found.setting, released) for one in page.rows),
        form=NoteForm(None),
        people=names_at(found.setting),
        paging=paging(page, "coordinator.history"),
    )


def line_of(one: Entry, place: Setting, released: datetime | None = None) -> Line:
    """A line of history, or a contact note, in words; ``released``: the last decision's moment."""
    if isinstance(one, ContactNote):
        return note_line(one)
    who = who_words(one.by_name, one.role, place, begins=True)
    who += ", on behalf of the setting" if one.on_behalf else ""
    what = step_words(one)
    taken_back = " (taken back)" if one.undone_at is not None else ""
    return Line(one.at, what + taken_back, words_outside(one, released), who, one.is_move)
