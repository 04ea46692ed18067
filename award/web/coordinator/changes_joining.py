"""Two settings that the register says became one: which goes on, and with what."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask.typing import ResponseReturnValue

from award.actions.joining_settings import Joining, join_settings
from award.actions.renumbering import answer_joined, set_link_aside
from award.adapters import clock
from award.domain.permissions import May
from award.queries.links import Held, held_by
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.links import RegisterLink
from award.storage.settings import Setting
from award.web.coordinator.changes_forms import JoinForm
from award.web.kit.access import actor, authority
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words

APART: Final = "apart"
TOLD: Final = (
    "Journeys, awards, evidence, notes and people of both are then at the one that goes on.",
    "It takes the later number and what the register says now. The other one is closed.",
    "This cannot be taken back.",
)


def join_screen(
    link: RegisterLink, before: Setting, after: Setting, question: Question
) -> ResponseReturnValue:
    """Ask which of the two goes on; also which journey and which award, where both have one."""
    form = _form([held_by(db.session(), one, on=clock.today()) for one in (before, after)])

    def act(held: Authority) -> None:
        by, at, survivor = actor(), clock.now(), form["goes_on"].data
        if survivor == APART:
            set_link_aside(held, link.id, by=by, at=at)
            return
        other = after.id if survivor == before.id else before.id
        chosen = Joining(survivor, other, form.chosen("journey"), form.chosen("award"))
        answer_joined(held, link.id, join_settings(held, chosen, by=by, at=at), by=by, at=at)

    return ask(authority(), form, act, replace(question, told=TOLD), may=May.LINK_SETTINGS)


def _form(ends: Sequence[Held]) -> JoinForm:
    journeys = [one for end in ends for one in end.journeys]
    awards = [end for end in ends if end.awards]
    names = {end.setting.id: end.setting.name for end in ends}
    form = JoinForm.asking(journeys=len(journeys) > 1, awards=len(awards) > 1)
    form["goes_on"].choices = [
        *(Choice(end.setting.id, f"{end.setting.name} goes on", _has(end)) for end in ends),
        Choice(APART, "They stay two settings: set this aside"),
    ]
    if "journey" in form:
        form["journey"].choices = [
            Choice(one.id, f"{names[one.setting_id]}: {stage_words(one)[1]}") for one in journeys
        ]
    if "award" in form:
        form["award"].choices = [Choice(end.awards[0].id, _awards(end)) for end in awards]
    return form


def _awards(end: Held) -> str:
    """The award of one setting, with the next one where that is given already."""
    numbers = " and ".join(one.number for one in end.awards)
    return f"{numbers} of {end.setting.name}, until {day(end.awards[-1].valid_until)}"


def _has(end: Held) -> str:
    found = [
        *(["an open journey"] if end.journeys else []),
        *(["an award"] if end.awards else []),
    ]
    return f"It has {' and '.join(found)}." if found else "It has no journey and no award here."
