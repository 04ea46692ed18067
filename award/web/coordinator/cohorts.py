"""Cohorts: settings that are invited together, chosen, named, previewed and sent once."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.gathering_cohort import (
    begin_cohort,
    name_leads,
    take_out,
)
from award.actions.sending_cohort import send_cohort
from award.actions.workshops import change_workshop, workshop_of
from award.adapters import clock
from award.adapters.passwords import new_secret
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.routes import VisitForm
from award.domain.visit_days import WrongDay
from award.queries.cohorts import (
    find_cohort,
    list_cohorts,
    list_places,
)
from award.queries.settings import list_routes
from award.storage.authorities import Route
from award.storage.cohorts import Cohort
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.cohort_forms import (
    ChangeCohortForm,
    CohortForm,
    SendForm,
    leads_form,
    values_of,
)
from award.web.coordinator.cohort_shown import (
    cohort_page,
    cohort_row,
    send_parts,
    sent_words,
    sure_choices,
)
from award.web.coordinator.listing import number, paging
from award.web.coordinator.setting_forms import PlainForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask, must_be_as_shown
from award.web.kit.errors import refused
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render
from award.web.kit.panel_days import panel_days
from award.web.kit.versions import ThereNow, VersionedForm
from award.web.kit.visit_fields import refuse_day

HERE: Final = "coordinator.cohort"
MOST_NAMED: Final = 50
MOVED_ALONG: Final = (
    "The cohort is changed. Where its workshop changed, each setting gets a letter."
)
MOVES_ALONG: Final = (
    "Settings have the workshop in their diary. Where its day, hour or place changes, their visits "
    "change along, and each gets a letter."
)


F = TypeVar("F", bound=CohortForm)


def the_cohort(cohort_id: int) -> Cohort:
    """The cohort of this address. Answers 404 where there is none."""
    return find_cohort(db.session(), actor(), cohort_id) or abort(404)


def back_to(cohort: Cohort) -> str:
    """A cohort's page."""
    return url_for(HERE, cohort_id=cohort.id)


@bp.get("/cohorts")
@needs(May.OPEN_JOURNEY)
def cohorts() -> ResponseReturnValue:
    """The cohorts, the newest first."""
    page = list_cohorts(db.session(), actor(), page=number("page", 1) or 1)
    rows, shown = [cohort_row(one) for one in page.rows], paging(page, "coordinator.cohorts")
    back = Link("Journeys", url_for("coordinator.journeys"))
    return render("coordinator/cohorts.html", rows=rows, paging=shown, back=back)


def _filled(form: F) -> F:
    form.route.choices = [
        Choice(one.code, one.name, _said_of(one))
        for one in list_routes(db.session(), actor())
        if one.code != "renewal"
    ]
    form.round_id.choices = panel_days(clock.today())
    return form


def _said_of(route: Route) -> str:
    shared = VisitForm.WORKSHOP in route.rules.initial_visit
    more = "A workshop can be the first visit." if shared else "No workshop as the first visit."
    return f"{route.when_to_use} {more}".strip()


