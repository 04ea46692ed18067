"""The head says yes, or what is not right yet, by a link that works once, without an account."""

from datetime import datetime
from typing import Final

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.approving import WAYS, approve_by_link, has_changed_since
from award.actions.overtaking import STAGE_OF, STEP_WORDS, approved_otherwise
from award.actions.returning import SentBack, return_by_link
from award.adapters import clock
from award.adapters.passwords import token_digest
from award.domain.lifecycle import is_open
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Approval as ApprovalOf
from award.queries.approvals import find_approval, find_journey_of, list_lines
from award.storage.approvers import lead_named, sender_named
from award.storage.db import db, transaction
from award.storage.facts import facts_of
from award.storage.journeys import Approval, Journey
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import ApproveForm, SendBackForm
from award.web.accounts.report_lines import report_lines
from award.web.kit.access import open_to_all
from award.web.kit.errors import refused
from award.web.kit.filters import day, unbroken
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import render
from award.web.kit.ready_shown import every_criterion_told, still_needed

Over = tuple[str, str, str]  # what the page of a link that is over says: heading, why, what next
NOT_SENT: Final = (
    "Your words were not sent. They stand below, so that you can copy them into an e-mail"
)


@bp.route("/approve/<token>", methods=["GET", "POST"])
@open_to_all
def approve(token: str) -> ResponseReturnValue:
    """What is to be approved, to read; and one button. Looking at it changes nothing."""
    now = clock.now()
    approval = find_approval(db.session(), token_digest(token))
    if approval is None:
        return render("accounts/link_used.html"), 404
    journey, of = find_journey_of(db.session(), approval), approval.of
    if over := why_over(approval, journey, now) or why_overtaken(approval, journey, now):
        return show_over(*over)
    form = ApproveForm(name=approval.approver_name)
    if form.validate_on_submit():
        try:
            with transaction(lock=journey) as fresh:
                asked = find_approval(db.session(), token_digest(token)) or approval
                approve_by_link(fresh, asked, name=form.name.data, at=clock.now())
            return redirect(url_for("accounts.approved"))
        except NotAllowed as refusal:
            refused(form, refusal)
    lines = list_lines(journey, approval, at=now)
    return render(
        "accounts/approve.html",
        form=form,
        journey=journey,
        step=STEP_WORDS[of],
        needed=still_needed(facts_of(journey, at=now)) if of is ApprovalOf.READY else (),
        told=what_is_shown(of, len(lines), journey),
        lines=[*lines, *(report_lines(journey) if of is ApprovalOf.REPLY else [])],
        token=token,
    )


def what_is_shown(of: ApprovalOf, count: int, journey: Journey) -> str:
    """What the lines of the page are, and where there is more; empty where they say it."""
    if of is ApprovalOf.REPLY:
        return "What your setting replies stands first, then the report that it replies to."
    if of is not ApprovalOf.READY:
        return ""
    return (
        f"{every_criterion_told(count)} The evidence itself is not on this page: "
        f"{who_leads(journey)} can show it to you, or it opens with an account of your own."
    )


@bp.route("/approve/<token>/send-back", methods=["GET", "POST"])
@open_to_all
def approval_return(token: str) -> ResponseReturnValue:
    """Something is not right: the head says what, and it goes back to whoever asked.

    What they wrote while it was changed goes back all the same: it is about what they read. What
    cannot go back any more stays on the page.
    """
    now = clock.now()
    approval = find_approval(db.session(), token_digest(token))
    if approval is None:
        return render("accounts/link_used.html"), 404
    journey = find_journey_of(db.session(), approval)
    form = in_words_of_kind(SendBackForm(name=approval.approver_name), journey.setting)
    who = who_leads(journey)
    over = why_over(approval, journey, now)
    if not form["words"].data:
        over = over or why_overtaken(approval, journey, now)
        if over:
            return show_over(*over)
    if over:
        form.refuse(f"{over[1]} {NOT_SENT}")
    elif form.validate_on_submit():
        said = SentBack(form["words"].data, form["name"].data)
        try:
            with transaction(lock=journey) as fresh:
                asked = find_approval(db.session(), token_digest(token)) or approval
                return_by_link(fresh, asked, said, at=clock.now())
            return redirect(url_for("accounts.approval_returned"))
        except (NotAllowed, NotReady) as refusal:
            refused(form, refusal)
    back = {"words": "Read it once more", "href": url_for("accounts.approve", token=token)}
    page = "accounts/approval_return.html"
    return render(
        page, form=form, journey=journey, step=STEP_WORDS[approval.of], who=who, back=back
    )


