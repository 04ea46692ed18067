"""Two settings written down for one place: found, seen side by side, and made one by hand."""

from dataclasses import replace
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.joining_settings import join_settings
from award.adapters import clock
from award.domain.permissions import May
from award.queries.joinings import Beside, read_beside
from award.queries.links import find_link_between, find_successor
from award.queries.near_names import list_same_place
from award.queries.settings import SettingsWanted, list_settings
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.joining_shown import (
    done_words,
    form_of,
    is_sure,
    joining_of,
    names_apart,
    parted,
    sure_page,
)
from award.web.coordinator.listing import text
from award.web.coordinator.near_names import near_rows
from award.web.coordinator.settings import STATE_WORDS, back_to, the_setting
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day_short, plural
from award.web.kit.journeys import stage_words
from award.web.kit.kind_words import role_at
from award.web.kit.pages import Link, render

BOTH: Final = "coordinator.setting_join"
NOTHING: Final = "None"
TOLD: Final = (
    "Journeys, awards, evidence, notes and people of both are then at the one that goes on.",
    "It keeps what is written down of it, and takes over a number or an address that it has not.",
    "The other one is closed, and its page leads on.",
    "You see what becomes of both before anything is changed.",
)


@bp.get("/settings/<int:place_id>/same-place")
@needs(May.LINK_SETTINGS)
def setting_joins(place_id: int) -> ResponseReturnValue:
    """Say which other setting here is the same place: likely ones, or one looked for."""
    place, session, asked = the_setting(place_id), db.session(), text("q")
    if place.joined_to_id is not None:
        return _on_to_successor(place)
    if asked:
        found = list_settings(session, actor(), SettingsWanted(asked, state=None)).rows
        others = [one.setting for one in found if one.setting.id != place.id]
        rows = [_offered(place, one) for one in others if one.joined_to_id is None]
    else:
        near = list_same_place(session, actor(), place.name, beside=place)
        rows = near_rows(near, BOTH, beside=place.id)
    return render(
        "coordinator/setting_joins.html",
        place=place,
        rows=rows,
        asked=asked,
        here=url_for("coordinator.setting_joins", place_id=place.id),
        back=Link(place.name, back_to(place)),
    )


def _offered(place: Setting, other: Setting) -> dict[str, str]:
    about = [other.kind.label if other.kind else "", other.postcode or ""]
    return {
        "who": other.name,
        "what": " \u00b7 ".join(filter(None, about)),
        "href": url_for(BOTH, place_id=place.id, other_id=other.id),
    }


@bp.route("/settings/<int:place_id>/same-place/<int:other_id>", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def setting_join(place_id: int, other_id: int) -> ResponseReturnValue:
    """Both side by side, and which of them goes on; then once more what becomes of both.

    Where the register links their numbers, its page asks, since that says which is later.
    """
    places = [the_setting(place_id), the_setting(other_id)]
    if place_id == other_id:
        abort(404)
    for one in places:
        if one.joined_to_id is not None:
            return _on_to_successor(one)
    link = find_link_between(db.session(), *places)
    if link is not None:
        return redirect(url_for("coordinator.change", link_id=link.id))
    both = [read_beside(db.session(), one, on=clock.today()) for one in places]
    ends = [one.held for one in both]
    form, question = form_of(ends), _question(both)
    if form.validate_on_submit():
        if not is_sure():
            return sure_page(form, ends, question.heading)
        stays, _ = parted(form, ends)
        back = back_to(stays.setting)
        question = replace(question, done=done_words(form, ends), back=back)

    def act(held: Authority) -> None:
        join_settings(held, joining_of(form, ends), by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)


def _on_to_successor(place: Setting) -> ResponseReturnValue:
    """Nothing is left to ask of a setting that became one with another: on to that one."""
    goes_on = find_successor(db.session(), place) or abort(404)
    flash(f"{place.name} became one with {goes_on.name} already.")
    return redirect(back_to(goes_on))


def _question(both: list[Beside]) -> Question:
    first, second = (one.setting for one in both)
    columns, names = [_has(one) for one in both], names_apart([one.held for one in both])
    return Question(
        f"{first.name} and {second.name}" if first.name != second.name else f"{first.name}, twice",
        "Go on",
        "",
        url_for("coordinator.setting_joins", place_id=first.id),
        lead="Are they the same place? Then make them one setting.",
        told=TOLD,
        template="coordinator/setting_join.html",
        shown={
            "heads": ["What", *names.values()],
            "rows": [[key, columns[0][key], columns[1][key]] for key in columns[0]],
        },
    )


def _has(one: Beside) -> dict[str, Any]:
    """What one of the two has, in words, by what it is."""
    place = one.setting
    names = {number.code: number.name for number in place.authority.numbers.values()}
    numbers = [
        f"{names.get(number.scheme, number.scheme)} {number.value}"
        for number in place.identifiers
        if number.until_on is None
    ]
    people = [f"{mine.user.name}, {role_at(mine.role, place)}" for mine in one.people]
    going = [f"Open: {stage_words(journey)[1]}" for journey in one.held.journeys]
    ended = [f"{one.journeys_ended} ended"] if one.journeys_ended else []
    awards = [
        f"{award.number or 'Earlier award'}, until {day_short(award.valid_until)}"
        for award in one.held.awards
    ]
    before = [f"{one.awards_before} from before"] if one.awards_before else []
    where = [*place.address.splitlines(), *filter(None, [place.postcode])]
    about = [place.kind.label if place.kind else "No kind yet", STATE_WORDS[place.state]]
    return {
        "What it is": ". ".join(about),
        "Where": ", ".join(where) or NOTHING,
        "Official numbers": "; ".join(numbers) or NOTHING,
        "Written down on": day_short(place.created_at),
        "People": "; ".join(people) or "Nobody",
        "Journeys": ". ".join([*going, *ended]) or NOTHING,
        "Awards": ". ".join([*awards, *before]) or NOTHING,
        "Evidence": plural(one.pieces, "piece") if one.pieces else NOTHING,
        "Notes": plural(one.notes, "note") if one.notes else NOTHING,
    }
