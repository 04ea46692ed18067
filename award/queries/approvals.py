"""Finds the approval that a link opens, and what the head is asked to read before they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.coverage import Shown
from award.domain.facts import CriterionFacts
from award.domain.routes import Approval as ApprovalOf
from award.storage.approvers import Person, is_at
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, framework_of
from award.storage.journeys import Application, Approval, Journey
from award.storage.standing import live_reply, live_report

NOT_SAID: Final = "Nothing was written"


@dataclass(frozen=True)
class Line:
    """One thing to read: what it is, and what was said."""

    key: str
    value: str


def find_approval(session: Session, token_digest: str) -> Approval | None:
    """The approval whose link has this token, whether it still works or not."""
    return session.scalar(select(Approval).where(Approval.token_digest == token_digest))


def find_journey_of(session: Session, approval: Approval) -> Journey:
    """The journey that an approval is about."""
    return session.get_one(Journey, approval.journey_id)


def list_lines(journey: Journey, approval: Approval, *, at: datetime) -> Sequence[Line]:
    """What is asked to be approved, as it stands now, and who is asked."""
    of = approval.of
    if of is ApprovalOf.APPLY:
        return _application(journey, approval)
    return list_every_criterion(journey, at=at) if of is ApprovalOf.READY else _points(journey)


def _application(journey: Journey, asked: Approval) -> list[Line]:
    said = journey.application
    if said is None:
        return []
    return [
        Line("Lead", ", ".join(filter(None, (said.lead_name, said.lead_email))) or NOT_SAID),
        *_who_approves(said, asked),
        Line("Why we would like to take part", said.why or NOT_SAID),
        Line("What we have done already", said.already_done or NOT_SAID),
        Line("We commit ourselves to the award", "Yes" if said.commitment_ticked else "Not yet"),
    ]


def _who_approves(said: Application, asked: Approval) -> list[Line]:
    """Who is asked; where the application names another, who that is, too."""
    named = ", ".join(filter(None, (said.approver_name, said.approver_title)))
    if is_at(Person("", asked.approver_email), said.approver_email):
        return [Line("Approves", named or asked.approver_name or NOT_SAID)]
    lines = [Line("Approves", asked.approver_name or asked.approver_email or NOT_SAID)]
    return [*lines, Line("The application names", named)] if named else lines


def list_every_criterion(journey: Journey, *, at: datetime) -> list[Line]:
    """Where the setting says it stands with each criterion that is asked, the essentials first."""
    labels = {one.point: one.label for one in framework_of(journey.framework).scale}
    facts = facts_of(journey, at=at)
    known = {one.code: one for one in facts.criteria}
    wanting = {one.criterion for one in facts.pieces if one.standing is Shown.NEEDS_MORE}
    asked = [(one, known[one.code]) for one in criteria_of(journey)]
    lines = []
    for criterion, one in sorted(asked, key=lambda pair: not pair[1].essential):
        judged = labels.get(one.judged, "Does not apply") if one.judged else "Not judged yet"
        shown = _shown_for(one, needs_more=one.code in wanting)
        said = judged if one.judged is not None and not one.applies else f"{judged}, {shown}"
        value = f"Essential: {said[0].lower()}{said[1:]}" if one.essential else said
        lines.append(Line(f"{criterion.code} {criterion.title}", value))
    return lines


def _shown_for(criterion: CriterionFacts, *, needs_more: bool) -> str:
    """How the evidence for a criterion stands, in words."""
    if criterion.supported:
        return "with evidence"
    if criterion.on_the_day:
        return "to be shown on the day of the visit"
    if needs_more:
        return "what is there needs more"
    return "what is there is too old" if criterion.evidence_stale else "no evidence yet"


def _points(journey: Journey) -> list[Line]:
    reply = live_reply(live_report(journey))
    if reply is None:
        return [Line("Your reply", "Nothing was written yet")]
    if not reply.points:
        return [Line("Your reply", "There is nothing to correct")]
    lines = []
    for n, one in enumerate(reply.points, start=1):
        lines.append(Line(f"Point {n} of your reply", one.words))
        if one.answer:
            lines.append(Line(f"The answer to point {n}", one.answer))
    return lines
