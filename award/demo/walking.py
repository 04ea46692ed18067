"""Walks a journey along its stages by the real actions, each by the person whose step it is."""

from collections.abc import Callable
from dataclasses import replace

from award.actions import (
    assessing,
    assigning,
    opening,
    putting_forward,
    recording,
)
from award.demo.cast import Cast
from award.demo.deeds import Deeds
from award.demo.otherwise import why_otherwise
from award.domain.decision_guards import second_judgement_in
from award.domain.people import Role
from award.domain.routes import Approval, VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.authorities import Round
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.standing import live_report

__all__ = ["Cast", "Walker"]


class Walker(Deeds):
    """Takes one journey forward, stage by stage, by the deeds of its people."""

    def open(self, route: str, *, panel_round: Round | None = None) -> Journey:
        """A coordinator opens the journey."""
        with transaction(lock=self.setting) as setting:
            self.journey = opening.open_journey(
                setting, route=route, round=panel_round, by=self.by(Role.COORDINATOR), at=self.at
            )
        return self.journey

    def go_on(self, journey: Journey) -> "Walker":
        """Go on with a journey that is there already."""
        self.journey = journey
        return self

    def walk_to(self, stage: Stage) -> Journey:
        """Make step after step until the journey stands at this stage.

        Raises ValueError for a stage that no step of this walker leads to.
        """
        steps: dict[Stage, Callable[[], None]] = {
            Stage.DRAFT: self.apply,
            Stage.APPLIED: self.accept,
            Stage.PLANNING: self.plan,
            Stage.GATHERING: self.gather,
            Stage.READY: self.begin,
            Stage.ASSESSING: self.assess,
            Stage.CHECKING: self.check,
            Stage.DECIDING: self.decide,
        }
        for _ in range(len(steps) + 1):
            if self.journey.stage is stage:
                return self.journey
            steps[self.journey.stage]()
        raise ValueError(f"No step leads to {stage} from here.")

    def apply(self) -> None:
        """Fill in, have approved, send."""
        self.fill_in()
        self.approve(Approval.APPLY)
        self.pass_time(hours=1)
        self.move("submit", Role.LEAD)

    def accept(self) -> None:
        """The coordinator accepts."""
        self.pass_time(days=4)
        self.move("accept", Role.COORDINATOR)

    def plan(self) -> None:
        """Visit, baseline, actions; the plan put forward and agreed, as the route asks."""
        rules = self.journey.route.rules
        self.pass_time(days=3)
        if rules.initial_visit:
            form = min(rules.initial_visit, key=list(VisitForm).index)
            self.hold_visit(VisitKind.INITIAL, form, Role.COORDINATOR)
        self.baseline()
        self.pass_time(days=5)
        if rules.plan_agreed:
            self.add_actions()
            with transaction(lock=self.journey) as held:
                putting_forward.put_plan_forward(held, by=self.by(Role.LEAD), at=self.at)
        self.pass_time(days=2)
        self.move("agree_plan", Role.COORDINATOR)

    def gather(self) -> None:
        """Evidence for each criterion, monitoring, policy, the head's word; declared ready."""
        self.pass_time(days=20)
        self.give_evidence()
        for _ in range(self.journey.route.rules.monitoring_visits):
            self.hold_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
        self.improve()
        self.pass_time(days=3)
        self.approve(Approval.READY)
        self.move("declare_ready", Role.LEAD)

    def begin(self) -> None:
        """An assessor is assigned, the visit booked, the assessment begun."""
        self.pass_time(days=2)
        with transaction(lock=self.journey) as held:
            assigning.assign(
                held,
                AssignmentKind.ASSESSOR,
                self.cast.assessor.id,
                by=self.by(Role.COORDINATOR),
                at=self.at,
            )
        self.book_visit(VisitKind.ASSESSMENT, VisitForm.ON_SITE, Role.ASSESSOR)
        self.pass_time(days=3)
        self.move("begin_assessment", Role.COORDINATOR)

    def assess(self) -> None:
        """The visit is held, every criterion judged, the report written and shared."""
        self.pass_time(days=8)
        visit = self.assessment_visit()
        if visit is not None:
            self.write_up(visit, self.by(Role.ASSESSOR))
        self.judge_all()
        why = why_otherwise(self.journey, self.outcome, at=self.at)
        words = replace(self.report_words(), differs_because=why)
        with transaction(lock=self.journey) as held:
            report = live_report(held)
            version = report.version if report else 1
            by = self.by(Role.ASSESSOR)
            assessing.write_report(held, words, version=version, by=by, at=self.at)
        self.pass_time(days=2)
        self.move("share_report", Role.ASSESSOR)

    def check(self) -> None:
        """The record of the visit is agreed; nothing to correct; the report is confirmed."""
        self.pass_time(days=3)
        self.agree_record()
        with transaction(lock=self.journey) as held:
            assessing.reply_to_report(held, [], by=self.by(Role.LEAD), at=self.at)
        self.approve(Approval.REPLY)
        self.move("confirm_report", Role.LEAD)

    def agree_record(self) -> None:
        """The lead agrees the record of the assessment's visit."""
        visit = self.assessment_visit(VisitState.SHARED)
        if visit is not None:
            with transaction(lock=self.journey) as held:
                recording.agree_visit_record(held, visit.id, by=self.by(Role.LEAD), at=self.at)

    def decide(self) -> None:
        """The second judgement where it is asked, the votes, and the release."""
        self.pass_time(days=2)
        if second_judgement_in(facts_of(self.journey, at=self.at)):
            self.judge_second()
        self.vote()
        self.pass_time(hours=2)
        self.move(str(self.outcome), Role.PANEL, said=self.said())
