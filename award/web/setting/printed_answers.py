"""What is asked for an answer, on paper: an approval to sign, a report, a condition, a check-in."""

from collections.abc import Iterator

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.check_ins import Changed
from award.domain.permissions import May
from award.domain.routes import Approval
from award.queries.assessments import find_shared_report
from award.queries.awards import list_conditions
from award.queries.conditions import list_pieces_for
from award.storage.approvers import Person, title_of
from award.storage.assessments import Report
from award.storage.db import db
from award.storage.decisions import CLOSED_CONDITIONS
from award.storage.journeys import Journey
from award.storage.standing import live_reply
from award.web.kit.access import actor, find, needs, setting
from award.web.kit.conditions import due_words, ended_of
from award.web.kit.kind_words import changed_at
from award.web.kit.pages import Link
from award.web.setting.approval import approval_named, whom_first
from award.web.setting.approver_words import OVERTAKEN_BY, called_here
from award.web.setting.awards import award_of
from award.web.setting.blueprint import bp
from award.web.setting.check_in import said_this_year
from award.web.setting.conditions import condition_of
from award.web.setting.here import can
from award.web.setting.papers import paper, sheet
from award.web.setting.report import report_of
from award.web.setting.report_forms import SHOWN_AT_ONCE

SIGNED = {
    Approval.APPLY: "Application",
    Approval.READY: "Ready to be assessed",
    Approval.REPLY: "Reply to the report",
}
AGREED = {
    Approval.APPLY: "I have read the application to take part in the award, and I agree to it.",
    Approval.READY: "I have seen where our setting stands, and I agree that it is ready to be "
    "assessed.",
    Approval.REPLY: "I have read the report and our reply to it, and I agree to the reply.",
}
Paper = tuple[str, str, str]


def signed(of: Approval, journey: Journey) -> str:
    """What a paper to sign is called, with whose word it is."""
    return f"{SIGNED[of]}: {called_here(journey)}’s word"


def papers_to_answer(journey: Journey) -> Iterator[Paper]:
    """What could be answered on paper now: what it is called, what stands in it, its address."""
    session, here, number = db.session(), actor(), journey.id
    if can(May.SEE_APPLICATION, journey):
        for of in SIGNED:
            if journey.route.rules.asks(of):
                address = url_for("setting.printed_approval", journey_id=number, of=str(of))
                yield signed(of, journey), "To sign, where a link by e-mail does not suit", address
    shared = find_shared_report(here, journey)
    if can(May.SEE_REPORT, journey) and shared:
        address = url_for("setting.printed_reply", journey_id=number)
        yield "Reply to the report", "The facts that are not right, point by point", address
    if not can(May.SEE_DECISION, journey):
        return
    for one in list_conditions(session, here, journey):
        if one.state not in CLOSED_CONDITIONS and ended_of(journey) is None:
            address = url_for("setting.printed_condition", journey_id=number, condition_id=one.id)
            yield "Answer to a condition", one.words, address


@bp.get("/journeys/<int:journey_id>/printed/approvals/<of>")
@needs(May.SEE_APPLICATION)
def printed_approval(journey_id: int, of: str) -> ResponseReturnValue:
    """What the head says yes to, with room to sign."""
    journey, what = find(May.SEE_APPLICATION, journey_id), approval_named(of)
    said = journey.application
    named = Person(said.approver_name, said.approver_email) if said else Person("", "")
    asked = next(iter(whom_first(journey, what)), named)
    return paper(
        "approval",
        journey,
        words=signed(what, journey),
        agreed=AGREED[what],
        overtaken_by=OVERTAKEN_BY[what],
        approver=", ".join(filter(None, (asked.name, title_of(journey, asked.email)))),
    )


@bp.get("/journeys/<int:journey_id>/printed/reply")
@needs(May.SEE_REPORT)
def printed_reply(journey_id: int) -> ResponseReturnValue:
    """The reply to the report: the points that were made, or room for them."""
    journey = find(May.SEE_REPORT, journey_id)
    return paper("reply", journey, **_replied(report_of(journey)))


def _replied(report: Report) -> dict[str, object]:
    reply = live_reply(report)
    points = [(one.words, one.answer) for one in reply.points] if reply else []
    return {"replied": reply is not None, "points": points, "empty_points": SHOWN_AT_ONCE}


@bp.get("/journeys/<int:journey_id>/conditions/<int:condition_id>/printed")
@needs(May.SEE_DECISION)
def printed_condition(journey_id: int, condition_id: int) -> ResponseReturnValue:
    """What a condition asks, and what shows that it is met."""
    journey = find(May.SEE_DECISION, journey_id)
    one = condition_of(journey, condition_id)
    pieces = [item.title for item, _ in list_pieces_for(db.session(), actor(), journey, one)]
    return paper(
        "condition", journey, condition=one, due=due_words(one, ended_of(journey)), pieces=pieces
    )


@bp.get("/awards/<int:award_id>/check-in/printed")
@needs(May.CHECK_IN)
def printed_check_in(award_id: int) -> ResponseReturnValue:
    """The yearly check-in: what was said this year, or room for it."""
    found = award_of(award_id)
    back = Link("How is it going?", url_for("setting.check_in", award_id=award_id))
    said = said_this_year(found)
    changes = [
        (changed_at(one, found.setting), said is not None and one in said.changed)
        for one in Changed
    ]
    return sheet("check_in", setting(), back, award=found, said=said, changes=changes)
