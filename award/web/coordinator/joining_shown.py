"""Two settings become one: what is asked of both, and what becomes of them, in sentences."""

from collections.abc import Mapping, Sequence

from flask import request
from flask.typing import ResponseReturnValue

from award.actions.joining_settings import Joining
from award.queries.links import Held
from award.storage.settings import Setting
from award.web.coordinator.changes_forms import APART, JoinForm, JoinSureForm
from award.web.kit.filters import day
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render


def is_sure() -> bool:
    return request.method == "POST" and bool(request.form.get("sure"))


def joining_of(form: JoinForm, ends: Sequence[Held]) -> Joining:
    """What was chosen of the two."""
    stays, goes = parted(form, ends)
    return Joining(stays.setting.id, goes.setting.id, form.chosen("journey"), form.chosen("award"))


def names_apart(ends: Sequence[Held]) -> dict[int, str]:
    """What each is called, by its number; two of one name with what tells them apart."""
    places = [one.setting for one in ends]
    if len({one.name.casefold() for one in places}) == len(places):
        return {one.id: one.name for one in places}
    marks = [
        [one.postcode or "no postcode" for one in places],
        [_number(one) or "no official number" for one in places],
        [f"written down on {day(one.created_at)}" for one in places],
        ["the first", "the second"],
    ]
    apart = next(one for one in marks if len(set(one)) == len(places))
    return {one.id: f"{one.name} ({mark})" for one, mark in zip(places, apart, strict=True)}


def _number(place: Setting) -> str:
    return next((one.value for one in place.identifiers if one.until_on is None), "")


def done_words(form: JoinForm, ends: Sequence[Held]) -> str:
    """What is told once the two are one."""
    stays, goes = parted(form, ends)
    if stays.setting.name.casefold() == goes.setting.name.casefold():
        return f"The two are one setting now, {stays.setting.name}."
    return f"{goes.setting.name} and {stays.setting.name} are one setting now."


def parted(form: JoinForm, ends: Sequence[Held]) -> tuple[Held, Held]:
    """The one that goes on, and the other."""
    first, second = ends
    chosen = str(form["goes_on"].data)
    return (first, second) if chosen == str(first.setting.id) else (second, first)


def sure_page(
    form: JoinForm, ends: Sequence[Held], heading: str, number: str = ""
) -> ResponseReturnValue:
    """What becomes of both, in sentences, with the one button that does it."""
    stays, goes = parted(form, ends)
    names = names_apart(ends)
    stands = names[stays.setting.id]
    under = f", under the number {number}" if number else ""
    sure = JoinSureForm(
        formdata=None,
        goes_on=stays.setting.id,
        journey=form.chosen("journey") or "",
        award=form.chosen("award") or "",
        sure="yes",
    )
    facts = [
        {"key": "Goes on", "value": f"{stands}{under}"},
        {"key": "Is closed", "value": names[goes.setting.id]},
        {"key": "The journey", "value": _which_journey(form, ends)},
        {"key": "The award", "value": _which_award(form, ends)},
        *_kept_name(form, ends),
        {"key": "People, evidence and notes", "value": f"All are then at {stands}"},
        *_kept_quiet(stays.setting, goes.setting),
    ]
    back = Link("Choose again", request.path)
    return render(
        "coordinator/change_sure.html", sure=sure, facts=facts, heading=heading, back=back
    )


def _kept_quiet(stays: Setting, goes: Setting) -> list[dict[str, str]]:
    """That it is out of everything public from then on, where only the other was so far."""
    if stays.is_hidden or not goes.is_hidden:
        return []
    return [{"key": "In public", "value": f"Not shown any more, as {goes.name} was not"}]


def _which_journey(form: JoinForm, ends: Sequence[Held]) -> str:
    """Which open journey goes on, and what becomes of the other."""
    called = names_apart(ends)
    names = {one.id: called[end.setting.id] for end in ends for one in end.journeys}
    if not names:
        return "Neither has an open journey"
    chosen = form.chosen("journey")
    if chosen is None:
        return f"The one of {next(iter(names.values()))} goes on"
    other = next(name for one, name in names.items() if one != chosen)
    return f"The one of {names[chosen]} goes on. The one of {other} is closed as merged."


def _which_award(form: JoinForm, ends: Sequence[Held]) -> str:
    """Which award stands, and what becomes of the other."""
    holders, called = [end for end in ends if end.awards], names_apart(ends)
    if not holders:
        return "Neither has an award"
    chosen = form.chosen("award")
    if chosen is None:
        return f"{_awards(holders[0], called)}, stands"
    stands = next(end for end in holders if end.awards[0].id == chosen)
    other = next(end for end in holders if end is not stands)
    return f"{_awards(stands, called)}, stands. {_awards(other, called)}, is kept as history."


def _kept_name(form: JoinForm, ends: Sequence[Held]) -> list[dict[str, str]]:
    """That a certificate bears the name of the setting that is closed, where its award stands."""
    stays, goes = parted(form, ends)
    award = goes.awards[0] if goes.awards else None
    if award is None or award.name == stays.setting.name:
        return []
    if form.chosen("award") not in (None, award.id):
        return []
    words = f"It keeps the name {award.name} until you issue it anew"
    return [{"key": "The certificate", "value": words}]


def form_of(ends: Sequence[Held], *, may_stay_apart: bool = False) -> JoinForm:
    """What is asked of two settings that become one; or, where they may, that stay two."""
    journeys = [one for end in ends for one in end.journeys]
    awards = [end for end in ends if end.awards]
    names = names_apart(ends)
    form = JoinForm.asking(journeys=len(journeys) > 1, awards=len(awards) > 1)
    form["goes_on"].choices = [
        *(Choice(end.setting.id, f"{names[end.setting.id]} goes on", _has(end)) for end in ends),
        *([Choice(APART, "They stay two settings: set this aside")] if may_stay_apart else []),
    ]
    if "journey" in form:
        form["journey"].choices = [
            Choice(one.id, f"{names[one.setting_id]}: {stage_words(one)[1]}") for one in journeys
        ]
    if "award" in form:
        form["award"].choices = [Choice(end.awards[0].id, _awards(end, names)) for end in awards]
    return form


def _awards(end: Held, names: Mapping[int, str]) -> str:
    """The award of one setting, with the next one where that is given already."""
    numbers = " and ".join(one.number for one in end.awards)
    return f"{numbers} of {names[end.setting.id]}, until {day(end.awards[-1].valid_until)}"


def _has(end: Held) -> str:
    found = [
        *(["an open journey"] if end.journeys else []),
        *(["an award"] if end.awards else []),
    ]
    return f"It has {' and '.join(found)}." if found else "It has no journey and no award here."
