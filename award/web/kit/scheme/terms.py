"""Terms and closed days: a year's half-terms, bank holidays, closures, a setting's own ways."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.keeping_terms import (
    Moved,
    keep_year,
    next_year_of,
    open_again,
    school_year_of,
    shut,
    version_of,
    year_words,
)
from award.adapters import clock
from award.domain.closed_runs import closed_runs
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.terms import HalfTerm
from award.queries.settings import find_setting_here
from award.queries.terms import (
    find_closure,
    list_closures,
    list_half_terms,
    list_own_ways,
    list_school_years,
)
from award.storage.authorities import Authority
from award.storage.closed_runs import closed_days, closed_run
from award.storage.db import db
from award.storage.settings import Setting
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question
from award.web.kit.branding import PlainForm
from award.web.kit.errors import refused
from award.web.kit.filters import day, day_whole
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.scheme.screens import is_in_room, screens
from award.web.kit.scheme.terms_forms import (
    NAMES,
    AuthorityClosureForm,
    ClosureForm,
    HalfTermsForm,
    ReopeningForm,
    days_of,
)
from award.web.kit.scheme.terms_told import (
    on_closed_days,
    told,
    what_closing_does,
    what_opening_does,
    what_terms_do,
)
from award.web.kit.versions import other_than_typed

EARLIEST, LATEST = 2000, 2100


def _year(given: int) -> int:
    return given if EARLIEST <= given <= LATEST else abort(404)


def _place(place_id: int | None) -> Setting | None:
    if place_id is None:
        return None
    return find_setting_here(db.session(), actor(), place_id) or abort(404)


def _home(place: Setting | None, year: int) -> str:
    if place is None:
        return url_for(".terms", year=year)
    return url_for(".setting_terms", place_id=place.id, year=year)


@screens.get("/terms")
@needs(May.EDIT_TERMS)
def terms() -> ResponseReturnValue:
    """A school year: its half-terms and closed days."""
    return _shown(None)


@screens.get("/settings/<int:place_id>/terms")
@needs(May.EDIT_TERMS)
def setting_terms(place_id: int) -> ResponseReturnValue:
    """What is different at one setting."""
    return _shown(_place(place_id))


def _shown(place: Setting | None) -> str:
    session, who = db.session(), actor()
    this_year = school_year_of(clock.today())
    asked = request.args.get("year", "")
    year = _year(int(asked) if re.fullmatch(r"\d{1,9}", asked, re.ASCII) else this_year)
    known = list_school_years(session, who)
    halves = list_half_terms(session, who, year, setting=place)
    usual = list_half_terms(session, who, year) if place else []
    last = date(year + 1, 7, 31)
    closures = list_closures(session, who, date(year, 8, 1), last, setting=place)
    near = (this_year - 1, this_year, this_year + 1)
    offered = sorted({*near, year, *(one for one in known if one > this_year)})
    back = Link("Rounds", url_for(".rounds"))
    if place is not None and is_in_room("setting"):
        back = Link(place.name, url_for(".setting", place_id=place.id))
    ids: dict[str, Any] = {"place_id": place.id} if place else {}
    room = "setting_terms" if place else "terms"
    return render(
        "scheme/terms.html",
        place=place,
        year_words=year_words(year),
        years=[Link(year_words(one), _home(place, one), one == year) for one in offered],
        rows=_rows(halves),
        usual=_rows(usual),
        closures=closed_runs(closed_days(closures)),
        is_copied=not halves and bool(list_half_terms(session, who, year - 1)),
        change=url_for(f".{room}_change", school_year=year, **ids),
        close=url_for(".setting_closure_add" if place else ".closure_add",
                      **ids),
        own=[
            Link(one.name, url_for(".setting_terms", place_id=one.id))
            for one, _ in ([] if place else list_own_ways(session, who))
        ],
        counted=what_terms_do(place),
        back=back,
    )  # fmt: skip


def _rows(halves: Sequence[HalfTerm]) -> list[list[str]]:
    return [
        [name, day_whole(one.starts_on), day_whole(one.ends_on)]
        for name, one in zip(NAMES, halves, strict=False)
    ]


@screens.route("/terms/<int:school_year>/change", methods=["GET", "POST"])
@needs(May.PUBLISH_TERMS)
def terms_change(school_year: int) -> ResponseReturnValue:
    """Write down a year's half-terms, copied from the year before where they are not known."""
    return _change(None, _year(school_year))


@screens.route("/settings/<int:place_id>/terms/<int:school_year>/change", methods=["GET", "POST"])
@needs(May.PUBLISH_TERMS)
def setting_terms_change(place_id: int, school_year: int) -> ResponseReturnValue:
    """Write down a setting's own half-terms; all left empty, the authority's hold again."""
    return _change(_place(place_id), _year(school_year))


