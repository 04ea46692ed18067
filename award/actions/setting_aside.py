"""Sets aside what a move overtakes (votes, reports, judgements, approvals), and puts it back.

Nothing is deleted. What was set aside is named in the move's ``kept``, so that taking the move
back finds exactly that again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from award.actions.calling_off import call_off
from award.domain.facts import Facts
from award.domain.people import Actor
from award.domain.routes import Approval as ApprovalOf
from award.domain.ties import binds_assessor
from award.domain.visits import GONE, VisitKind
from award.storage.assessments import Judge, Judgement, Report, live_look
from award.storage.db import Numbered, session_of
from award.storage.decisions import Appeal, Meeting, Vote, upheld_appeals
from award.storage.frameworks import criteria_of
from award.storage.journeys import Approval, Journey
from award.storage.standing import live_report
from award.storage.visits import Visit

Kept = dict[str, Any]

# The word in ``kept``, the row it names, and the column that marks such a row as set aside.
ASIDE: Final[dict[str, tuple[type[Numbered], str]]] = {
    "votes": (Vote, "set_aside_at"),
    "meetings": (Meeting, "set_aside_at"),
    "judgements": (Judgement, "superseded_at"),
    "approvals": (Approval, "fell_at"),
    "visits": (Visit, "superseded_at"),
    "reports": (Report, "superseded_at"),
    "appeals": (Appeal, "used_at"),
}


def _set_aside(word: str, rows: Sequence[Any], *, at: datetime, kept: Kept) -> None:
    for row in rows:
        setattr(row, ASIDE[word][1], at)
        kept.setdefault(word, []).append(row.id)
    if rows:
        session_of(rows[0]).flush()


def set_votes_aside(journey: Journey, *, at: datetime, kept: Kept) -> int:
    """Set aside every vote and meeting that stands on this journey; returns how many."""
    session = session_of(journey)
    votes = session.scalars(
        select(Vote).where(Vote.journey_id == journey.id, Vote.set_aside_at.is_(None))
    ).all()
    meetings = session.scalars(
        select(Meeting).where(Meeting.journey_id == journey.id, Meeting.set_aside_at.is_(None))
    ).all()
    _set_aside("votes", votes, at=at, kept=kept)
    _set_aside("meetings", meetings, at=at, kept=kept)
    return len(votes) + len(meetings)


def set_report_aside(journey: Journey, *, at: datetime, kept: Kept) -> Report | None:
    """Set aside the live report with the votes on it; the report stays to be read.

    The head's word on the reply to it falls, too, with the links that still ask for it.
    """
    report = live_report(journey)
    if report is None:
        return None
    set_votes_aside(journey, at=at, kept=kept)
    _set_aside("reports", [report], at=at, kept=kept)
    let_approvals_fall(journey, ApprovalOf.REPLY, at=at, kept=kept)
    return report


def use_appeals(journey: Journey, against: str, *, at: datetime, kept: Kept) -> None:
    """Upheld appeals against this have led to something, or there is nothing left to lead to."""
    rows = session_of(journey).scalars(upheld_appeals(journey.id, against)).all()
    _set_aside("appeals", rows, at=at, kept=kept)


def begin_report(journey: Journey, facts: Facts, *, by_id: int, kept: Kept) -> Report:
    """A new draft of the report, with the words of the last one to go on from.

    Those of somebody else who has a tie do not go on: then it begins empty.
    """
    session = session_of(journey)
    last = session.scalar(
        select(Report)
        .where(Report.journey_id == journey.id)
        .order_by(Report.number.desc())
        .limit(1)
    )
    goes_on = last if last and not _is_of_another_with_tie(last, by_id, facts) else None
    report = Report(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        number=last.number + 1 if last else 1,
        strengths=goes_on.strengths if goes_on else "",
        next_steps=goes_on.next_steps if goes_on else "",
        recommendation=goes_on.recommendation if goes_on else None,
        differs_because=goes_on.differs_because if goes_on else "",
        written_by_id=by_id,
    )
    session.add(report)
    session.flush()
    kept["report_begun"] = report.id
    return report


def set_bound_assessment_aside(
    journey: Journey, facts: Facts, *, next_id: int, at: datetime
) -> bool:
    """What assessors judged whom a tie binds, and what one of them wrote, is kept aside for the
    next, who begins a draft of their own. Returns whether there was anything.
    """
    judged = set_bound_judgements_aside(journey, facts, at=at, kept={})
    return _begin_report_anew(journey, facts, by_id=next_id, at=at) or judged


def _begin_report_anew(journey: Journey, facts: Facts, *, by_id: int, at: datetime) -> bool:
    """Where the draft is of somebody else who has a tie, it is kept aside and another begun.

    Nobody is asked any more to look at the one before. Returns whether it was so.
    """
    session, draft = session_of(journey), live_report(journey)
    if draft is None or not _is_of_another_with_tie(draft, by_id, facts):
        return False
    if not (draft.strengths or draft.next_steps or draft.recommendation):
        return False
    look = session.scalar(live_look(draft))
    if look is not None and look.answered_at is None:
        look.ended_at = at
    set_report_aside(journey, at=at, kept={})
    begin_report(journey, facts, by_id=by_id, kept={})
    return True


def _is_of_another_with_tie(report: Report, by_id: int, facts: Facts) -> bool:
    ties = facts.ties_of(report.written_by_id)
    return report.written_by_id != by_id and binds_assessor(ties, facts.rules)


def set_judgements_aside(
    journey: Journey, judge: Judge, codes: Collection[str] | None, *, at: datetime, kept: Kept
) -> None:
    """Set aside one judge's judgements on these criteria; None: on all of them."""
    rows = session_of(journey).scalars(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.judge == judge,
            Judgement.superseded_at.is_(None),
        )
    )
    chosen = [one for one in rows if codes is None or one.criterion in codes]
    _set_aside("judgements", chosen, at=at, kept=kept)


