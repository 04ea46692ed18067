"""A model world for walking the rules: one setting, its people and its journeys, no database.

What a move does besides leading to a stage (votes set aside, approvals that fall) is done here
as the scheme describes it, so that the walk finds what the rules themselves would let through.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from award.domain.facts import (
    Asker,
    Condition,
    CriterionFacts,
    Facts,
    MeetingFacts,
    MoveMade,
    Outcome,
    PlanState,
    Said,
    VisitStanding,
    VoteFacts,
)
from award.domain.frameworks import Judged
from award.domain.lifecycle import (
    CLOSE_REASONS,
    FOR_GOOD,
    MOVES,
    OUTCOMES,
    is_open,
    moves_open_to,
    next_stage,
)
from award.domain.outcomes import SampleReason, sample
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.domain.ties import TieKind

R = Role
# Whoever is here at the start. Four of them have two parts to play.
CAST: dict[int, set[Role]] = {
    1: {R.LEAD},
    2: {R.HEAD},
    3: {R.LEAD, R.HEAD},
    10: {R.COORDINATOR},
    11: {R.COORDINATOR, R.PANEL},
    20: set(),
    30: {R.PANEL},
    40: set(),
    50: {R.PANEL},
    51: {R.PANEL},
    52: {R.PANEL},
}
FROM_OUTSIDE = frozenset({52})
PEOPLE = sorted(CAST)
ASSIGNED_BY_FIELD = {
    R.ADVISER: "adviser_id",
    R.ASSESSOR: "assessor_id",
    R.SECOND: "second_id",
}
# What moves set, and taking a move back puts as it was; what people wrote is not among it.
SET_BY_MOVES = (
    "plan", "readiness_approved", "times_asked_for_more", "more_agreed", "was_at",
    "take_up_until", "closed_for_good", "replied", "reply_approved",
)  # fmt: skip


@dataclass
class Decision:
    """A release as it was made: who released what, and whose votes or meeting carried it."""

    outcome: str
    by: int
    report: int


@dataclass
class Journey:
    """One journey of the model: its facts, and what the rules do not keep."""

    number: int
    facts: Facts
    report: int = 0
    votes: dict[int, tuple[Outcome, int]] = field(default_factory=dict)
    cast_after: dict[int, int] = field(default_factory=dict)
    set_aside: int = 0
    meeting: tuple[MeetingFacts, int] | None = None
    sample: frozenset[SampleReason] = frozenset()
    decisions: list[Decision] = field(default_factory=list)
    standing: str | None = None
    acted_for: set[int] = field(default_factory=set)
    assessed_by: set[int] = field(default_factory=set)
    seconded_by: set[int] = field(default_factory=set)
    advised_by: set[int] = field(default_factory=set)
    before: Facts | None = None
    deferral_ends: date | None = None


@dataclass
class World:
    """One setting, its journeys from the first to the last, and everybody around it."""

    rules: Rules
    own_setting: bool
    today: date = date(2027, 1, 11)
    roles: dict[int, set[Role]] = field(
        default_factory=lambda: {who: set(roles) for who, roles in CAST.items()}
    )
    declared: dict[int, set[TieKind]] = field(default_factory=dict)
    journeys: list[Journey] = field(default_factory=list)
    old_award_suspended: bool = False

    def open_journey(self, rules: Rules) -> None:
        """Opens the next journey; a setting has one open journey at most."""
        assert not any(is_open(one.facts.stage) for one in self.journeys)
        criteria = (CriterionFacts("1.1", essential=True), CriterionFacts("1.2"))
        facts = Facts(Stage.DRAFT, rules=rules, criteria=criteria, own_setting=self.own_setting)
        self.journeys.append(Journey(len(self.journeys) + 1, facts))

    def ties_on(self, journey: Journey) -> dict[int, frozenset[TieKind]]:
        """Everybody's ties as they stand: those declared, and those from what they did."""
        did = {
            TieKind.ACTED_FOR: journey.acted_for,
            TieKind.ASSESSED: journey.assessed_by,
            TieKind.SECONDED: journey.seconded_by,
            TieKind.WAS_ADVISER: journey.advised_by,
        }
        return {
            who: frozenset(self.declared.get(who, set()) | {tie for tie in did if who in did[tie]})
            for who in PEOPLE
        }

    def facts(self, journey: Journey, **changes: Any) -> Facts:
        """What the rules are told of a journey now."""
        votes = [
            VoteFacts(who, outcome)
            for who, (outcome, report) in sorted(journey.votes.items())
            if report == journey.report
        ]
        held = journey.meeting
        others = [one for one in self.journeys if one is not journey]
        known: dict[str, Any] = {
            "today": self.today,
            "panel": frozenset(who for who in PEOPLE if R.PANEL in self.roles[who]),
            "outside_panel": FROM_OUTSIDE,
            "ties": self.ties_on(journey),
            "votes": tuple(votes),
            "meeting": held[0] if held and held[1] == journey.report else None,
            "second_asked": bool(journey.sample),
            "another_open": any(is_open(one.facts.stage) for one in others),
            "later_award": any(one.standing and one.number > journey.number for one in others),
            "awarded_with_conditions": journey.standing == "award_with_conditions",
            "old_award_suspended": self.old_award_suspended,
        }
        return replace(journey.facts, **known | changes)

    def parts_of(self, who: int, journey: Journey) -> set[Role]:
        """The roles in which somebody may act here now; an assignment is one of them."""
        assigned = {
            role for role, name in ASSIGNED_BY_FIELD.items() if getattr(journey.facts, name) == who
        }
        return self.roles[who] | assigned

    def touch(self, journey: Journey, who: int | None) -> None:
        """Notes that somebody worked on the journey since its last move."""
        last = journey.facts.last_move
        if last is not None and last.by != who:
            touched = replace(last, touched_by_another=True)
            journey.facts = replace(journey.facts, last_move=touched)

    def set(self, journey: Journey, who: int | None, **changes: Any) -> None:
        """Somebody does a piece of work."""
        self.touch(journey, who)
        journey.facts = replace(journey.facts, **changes)

    def words(self, name: str, journey: Journey, reason_code: str = "") -> Said:
        """What is said with a move: everything that any form asks."""
        limit = journey.facts.deferral_limit_on
        until = self.today + timedelta(days=30)
        return Said(
            reason="Because it is so.",
            reason_code=reason_code or ("closed" if name == "close" else "no_time"),
            criteria={"1.2": "Show more."},
            until_on=min(until, limit) if limit else until,
            conditions=(Condition("Share the policy.", self.today + timedelta(days=60)),),
        )

    def possible(self, journey: Journey, names: Collection[str]) -> Iterator[tuple[str, Asker]]:
        """Those of these moves that somebody could make now, with who makes them."""
        for who in PEOPLE:
            for role in sorted(self.parts_of(who, journey)):
                for on_behalf in (False, True):
                    asker = Asker(role, who, on_behalf)
                    for row in moves_open_to(role, journey.facts.stage, on_behalf=on_behalf):
                        if row.name in names and self.leads(row.name, journey, asker):
                            yield row.name, asker
        clock = Asker(R.CLOCK)
        for row in moves_open_to(R.CLOCK, journey.facts.stage):
            if row.name in names and self.leads(row.name, journey, clock):
                yield row.name, clock

    def leads(self, name: str, journey: Journey, asker: Asker, reason: str = "") -> Stage | None:
        """Where a move would lead; None when the rules refuse it."""
        said = self.words(name, journey, reason)
        try:
            return next_stage(name, self.facts(journey, asker=asker, said=said))
        except (NotAllowed, NotReady):
            return None

    def move(self, name: str, journey: Journey, asker: Asker, reason: str = "") -> bool:
        """Makes a move, or leaves everything as it is when the rules refuse it."""
        to = self.leads(name, journey, asker, reason)
        if to is None:
            return False
        if name == "undo":
            self._take_back(journey, to)
            return True
        before = journey.facts
        came_from = before.stage
        if asker.on_behalf and asker.user_id is not None:
            journey.acted_for.add(asker.user_id)
        made = MoveMade(name, came_from, asker.user_id, self.today)
        journey.facts = replace(before, stage=to, last_move=made, **self._falls(name, journey))
        journey.before = before
        if not is_open(to):
            self._end(journey, came_from, reason or self.words(name, journey).reason_code, name)
        if name == "share_report":
            self._share(journey)
        if name in OUTCOMES:
            assert asker.user_id is not None
            journey.decisions.append(Decision(name, asker.user_id, journey.report))
            journey.standing = name if to is Stage.AWARDED else None
        return True

    def _falls(self, name: str, journey: Journey) -> dict[str, Any]:
        """What a move sets besides the stage."""
        facts = journey.facts
        if name == "agree_plan":
            return {"plan": PlanState.AGREED}
        if name == "send_back":
            return {"readiness_approved": False}
        if name == "ask_for_more":
            times = facts.times_asked_for_more + 1
            return {
                "readiness_approved": False,
                "times_asked_for_more": times,
                "more_agreed": False,
            }
        journey.set_aside += name in ("revise_report", "defer", "reopen")
        if name == "reopen":
            journey.votes, journey.meeting = {}, None
            return {"appeal_upheld": False, "closed_for_good": False}
        if name == "defer":
            journey.votes, journey.meeting = {}, None
            limit = facts.deferral_limit_on or self.today + timedelta(days=90)
            return {"readiness_approved": False, "deferral_limit_on": limit}
        return {}

    def _end(self, journey: Journey, came_from: Stage, reason: str, name: str) -> None:
        good = name == "close" and reason in FOR_GOOD
        until = self.today + timedelta(days=365)
        journey.facts = replace(
            journey.facts, was_at=came_from, take_up_until=until, closed_for_good=good
        )

    def _share(self, journey: Journey) -> None:
        assessor = journey.facts.assessor_id
        assert assessor is not None
        journey.assessed_by.add(assessor)
        first = journey.report == 0
        journey.report += 1
        journey.sample = sample(
            journey_id=journey.number,
            rules=journey.facts.rules,
            recommended=Outcome.TURN_DOWN if journey.report % 2 else Outcome.AWARD,
            reports_before=journey.number,
            already=journey.sample,
            first_sharing=first,
        )
        journey.facts = replace(journey.facts, replied=False, reply_approved=False)

    def _take_back(self, journey: Journey, to: Stage) -> None:
        last = journey.facts.last_move
        assert journey.before is not None
        assert last is not None
        journey.set_aside -= last.name == "revise_report"
        back = {name: getattr(journey.before, name) for name in SET_BY_MOVES}
        journey.facts = replace(journey.facts, stage=to, last_move=None, **back)


