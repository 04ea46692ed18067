"""A contact note in every room that writes them: its form, its page, and its line in words."""

from collections.abc import Sequence

from award.actions.noting import WAYS, note_contact
from award.adapters import clock
from award.queries.finding import names_at
from award.storage.journeys import ContactNote, Journey
from award.storage.settings import Setting
from award.web.kit.access import actor
from award.web.kit.asking import Question
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    Form,
    LongField,
    Required,
    TextField,
)
from award.web.kit.paging import Pages
from award.web.kit.timelines import Line

LONG = 4000


class NoteForm(Form):
    """A contact in two lines; most of them are calls."""

    how = ChoiceField(
        "How were you in touch?",
        [Required("Choose how you were in touch")],
        choices=[Choice(code, words) for code, words in WAYS.items()],
        inline=True,
        default="call",
    )
    with_whom = TextField("Who was it with? (optional)", [AtMost(100)])
    words = LongField(
        "What was said?",
        [Required("Write a line or two"), AtMost(LONG)],
        hint="Two lines are enough. Only the authority’s people see it.",
        rows=3,
    )


def note_question(
    place: Setting, back: str, *, before: Sequence[Line] = (), pages: Pages | None = None
) -> Question:
    """The page on which a contact with a setting is noted.

    ``before`` are the notes there are already, where that page is also their list, and ``pages``
    lead through them.
    """
    return Question(
        "Note a call or a conversation",
        "Save the note",
        f"Your note about {place.name} is kept.",
        back,
        lead=place.name,
        template="journeys/note.html",
        shown={"people": names_at(place), "before": before, "pages": pages},
    )


def keep_note(held: Journey | Setting, form: NoteForm) -> None:
    """Keep what the form says, as whoever acts. Raises what `note_contact` raises."""
    note_contact(
        held,
        how=form.how.data,
        with_whom=form.with_whom.data,
        words=form.words.data,
        by=actor(),
        at=clock.now(),
    )


def note_line(one: ContactNote) -> Line:
    """A contact note as a line of history."""
    how = WAYS.get(one.how, one.how)
    how += f" with {one.with_whom}" if one.with_whom else ""
    return Line(one.at, how, one.words, one.by_name, False)
