"""The parts of ``Facts`` about approvals, the assessment, the panel and a journey's end."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.calendars import Calendar
from award.domain.facts import CriterionFacts, MeetingFacts, MoveMade, Outcome, VoteFacts
from award.domain.lifecycle import FOR_GOOD
from award.domain.people import SETTING_ROLES, Role
from award.domain.ties import TieKind
from award.domain.visits import VisitKind, furthest
from award.storage.accounts import Membership
from award.storage.assessments import Reply, Report
from award.storage.awards import Award
from award.storage.contents import application_digest, readiness_digest, reply_digest
from award.storage.days import council_calendar, day_of
from award.storage.db import session_of
from award.storage.decisions import Appeal, AppealState, Decision, Meeting, Vote
from award.storage.journeys import Approval, AssignmentKind, History, Journey
from award.storage.settings import Tie
from award.storage.visits import Visit

REPLY_DAYS: Final = 10
REPLY_CALENDAR_DAYS: Final = 28
SECOND_DAYS: Final = 10
TIE_OF_ASSIGNMENT: Final = {
    AssignmentKind.ADVISER: TieKind.WAS_ADVISER,
    AssignmentKind.ASSESSOR: TieKind.ASSESSED,
    AssignmentKind.SECOND: TieKind.SECONDED,
}


def live_report(journey: Journey) -> Report | None:
    """The report that is being written, or was shared and not taken back."""
    return session_of(journey).scalar(
        select(Report).where(Report.journey_id == journey.id, Report.superseded_at.is_(None))
    )


def live_reply(report: Report | None) -> Reply | None:
    """The setting's reply to this report."""
    if report is None:
        return None
    return session_of(report).scalar(
        select(Reply).where(Reply.report_id == report.id, Reply.superseded_at.is_(None))
    )


def content_digest(journey: Journey, of: str, criteria: Sequence[CriterionFacts] = ()) -> str:
    """The digest of what the head is asked to approve, as it stands now."""
    if of == "apply":
        return application_digest(journey.application)
    if of == "ready":
        return readiness_digest(criteria)
    return reply_digest(live_reply(live_report(journey)))


def approved(journey: Journey, of: str, criteria: Sequence[CriterionFacts] = ()) -> bool:
    """Whether the head approved exactly what stands now."""
    found = session_of(journey).scalars(
        select(Approval.digest).where(
            Approval.journey_id == journey.id,
            Approval.of == of,
            Approval.approved_at.is_not(None),
            Approval.fell_at.is_(None),
        )
    )
    kept = set(found)
    return bool(kept) and content_digest(journey, of, criteria) in kept


def assessment_facts(
    session: Session, journey: Journey, visits: Sequence[Visit], calendar: Calendar, today: date
) -> dict[str, Any]:
    """Who assesses, how far the visit and the report have come, and the reply to it."""
    live = {one.kind: one for one in journey.assignments if one.ended_at is None}
    assessor = live.get(AssignmentKind.ASSESSOR)
    adviser = live.get(AssignmentKind.ADVISER)
    second = live.get(AssignmentKind.SECOND)
    report = live_report(journey)
    reply = live_reply(report)
    held = tuple(one.state for one in visits if one.kind is VisitKind.ASSESSMENT)
    return {
        "adviser_id": adviser.user_id if adviser else None,
        "assessor_id": assessor.user_id if assessor else None,
        "assessor_assigned_by": assessor.assigned_by_id if assessor else None,
        "assessment_visit": furthest(held),
        "assessment_visit_asked": journey.visit_asked,
        "times_asked_for_more": journey.times_asked_for_more,
        "more_agreed": journey.more_agreed_at is not None,
        "report_written": report is not None
        and bool(report.strengths.strip() and report.next_steps.strip() and report.recommendation),
        "replied": reply is not None,
        "reply_approved": reply is not None and approved(journey, "reply"),
        "points_open": sum(one.answered_at is None for one in reply.points) if reply else 0,
        "reply_time_over": _reply_time_over(journey, report, calendar, today),
        "second_asked": bool(journey.sample_reasons),
        "second_id": second.user_id if second else None,
        "second_done": journey.second_done_at is not None,
        "second_wait_over": _second_wait_over(session, journey, today),
        "second_set_aside": journey.second_set_aside_at is not None,
    }


def _second_wait_over(session: Session, journey: Journey, today: date) -> bool:
    if journey.second_asked_at is None:
        return False
    council = council_calendar(session, journey.authority_id)
    return council.add_days(day_of(journey.second_asked_at), SECOND_DAYS) < today


def _reply_time_over(
    journey: Journey, report: Report | None, calendar: Calendar, today: date
) -> bool:
    if report is None or report.shared_at is None:
        return False
    shared_on = day_of(report.shared_at)
    last = calendar.deadline(shared_on, REPLY_DAYS, REPLY_CALENDAR_DAYS)
    return today > last + timedelta(days=journey.days_paused_here)


