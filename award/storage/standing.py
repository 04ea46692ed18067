"""The facts about the assessment, the panel and a journey's end, and the moves made so far."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.facts import (
    LookStanding,
    MeetingFacts,
    MoveMade,
    Outcome,
    VisitStanding,
    VoteFacts,
)
from award.domain.lifecycle import FOR_GOOD
from award.domain.outcomes import suggest
from award.domain.people import Role
from award.domain.ties import TieKind
from award.domain.visits import VisitKind, VisitState
from award.storage.accounts import Membership
from award.storage.assessments import Judge, Judgement
from award.storage.awards import Award
from award.storage.days import council_calendar, day_of
from award.storage.decisions import REOPENS, Decision, Meeting, Vote, upheld_appeals
from award.storage.journeys import Assignment, AssignmentKind, History, Journey
from award.storage.looks import look_standing
from award.storage.reading import Reading, live_reply, live_report
from award.storage.tied import ties_on

__all__ = [
    "REPLY_CALENDAR_DAYS",
    "REPLY_DAYS",
    "Standing",
    "last_move",
    "last_move_line",
    "live_reply",
    "live_report",
    "newest_move_line",
]
REPLY_DAYS: Final = 10
REPLY_CALENDAR_DAYS: Final = 28
SECOND_DAYS: Final = 10


class Standing(Reading):
    """What is known from the assessment on; each fact is read when a rule first asks for it."""

    # --- the assessment -------------------------------------------------------------------------

    @cached_property
    def adviser_id(self) -> int | None:
        return _who(self.assigned.get(AssignmentKind.ADVISER))

    @cached_property
    def assessor_id(self) -> int | None:
        return _who(self.assigned.get(AssignmentKind.ASSESSOR))

    @cached_property
    def assessor_assigned_by(self) -> int | None:
        assessor = self.assigned.get(AssignmentKind.ASSESSOR)
        return assessor.assigned_by_id if assessor else None

    @cached_property
    def second_id(self) -> int | None:
        return _who(self.assigned.get(AssignmentKind.SECOND))

    @cached_property
    def second_judges(self) -> frozenset[int]:
        return frozenset(
            self.session.scalars(
                select(Judgement.by_id).where(
                    Judgement.journey_id == self.journey.id,
                    Judgement.judge == Judge.SECOND,
                    Judgement.superseded_at.is_(None),
                    Judgement.by_id.is_not(None),
                )
            )
        )

    @cached_property
    def report_by(self) -> int | None:
        return self.report.written_by_id if self.report else None

    @cached_property
    def assessment_visit(self) -> VisitStanding:
        """How far it has come; one whose hour is over was held, unless somebody says otherwise."""
        found = self.furthest_of(VisitKind.ASSESSMENT)
        booked = (one for one in self.visits if one.state is VisitState.CONFIRMED)
        began = (one.starts_at for one in booked if one.kind is VisitKind.ASSESSMENT)
        is_over = any(one is not None and one < self.at for one in began)
        return VisitStanding.DONE if found is VisitStanding.BOOKED and is_over else found

    @cached_property
    def report_written(self) -> bool:
        report = self.report
        return report is not None and bool(
            report.strengths.strip() and report.next_steps.strip() and report.recommendation
        )

    @cached_property
    def differs_unexplained(self) -> bool:
        """Whether the report recommends something else than the rule, and does not say why."""
        report, criteria = self.report, self.criteria
        if report is None or report.recommendation is None or report.differs_because.strip():
            return False
        if any(one.applies and one.assessed is None for one in criteria):
            return False
        return suggest(criteria, self.rules).outcome is not report.recommendation

    @cached_property
    def report_look(self) -> LookStanding:
        return look_standing(self.session, self.journey.id)

    @cached_property
    def replied(self) -> bool:
        return self.reply is not None

    @cached_property
    def reply_approved(self) -> bool:
        return self.reply is not None and self.approved("reply")

    @cached_property
    def points_open(self) -> int:
        points = self.reply.points if self.reply else []
        return sum(one.answered_at is None for one in points)

    @cached_property
    def reply_by(self) -> date | None:
        shared_at = self.report.shared_at if self.report else None
        if shared_at is None:
            return None
        last = self.calendar.deadline(day_of(shared_at), REPLY_DAYS, REPLY_CALENDAR_DAYS)
        rested, begun = self.journey.days_paused_here, self.journey.paused_at
        if begun is not None:  # it rests until somebody, or the clock, lets it go on
            rested += self.calendar.days_between(day_of(begun), self.today)
        return self.calendar.add_days(last, rested)

    @cached_property
    def reply_time_over(self) -> bool:
        return self.reply_by is not None and self.today > self.reply_by

    @cached_property
    def second_wait_over(self) -> bool:
        asked_at = self.journey.second_asked_at
        if asked_at is None:
            return False
        council = council_calendar(self.session, self.journey.authority_id)
        return council.add_days(day_of(asked_at), SECOND_DAYS) < self.today

    # --- the panel ------------------------------------------------------------------------------

    @cached_property
    def votes(self) -> tuple[VoteFacts, ...]:
        if self.report is None:
            return ()
        found = self.session.scalars(
            select(Vote).where(Vote.report_id == self.report.id, Vote.set_aside_at.is_(None))
        )
        return tuple(VoteFacts(one.user_id, one.outcome) for one in found)

    @cached_property
    def meeting(self) -> MeetingFacts | None:
        if self.report is None:
            return None
        held = self.session.scalar(
            select(Meeting).where(
                Meeting.report_id == self.report.id, Meeting.set_aside_at.is_(None)
            )
        )
        if held is None:
            return None
        return MeetingFacts(held.outcome, held.recorded_by_id, frozenset(held.present))

    @cached_property
    def members(self) -> Mapping[int, bool]:
        """The panel's members, each with whether they come from outside the authority."""
        rows = self.session.execute(
            select(Membership.user_id, Membership.is_outside).where(
                Membership.role == Role.PANEL,
                Membership.authority_id == self.journey.authority_id,
                Membership.ended_at.is_(None),
            )
        )
        return {one.user_id: one.is_outside for one in rows}

    @cached_property
    def panel(self) -> frozenset[int]:
        return frozenset(self.members)

    @cached_property
    def outside_panel(self) -> frozenset[int]:
        return frozenset(user_id for user_id, outside in self.members.items() if outside)

    @cached_property
    def ties(self) -> Mapping[int, frozenset[TieKind]]:
        return ties_on(self.session, self.journey)

    @cached_property
    def own_setting(self) -> bool:
        return self.journey.setting.is_authority_own

    @cached_property
    def old_award_suspended(self) -> bool:
        return self._is_there(
            Award.id, Award.setting_id == self.journey.setting_id,
            Award.state == AwardState.SUSPENDED,
        )  # fmt: skip

    # --- after the end --------------------------------------------------------------------------

    @cached_property
    def awarded_with_conditions(self) -> bool:
        released = select(Decision.outcome).where(
            Decision.journey_id == self.journey.id, Decision.superseded_at.is_(None)
        )
        return self.session.scalar(released) is Outcome.AWARD_WITH_CONDITIONS

    @cached_property
    def appeal_upheld(self) -> bool:
        against = REOPENS.get(self.journey.stage)
        return self.session.scalar(upheld_appeals(self.journey.id, against).limit(1)) is not None

    @cached_property
    def another_open(self) -> bool:
        return self._is_there(Journey.id, *self._others(), Journey.ended_at.is_(None))

    @cached_property
    def later_award(self) -> bool:
        later = Journey.opened_at > self.journey.opened_at
        awarded = select(Award.id).where(Award.journey_id == Journey.id).exists()
        return self._is_there(Journey.id, *self._others(), later, awarded)

    @cached_property
    def take_up_until(self) -> date | None:
        return _a_year_after(self.journey.ended_at) if self.journey.ended_at else None

    @cached_property
    def closed_for_good(self) -> bool:
        return self.journey.end_reason_code in FOR_GOOD

    @cached_property
    def last_move(self) -> MoveMade | None:
        return last_move(self.session, self.journey)

    def _others(self) -> tuple[ColumnElement[bool], ...]:
        return (Journey.setting_id == self.journey.setting_id, Journey.id != self.journey.id)

    def _is_there(self, key: Any, *where: ColumnElement[bool]) -> bool:
        found: Select[int] = select(key).where(*where).limit(1)
        return self.session.scalar(found) is not None


def _who(one: Assignment | None) -> int | None:
    return one.user_id if one else None


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
