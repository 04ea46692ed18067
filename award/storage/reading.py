"""The rows that several facts rest on, each read once, and only when a fact asks for it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date, datetime
from functools import cached_property
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from award.domain.calendars import Calendar
from award.domain.facts import Asker, Facts, Said, VisitStanding
from award.domain.terms import Term
from award.domain.visits import GONE, VisitKind, furthest
from award.storage.assessments import Reply, Report
from award.storage.contents import application_digest, readiness_digest, reply_digest
from award.storage.days import calendar_of, day_of, terms_of
from award.storage.db import session_of
from award.storage.journeys import Approval, Assignment, AssignmentKind, Journey
from award.storage.visits import Visit


def live_report(journey: Journey) -> Report | None:
    """The report that is being written, or was shared and not taken back."""
    return session_of(journey).scalar(
        select(Report).where(Report.journey_id == journey.id, Report.superseded_at.is_(None))
    )


def live_reply(report: Report | None) -> Reply | None:
    """The setting's reply to this report, with its points."""
    if report is None:
        return None
    query = select(Reply).where(Reply.report_id == report.id, Reply.superseded_at.is_(None))
    return session_of(report).scalars(query.options(joinedload(Reply.points))).unique().first()


class Reading(Facts):
    """Facts of one journey that are read from the rows when a rule first asks for them.

    What stands on the journey's own row is taken at once, so that a change of it does not show.
    Ask for the rest before you change the rows that it rests on.
    """

    journey: Journey
    at: datetime

    def __init__(
        self, journey: Journey, *, at: datetime, asker: Asker | None, said: Said | None
    ) -> None:
        today, deferred = day_of(at), journey.deferred_until
        vars(self).update(
            journey=journey,
            at=at,
            stage=journey.stage,
            rules=journey.route.rules,
            today=today,
            asker=asker or Facts.asker,
            said=said,
            paused=journey.paused_until is not None and today < journey.paused_until,
            plan=journey.plan_state,
            plan_put_forward_by=journey.plan_put_forward_by_id,
            feedback_asked=journey.feedback_asked_at is not None,
            deferred_until=deferred,
            policy_reviewed_on=journey.policy_reviewed_on,
            assessment_visit_asked=journey.visit_asked,
            times_asked_for_more=journey.times_asked_for_more,
            more_agreed=journey.more_agreed_at is not None,
            second_asked=bool(journey.sample_reasons),
            second_done=journey.second_done_at is not None,
            second_set_aside=journey.second_set_aside_at is not None,
            was_at=journey.was_at,
        )

    def saying(self, said: Said | None) -> Self:
        """The same facts with what is said for a move."""
        return self._but(said=said)

    def with_evidence_looked_at(self, on: date) -> Self:
        """The same facts, as if the evidence were looked at on this day."""
        return self._but(looked_on=on)

    def _but(self, **changes: object) -> Self:
        same = copy(self)
        vars(same).update(changes)
        return same

    # --- what several facts rest on -------------------------------------------------------------

    @cached_property
    def session(self) -> Session:
        return session_of(self.journey)

    @cached_property
    def visits(self) -> Sequence[Visit]:
        """The visits that count, not those of an assessment that was stopped."""
        return self.session.scalars(
            select(Visit).where(Visit.journey_id == self.journey.id, Visit.superseded_at.is_(None))
        ).all()

    @cached_property
    def calendar(self) -> Calendar:
        return calendar_of(self.journey.setting)

    @cached_property
    def terms(self) -> list[Term]:
        return terms_of(self.session, self.journey.authority_id, self.journey.setting)

    @cached_property
    def booked_on(self) -> date | None:
        """The day of the assessment visit. A visit without a day yet does not say when."""
        booked = (
            day_of(one.starts_at)
            for one in self.visits
            if one.kind is VisitKind.ASSESSMENT and one.starts_at and one.state not in GONE
        )
        return max(booked, default=None)

    @cached_property
    def looked_on(self) -> date:
        """The day on which evidence will be looked at: of the visit, else the panel, else today."""
        if self.booked_on is not None:
            return self.booked_on
        panel = self.journey.round
        return panel.panel_on if panel is not None and panel.panel_on > self.today else self.today

    @cached_property
    def assigned(self) -> dict[AssignmentKind, Assignment]:
        """Who works on the journey now."""
        return {one.kind: one for one in self.journey.assignments if one.ended_at is None}

    @cached_property
    def report(self) -> Report | None:
        return live_report(self.journey)

    @cached_property
    def reply(self) -> Reply | None:
        return live_reply(self.report)

    @cached_property
    def approvals(self) -> dict[str, set[str]]:
        """The digests of what the head approved, by what was asked."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        rows = self.session.execute(
            select(Approval.of, Approval.digest).where(
                Approval.journey_id == self.journey.id,
                Approval.approved_at.is_not(None),
                Approval.fell_at.is_(None),
            )
        )
        for of, digest in rows:
            found[of].add(digest)
        return found

    def approved(self, of: str) -> bool:
        """Whether the head approved exactly what stands now."""
        kept = self.approvals.get(of)
        return kept is not None and self.digest_of(of) in kept

    def digest_of(self, of: str) -> str:
        """The digest of what the head is asked to approve, as it stands now."""
        digests: dict[str, Callable[[], str]] = {
            "apply": lambda: application_digest(self.journey.application),
            "ready": lambda: readiness_digest(self.criteria),
            "reply": lambda: reply_digest(self.reply),
        }
        return digests[of]()

    def furthest_of(self, *kinds: VisitKind) -> VisitStanding:
        """How far the visits of these kinds have come."""
        return furthest(tuple(one.state for one in self.visits if one.kind in kinds))
