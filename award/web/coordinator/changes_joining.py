"""Two settings that the register says became one: which goes on, and with what."""

from dataclasses import replace
from typing import Final

from flask.typing import ResponseReturnValue

from award.actions.joining_settings import join_settings
from award.actions.renumbering import answer_joined, set_link_aside
from award.adapters import clock
from award.domain.permissions import May
from award.queries.links import held_by
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.links import RegisterLink
from award.storage.settings import Setting
from award.web.coordinator.changes_forms import APART
from award.web.coordinator.joining_shown import (
    done_words,
    form_of,
    is_sure,
    joining_of,
    sure_page,
)
from award.web.kit.access import actor, authority
from award.web.kit.asking import Question, ask

TOLD: Final = (
    "Journeys, awards, evidence, notes and people of both are then at the one that goes on.",
    "It takes the later number and what the register says now. The other one is closed.",
    "You see what becomes of both before anything is changed.",
)


def join_screen(
    link: RegisterLink, before: Setting, after: Setting, question: Question
) -> ResponseReturnValue:
    """Ask which of the two goes on; also which journey and which award, where both have one.

    Before anything is changed it is said once more what becomes of both: it cannot be taken back.
    """
    ends = [held_by(db.session(), one, on=clock.today()) for one in (before, after)]
    form, number = form_of(ends, may_stay_apart=True), link.after_number
    if form.validate_on_submit() and form["goes_on"].data != APART and not is_sure():
        return sure_page(form, ends, question.heading, number)

    def act(held: Authority) -> None:
        by, at = actor(), clock.now()
        if form["goes_on"].data == APART:
            set_link_aside(held, link.id, by=by, at=at)
            return
        names = (before.name, after.name)
        stands = join_settings(held, joining_of(form, ends), by=by, at=at)
        answer_joined(held, link.id, stands, names=names, by=by, at=at)

    done = done_words(form, ends) if is_sure() else question.done
    question = replace(question, told=TOLD, done=done)
    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)
