"""Who stands in for a coordinator who is away: named here when nobody else can name it."""

from datetime import date
from typing import Any, Final

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.covering import ENOUGH, end_cover, name_cover
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.settings import list_covers
from award.storage.authorities import Cover
from award.storage.db import db
from award.storage.working import list_coordinators
from award.web.admin.blueprint import bp
from award.web.admin.forms import CoverForm, RemoveForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short
from award.web.kit.forms import Choice
from award.web.kit.pages import render

TELLS_AGAIN: Final = "Letters and reminders go to whoever was away again"
TELLS_STILL: Final = "Letters and reminders stay with whoever was to be away"

A = "/authorities/<authority:authority>/covers"


@bp.get(A)
@needs(May.NAME_COVER)
def covers() -> ResponseReturnValue:
    """The covers of the authority, those of today first."""
    known = list_coordinators(db.session(), actor().authority_id)
    names = {one.id: one.name for one in known}
    rows = [row_of(one, names) for one in list_covers(db.session(), actor())]
    enough = len(known) >= ENOUGH
    return render("admin/covers.html", authority=authority(), rows=rows, enough=enough)


def row_of(cover: Cover, names: dict[int, str]) -> list[Any]:
    """One cover as the cells of a table."""
    left = "Somebody who left"
    return [
        names.get(cover.cover_user_id, left),
        names.get(cover.user_id, left),
        f"{day_short(cover.from_on)} to {day_short(cover.until_on)}",
        standing(cover, clock.today()),
        _way_out(cover),
    ]


def _way_out(cover: Cover) -> dict[str, str] | str:
    """The link that ends a cover, until its days are over."""
    if cover.until_on < clock.today():
        return ""
    return {"words": "End it", "href": url_for("admin.cover_end", cover_id=cover.id)}


def standing(cover: Cover, today: date) -> dict[str, str]:
    """Whether a cover holds today, in words."""
    if today > cover.until_on:
        return {"words": "Over", "tone": "stopped"}
    if today < cover.from_on:
        return {"words": "To come", "tone": "others"}
    return {"words": "Today", "tone": "done"}


@bp.route(f"{A}/add", methods=["GET", "POST"])
@needs(May.NAME_COVER)
def cover_add() -> ResponseReturnValue:
    """Name who stands in, and for which days. They get an e-mail."""
    form = CoverForm()
    known = [
        Choice(one.id, one.name) for one in list_coordinators(db.session(), actor().authority_id)
    ]
    if len(known) < ENOUGH:
        return redirect(url_for("admin.covers"))
    form.user_id.choices = form.cover_user_id.choices = known
    if form.validate_on_submit():
        try:
            with changing(authority(), May.NAME_COVER) as held:
                name_cover(
                    held, form.user_id.data, form.cover_user_id.data, from_on=form.first,
                    until_on=form.last, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("The cover is named. Letters and reminders go there for those days.")
            return redirect(url_for("admin.covers"))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    return render("admin/covers/add.html", form=form, authority=authority())


@bp.route(f"{A}/<int:cover_id>/end", methods=["GET", "POST"])
@needs(May.NAME_COVER)
def cover_end(cover_id: int) -> ResponseReturnValue:
    """End a cover: letters go to the coordinator again."""
    known = {one.id: one for one in list_covers(db.session(), actor())}
    cover = known.get(cover_id) or abort(404)
    is_now = cover.from_on <= clock.today() <= cover.until_on
    form = RemoveForm()
    if form.validate_on_submit():
        with changing(authority(), May.NAME_COVER) as held:
            end_cover(held, cover_id, by=actor(), at=clock.now())
        flash(f"The cover has ended. {TELLS_AGAIN if is_now else TELLS_STILL}.")
        return redirect(url_for("admin.covers"))
    told = f"{TELLS_AGAIN} from now on" if is_now else TELLS_STILL
    return render("admin/covers/end.html", form=form, told=told)
