"""The first pages: the authorities, what an authority's award is, and asking to take part."""

from typing import Final

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.enquiring import Ask, ask_to_take_part
from award.actions.limits import ASK_ADDRESS, ASK_EMAIL
from award.adapters import clock
from award.domain.refusals import NotReady
from award.queries.authorities import find_current_framework, list_authorities, list_offered_kinds
from award.queries.holders import Wanted, count_holders
from award.storage.db import db, transaction
from award.storage.frameworks import framework_of
from award.web.kit import access
from award.web.kit.access import open_to_all
from award.web.kit.errors import refused
from award.web.kit.forms import Choice
from award.web.kit.limiting import here, must_be_within
from award.web.kit.pages import OPEN, render, room_nav
from award.web.public.blueprint import bp
from award.web.public.forms import AskForm

CHECK: Final = ("Check a certificate", "public.check")
room_nav(
    "public",
    ("The award", "public.authority"),
    ("Who holds it", "public.register"),
    CHECK,
    under={"public.authority": ("ask", "asked")},
)
room_nav(OPEN, ("The award", "public.start"), CHECK)


@bp.get("/")
@open_to_all
def start() -> ResponseReturnValue:
    """The authorities; where there is one, its page."""
    found = list_authorities(db.session())
    if len(found) == 1:
        return redirect(url_for("public.authority", authority=found[0].code))
    return render("public/start.html", authorities=found)


@bp.get("/<authority:authority>")
@open_to_all
def authority() -> ResponseReturnValue:
    """What the award is, what it asks, and how to begin."""
    owner = access.authority()
    g.is_public = True
    row = find_current_framework(db.session(), owner.id)
    framework = framework_of(row) if row else None
    holders = count_holders(db.session(), owner.id, today=clock.today(), wanted=Wanted())
    return render("public/authority.html", authority=owner, framework=framework, holders=holders)


@bp.route("/<authority:authority>/ask", methods=["GET", "POST"])
@open_to_all
def ask() -> ResponseReturnValue:
    """Ask to take part. What is answered does not tell who or what is known here."""
    owner = access.authority()
    g.is_public = True
    form = AskForm()
    form.kind_code.choices = [
        Choice(one.code, one.label) for one in list_offered_kinds(db.session(), owner.id)
    ]
    if form.validate_on_submit():
        must_be_within((ASK_ADDRESS, here()), (ASK_EMAIL, form.email.data))
        asked = Ask(
            setting_name=form.setting_name.data,
            kind_code=form.kind_code.data,
            person=form.person.data,
            email=form.email.data,
            words=form.words.data,
        )
        try:
            with transaction(lock=owner) as fresh:
                ask_to_take_part(fresh, asked, at=clock.now())
            return redirect(url_for("public.asked"))
        except NotReady as refusal:
            refused(form, refusal)
    return render("public/ask.html", authority=owner, form=form)


@bp.get("/<authority:authority>/asked")
@open_to_all
def asked() -> ResponseReturnValue:
    """Thank you, and what happens next."""
    owner = access.authority()
    g.is_public = True
    return render("public/asked.html", authority=owner)
