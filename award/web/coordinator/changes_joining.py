"""Two settings that the register says became one: which goes on, and with what."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask import request
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
from award.web.coordinator.changes_forms import APART, JoinForm, JoinSureForm
from award.web.kit.access import actor, authority
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

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
    form, number = _form(ends), link.after_number
    if form.validate_on_submit() and form["goes_on"].data != APART and not _is_sure():
        return _sure(form, ends, number, question)

    def act(held: Authority) -> None:
        by, at, survivor = actor(), clock.now(), form["goes_on"].data
        if survivor == APART:
            set_link_aside(held, link.id, by=by, at=at)
            return
        other = after.id if survivor == before.id else before.id
        chosen = Joining(survivor, other, form.chosen("journey"), form.chosen("award"))
        names = (before.name, after.name)
        stands = join_settings(held, chosen, by=by, at=at)
        answer_joined(held, link.id, stands, names=names, by=by, at=at)

    done = _done(form, ends) if _is_sure() else question.done
    question = replace(question, told=TOLD, done=done)
    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)


def _is_sure() -> bool:
    return request.method == "POST" and bool(request.form.get("sure"))


def _done(form: JoinForm, ends: Sequence[Held]) -> str:
    stays, goes = _parted(form, ends)
    return f"{goes.setting.name} and {stays.setting.name} are one setting now."


def _parted(form: JoinForm, ends: Sequence[Held]) -> tuple[Held, Held]:
    """The one that goes on, and the other."""
    first, second = ends
    chosen = str(form["goes_on"].data)
    return (first, second) if chosen == str(first.setting.id) else (second, first)


def _sure(
    form: JoinForm, ends: Sequence[Held], number: str, question: Question
) -> ResponseReturnValue:
    """What becomes of both, in sentences, with the one button that does it."""
    stays, goes = _parted(form, ends)
    sure = JoinSureForm(
        formdata=None,
        goes_on=stays.setting.id,
        journey=form.chosen("journey") or "",
        award=form.chosen("award") or "",
        sure="yes",
    )
    facts = [
        {"key": "Goes on", "value": f"{stays.setting.name}, under the number {number}"},
        {"key": "Is closed", "value": goes.setting.name},
        {"key": "The journey", "value": _which_journey(form, ends)},
        {"key": "The award", "value": _which_award(form, ends)},
        {"key": "People, evidence and notes", "value": f"All are then at {stays.setting.name}"},
    ]
    back = Link("Choose again", request.path)
    return render(
        "coordinator/change_sure.html", sure=sure, facts=facts, question=question, back=back
    )


def _which_journey(form: JoinForm, ends: Sequence[Held]) -> str:
    """Which open journey goes on, and what becomes of the other."""
    names = {one.id: end.setting.name for end in ends for one in end.journeys}
    if not names:
        return "Neither has an open journey"
    chosen = form.chosen("journey")
    if chosen is None:
        return f"The one of {next(iter(names.values()))} goes on"
    other = next(name for one, name in names.items() if one != chosen)
    return f"The one of {names[chosen]} goes on. The one of {other} is closed as merged."


def _which_award(form: JoinForm, ends: Sequence[Held]) -> str:
    """Which award stands, and what becomes of the other."""
    holders = [end for end in ends if end.awards]
    if not holders:
        return "Neither has an award"
    chosen = form.chosen("award")
    if chosen is None:
        return f"{_awards(holders[0])}, stands"
    stands = next(end for end in holders if end.awards[0].id == chosen)
    other = next(end for end in holders if end is not stands)
    return f"{_awards(stands)}, stands. {_awards(other)}, is kept as history."


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