def show_over(heading: str, text: str, after: str) -> ResponseReturnValue:
    """The page of a link that is over."""
    page = "accounts/approval_over.html"
    return render(page, heading=heading, text=text, after=after), 410


def who_sends(approval: Approval, journey: Journey) -> str:
    """Whom the head turns to about a link, by name where it is known."""
    return sender_named(journey, approval) or who_leads(journey)


def who_leads(journey: Journey) -> str:
    """Who reads what the head sends back, by name where it is known."""
    return lead_named(journey) or "the person who leads this at your setting"


def why_over(approval: Approval, journey: Journey, now: datetime) -> Over | None:
    """What a link that is over says, and what to do; None while it works."""
    what = f"{STEP_WORDS[approval.of]}, for {journey.setting.name}"
    who = who_sends(approval, journey)
    if approval.returned_at:
        when = unbroken(day(approval.returned_at))
        return (
            "You sent this back",
            f"{approval.approver_name} sent it back on {when}: {what}.",
            f"Your words are with {who}. You get a new e-mail when there is something new to read.",
        )
    given = approval if approval.approved_at else approved_otherwise(journey, approval, at=now)
    if given and not given.fell_at:
        return agreed_already(given, what, who)
    if journey.stage is not STAGE_OF[approval.of]:
        went = "gone on" if is_open(journey.stage) else "ended"
        return (
            "This is not waiting for your answer any more",
            f"You were asked to approve this: {what}. The journey has {went} since.",
            "There is nothing more for you to do.",
        )
    if approval.fell_at:
        return (
            "There is something newer to read",
            f"You were asked to approve this: {what}. It was changed or asked for again since.",
            f"Please open the newest e-mail, or ask {who} to send it again.",
        )
    if approval.expires_at is None or approval.expires_at < now:
        until = f" on {unbroken(day(approval.expires_at))}" if approval.expires_at else ""
        return (
            "This link is too old",
            f"You were asked to approve this: {what}. The link ran out{until}. Nothing is lost.",
            f"Please ask {who} to send you a new one.",
        )
    return None


def agreed_already(given: Approval, what: str, who: str) -> Over:
    """That it is approved: by whom and when, or that it was written down for them."""
    heading, when = "This is approved already", unbroken(day(given.approved_at))
    if given.recorded_by_id is None:
        text = f"{given.approver_name} agreed on {when} to this: {what}."
        return heading, text, "There is nothing more for you to do."
    how = f"{given.approver_name} agreed {WAYS[given.how]} to this: {what}."
    return (
        heading,
        f"{how} That was written down on {when}.",
        f"There is nothing more for you to do. If it is not so, please tell {who}.",
    )


def why_overtaken(approval: Approval, journey: Journey, now: datetime) -> Over | None:
    """What a link says whose content was changed since it was sent; None where it was not."""
    if not has_changed_since(journey, approval, at=now):
        return None
    what = f"{STEP_WORDS[approval.of]}, for {journey.setting.name}"
    who = who_sends(approval, journey)
    return (
        "This has changed since the link was sent",
        f"You were asked to approve this: {what}. Some of it was changed after our e-mail to you.",
        f"There is nothing that you need to do now: {who} can send you a new link.",
    )


@bp.get("/approved")
@open_to_all
def approved() -> ResponseReturnValue:
    """Thank you; nothing more is needed."""
    return render("accounts/approved.html")


@bp.get("/sent-back")
@open_to_all
def approval_returned() -> ResponseReturnValue:
    """Thank you; who asked has the words."""
    return render("accounts/approval_returned.html")
