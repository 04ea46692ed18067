"""The application: filled in a part at a time, checked, and read later."""

from dataclasses import fields

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.applying import Words, save_application
from award.adapters import clock
from award.domain.lifecycle import find_move
from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.queries.own_journeys import find_approval, find_returned
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import kind_of
from award.storage.journeys import Application, Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.judging_rules import award_in_words
from award.web.kit.moves import open_moves
from award.web.kit.pages import render
from award.web.kit.signin import signed_in
from award.web.setting.blueprint import bp
from award.web.setting.deeds import list_deeds
from award.web.setting.forms import ApplicationForm
from award.web.setting.here import REFUSALS, can, refuse, who_can

NAMES = tuple(one.name for one in fields(Words))


def said_in(journey: Journey) -> Application:
    """The journey's application; every journey is opened with one."""
    if journey.application is None:
        raise NotFound
    return journey.application


@bp.route("/journeys/<int:journey_id>/application", methods=["GET", "POST"])
@needs(May.WRITE_APPLICATION)
def application(journey_id: int) -> ResponseReturnValue:
    """Fill it in. Saving with gaps is fine; what is left is told on the next page."""
    journey = find(May.WRITE_APPLICATION, journey_id)
    form = ApplicationForm(obj=said_in(journey))
    titles = kind_of(journey.setting).approver_titles
    if request.method == "GET" and not said_in(journey).lead_name:
        fill_in_lead(form, journey)
    form["approver_title"].hint = f"For example: {', '.join(titles[:3])}"
    if form.validate_on_submit():
        words = Words(**{name: form[name].data for name in NAMES})
        try:
            with changing(journey, May.WRITE_APPLICATION) as held:
                version = form["version"].data
                save_application(held, words, version=version, by=actor(), at=clock.now())
            flash("Saved.")
            later = "later" in request.form
            return redirect(
                url_for("setting.home")
                if later
                else url_for("setting.application_check", journey_id=journey_id)
            )
        except REFUSALS as refusal:
            now = said_in(journey)
            refuse(form, refusal, now.version, **{name: getattr(now, name) for name in NAMES})
    return render(
        "setting/application.html", journey=journey, form=form, told=award_in_words(journey)
    )


def fill_in_lead(form: ApplicationForm, journey: Journey) -> None:
    """Begin with the lead who is signed in; it is theirs to change."""
    here, person = who_can(May.WRITE_APPLICATION, journey), signed_in()
    if here is not None and here.role is Role.LEAD and not here.on_behalf and person is not None:
        form["lead_name"].data, form["lead_email"].data = person.user.name, person.user.email


@bp.get("/journeys/<int:journey_id>/application/check")
@needs(May.SEE_APPLICATION)
def application_check(journey_id: int) -> ResponseReturnValue:
    """The answers, what is still missing, and the way on."""
    journey = find(May.SEE_APPLICATION, journey_id)
    said, is_draft = said_in(journey), journey.stage is Stage.DRAFT
    may_write = is_draft and can(May.WRITE_APPLICATION, journey)
    href = url_for("setting.application", journey_id=journey_id) if may_write else ""
    facts = facts_of(journey, at=clock.now())
    approval = find_approval(db.session(), actor(), journey, Approval.APPLY)
    left = find_move("submit", Stage.DRAFT).blockers(facts) if is_draft else ()
    waits_for_head = approval is not None and approval.approved_at is None and len(left) == 1
    sends = next((one for one in open_moves(journey, "setting.move") if one.onward), None)
    return render(
        "setting/application/check.html",
        journey=journey,
        rows=answers_of(said, href),
        deeds=list_deeds(journey, facts) if is_draft else [],
        left=left,
        several=left if len(left) > 1 else (),
        approval=approval,
        returned=find_returned(db.session(), actor(), journey, Approval.APPLY) if left else None,
        waits_for_head=waits_for_head,
        sends=sends if is_draft else None,
    )


def answers_of(said: Application, href: str) -> list[dict[str, str]]:
    """Each answer with its name; its link leads to the very question."""
    answers = (
        ("lead_name", "Who leads", said.lead_name),
        ("lead_email", "The lead’s e-mail", said.lead_email),
        ("approver_name", "Who approves", said.approver_name),
        ("approver_title", "What they are called", said.approver_title),
        ("approver_email", "The approver’s e-mail", said.approver_email),
        ("why", "Why you take part", said.why),
        ("already_done", "What you do already", said.already_done),
        ("commitment_ticked", "You commit to it", "Yes" if said.commitment_ticked else ""),
    )
    return [
        {"key": key, "value": value or "Nothing yet", "href": href and f"{href}#{name}"}
        for name, key, value in answers
    ]
