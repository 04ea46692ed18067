"""The settings of a cohort are chosen: found, ticked and taken in, as often as wanted."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.gathering_cohort import take_in
from award.adapters import clock
from award.domain.inviting import asks_first
from award.domain.permissions import May
from award.queries.cohorts import (
    Choosable,
    Having,
    PlacesWanted,
    list_choosable,
    list_choosable_ids,
)
from award.queries.settings import list_kinds
from award.storage.cohorts import Cohort
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.cohort_forms import ChosenForm
from award.web.coordinator.cohort_standing import in_the_way, said_of
from award.web.coordinator.cohorts import HERE, MOST_NAMED, back_to, the_cohort
from award.web.coordinator.listing import again, number, paging, select_of, text, word
from award.web.kit.access import actor, changing, needs
from award.web.kit.filters import plural
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render

CHOOSING: Final = "coordinator.cohort_settings"
NONE_TICKED: Final = "No setting was ticked. Tick those that begin together."
HAVING_WORDS: Final = {
    Having.NOTHING: "Free to invite",
    Having.AWARD: "Hold the award",
    Having.JOURNEY: "On a journey now",
    Having.APPEAL: "Have appealed",
}


@bp.route("/cohorts/<int:cohort_id>/settings", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_settings(cohort_id: int) -> ResponseReturnValue:
    """Choose settings: search, tick, take them in; as often as wanted."""
    found, form = the_cohort(cohort_id), ChosenForm()
    wanted = PlacesWanted(
        text("search"),
        text("kind"),
        text("never") == "yes",
        word("having", Having),
        number("page", 1) or 1,
    )
    if request.method == "POST":
        return _taken_in(found, form, wanted)
    page = list_choosable(db.session(), actor(), found, wanted, on=clock.today())
    address = url_for(CHOOSING, cohort_id=found.id)
    form.settings.choices = [_choice(one) for one in page.rows if not _why_out(one)]
    narrowed = wanted.search or wanted.kind or wanted.never or wanted.having
    return render(
        "coordinator/cohort_settings.html",
        form=form,
        cohort=found,
        back=Link(found.name, back_to(found)),
        here=again(CHOOSING),
        action=address,
        search=wanted.search,
        selects=_selects(wanted),
        clear=address if narrowed else None,
        has_any=bool(page.rows),
        out=[{"name": one.setting.name, "why": why} for one in page.rows if (why := _why_out(one))],
        paging=paging(page, CHOOSING),
    )


def _selects(wanted: PlacesWanted) -> list[dict[str, Any]]:
    kinds = [(one.code, one.label) for one in list_kinds(db.session(), actor())]
    never = "yes" if wanted.never else ""
    return [
        select_of("having", "How they stand", wanted.having, "Any", list(HAVING_WORDS.items())),
        select_of("kind", "Kind of setting", wanted.kind, "Any kind", kinds),
        select_of("never", "Took part before", never, "Any", [("yes", "No, never")]),
    ]


def _choice(one: Choosable) -> Choice:
    """One setting to tick, with what is asked about it later."""
    place = one.setting
    kind = place.kind.label if place.kind else ""
    hint = [", ".join(part for part in (kind, place.postcode) if part)]
    if asks_first(one.stands.facts):
        hint += [*said_of(one.stands), "You are asked before it is invited."]
    return Choice(place.id, place.name, ". ".join(part for part in hint if part))


def _why_out(one: Choosable) -> str:
    """Why a setting cannot come in now; nothing where it can."""
    return "Is in this cohort." if one.is_in else in_the_way(one.stands)


def _taken_in(found: Cohort, form: ChosenForm, wanted: PlacesWanted) -> ResponseReturnValue:
    """The ticked settings, or all the free ones that the search finds, come into the cohort."""
    session = db.session()
    ticked = [int(one) for one in form.settings.data or () if str(one).isdecimal()][:MOST_NAMED]
    everyone = request.form.get("all") == "yes"
    ids = list_choosable_ids(session, actor(), wanted, on=clock.today()) if everyone else ticked
    with changing(found, May.OPEN_JOURNEY) as held:
        came = take_in(held, ids, by=actor())
    nobody = "None of these is free to invite." if everyone else NONE_TICKED
    if came:
        flash(f"{plural(came, 'setting')} came in.")
    else:
        flash(nobody, "attention")
    if came and request.form.get("then") == "done":
        return redirect(url_for(HERE, cohort_id=found.id))
    return redirect(again(CHOOSING, cohort_id=found.id))
