"""The single deeds of a journey, each by the person whose it is."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from award.actions import (
    applying,
    approving,
    assessing,
    assigning,
    collecting,
    deciding,
    planning,
    recording,
    sending,
    visiting,
)
from award.actions.moves import make_move
from award.demo.cast import Cast
from award.demo.good_days import good_moment
from award.demo.words import PART_IN_PLACE, STILL_ASKED
from award.domain.basis import Basis
from award.domain.facts import Condition, Outcome, Said
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role
from award.domain.routes import Approval, VisitForm
from award.domain.visits import VisitKind, VisitState
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem
from award.storage.frameworks import kind_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

AGREED: Final = "Both sides agreed on it by phone"
DAYS_AHEAD: Final = 9


@dataclass
class Deeds:
    """Takes one journey forward, a step at a time, with a clock that it moves itself.

    ``weak`` are the criteria that the setting begins with below "met". ``outcome`` is what
    assessor and panel come to.
    """

    setting: Setting
    cast: Cast
    at: datetime
    outcome: Outcome = Outcome.AWARD
    weak: frozenset[str] = frozenset({"1.4", "2.2"})
    why: str = "We want every child here to know that they are safe and heard."
    journey: Journey = field(init=False)

    def pass_time(self, *, days: int = 0, hours: int = 1) -> datetime:
        """Let time pass; returns the new moment."""
        self.at += timedelta(days=days, hours=hours)
        return self.at

    def by(self, role: Role, *, member: int = 0) -> Actor:
        """The person of this part."""
        return self.cast.actor(role, self.setting, member=member)

    def fill_in(self) -> None:
        """The lead fills in the application."""
        lead, head = self.cast.lead, self.cast.head
        words = applying.Words(
            lead_name=lead.name,
            lead_email=lead.email,
            approver_name=head.name,
            approver_title=kind_of(self.setting).approver_titles[0],
            approver_email=head.email,
            why=self.why,
            commitment_ticked=True,
        )
        with transaction(lock=self.journey) as held:
            version = held.application.version if held.application else 1
            by = self.by(Role.LEAD)
            applying.save_application(held, words, version=version, by=by, at=self.at)

    def approve(self, of: Approval) -> None:
        """The head approves, where the route asks."""
        if self.journey.route.rules.asks(of):
            self.pass_time(hours=5)
            with transaction(lock=self.journey) as held:
                approving.approve(held, of, by=self.by(Role.HEAD), at=self.at)

    def move(self, name: str, role: Role, *, said: Said | None = None, member: int = 0) -> None:
        """Make one move."""
        with transaction(lock=self.journey) as held:
            make_move(held, name, by=self.by(role, member=member), at=self.at, said=said)

    def hold_visit(
        self, kind: VisitKind, form: VisitForm, role: Role, *, sign: bool = True
    ) -> Visit:
        """Book, hold, write up and share a visit; the lead agrees its record."""
        visitor = self.by(role)
        visit = self.book_visit(kind, form, role)
        self.pass_time(days=10)
        self.write_up(visit, visitor)
        if sign:
            self.pass_time(days=2)
            with transaction(lock=self.journey) as held:
                recording.agree_visit_record(held, visit.id, by=self.by(Role.LEAD), at=self.at)
        return visit

    def day_of_visit(self, latest: datetime) -> datetime:
        """When a visit can be held that is to be held by then."""
        return latest

    def open_day(self, on: date) -> date:
        """A day on which something can be due."""
        return on

    def book_visit(self, kind: VisitKind, form: VisitForm, role: Role) -> Visit:
        """Book a visit for nine days from now, or for the nearest day before that suits."""
        visitor = self.by(role)
        latest = self.day_of_visit(self.at + timedelta(days=DAYS_AHEAD))
        wanted = visiting.Plan(kind, form, [], visitor.user_id or 0, place="The main entrance")
        with transaction(lock=self.journey) as held:
            moment = good_moment(held, wanted, latest, at=self.at)
            plan = replace(wanted, offered=[moment], despite=AGREED)
            return visiting.book_visit(held, plan, by=visitor, at=self.at)

    def record_of(self, visit: Visit) -> recording.Record:
        """What a visitor writes of a visit."""
        return recording.Record(
            met="The lead, two midday supervisors, eight children of years 3 to 6",
            summary="Children could name two ways to tell. Adults agreed about what they do.",
            next_steps="Show the summary of the log to those who govern.",
            notes=[("children", ["1.3"], "“You can tell any grown-up or use the worry box.”")],
        )

    def write_up(self, visit: Visit, visitor: Actor) -> None:
        """Write the record of a visit that was held, and share it."""
        record = self.record_of(visit)
        with transaction(lock=self.journey) as held:
            recording.record_visit(
                held,
                visit.id,
                record,
                version=visit.version,
                finished=True,
                by=visitor,
                at=self.at,
            )
            recording.share_visit_record(held, visit.id, by=visitor, at=self.at)

    def baseline(self) -> None:
        """The setting judges itself on every criterion asked."""
        with transaction(lock=self.journey) as held:
            for asked in list(held.asked):
                point = Judged.DEVELOPING if asked.code in self.weak else Judged.MET
                planning.judge_ourselves(held, asked.code, point, by=self.by(Role.LEAD), at=self.at)

    def add_actions(self) -> None:
        """One action for each criterion that begins below "met"."""
        with transaction(lock=self.journey) as held:
            codes = [one.code for one in held.asked if one.code in self.weak]
            for code in codes or [held.asked[0].code]:
                words = self.action_for(code)
                planning.add_action(held, words, by=self.by(Role.LEAD), at=self.at)

    def action_for(self, code: str) -> planning.ActionWords:
        """What the setting plans to do for a criterion."""
        return planning.ActionWords(
            what=f"Write down how we do {code}, and look at it with the children",
            criteria=[code],
            lead_name=self.cast.lead.name,
            due_on=(self.at + timedelta(days=60)).date(),
        )

    def evidence_for(self, code: str) -> sending.EvidenceWords:
        """What the setting gives for a criterion."""
        return sending.EvidenceWords(
            title=f"How we do {code}",
            criterion=code,
            note="What we do, who does it, and what children said about it.",
            why_it_counts="It shows that this is part of every week.",
            dated_on=self.at.date(),
            recognisable=False,
        )

    def file_for(self, code: str) -> collecting.KeptBytes | None:
        """The file that comes with it, in the store already; here everything is a note."""
        return None

    def add_evidence(self, held: Journey, code: str) -> EvidenceItem:
        """The lead gives what there is for one criterion."""
        said, file, by = self.evidence_for(code), self.file_for(code), self.by(Role.LEAD)
        return collecting.add_evidence(held, said, file=file, by=by, at=self.at)

    def give_evidence(self) -> None:
        """Something for each criterion, and the policy's date."""
        by = self.by(Role.LEAD)
        with transaction(lock=self.journey) as held:
            for asked in list(held.asked):
                self.add_evidence(held, asked.code)
            reviewed = self.open_day((self.at - timedelta(days=30)).date())
            planning.say_policy_reviewed(held, reviewed, by=by, at=self.at)

    def improve(self) -> None:
        """What began below "met" is better now."""
        with transaction(lock=self.journey) as held:
            for code in sorted(self.weak & {one.code for one in held.asked}):
                planning.judge_ourselves(held, code, Judged.MET, by=self.by(Role.LEAD), at=self.at)

    def assessment_visit(self, state: VisitState = VisitState.CONFIRMED) -> Visit | None:
        """The visit of this assessment that stands so: booked and not yet written up, or shared."""
        return (
            session_of(self.journey)
            .query(Visit)
            .filter(
                Visit.journey_id == self.journey.id,
                Visit.kind == VisitKind.ASSESSMENT,
                Visit.state == state,
                Visit.superseded_at.is_(None),
            )
            .first()
        )

    def judge_all(self) -> None:
        """The assessor judges every criterion, in line with the outcome they come to."""
        below = self.weak if self.outcome is not Outcome.AWARD else frozenset()
        with transaction(lock=self.journey) as held:
            for asked in list(held.asked):
                point = Judged.DEVELOPING if asked.code in below else Judged.MET
                part = PART_IN_PLACE.get(asked.code, "Part of it is in place.")
                note = part if asked.code in below else ""
                assessing.judge(
                    held,
                    asked.code,
                    point,
                    note=note,
                    basis=(Basis.READ, Basis.HEARD) if asked.code in below else (),
                    by=self.by(Role.ASSESSOR),
                    at=self.at,
                )

    def judge_second(self) -> None:
        """A second is assigned and judges blind."""
        with transaction(lock=self.journey) as held:
            assigning.assign(
                held,
                AssignmentKind.SECOND,
                self.cast.second.id,
                by=self.by(Role.COORDINATOR),
                at=self.at,
            )
        self.pass_time(days=4)
        by = self.by(Role.SECOND)
        with transaction(lock=self.journey) as held:
            for asked in list(held.asked):
                assessing.judge_blind(held, asked.code, Judged.MET, note="", by=by, at=self.at)
            assessing.give_second_judgement(held, by=by, at=self.at)

    def report_words(self) -> assessing.ReportWords:
        """What the assessor writes in the report."""
        return assessing.ReportWords(
            strengths="Children trust adults to act, and say so without being asked.",
            next_steps="Let children see what changed because of what they told you.",
            recommendation=self.outcome,
        )

    def vote_reason(self, member: int) -> str:
        """What a panel member says with their vote."""
        return "The report bears it out."

    def vote(self) -> None:
        """As many members vote as the route asks."""
        for member in range(self.journey.route.rules.votes):
            self.pass_time(days=1)
            with transaction(lock=self.journey) as held:
                deciding.vote(
                    held,
                    self.outcome,
                    reason=self.vote_reason(member),
                    by=self.by(Role.PANEL, member=member),
                    at=self.at,
                )

    def said(self) -> Said:
        """What the panel says with its decision."""
        reason = "Children feel safe here and say why."
        changed = "Show us how {} has changed."
        weak = {code: STILL_ASKED.get(code, changed.format(code)) for code in sorted(self.weak)}
        soon = self.open_day((self.at + timedelta(days=60)).date())
        return {
            Outcome.AWARD: Said(reason=reason),
            Outcome.AWARD_WITH_CONDITIONS: Said(
                reason=reason, conditions=(Condition("Show the termly look at the log", soon),)
            ),
            Outcome.DEFER: Said(
                reason="Much is in place. These need a little longer.", criteria=weak, until_on=soon
            ),
            Outcome.TURN_DOWN: Said(
                reason="A good start is made. These have to grow first.", criteria=weak
            ),
        }[self.outcome]
