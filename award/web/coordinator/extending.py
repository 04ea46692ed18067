"""Many awards extended at one go: ticked, seen beforehand, and then done."""

from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.extending import (
    MOST_AT_ONCE,
    Extension,
    extend_many,
    preview_extension,
)
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.award_ends import list_awards_by_end, list_awards_with
from award.storage.awards import Award
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.setting_forms import ExtendManyForm, ExtendSureForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short, plural
from award.web.kit.forms import Choice, Form
from award.web.kit.pages import Link, render

TOO_MANY = f"The {MOST_AT_ONCE} awards that end first stand here. Search to find others."


@bp.route("/awards/extend", methods=["GET", "POST"])
@needs(May.EXTEND)
def awards_extend() -> ResponseReturnValue:
    """Tick the awards, and see what would become of each before anything is changed."""
    search = request.args.get("search", "").strip()[:100]
    found, total = _awards(search)
    form = ExtendManyForm()
    form.awards.choices = [_choice(one) for one in found]
    if form.validate_on_submit():
        return _preview(form, [one for one in found if one.id in form.awards.data])
    return render(
        "coordinator/awards_extend.html",
        form=form,
        search=search,
        more=TOO_MANY if total > len(found) else "",
        total=total,
        back=_back(),
    )


def _awards(search: str = "") -> tuple[list[Award], int]:
    today = clock.today()
    return list_awards_by_end(db.session(), actor(), today, search=search, most=MOST_AT_ONCE)


def _choice(one: Award) -> Choice:
    before = ". It was extended before" if one.times_extended else ""
    words = f"{one.number}, until {day_short(one.valid_until)}{before}"
    return Choice(one.id, one.setting.name, words)


def _back() -> Link:
    return Link("Settings", url_for("coordinator.settings"))


def _preview(form: Form, awards: list[Award]) -> ResponseReturnValue:
    """Each award with its last day now and then; what cannot be extended is left out, with why."""
    terms = form["terms"].data
    seen = [preview_extension(one, terms, by=actor(), at=clock.now()) for one in awards]
    done = [one for one in seen if one.becomes is not None]
    sure = ExtendSureForm(
        formdata=None,
        shown=" ".join(f"{one.award.id}:{one.award.version}" for one in done),
        terms=terms,
        reason=form["reason"].data,
    )
    return render(
        "coordinator/awards_extend_preview.html",
        sure=sure,
        rows=[_row(one) for one in done],
        left_out=[(one.award.setting.name, one.blockers) for one in seen if one.becomes is None],
        reason=form["reason"].data,
        button=f"Extend {plural(len(done), 'award')}",
        back=Link("Choose again", url_for("coordinator.awards_extend")),
    )


def _row(one: Extension) -> list[Any]:
    becomes: date | None = one.becomes
    return [one.award.setting.name, one.award.number, day_short(one.was), day_short(becomes)]


@bp.post("/awards/extend/sure")
@needs(May.EXTEND)
def awards_extend_sure() -> ResponseReturnValue:
    """Do what the preview showed: all of it, or nothing."""
    sure = ExtendSureForm()
    shown, terms, reason = _shown(sure["shown"].data), sure["terms"].data, sure["reason"].data or ""
    found, total = _awards()
    form = ExtendManyForm(formdata=None, awards=list(shown), terms=terms, reason=reason)
    ticked = list_awards_with(db.session(), actor(), list(shown))
    form.awards.choices = [
        _choice(one) for one in (*ticked, *(one for one in found if one.id not in shown))
    ]
    if sure.validate_on_submit():
        try:
            with changing(authority(), May.EXTEND) as held:
                done = extend_many(
                    held, shown, terms=int(terms) if terms in ("1", "2") else 0,
                    reason=reason, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash(f"{plural(len(done), 'award')} extended. Each setting gets an e-mail.")
            return redirect(url_for("coordinator.settings"))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render(
        "coordinator/awards_extend.html", form=form, search="", total=total, back=_back(),
        more=TOO_MANY if total > len(found) else "",
    )  # fmt: skip


def _shown(sent: str | None) -> dict[int, int]:
    """The awards with their versions, as the preview showed them; anything else is left out."""
    pairs = (one.partition(":") for one in (sent or "").split())
    return {
        int(number): int(version)
        for number, _, version in pairs
        if number.isdecimal() and version.isdecimal() and len(number + version) < 18
    }
