"""The head's approval: asked for by a link, sent back, written down on behalf."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.approving import (
    GivenElsewhere,
    ask_for_approval,
    has_changed_since,
    lead_may_approve,
    must_wait_for_approval,
    record_approval,
)
from award.actions.filing import file_paper
from award.actions.moves import must_be_at
from award.actions.overtaking import STAGE_OF, STEP_WORDS
from award.actions.preparing import missing_before
from award.actions.returning import SentBack, return_approval
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.routes import Approval
from award.queries.own_journeys import find_approval, find_paper, find_returned
from award.storage.approvers import Person, is_at, whom_to_ask
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.filters import listed
from award.web.kit.pages import Link, render
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken
from award.web.setting.approver_words import OVERTAKEN_BY, ask_again
from award.web.setting.blueprint import bp
from award.web.setting.closeness import closeness_of
from award.web.setting.deeds import is_open
from award.web.setting.forms import AskApprovalForm, RecordApprovalForm, SendBackForm
from award.web.setting.here import REFUSALS, ask, can, refuse, rests, tell, who_can
from award.web.setting.pieces import file_address


def approval_named(word: str) -> Approval:
    """The thing to approve that an address names. Raises NotFound for any other word."""
    if word not in set(Approval):
        raise NotFound
    return Approval(word)


def may_give(journey: Journey, of: Approval) -> May | None:
    """With which permission this person gives the approval themselves, if they may."""
    who = who_can(May.APPROVE, journey)
    if who is not None and not who.on_behalf:
        return May.APPROVE
    lead = who_can(May.SUBMIT, journey)
    both = lead is not None and not lead.on_behalf and lead_may_approve(journey, of)
    return May.SUBMIT if both else None


def agrees_to(what: Approval) -> str:
    """How a sentence goes on in which somebody agrees: to the application, that it is ready."""
    words = STEP_WORDS[what]
    return words if words.startswith("that ") else f"to {words}"


def back_to(journey: Journey, of: Approval) -> Link:
    return Link("Approval", url_for("setting.approval", journey_id=journey.id, of=str(of)))


@bp.get("/journeys/<int:journey_id>/approvals/<of>")
@needs(May.SEE_APPLICATION)
def approval(journey_id: int, of: str) -> ResponseReturnValue:
    """What is to be approved, how it stands, and the ways to get it approved."""
    journey, what = find(May.SEE_APPLICATION, journey_id), approval_named(of)
    return approval_page(journey, what, ask_form(journey, what))


def whom_first(journey: Journey, of: Approval) -> list[Person]:
    """Whoever can be asked: who has the letter already, else who is meant, stands first."""
    latest = find_approval(db.session(), actor(), journey, of)
    asked = latest.approver_email if latest else ""
    return sorted(whom_to_ask(journey), key=lambda one: not is_at(one, asked))


def who_differ(journey: Journey, people: list[Person]) -> dict[str, str]:
    """Whom the application names and who has the account, by name, where these are two people."""
    said = journey.application
    if said is None or len(people) == 1:
        return {}
    heads = [one for one in people if not is_at(one, said.approver_email)]
    if len(heads) == len(people):
        return {}
    return {
        "named": said.approver_name or said.approver_email,
        "head": listed(one.name for one in heads),
    }


def where_it_begins(journey: Journey, of: Approval) -> Link:
    """Where what is still missing is written, before anybody is asked to approve it."""
    if of is Approval.REPLY:
        return Link("Read the report", url_for("setting.report", journey_id=journey.id))
    return Link("Open the application", url_for("setting.application", journey_id=journey.id))


def ask_form(journey: Journey, of: Approval) -> AskApprovalForm:
    """The form that sends the link, with everybody who can be asked."""
    form, said = AskApprovalForm(), journey.application
    form.offer(whom_first(journey, of), said.approver_email if said else "")
    return form


def approval_page(journey: Journey, what: Approval, form: AskApprovalForm) -> ResponseReturnValue:
    """The page of one approval, with the form by which somebody is asked."""
    waits = journey.stage is STAGE_OF[what] and journey.route.rules.asks(what)
    facts = facts_of(journey, at=(now := clock.now()))
    who = who_can(May.APPROVE, journey)
    latest = find_approval(db.session(), actor(), journey, what)
    paper = find_paper(db.session(), actor(), latest) if latest else None
    return render(
        "setting/approval.html",
        journey=journey,
        of=what,
        what=agrees_to(what),
        overtaken_by=OVERTAKEN_BY[what],
        waits=waits,
        rests=rests(journey),
        people=(people := whom_first(journey, what)),
        differ=who_differ(journey, people),
        latest=latest,
        changed=ask_again(latest)
        if latest and not facts.approved(what) and has_changed_since(journey, latest, at=now)
        else "",
        ran_out=latest is not None and latest.approved_at is None and not is_open(latest),
        paper=paper,
        paper_at=file_address(journey, paper) if paper else None,
        returned=find_returned(db.session(), actor(), journey, what) if waits else None,
        reads=to_read(journey, what),
        gives=may_give(journey, what) is not None,
        asks=can(May.WRITE_APPLICATION, journey),
        missing=missing_before(what, facts) if waits else (),
        begins=where_it_begins(journey, what),
        records=who is not None and who.on_behalf,
        close=closeness_of(journey, facts) if what is Approval.READY else None,
        form=form,
    )


@bp.post("/journeys/<int:journey_id>/approvals/<of>/ask")
@needs(May.WRITE_APPLICATION)
def approval_ask(journey_id: int, of: str) -> ResponseReturnValue:
    """Send a link that works once to the head, or to whom the application names."""
    journey, what = find(May.WRITE_APPLICATION, journey_id), approval_named(of)
    form = ask_form(journey, what)
    if form.to.choices and not form.validate_on_submit():
        return approval_page(journey, what, form)
    token = new_token()
    digest, now = token_digest(token), clock.now()
    try:
        with changing(journey, May.WRITE_APPLICATION) as held:
            asked = ask_for_approval(
                held, what, token=token, token_digest=digest, by=actor(), at=now, to=form.to.data
            )
        flash(f"An e-mail with a link is on its way to {asked.approver_name}. It works 14 days.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(url_for("setting.approval", journey_id=journey_id, of=of))


def send_back_link(journey: Journey, what: Approval) -> list[Link]:
    """Where the head says what is not right yet; nobody sends back what they wrote themselves."""
    if may_give(journey, what) is not May.APPROVE:
        return []
    href = url_for("setting.approval_return", journey_id=journey.id, of=str(what))
    return [Link("Something is not right: send it back", href)]


@bp.route("/journeys/<int:journey_id>/approvals/<of>/send-back", methods=["GET", "POST"])
@needs(May.SEE_APPLICATION)
def approval_return(journey_id: int, of: str) -> ResponseReturnValue:
    """The head, signed in, says what is not right yet; whoever asked is told."""
    journey, what = find(May.SEE_APPLICATION, journey_id), approval_named(of)
    must_wait_for_approval(journey, what)
    if may_give(journey, what) is not May.APPROVE:
        raise NotFound
    form = SendBackForm(version=journey.version)
    if form.validate_on_submit():
        try:
            with changing(journey, May.APPROVE) as held:
                must_be_at(held, form["version"].data)
                said = SentBack(form["words"].data)
                return_approval(held, what, said, by=actor(), at=clock.now())
            flash("Sent back. Whoever asked you can read your words now.")
            return redirect(url_for("setting.home"))
        except REFUSALS as refusal:
            refuse(form, refusal, journey.version)
    lead = f"You were asked to approve {STEP_WORDS[what]}. Nothing is approved until you say so."
    return ask(
        form, heading="Send it back", button="Send it back", back=back_to(journey, what), lead=lead
    )


def to_read(journey: Journey, what: Approval) -> list[Link]:
    """What somebody reads before they approve it."""
    pages = {
        Approval.APPLY: ("Read the application", "setting.application_check"),
        Approval.READY: ("See what is ready", "setting.criteria"),
        Approval.REPLY: ("Read the report and the reply", "setting.report"),
    }
    words, endpoint = pages[what]
    return [Link(words, url_for(endpoint, journey_id=journey.id))]


@bp.route("/journeys/<int:journey_id>/approvals/<of>/record", methods=["GET", "POST"])
@needs(May.APPROVE)
def approval_record(journey_id: int, of: str) -> ResponseReturnValue:
    """A coordinator or the adviser writes down what the head said elsewhere."""
    journey, what = find(May.APPROVE, journey_id), approval_named(of)
    must_wait_for_approval(journey, what)
    person, form = (
        next(iter(whom_first(journey, what)), None),
        RecordApprovalForm(journey.authority.file_limits),
    )
    if form.is_new and person is not None:
        form["name"].data = person.name
    if form.validate_on_submit() and _written_down(journey, what, form):
        flash("Written down. The history shows your name and theirs.")
        return redirect(url_for("setting.journey", journey_id=journey_id))
    lead = f"Somebody agreed, outside this page, {agrees_to(what)}."
    return ask(
        form,
        heading="Write down an approval",
        button="Write it down",
        back=back_to(journey, what),
        lead=lead,
        blockers=missing_before(what, facts_of(journey, at=clock.now())),
    )


def _written_down(journey: Journey, what: Approval, form: RecordApprovalForm) -> bool:
    """The paper's bytes first, then approval and paper together; False where it was refused."""
    given = GivenElsewhere(*(form[name].data for name in ("name", "how", "agreed_on", "words")))
    try:
        files = take_files([form["paper"].data] if form["paper"].data else [], journey.setting)
    except NotTaken as refused:
        form.refuse(str(refused), field="paper")
        return False
    unused, now = list(files), clock.now()
    try:
        with changing(journey, May.APPROVE) as held:
            kept = record_approval(held, what, given, by=actor(), at=now)
            for file in files:
                file_paper(held, kept, file, by=actor(), at=now)
        unused = []
        return True
    except REFUSALS as refusal:
        refuse(form, refusal)
        return False
    finally:
        let_go(unused)
