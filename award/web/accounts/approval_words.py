"""Puts what a head is asked to approve by link into words: application, readiness or reply."""

from dataclasses import dataclass, field

from award.adapters import clock
from award.domain.people import Actor, Role
from award.domain.readiness import is_criterion_ready, ready_count
from award.domain.routes import Approval
from award.queries.assessments import find_reply, find_shared_report
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey


@dataclass(frozen=True)
class ToApprove:
    """A title, a sentence, and rows of names and what they hold."""

    title: str
    lead: str
    rows: list[dict[str, str]] = field(default_factory=list)


def what_is_approved(journey: Journey, of: Approval) -> ToApprove:
    """What the head reads before they say yes."""
    name = journey.setting.name
    if of is Approval.APPLY:
        lead = f"{name} would like to take part in the award. Please read what it says."
        return ToApprove("Approve the application", lead, _application(journey))
    if of is Approval.READY:
        facts = facts_of(journey, at=clock.now())
        ready, total = ready_count(facts)
        lead = f"{name} would like to be assessed. {ready} of {total} criteria are ready."
        known = {one.code: is_criterion_ready(one) for one in facts.criteria}
        rows = [
            _row(f"{one.code} {one.title}", "Ready" if known[one.code] else "Something is left")
            for one in criteria_of(journey)
        ]
        return ToApprove("Declare that you are ready", lead, rows)
    lead = f"{name} has read the assessor’s report. Please read it too, and the reply to it."
    return ToApprove("Approve the reply to the report", lead, _reply(journey))


def _row(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value or "Nothing"}


def _application(journey: Journey) -> list[dict[str, str]]:
    said = journey.application
    if said is None:
        return []
    return [
        _row("Who leads", f"{said.lead_name}, {said.lead_email}"),
        _row("Who approves", f"{said.approver_name}, {said.approver_email}"),
        _row("Why you take part", said.why),
        _row("What you do already", said.already_done),
        _row("You commit to it", "Yes" if said.commitment_ticked else "No"),
    ]


def _reply(journey: Journey) -> list[dict[str, str]]:
    head = Actor(Role.HEAD, authority_id=journey.authority_id, setting_id=journey.setting_id)
    report = find_shared_report(db.session(), head, journey)
    if report is None:
        return []
    reply = find_reply(db.session(), head, report)
    points = [one.words for one in reply.points] if reply else []
    return [
        _row("What is strong", report.strengths),
        _row("What comes next", report.next_steps),
        *(_row(f"Point {number}", words) for number, words in enumerate(points, 1)),
        *([] if points else [_row("The reply", "Every fact is right")]),
    ]