def set_bound_judgements_aside(journey: Journey, facts: Facts, *, at: datetime, kept: Kept) -> bool:
    """Set aside what assessors judged whom a tie binds now; True where there was something."""
    judges = session_of(journey).scalars(
        select(Judgement.by_id).where(
            Judgement.journey_id == journey.id,
            Judgement.judge == Judge.ASSESSOR,
            Judgement.superseded_at.is_(None),
        )
    )
    free = {one for one in judges if not binds_assessor(facts.ties_of(one), facts.rules)}
    return set_judgements_of_others_aside(journey, Judge.ASSESSOR, free, at=at, kept=kept)


def set_judgements_of_others_aside(
    journey: Journey, judge: Judge, but: Collection[int | None], *, at: datetime, kept: Kept
) -> bool:
    """Set aside one judge's judgements but those of these people, and what the two judges agreed
    on with them. Returns whether there were any.
    """
    rows = session_of(journey).scalars(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.judge == judge,
            Judgement.superseded_at.is_(None),
        )
    )
    chosen = [one for one in rows if one.by_id not in but]
    _set_aside("judgements", chosen, at=at, kept=kept)
    if chosen:
        set_judgements_aside(journey, Judge.AGREED, None, at=at, kept=kept)
    return bool(chosen)


def let_approvals_fall(journey: Journey, of: ApprovalOf, *, at: datetime, kept: Kept) -> None:
    """Let the head's approvals of this thing fall; also the links that still ask for one."""
    rows = session_of(journey).scalars(
        select(Approval).where(
            Approval.journey_id == journey.id, Approval.of == of, Approval.fell_at.is_(None)
        )
    )
    _set_aside("approvals", rows.all(), at=at, kept=kept)


def set_assessment_visits_aside(journey: Journey, *, by: Actor, at: datetime, kept: Kept) -> None:
    """The visits of an assessment that begins anew count no more; those to come are called off."""
    rows = session_of(journey).scalars(
        select(Visit).where(
            Visit.journey_id == journey.id,
            Visit.kind == VisitKind.ASSESSMENT,
            Visit.state.not_in(GONE),
            Visit.superseded_at.is_(None),
        )
    )
    visits = rows.all()
    _set_aside("visits", visits, at=at, kept=kept)
    call_off(journey, visits, reason="The assessment begins anew", by=by, at=at, kept=kept)


def judge_again(
    journey: Journey, criteria: Mapping[str, str], *, by: Actor, at: datetime, kept: Kept
) -> None:
    """Only these criteria are judged again; a visit is asked where one of them is seen or heard."""
    set_judgements_aside(journey, Judge.ASSESSOR, set(criteria), at=at, kept=kept)
    seen = any(one.seen_heard for one in criteria_of(journey) if one.code in criteria)
    journey.visit_asked = seen
    if seen:
        set_assessment_visits_aside(journey, by=by, at=at, kept=kept)
    for asked in journey.asked:
        if asked.code in criteria:
            asked.more_asked_words, asked.more_asked_at = criteria[asked.code], at


def put_back(journey: Journey, kept: Kept, *, at: datetime) -> None:
    """Put back what a move set aside. A report that it began, or one in its place, is set aside."""
    session = session_of(journey)
    report = live_report(journey) if kept.get("report_begun") else None
    if report is not None:
        report.superseded_at = at
        session.flush()
    for word, (kind, column) in ASIDE.items():
        for key in kept.get(word, []):
            row = session.get(kind, key)
            if row is not None and not _is_judged_anew(row):
                setattr(row, column, None)
    session.flush()


def _is_judged_anew(row: Numbered) -> bool:
    """Whether another judgement stands where this one was set aside: then that one goes on."""
    if not isinstance(row, Judgement):
        return False
    anew = select(Judgement.id).where(
        Judgement.journey_id == row.journey_id,
        Judgement.criterion == row.criterion,
        Judgement.judge == row.judge,
        Judgement.superseded_at.is_(None),
    )
    return session_of(row).scalar(anew) is not None