def decision_facts(session: Session, journey: Journey) -> dict[str, Any]:
    """The votes that stand, a meeting's decision, who is on the panel, and who has which tie."""
    report = live_report(journey)
    votes: Sequence[Vote] = ()
    meeting = None
    if report is not None:
        votes = session.scalars(
            select(Vote).where(Vote.report_id == report.id, Vote.set_aside_at.is_(None))
        ).all()
        meeting = session.scalar(
            select(Meeting).where(Meeting.report_id == report.id, Meeting.set_aside_at.is_(None))
        )
    members = session.execute(
        select(Membership.user_id, Membership.is_outside).where(
            Membership.role == Role.PANEL,
            Membership.authority_id == journey.authority_id,
            Membership.ended_at.is_(None),
        )
    ).all()
    suspended = session.scalar(
        select(Award.id)
        .where(Award.setting_id == journey.setting_id, Award.state == AwardState.SUSPENDED)
        .limit(1)
    )
    return {
        "votes": tuple(VoteFacts(one.user_id, one.outcome) for one in votes),
        "meeting": MeetingFacts(meeting.outcome, meeting.recorded_by_id, frozenset(meeting.present))
        if meeting
        else None,
        "panel": frozenset(user_id for user_id, _ in members),
        "outside_panel": frozenset(user_id for user_id, outside in members if outside),
        "ties": ties_on(session, journey),
        "own_setting": journey.setting.is_authority_own,
        "old_award_suspended": suspended is not None,
    }


def ties_on(session: Session, journey: Journey) -> dict[int, frozenset[TieKind]]:
    """Every tie that is known: declared ones, and those that follow from what people did."""
    found: defaultdict[int, set[TieKind]] = defaultdict(set)
    for tie in session.scalars(
        select(Tie).where(Tie.setting_id == journey.setting_id, Tie.ended_at.is_(None))
    ):
        found[tie.user_id].add(tie.kind)
    for one in journey.assignments:
        found[one.user_id].add(TIE_OF_ASSIGNMENT[one.kind])
    acted = select(History.by_id).where(
        History.journey_id == journey.id, History.on_behalf, History.by_id.is_not(None)
    )
    for user_id in session.scalars(acted.distinct()):
        if user_id is not None:
            found[user_id].add(TieKind.ACTED_FOR)
    group_id = journey.setting.group_id
    works = select(Membership.user_id, Membership.group_id).where(
        Membership.ended_at.is_(None),
        or_(
            (Membership.setting_id == journey.setting_id) & Membership.role.in_(SETTING_ROLES),
            Membership.group_id.is_not(None) & (Membership.group_id == group_id),
        ),
    )
    for user_id, of_group in session.execute(works):
        found[user_id].add(TieKind.WORKS_AT if of_group is None else TieKind.IN_GROUP)
    return {user_id: frozenset(kinds) for user_id, kinds in found.items()}


def ending_facts(session: Session, journey: Journey, today: date) -> dict[str, Any]:
    """What taking up again, reopening and taking back a move rest on."""
    decision = select(Decision.outcome).where(
        Decision.journey_id == journey.id, Decision.superseded_at.is_(None)
    )
    upheld = select(Appeal.id).where(
        Appeal.journey_id == journey.id,
        Appeal.state == AppealState.UPHELD,
        Appeal.used_at.is_(None),
    )
    others = select(Journey.id).where(
        Journey.setting_id == journey.setting_id, Journey.id != journey.id
    )
    another = others.where(Journey.ended_at.is_(None))
    later = others.join(Award, Award.journey_id == Journey.id).where(
        Journey.opened_at > journey.opened_at
    )
    with_conditions = session.scalar(decision) is Outcome.AWARD_WITH_CONDITIONS
    return {
        "awarded_with_conditions": with_conditions,
        "appeal_upheld": session.scalar(upheld.limit(1)) is not None,
        "another_open": session.scalar(another.limit(1)) is not None,
        "later_award": session.scalar(later.limit(1)) is not None,
        "take_up_until": _a_year_after(journey.ended_at) if journey.ended_at else None,
        "closed_for_good": journey.end_reason_code in FOR_GOOD,
        "was_at": journey.was_at,
        "last_move": last_move(session, journey),
    }


def last_move(session: Session, journey: Journey) -> MoveMade | None:
    """The last move that was not taken back, and whether somebody else has touched it since."""
    line = last_move_line(session, journey)
    if line is None or line.came_from is None:
        return None
    touched = line.opened_by_another_at is not None or session.scalar(
        select(History.id)
        .where(
            History.journey_id == journey.id,
            History.number > line.number,
            History.by_id.is_distinct_from(line.by_id),
        )
        .limit(1)
    )
    return MoveMade(line.what, line.came_from, line.by_id, day_of(line.at), bool(touched))


def newest_move_line(session: Session, journey: Journey) -> History | None:
    """The line of the move that was made last, be it one that took another back."""
    return session.scalar(
        select(History)
        .where(History.journey_id == journey.id, History.is_move)
        .order_by(History.number.desc())
        .limit(1)
    )


def last_move_line(session: Session, journey: Journey) -> History | None:
    """The line of the last move that was not taken back; None after a move was taken back."""
    line = newest_move_line(session, journey)
    return None if line is None or line.undone_at is not None or line.what == "undo" else line


def _a_year_after(ended_at: datetime) -> date:
    day = day_of(ended_at)
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
