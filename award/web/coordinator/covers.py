"""Who stands in for a coordinator who is away."""

from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.covering import ENOUGH, end_cover, name_cover
from award.adapters import clock
from award.domain.people import Role
from award.domain.permissions import May
from award.queries.covers import find_cover
from award.queries.members import list_administrators
from award.queries.settings import list_covers, list_workers
from award.storage.authorities import Authority, Cover
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.setting_forms import CoverForm, PlainForm
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day, listed
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render


@bp.get("/covers")
@needs(May.NAME_COVER)
def covers() -> ResponseReturnValue:
    """Who stands in for whom."""
    workers = list_workers(db.session(), actor())
    names = {one.user.id: one.user.name for one in workers}
    today = clock.today()
    rows = [
        {
            "id": one.id,
            "away": names.get(one.user_id, "Somebody who left"),
            "stands_in": names.get(one.cover_user_id, "Somebody who left"),
            "days": f"{day(one.from_on)} to {day(one.until_on)}",
            "when": _when(one, today),
            "can_end": one.until_on >= today,
        }
        for one in list_covers(db.session(), actor())
    ]
    back = Link("People", url_for("coordinator.people"))
    others = sum(Role.COORDINATOR in one.roles for one in workers) >= ENOUGH
    admins = [] if others else list_administrators(db.session(), actor())
    return render(
        "coordinator/covers.html", rows=rows, back=back, can_name=others, administrators=admins
    )


def _when(one: Cover, today: date) -> str:
    """Whether a cover holds now, is still to come, or is over."""
    if one.until_on < today:
        return "Over"
    return "To come" if one.from_on > today else "Now"


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
    if len(known) < ENOUGH:
        return redirect(url_for("coordinator.covers"))
    form.user_id.choices = form.cover_user_id.choices = known
    question = Question(
        "Name who stands in",
        "Save",
        "Whoever stands in is told by e-mail, and finds it on their first page.",
        url_for("coordinator.covers"),
        told=[
            "On those days letters and reminders go to whoever stands in. They get an e-mail now.",
            "You can take it back at any time.",
        ],
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
    found = find_cover(db.session(), actor(), cover_id) or abort(404)
    cover, away, stands_in = found
    is_now = cover.from_on <= clock.today() <= cover.until_on
    then = f"Letters and reminders go to {away} again"
    question = Question(
        f"Does {stands_in} no longer stand in?",
        "Take it back",
        f"{then}." if is_now else f"{stands_in} does not stand in for {away}.",
        url_for("coordinator.covers"),
        told=[
            f"{then} from now on." if is_now else f"Letters and reminders stay with {away}.",
            f"{_who_hears(cover, away, stands_in)} told by e-mail.",
        ],
        facts=[
            {"key": "Away", "value": away},
            {"key": "Stands in", "value": stands_in},
            {"key": "Days", "value": f"{day(cover.from_on)} to {day(cover.until_on)}"},
        ],
        kind="warning",
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: end_cover(held, cover_id, by=actor(), at=clock.now()),
        question,
        may=May.NAME_COVER,
    )


def _who_hears(cover: Cover, away: str, stands_in: str) -> str:
    """Who is told that a cover is taken back: both of them, but whoever does it."""
    both = ((cover.cover_user_id, stands_in), (cover.user_id, away))
    names = [name for number, name in both if number != actor().user_id]
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"
