"""The authorities of the installation that one administers, and founding another."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.entering import name_member
from award.actions.founding import found_authority
from award.adapters import clock
from award.adapters.holidays import bank_holidays
from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.authorities import (
    A_PAGE,
    AuthorityLine,
    count_administered,
    list_administered,
)
from award.queries.health import is_worker_alive
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import db, writing
from award.web.admin.blueprint import bp
from award.web.admin.forms import FoundForm
from award.web.admin.health import list_checks
from award.web.kit.access import actor, needs
from award.web.kit.errors import refused
from award.web.kit.first_steps import FirstStep, first_steps_for, first_steps_screen
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of

LONGEST_SEARCH = 100
first_steps_screen(bp, may=May.SEE_ACCOUNTS)
room_nav(
    "admin",
    ("Authorities", "admin.home"),
    ("Health", "admin.health"),
    under={"admin.home": ("authorities",)},
)


@bp.get("")
@needs(May.SEE_ACCOUNTS)
def home() -> ResponseReturnValue:
    """The authorities that are one's own to look after."""
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    pages = pages_of(
        count_administered(db.session(), actor(), search=search),
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("admin.home", search=search or None, page=n),
    )
    lines = list_administered(db.session(), actor(), search=search, page=pages.number)
    rows = [row_of(one) for one in lines]
    first = first_steps_for(_begin(), at=clock.now())
    shown = {"rows": rows, "pages": pages, "search": search, "first": first}
    return render("admin/home.html", mending=_mending(), **shown)


def _mending() -> dict[str, Any]:
    """Whether work goes on, and how many things want a hand."""
    session, now = db.session(), clock.now()
    found = list_checks(session, at=now)
    count = sum(len(troubles) for _, troubles in found)
    return {"alive": is_worker_alive(session, at=now), "count": count}


def _begin() -> list[FirstStep]:
    """What a new administrator begins with."""
    return [
        FirstStep(
            "Look at the installation’s health",
            "Letters, files and the day’s work: what is fine, and what needs a hand.",
            url_for("admin.health"),
        ),
        FirstStep(
            "See that each authority has a coordinator",
            "Open one below and invite whoever is missing.",
        ),
        FirstStep(
            "Name who stands in",
            "Under “Stand-ins” of each authority, for holidays and illness.",
        ),
    ]


def row_of(line: AuthorityLine) -> list[Any]:
    """One authority as the cells of a table."""
    invite = url_for("admin.people_add", authority=line.code, role=Role.COORDINATOR)
    people = url_for("admin.people", authority=line.code)
    missing = {"words": "Nobody yet: invite one", "href": invite}
    if line.invited:
        missing = {"words": "Invited, not here yet", "href": people}
    return [
        {"words": line.name, "href": people},
        line.number_prefix,
        line.coordinators or missing,
        line.settings,
        line.open_journeys,
        {"words": "Stand-ins", "href": url_for("admin.covers", authority=line.code)},
    ]


@bp.route("/authorities/add", methods=["GET", "POST"])
@needs(May.SEE_HEALTH)
def authority_add() -> ResponseReturnValue:
    """Add an authority; whoever founds it looks after it first."""
    form = FoundForm()
    if form.validate_on_submit():
        try:
            found = found_from(form)
            flash(f"{found.name} is added. Invite its coordinator now.")
            return redirect(url_for("admin.people", authority=found.code))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    return render("admin/authority/add.html", form=form)


def found_from(form: FoundForm) -> Authority:
    """The new authority, with its founder as its administrator."""
    with writing() as session:
        found = found_authority(
            session,
            code=form.code.data,
            name=form.name.data,
            la_code=form.la_code.data or None,
            number_prefix=form.number_prefix.data,
            holidays=bank_holidays(),
            by=actor(),
            at=clock.now(),
        )
        founder = session.get_one(User, actor().user_id)
        name_member(founder, Role.ADMINISTRATOR, found, by=actor(), at=clock.now())
    return found