def everything_for(stage: Stage, rules: Rules) -> dict[str, Any]:
    """The work that a stage waits for, all of it: what people write, not what they assign."""
    done = CriterionFacts("1.1", essential=True, judged=Judged.MET, supported=True, planned=True)
    other = replace(done, code="1.2", essential=False)
    judged = tuple(replace(one, assessed=Judged.MET) for one in (done, other))
    return {
        Stage.DRAFT: {
            "contacts_complete": True,
            "commitment_ticked": True,
            "application_approved": True,
        },
        Stage.PLANNING: {"initial_visit": VisitStanding.SIGNED, "criteria": (done, other)},
        Stage.GATHERING: {
            "policy_in_date": True,
            "monitoring_signed": rules.monitoring_visits,
            "readiness_approved": True,
            "criteria": (done, other),
        },
        Stage.READY: {"assessment_visit": VisitStanding.BOOKED},
        Stage.ASSESSING: {
            "assessment_visit": VisitStanding.WRITTEN_UP,
            "criteria": judged,
            "report_written": True,
        },
        Stage.CHECKING: {"replied": True, "reply_approved": True, "points_open": 0},
    }.get(stage, {})


REASON_CODES = sorted(CLOSE_REASONS)
NAMES = sorted({row.name for row in MOVES})