def _change(place: Setting | None, year: int) -> ResponseReturnValue:
    known, copied = _to_begin_with(place, year)
    form = HalfTermsForm(version=version_of(_kept(place, year)), **days_of(known))

    def act(held: Authority) -> tuple[Moved, ...]:
        return keep_year(
            held,
            form.half_terms(),
            school_year=year,
            shown=form.version.data,
            by=actor(),
            setting=place,
        )

    done = _done(
        form,
        act,
        _home(place, year),
        "The half-terms are kept.",
        stale=lambda: _show_both(form, _kept(place, year)),
    )
    if done is not None:
        return done
    return render(
        "scheme/terms_change.html",
        form=form,
        heading=f"Half-terms {year_words(year)}",
        lead=place.name if place else "",
        copied=copied if request.method == "GET" else "",
        are_the_authoritys=place is not None and not _kept(place, year),
        counted=what_terms_do(place),
        back=Link("Terms", _home(place, year)),
    )


def _kept(place: Setting | None, year: int) -> list[HalfTerm]:
    return list_half_terms(db.session(), actor(), year, setting=place)


def _show_both(form: HalfTermsForm, kept: list[HalfTerm]) -> None:
    """After somebody was faster: their dates beside those that were typed here."""
    blank = {one.short_name: None for one in form.visible_fields()}
    form.show_both(version_of(kept), other_than_typed(form, blank | days_of(kept)))


def _to_begin_with(place: Setting | None, year: int) -> tuple[list[HalfTerm], str]:
    """What the form shows first, and where it was copied from."""
    session, who = db.session(), actor()
    found = _kept(place, year)
    if found:
        return found, ""
    if place is not None:
        return list_half_terms(session, who, year), ""
    before = list_half_terms(session, who, year - 1)
    words = f"Copied from {year_words(year - 1)}, on the same days of the week. Look at each date."
    return next_year_of(before), words if before else ""


@screens.route("/terms/closures/add", methods=["GET", "POST"])
@needs(May.PUBLISH_TERMS)
def closure_add() -> ResponseReturnValue:
    """Close the whole authority for a day or more."""
    return _close(None, AuthorityClosureForm())


@screens.route("/settings/<int:place_id>/closures/add", methods=["GET", "POST"])
@needs(May.PUBLISH_TERMS)
def setting_closure_add(place_id: int) -> ResponseReturnValue:
    """Close one setting for a day or more."""
    return _close(_place(place_id), ClosureForm())


def _close(place: Setting | None, form: ClosureForm) -> ResponseReturnValue:
    first = form.first_on.data
    home = _home(place, school_year_of(first or clock.today()))
    done = _done(
        form,
        lambda held: shut(held, form.closure(), by=actor(), setting=place),
        home,
        "The closed days are kept.",
    )
    lead = place.name if place else ""
    question = Question(
        "Add closed days", "Keep them", "", home, lead, told=what_closing_does(place)
    )
    return done or render("journeys/ask.html", form=form, question=question)


@screens.route("/terms/closures/<int:closure_id>/remove", methods=["GET", "POST"])
@needs(May.PUBLISH_TERMS)
def closure_remove(closure_id: int) -> ResponseReturnValue:
    """Take closed days back as they were entered: in one go, or some of them."""
    found = find_closure(db.session(), actor(), closure_id) or abort(404)
    run, place = closed_run(found), _place(found.setting_id)
    home = _home(place, school_year_of(run.first_on))
    many = len(run.days) > 1
    form = ReopeningForm(first_on=run.first_on, last_on=run.last_on) if many else PlainForm()
    wanted = (form["first_on"].data, form["last_on"].data) if many else (found.on, found.on)
    done = _done(
        form,
        lambda held: open_again(
            held, closure_id, by=actor(), first_on=wanted[0], last_on=wanted[1]
        ),
        home,
        "The closed days are taken out." if wanted[0] != wanted[1] else "The day is taken out.",
    )
    span = f"{day(run.first_on)} to {day(run.last_on)}" if many else day(run.first_on)
    question = Question(
        "Take these closed days out" if many else "Take this closed day out",
        "Take them out" if many else "Take it out",
        "",
        home,
        f"{span}, {run.name}",
        told=what_opening_does(place, many=many),
    )
    return done or render("journeys/ask.html", form=form, question=question)


def _done(
    form: Form,
    act: Callable[[Authority], tuple[Moved, ...]],
    home: str,
    words: str,
    *,
    stale: Callable[[], None] | None = None,
) -> ResponseReturnValue | None:
    """Keep what was sent and say which dates moved; None where there is something to put right.

    What is arranged for a day that is closed from now on is told too.

    ``stale`` is done where somebody else was faster.
    """
    if not form.validate_on_submit():
        return None
    before = on_closed_days()
    try:
        with changing(authority(), May.PUBLISH_TERMS) as held:
            moved = act(held)
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if stale is not None and isinstance(refusal, Stale):
            stale()
        return None
    flash(f"{words} {told(moved, before)}")
    return redirect(home)
