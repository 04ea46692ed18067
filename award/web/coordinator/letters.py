"""The letters about a journey: what went to whom, and each as it was written."""

from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.domain.letter_pages import OPEN_IT, heading_of, paragraphs_of, why_told
from award.domain.letter_texts import LINK
from award.domain.letters import is_kept_by_panel
from award.domain.permissions import May
from award.domain.spoken import listed
from award.queries.letters import Lost, find_letter, list_letters, list_lost
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging
from award.web.coordinator.shell import journey_page
from award.web.kit.access import actor, find, needs
from award.web.kit.filters import plural
from award.web.kit.history_words import released_at
from award.web.kit.journeys import is_under_way
from award.web.kit.pages import render

KEPT_SUBJECT: Final = "The panel is reminded of its vote"


@bp.get("/journeys/<int:journey_id>/letters")
@needs(May.SEE_NOTES)
def letters(journey_id: int) -> ResponseReturnValue:
    """What went to whom."""
    found = find(May.SEE_NOTES, journey_id)
    page = list_letters(db.session(), actor(), found, page=number("page", 1) or 1)
    subjects = {one.id: _subject(found, one) for one in page.rows}
    shown = paging(page, "coordinator.letters")
    return journey_page(
        "coordinator/letters.html", found, page=page, subjects=subjects, paging=shown,
        lost=[_lost_words(one) for one in list_lost(db.session(), actor(), found)],
        write_at=url_for("coordinator.nudge", journey_id=found.id) if is_under_way(found) else "",
    )  # fmt: skip


def _lost_words(one: Lost) -> str:
    """Letters to who led before came back and go to nobody by themselves: what can be done."""
    who = listed([*one.now])
    leads = f"{who} {'leads' if len(one.now) == 1 else 'lead'} now"
    came = f"{plural(one.count, 'letter')} to {one.name} came back"
    return f"{came}, and {leads}. Nobody was sent them again: tell {who} what matters."


@bp.get("/journeys/<int:journey_id>/letters/<int:letter_id>")
@needs(May.SEE_NOTES)
def letter(journey_id: int, letter_id: int) -> ResponseReturnValue:
    """One letter, as it was written."""
    found = find(May.SEE_NOTES, journey_id)
    one = find_letter(db.session(), actor(), found, letter_id) or abort(404)
    sheet = None if _is_kept(found, one) else _sheet(found, one)
    subject = _subject(found, one)
    return render(
        "coordinator/letter.html", journey=found, letter=one, subject=subject, sheet=sheet
    )


def _is_kept(found: Journey, one: Letter) -> bool:
    released = released_at(found.history)
    return is_kept_by_panel(
        one.code, stage=found.stage, written_at=one.written_at, released=released
    )


def _subject(found: Journey, one: Letter) -> str:
    if _is_kept(found, one):
        return KEPT_SUBJECT
    return one.subject.removesuffix(f": {found.setting.name}")


def _sheet(found: Journey, one: Letter) -> dict[str, Any]:
    """The letter as it was read, with a button that nobody presses here: the link is theirs."""
    return {
        "authority": found.authority.name,
        "subject": one.subject,
        "heading": heading_of(one.subject, found.setting.name),
        "paragraphs": paragraphs_of(one.body, LINK),
        "button": one.button or OPEN_IT,
        "why": why_told(one.code, one.path, found.authority.name),
    }
