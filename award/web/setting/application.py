"""The application: filled in a part at a time, checked, and read later."""

from dataclasses import fields

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.appealing import find_dismissed
from award.actions.applying import Words, must_be_unsent, save_application
from award.actions.approving import has_changed_since
from award.adapters import clock
from award.domain.lifecycle import find_move
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.queries.own_journeys import find_approval, find_returned
from award.storage.approvers import who_approves, who_leads
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import kind_of
from award.storage.journeys import Application, Journey
from award.storage.standing import last_move_line
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.brought_in import applied_elsewhere
from award.web.kit.filters import day
from award.web.kit.judging_rules import award_in_words
from award.web.kit.moves import open_moves
from award.web.kit.pages import render
from award.web.setting.approver_words import in_own_words
from award.web.setting.blueprint import bp
from award.web.setting.deeds import is_open, list_deeds
from award.web.setting.forms import ApplicationForm
from award.web.setting.here import REFUSALS, can, refuse

UNTOUCHED = 1  # the version of an application in which nothing was written so far
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
    must_be_unsent(journey)
    form = ApplicationForm(obj=said_in(journey))
    if form.is_new and said_in(journey).version == UNTOUCHED:
        suggest_people(form, journey)
    titles = kind_of(journey.setting).approver_titles
    form["approver_name"].hint = f"The {titles[0]}, or whoever answers for your setting"
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


def suggest_people(form: ApplicationForm, journey: Journey) -> None:
    """Put in who leads and who approves here, where that is known and nothing is written yet."""
    leads = next((one for one in who_leads(journey) if one.name), None)
    for part, one in (("lead", leads), ("approver", who_approves(journey))):
        name, email = form[f"{part}_name"], form[f"{part}_email"]
        if one is not None and not name.data and not email.data:
            name.data, email.data = one.name, one.email


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
    missing = find_move("submit", Stage.DRAFT).blockers(facts) if is_draft else ()
    left = tuple(in_own_words(one, journey) for one in missing)
    asked = approval if approval is not None and approval.approved_at is None else None
    waits_for_head = (
        asked is not None
        and is_open(asked)
        and len(left) == 1
        and not has_changed_since(journey, asked, at=clock.now())
    )
    sends = next((one for one in open_moves(journey, "setting.move") if one.onward), None)
    return render(
        "setting/application/check.html",
        journey=journey,
        rows=answers_of(said, href),
        elsewhere=applied_elsewhere(journey),
        deeds=list_deeds(journey, facts) if is_draft else [],
        left=left,
        several=left if len(left) > 1 else (),
        approval=approval,
        returned=find_returned(db.session(), actor(), journey, Approval.APPLY) if left else None,
        waits_for_head=waits_for_head,
        sends=sends if is_draft else None,
        not_taken_up=why_not_taken_up(journey),
    )


def why_not_taken_up(journey: Journey) -> list[dict[str, str]]:
    """Why it was declined, and what was said to an appeal that was heard; none while it is not."""
    line = last_move_line(db.session(), journey)
    if journey.stage is not Stage.DECLINED or line is None or line.what != "decline":
        return []
    said = [{"who": "Why it was not taken up", "text": line.words, "when": day(line.at)}]
    if (heard := find_dismissed(journey)) is not None:
        answer = "The answer to your appeal: it stays not taken up"
        said.append({"who": answer, "text": heard.reasons, "when": day(heard.heard_at)})
    return said


def answers_of(said: Application, href: str) -> list[dict[str, str]]:
    """Each answer with its name; its link leads to the very question."""
    answers = (
        ("lead_name", "Who leads", said.lead_name),
        ("lead_email", "The lead’s e-mail", said.lead_email),
        ("approver_name", "Who approves", said.approver_name),
        ("approver_title", "Their title", said.approver_title),
        ("approver_email", "The approver’s e-mail", said.approver_email),
        ("why", "Why you take part", said.why),
        ("already_done", "What you do already", said.already_done),
        ("commitment_ticked", "You commit to it", "Yes" if said.commitment_ticked else ""),
    )
    return [
        {"key": key, "value": value or "Not filled in", "href": href and f"{href}#{name}"}
        for name, key, value in answers
    ]