@bp.route("/cohorts/add", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_add() -> ResponseReturnValue:
    """Begin a cohort; then its settings are chosen."""
    form = _filled(CohortForm())
    if form.validate_on_submit():
        try:
            with changing(authority(), May.OPEN_JOURNEY) as held:
                made = begin_cohort(held, form.plan(), by=actor(), at=clock.now()).id
            return redirect(url_for("coordinator.cohort_settings", cohort_id=made))
        except WrongDay as refusal:
            refuse_day(form, refusal, "workshop_on")
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    question = Question(
        "Start a cohort",
        "Go on and choose settings",
        "",
        url_for("coordinator.cohorts"),
        told=["Invite several settings to begin together. Nothing is sent before you say so."],
    )
    return render("journeys/ask.html", form=form, question=question)


@bp.route("/cohorts/<int:cohort_id>/change", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_change(cohort_id: int) -> ResponseReturnValue:
    """Change its name, route, aim or workshop."""
    found = the_cohort(cohort_id)
    form = _filled(ChangeCohortForm(**values_of(found)))
    to_come = found.workshop_at is not None and found.workshop_at > clock.now()
    moves = to_come and bool(workshop_of(found).booked)
    question = Question(
        f"Change {found.name}",
        "Save the cohort",
        MOVED_ALONG if moves else "The cohort is changed.",
        back_to(found),
        told=[MOVES_ALONG] if moves else (),
        day="workshop_on",
    )
    return ask(
        found,
        form,
        lambda held: change_workshop(
            held, form.plan(), despite=form.despite.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.OPEN_JOURNEY,
    )


@bp.get("/cohorts/<int:cohort_id>")
@needs(May.OPEN_JOURNEY)
def cohort(cohort_id: int) -> ResponseReturnValue:
    """How far the cohort is: who is invited, who waits for a name, the workshop."""
    return cohort_page(the_cohort(cohort_id))


@bp.route("/cohorts/<int:cohort_id>/places/<int:place_id>/remove", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_remove(cohort_id: int, place_id: int) -> ResponseReturnValue:
    """Take a setting out that was not invited so far."""
    found = the_cohort(cohort_id)
    names = {one.id: one.setting.name for one in list_places(db.session(), found)}
    if place_id not in names:
        abort(404)
    question = Question(
        f"Take {names[place_id]} out",
        "Take it out",
        "The setting is out of the cohort.",
        back_to(found),
        found.name,
    )
    return ask(
        found,
        PlainForm(),
        lambda held: take_out(held, place_id, by=actor()),
        question,
        may=May.OPEN_JOURNEY,
    )


@bp.route("/cohorts/<int:cohort_id>/leads", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_leads(cohort_id: int) -> ResponseReturnValue:
    """Say who leads at each setting; those without an address come first."""
    found = the_cohort(cohort_id)
    waiting = [one for one in list_places(db.session(), found) if one.invited_at is None]
    asked = sorted(waiting, key=lambda one: bool(one.lead_email))[:MOST_NAMED]
    if not asked:
        flash("Everybody in this cohort is invited already.")
        return redirect(back_to(found))
    form = leads_form(found, asked)
    if form.validate_on_submit() and _named(found, form, [one.id for one in asked]):
        flash("The names are kept.")
        return redirect(back_to(found))
    rows = [(one.setting.name, form[f"name_{one.id}"], form[f"email_{one.id}"]) for one in asked]
    back = Link(found.name, back_to(found))
    return render("coordinator/cohort_leads.html", form=form, rows=rows, back=back)


def _named(found: Cohort, form: VersionedForm, places: Sequence[int]) -> bool:
    """Whether the names were kept; where somebody was faster, theirs are shown beside them."""
    leads = {one: (form[f"name_{one}"].data, form[f"email_{one}"].data) for one in places}
    try:
        with changing(found, May.OPEN_JOURNEY) as held:
            must_be_as_shown(held, form)
            name_leads(held, leads, by=actor())
    except (NotAllowed, Stale) as refusal:
        refused(form, refusal)
        form.show_both(found.version, {})
        form.there_now = [
            ThereNow(one.setting.name, f"{one.lead_name or 'Nobody'} {one.lead_email}".strip())
            for one in list_places(db.session(), found)
            if one.id in leads and (one.lead_name, one.lead_email) != leads[one.id]
        ]
        return False
    return True


@bp.route("/cohorts/<int:cohort_id>/send", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_send(cohort_id: int) -> ResponseReturnValue:
    """What will be sent, to whom, who is looked at first and left out; then it is sent, once."""
    found = the_cohort(cohort_id)
    parts = send_parts(found)
    form = SendForm(version=found.version)
    form.sure.choices = sure_choices(parts)
    if form.validate_on_submit() and _names_somebody(form, parts):
        try:
            with changing(found, May.OPEN_JOURNEY) as held:
                must_be_as_shown(held, form)
                done = send_cohort(
                    held,
                    tokens=new_secret,
                    sure=form.sure.data,
                    by=actor(),
                    at=clock.now(),
                )
            flash(sent_words(done))
            onward = "coordinator.cohort_send" if done.left else HERE
            return redirect(url_for(onward, cohort_id=cohort_id))
        except (NotAllowed, Stale) as refusal:
            refused(form, refusal)
            form["version"].fill(found.version)
            parts = send_parts(found)
            form.sure.choices = sure_choices(parts)
    return render(
        "coordinator/cohort_send.html",
        form=form,
        cohort=found,
        back=Link(found.name, back_to(found)),
        **parts,
    )


def _names_somebody(form: SendForm, parts: dict[str, Any]) -> bool:
    """Whether there is anybody to invite: the free ones, or one that was ticked."""
    if parts["named"] or not parts["asked"] or form.sure.data:
        return True
    form.refuse("Tick whom you invite, or choose “Send nothing”", field="sure")
    return False
