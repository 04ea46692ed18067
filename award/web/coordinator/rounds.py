"""Rounds, and who stands in for a coordinator who is away."""

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.aiming import add_round, change_days
from award.actions.covering import end_cover, name_cover
from award.adapters import clock
from award.domain.people import Role
from award.domain.permissions import May
from award.queries.settings import find_round, list_covers, list_rounds, list_workers
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.coordinator.asking import Question, ask
from award.web.coordinator.blueprint import bp
from award.web.coordinator.setting_forms import CoverForm, PlainForm, RoundForm
from award.web.kit.access import actor, authority, needs
from award.web.kit.filters import day_short, plural
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render


@bp.get("/rounds")
@needs(May.EDIT_ROUNDS)
def rounds() -> ResponseReturnValue:
    """The panel days, with the dates that lead to each."""
    rows = [
        [
            {"words": one.name, "href": url_for("coordinator.round_change", round_id=one.id)},
            day_short(one.ready_by_on),
            f"{day_short(one.visits_from)} to {day_short(one.visits_until)}",
            day_short(one.papers_on),
            day_short(one.panel_on),
            day_short(one.notify_by_on),
            plural(aimed, "journey"),
        ]
        for one, aimed in list_rounds(db.session(), actor())
    ]
    return render("coordinator/rounds.html", rows=rows)


@bp.route("/rounds/add", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def round_add() -> ResponseReturnValue:
    """Add a panel day."""
    form = RoundForm()
    question = Question(
        "Add a round", "Add the round", "The round is added.", url_for("coordinator.rounds")
    )
    return ask(
        authority(),
        form,
        lambda held: add_round(held, form.days(), by=actor()),
        question,
        may=May.EDIT_ROUNDS,
    )


@bp.route("/rounds/<int:round_id>", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def round_change(round_id: int) -> ResponseReturnValue:
    """Change a round's name or days."""
    found = find_round(db.session(), actor(), round_id) or abort(404)
    form = RoundForm(obj=found)
    question = Question(
        f"Change {found.name}",
        "Save the round",
        "The round is changed.",
        url_for("coordinator.rounds"),
        told=["The journeys that aim at it move with it."],
    )
    return ask(
        found,
        form,
        lambda held: change_days(held, form.days(), by=actor()),
        question,
        may=May.EDIT_ROUNDS,
    )


@bp.get("/covers")
@needs(May.NAME_COVER)
def covers() -> ResponseReturnValue:
    """Who stands in for whom."""
    names = {one.user.id: one.user.name for one in list_workers(db.session(), actor())}
    rows = [
        (
            one.id,
            names.get(one.user_id, "Somebody who left"),
            names.get(one.cover_user_id, "somebody who left"),
            one.from_on,
            one.until_on,
        )
        for one in list_covers(db.session(), actor())
    ]
    back = Link("People", url_for("coordinator.people"))
    return render("coordinator/covers.html", rows=rows, back=back)


@bp.route("/covers/add", methods=["GET", "POST"])
@needs(May.NAME_COVER)
def cover_add() -> ResponseReturnValue:
    """Name who stands in, and for which days."""
    form = CoverForm(user_id=actor().user_id)
    known = [
        Choice(one.user.id, one.user.name)
        for one in list_workers(db.session(), actor())
        if Role.COORDINATOR in one.roles
    ]
    form.user_id.choices = form.cover_user_id.choices = known
    question = Question(
        "Name who stands in",
        "Save",
        "It is kept, and they are told.",
        url_for("coordinator.covers"),
        told=["Letters and reminders go to them for those days."],
    )

    def act(held: Authority) -> None:
        name_cover(
            held,
            form.user_id.data,
            form.cover_user_id.data,
            from_on=form.from_on.data or clock.today(),
            until_on=form.until_on.data or clock.today(),
            by=actor(),
            at=clock.now(),
        )

    return ask(authority(), form, act, question, may=May.NAME_COVER)


@bp.route("/covers/<int:cover_id>/end", methods=["GET", "POST"])
@needs(May.NAME_COVER)
def cover_end(cover_id: int) -> ResponseReturnValue:
    """Take a cover back."""
    if cover_id not in {one.id for one in list_covers(db.session(), actor())}:
        abort(404)
    question = Question(
        "Take the cover back", "Take it back", "The cover has ended.", url_for("coordinator.covers")
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: end_cover(held, cover_id, by=actor()),
        question,
        may=May.NAME_COVER,
    )
