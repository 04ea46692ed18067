"""Fills the rules' ``Facts`` from the rows of one journey."""

from collections import defaultdict
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm.attributes import set_committed_value

from award.domain.award_moves import LIVE
from award.domain.coverage import Piece, Shown
from award.domain.facts import Asker, CriterionFacts, Said, VisitStanding
from award.domain.frameworks import Criterion, Judged
from award.domain.freshness import oldest_for, policy_is_in_date
from award.domain.lifecycle import WITH_ITS_AWARD
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.terms import term_after
from award.domain.visits import VisitKind, furthest
from award.storage.assessments import Judge, Judgement
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState, is_newest_kept
from award.storage.frameworks import criteria_of
from award.storage.journeys import BROUGHT_IN, CriterionAsked, History, Journey
from award.storage.letters import Letter, LetterState
from award.storage.plans import ActionState, PlannedAction
from award.storage.standing import Standing

DAYS_AFTER_DEFERRAL = 20
# What counts for a criterion is never unsorted: a piece is sorted by being linked.
SAID = {
    EvidenceState.UNSORTED: Shown.NOT_RELEVANT,
    EvidenceState.GIVEN: Shown.GIVEN,
    EvidenceState.ACCEPTED: Shown.ACCEPTED,
    EvidenceState.NEEDS_MORE: Shown.NEEDS_MORE,
    EvidenceState.NOT_RELEVANT: Shown.NOT_RELEVANT,
}
FIRST_VISITS = (VisitKind.INITIAL, VisitKind.RENEWAL)


def facts_of(
    journey: Journey, *, at: datetime, asker: Asker | None = None, said: Said | None = None
) -> "JourneyFacts":
    """What the rules need to know of this journey, at a moment, for who asks.

    The rows are read when a rule first asks for what rests on them.
    """
    return JourneyFacts(journey, at=at, asker=asker, said=said)


