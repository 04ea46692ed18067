"""A route is copied into a new one, retired, and brought back; and for whom a change counts."""

from typing import Final

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from award.actions.changing_routes import bring_back_route, copy_route, retire_route
from award.adapters import clock
from award.domain.permissions import May
from award.domain.route_words import rule_sentences
from award.domain.spoken import listed
from award.queries.scheme import find_route, list_retired_routes, list_under_way
from award.storage.authorities import Authority, Route
from award.storage.db import db
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import PlainForm, lines_of
from award.web.kit.filters import day, plural
from award.web.kit.forms import AtMost, Form, LongField, Required, TextField
from award.web.kit.pages import Link, render
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

MOST_NAMED: Final = 5
NEW_ONLY: Final = "A change counts for journeys that begin from then on, at whichever setting."


class CopyForm(Form):
    """What the new route is called."""

    name = TextField("Name of the new route", [Required("Give the route a name"), AtMost(60)])
    when_to_use = LongField("When to use it", [AtMost(300)], rows=2)


class RetireForm(VersionedForm):
    """Nothing to fill in: the sentences say what will happen."""


def for_whom(code: str) -> list[str]:
    """For how many journeys a change of a route counts, and which keep what they have."""
    return [NEW_ONLY, *_under_way(code)]


def _under_way(code: str) -> list[str]:
    count, named, is_one = list_under_way(db.session(), authority().id, code, most=MOST_NAMED)
    if not count:
        return ["No open journey is under way on it."]
    more = [f"{count - len(named):,} more"] if count > len(named) else []
    if is_one:
        kept, names = f"version {named[0][1]}, which", [name for name, _ in named]
    else:
        kept, names = "the version that", [f"{name} (version {at})" for name, at in named]
    keeps = plural(
        count,
        f"open journey keeps {kept} it began with",
        f"open journeys keep {kept} they began with",
    )
    return [f"{keeps}: {listed(names + more)}."]


def _found(code: str) -> Route:
    return find_route(db.session(), authority().id, code) or abort(404)


def _retired(code: str) -> Route:
    found = list_retired_routes(db.session(), authority().id)
    return next((one for one, _ in found if one.code == code), None) or abort(404)


def show_retired(code: str) -> str:
    """A retired route to read: what it asked last. Answers 404 for one that never was."""
    found = _retired(code)
    return render(
        "scheme/route_retired.html",
        route=found,
        retired_on=day(found.superseded_at),
        sentences=rule_sentences(found.rules).values(),
        under_way=_under_way(code),
        bring_back=url_for(".route_bring_back", route=code),
        lines=lines_of(authority(), f"route:{code}"),
        back=Link("Routes", url_for(".routes")),
    )


@screens.route("/routes/<route>/copy", methods=["GET", "POST"])
@needs(May.EDIT_ROUTES)
def route_copy(route: str) -> ResponseReturnValue:
    """Begin a new route with what this one asks."""
    found = _found(route)
    form = CopyForm(when_to_use=found.when_to_use)
    question = Question(
        f"Copy {found.name}",
        "Make the new route",
        "The new route is there. Open it to change what it asks.",
        url_for(".routes"),
        told=["The new route asks the same until you change it. This one stays as it is."],
    )

    def act(held: Authority) -> Route:
        words = {"name": form.name.data, "when_to_use": form.when_to_use.data}
        return copy_route(held, route, **words, by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.PUBLISH_ROUTES)


@screens.route("/routes/<route>/retire", methods=["GET", "POST"])
@needs(May.EDIT_ROUTES)
def route_retire(route: str) -> ResponseReturnValue:
    """Let no journey begin on a route any more."""
    found = _found(route)
    form = RetireForm(version=found.version)
    question = Question(
        f"Retire {found.name}?",
        "Retire it",
        "The route is retired. You can bring it back.",
        url_for(".routes"),
        kind="warning",
        told=["No new journey begins on it.", *_under_way(route)],
    )
    return ask(
        authority(),
        form,
        lambda held: retire_route(held, route, shown=form.version.data, by=actor(), at=clock.now()),
        question,
        may=May.PUBLISH_ROUTES,
        of=lambda _: _found(route),
    )


@screens.route("/routes/<route>/bring-back", methods=["GET", "POST"])
@needs(May.EDIT_ROUTES)
def route_bring_back(route: str) -> ResponseReturnValue:
    """Let journeys begin again on a retired route."""
    found = _retired(route)
    question = Question(
        f"Bring {found.name} back?",
        "Bring it back",
        "Journeys can begin on it again.",
        url_for(".routes"),
        told=["It asks what it asked last."],
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: bring_back_route(held, route, by=actor(), at=clock.now()),
        question,
        may=May.PUBLISH_ROUTES,
    )
