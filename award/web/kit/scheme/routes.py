"""Routes as forms: each save is a new version, and journeys keep the one they began with."""

from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.changing_routes import change_route
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.route_words import rule_changes, rule_sentences
from award.queries.scheme import find_route, list_retired_routes, list_routes
from award.storage.authorities import Route
from award.storage.db import db
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.branding import lines_of
from award.web.kit.errors import refused
from award.web.kit.filters import day, plural
from award.web.kit.pages import Link, render
from award.web.kit.scheme.routes_ends import for_whom, show_retired
from award.web.kit.scheme.routes_form import RouteForm, parts_of, rules_in, values_of
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import other_than_typed

SAVED: Final = "Saved as a new version. Journeys that have begun keep theirs."
AS_BEFORE: Final = "Nothing is different, so the version stays as it is."


@screens.get("/routes")
@needs(May.EDIT_ROUTES)
def routes() -> ResponseReturnValue:
    """The routes that a new journey can take."""
    session, mine = db.session(), authority().id
    rows = [
        [
            _named(one),
            one.when_to_use,
            one.version,
            {"words": _count(count), "whole": True},
        ]
        for one, count in list_routes(session, mine)
    ]
    retired = [
        [_named(one), day(one.superseded_at), _count(count), _deed(one)]
        for one, count in list_retired_routes(session, mine)
    ]
    return render("scheme/routes.html", rows=rows, retired=retired)


def _count(journeys: int) -> str:
    return plural(journeys, "journey") if journeys else "None"


def _named(one: Route) -> dict[str, str]:
    return {"words": one.name, "href": url_for(".route", route=one.code)}


def _deed(one: Route) -> dict[str, str]:
    return {"words": "Bring it back", "href": url_for(".route_bring_back", route=one.code)}


@screens.route("/routes/<route>", methods=["GET", "POST"])
@needs(May.EDIT_ROUTES)
def route(route: str) -> ResponseReturnValue:
    """What one route asks: in sentences, and as a form; of a retired one, what it asked last."""
    found = find_route(db.session(), authority().id, route)
    if found is None:
        return show_retired(route)
    form = RouteForm(version=found.version, **values_of(found))
    changes: tuple[str, ...] = ()
    if form.validate_on_submit():
        changes = rule_changes(found.rules, rules_in(form, found.rules))
        if request.form.get("do") != "show" and _saved(route, found, form):
            return redirect(url_for(".route", route=route))
    return render(
        "scheme/route.html",
        form=form,
        parts=parts_of(form),
        route=found,
        sentences=rule_sentences(found.rules).values(),
        changes=changes,
        counts=for_whom(route),
        copy=url_for(".route_copy", route=route),
        retire=url_for(".route_retire", route=route),
        lines=lines_of(authority(), f"route:{route}"),
        back=Link("Routes", url_for(".routes")),
    )


def _saved(code: str, found: Route, form: RouteForm) -> bool:
    """Keep the next version, and say so; False where it was refused, which the form tells."""
    rules = rules_in(form, found.rules)
    try:
        with changing(authority(), May.PUBLISH_ROUTES) as held:
            kept = change_route(
                held,
                code,
                rules,
                name=form.name.data,
                when_to_use=form.when_to_use.data,
                shown=form.version.data,
                by=actor(),
                at=clock.now(),
            )
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            now = find_route(db.session(), authority().id, code) or abort(404)
            form.show_both(now.version, other_than_typed(form, values_of(now)))
        return False
    flash(SAVED if kept.version != form.version.data else AS_BEFORE)
    return True