class JourneyFacts(Standing):
    """All facts of a journey; each is read when a rule first asks for it."""

    @cached_property
    def fell_with_award(self) -> bool:
        """Whether it was closed because its award was revoked, and nothing was given back since."""
        if self.journey.end_reason_code != WITH_ITS_AWARD:
            return False
        held = (Award.setting_id == self.journey.setting_id, Award.state.in_(LIVE))
        return not self._is_there(Award.id, *held)

    # --- application and plan -------------------------------------------------------------------

    @cached_property
    def contacts_complete(self) -> bool:
        said = self.journey.application
        return said is not None and all(
            one.strip()
            for one in (said.lead_name, said.lead_email, said.approver_name, said.approver_email)
        )

    @cached_property
    def commitment_ticked(self) -> bool:
        said = self.journey.application
        return said is not None and said.commitment_ticked

    @cached_property
    def application_approved(self) -> bool:
        return self.approved("apply")

    @cached_property
    def initial_visit(self) -> VisitStanding:
        return self.furthest_of(*FIRST_VISITS)

    @cached_property
    def initial_visitor(self) -> Role:
        """Who makes the first visit that came furthest."""
        first = (one for one in self.visits if one.kind in FIRST_VISITS)
        there = (one for one in first if furthest((one.state,)) is self.initial_visit)
        return next((one.visitor_role for one in there), Role.COORDINATOR)

    @cached_property
    def plan_actions(self) -> tuple[set[str], defaultdict[str, int]]:
        """The criteria that an action names; how many of each are neither done nor explained."""
        planned: set[str] = set()
        left: defaultdict[str, int] = defaultdict(int)
        for one in self.journey.actions:
            planned.update(one.criteria)
            if not _is_over(one):
                for code in one.criteria:
                    left[code] += 1
        return planned, left

    # --- the criteria ---------------------------------------------------------------------------

    @cached_property
    def criteria(self) -> tuple[CriterionFacts, ...]:
        """Every criterion that the journey is asked, in the framework's order."""
        _ = self.judged
        return tuple(CriterionRead(self, one) for one in self.journey.asked)

    @cached_property
    def judged(self) -> dict[tuple[str, Judge], Judged]:
        """The judgements that stand; criteria that were not read so far come along with them."""
        asked, said = CriterionAsked, Judgement
        rows = self.session.execute(
            select(asked, said.judge, said.judged)
            .outerjoin(
                said,
                (said.journey_id == asked.journey_id)
                & (said.criterion == asked.code)
                & said.superseded_at.is_(None),
            )
            .where(asked.journey_id == self.journey.id)
            .order_by(asked.place)
        ).all()
        if "asked" in inspect(self.journey).unloaded:
            set_committed_value(
                self.journey, "asked", list({one.id: one for one, *_ in rows}.values())
            )
        return {(one.code, judge): judged for one, judge, judged in rows if judge is not None}

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece of evidence where it counts in this journey, the oldest link first."""
        by_code = {one.code: one for one in criteria_of(self.journey)}
        rows = self.session.execute(
            select(
                EvidenceLink.item_id,
                EvidenceLink.criterion,
                EvidenceLink.expected,
                EvidenceLink.state,
                EvidenceLink.seen_on,
                EvidenceItem.state,
                EvidenceItem.dated_on,
                EvidenceItem.given_at,
            )
            .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
            .where(
                EvidenceLink.journey_id == self.journey.id,
                EvidenceLink.removed_at.is_(None),
                EvidenceItem.removed_at.is_(None),
                is_newest_kept(self.journey.ended_at),
            )
            .order_by(EvidenceLink.id)
        )
        return tuple(
            Piece(
                item_id,
                code,
                expected,
                SAID[here or said],
                max(dated_on or day_of(given_at), seen_on or date.min),
                self.oldest_on(by_code[code], expected),
            )
            for item_id, code, expected, here, seen_on, said, dated_on, given_at in rows
            if code in by_code
        )

    def oldest_on(self, criterion: Criterion, expected: str) -> date:
        """The earliest date that evidence of a kind may bear, to count on the day."""
        return oldest_for(
            criterion,
            expected,
            looked_on=self.looked_on,
            kind=self.calendar.kind,
            terms=self.terms,
        )

    @cached_property
    def support(self) -> tuple[set[str], set[str]]:
        """The criteria that have fresh evidence, and those that have some which is too old."""
        fresh = {one.criterion for one in self.pieces if one.supports}
        stale = {one.criterion for one in self.pieces if one.standing is Shown.TOO_OLD}
        return fresh, stale

    # --- gathering ------------------------------------------------------------------------------

    @cached_property
    def readiness_passed(self) -> bool:
        """Whether it was brought in as ready, and no move has taken it back to gathering since."""
        if self.stage is not Stage.READY:
            return False
        lines = self.session.execute(
            select(History.what, History.kept)
            .where(
                History.journey_id == self.journey.id,
                or_(
                    History.what == BROUGHT_IN,
                    (History.went_to == Stage.GATHERING) & History.undone_at.is_(None),
                ),
            )
            .order_by(History.number)
        ).all()
        return [(one.what, one.kept.get("stage")) for one in lines] == [(BROUGHT_IN, Stage.READY)]

    @cached_property
    def policy_in_date(self) -> bool:
        reviewed_on = self.journey.policy_reviewed_on
        return reviewed_on is not None and policy_is_in_date(reviewed_on, self.looked_on)

    @cached_property
    def monitoring_signed(self) -> int:
        return sum(
            one.kind is VisitKind.MONITORING and one.signed_at is not None for one in self.visits
        )

    @cached_property
    def readiness_approved(self) -> bool:
        return self.approved("ready")

    @cached_property
    def silent_long(self) -> bool:
        quiet_since = day_of(self.journey.last_setting_act_at)
        return term_after(quiet_since, self.rules.silence_terms, self.terms).ends_on < self.today

    @cached_property
    def reminders_sent(self) -> bool:
        """Whether the setting was reminded since it last did something."""
        if self.stage not in (Stage.DRAFT, Stage.PLANNING, Stage.GATHERING):
            return False
        found = self.session.scalar(
            select(Letter.id)
            .where(
                Letter.unique_key.like(f"journey:{self.journey.id}:%"),
                Letter.state == LetterState.SENT,
                Letter.written_at > self.journey.last_setting_act_at,
            )
            .limit(1)
        )
        return found is not None

    @cached_property
    def deferral_long_over(self) -> bool:
        until = self.deferred_until
        return until is not None and self.calendar.add_days(until, DAYS_AFTER_DEFERRAL) < self.today

    @cached_property
    def deferral_limit_on(self) -> date:
        first = self.journey.first_deferred_on or self.today
        return term_after(first, self.rules.deferral_terms, self.terms).ends_on


class CriterionRead(CriterionFacts):
    """One criterion of a journey; what it rests on is read for all of them at once."""

    facts: JourneyFacts

    def __init__(self, facts: JourneyFacts, asked: CriterionAsked) -> None:
        vars(self).update(
            facts=facts,
            code=asked.code,
            essential=asked.essential,
            not_applicable_agreed=asked.not_applicable_agreed_at is not None,
            on_the_day=asked.on_the_day,
        )

    @cached_property
    def judged(self) -> Judged | None:
        return self.facts.judged.get((self.code, Judge.SETTING))

    @cached_property
    def assessed(self) -> Judged | None:
        return self.facts.judged.get((self.code, Judge.ASSESSOR))

    @cached_property
    def supported(self) -> bool:
        return self.code in self.facts.support[0]

    @cached_property
    def evidence_stale(self) -> bool:
        return self.code in self.facts.support[1] and not self.supported

    @cached_property
    def actions_left(self) -> int:
        return self.facts.plan_actions[1].get(self.code, 0)

    @cached_property
    def planned(self) -> bool:
        return self.code in self.facts.plan_actions[0]


def _is_over(one: PlannedAction) -> bool:
    """Whether an action is done, or stopped with a reason."""
    stopped = one.state is ActionState.STOPPED and bool(one.why_stopped.strip())
    return one.state is ActionState.DONE or stopped
