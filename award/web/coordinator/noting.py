"""Contact notes: about a journey or a setting, and about whoever rings, found by name."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.finding import list_lately
from award.queries.settings import SettingsWanted, list_settings
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.web.coordinator.asking import came_from
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import text
from award.web.coordinator.settings import back_to, the_setting
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import ask
from award.web.kit.contact_notes import NoteForm, keep_note, note_question
from award.web.kit.journeys import stage_words
from award.web.kit.pages import render


@bp.get("/note")
@needs(May.WRITE_NOTES)
def note_choose() -> ResponseReturnValue:
    """Whom a note is about: somebody looked for, or who was heard of last."""
    asked, session = text("q"), db.session()
    if asked:
        wanted = SettingsWanted(asked, "", None, "", 1)
        rows = [
            _offered(one.setting, one.journey)
            for one in list_settings(session, actor(), wanted).rows
        ]
    else:
        rows = [_offered(one.setting, one) for one in list_lately(session, actor())]
    return render("coordinator/note_choose.html", rows=rows, asked=asked)


def _offered(place: Setting, journey: Journey | None) -> dict[str, Any]:
    kind = place.kind.label if place.kind else ""
    if journey is None:
        href = url_for("coordinator.setting_note", place_id=place.id, came="today")
        return {"who": place.name, "what": kind, "href": href}
    href = url_for("coordinator.note", journey_id=journey.id, came="today")
    return {"who": place.name, "what": f"{kind} · {stage_words(journey)[1]}", "href": href}


@bp.route("/journeys/<int:journey_id>/history/note", methods=["GET", "POST"])
@needs(May.WRITE_NOTES)
def note(journey_id: int) -> ResponseReturnValue:
    """Note a call or a conversation about a journey."""
    found, form = find(May.WRITE_NOTES, journey_id), NoteForm()
    back = url_for("coordinator.history", journey_id=journey_id)
    question = note_question(found.setting, came_from(back))
    return ask(found, form, lambda held: keep_note(held, form), question, may=May.WRITE_NOTES)


@bp.route("/settings/<int:place_id>/note", methods=["GET", "POST"])
@needs(May.WRITE_NOTES)
def setting_note(place_id: int) -> ResponseReturnValue:
    """Note a contact with a setting, whether or not it has a journey."""
    place, form = the_setting(place_id), NoteForm()
    question = note_question(place, came_from(back_to(place)))
    return ask(place, form, lambda held: keep_note(held, form), question, may=May.WRITE_NOTES)
