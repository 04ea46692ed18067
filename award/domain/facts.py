"""What the rules need to know of one journey, as plain frozen values.

``Facts`` is filled by the rows and asked by the guards. Where a rule needs to know more,
``Facts`` grows by a field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.domain.ties import TieKind


class PlanState(StrEnum):
    """How far the action plan has come."""

    DRAFT = "draft"
    PUT_FORWARD = "put_forward"
    AGREED = "agreed"


class Outcome(StrEnum):
    """What the panel decides, and what an assessor recommends. Each is also a move's name."""

    AWARD = "award"
    AWARD_WITH_CONDITIONS = "award_with_conditions"
    DEFER = "defer"
    TURN_DOWN = "turn_down"


class VisitStanding(StrEnum):
    """How far the visit that a stage waits for has come."""

    NONE = "none"
    PROPOSED = "proposed"
    BOOKED = "booked"
    DONE = "done"
    WRITTEN_UP = "written_up"
    SHARED = "shared"
    SIGNED = "signed"


class LookStanding(StrEnum):
    """How far a colleague's look at the report has come, before it is shared."""

    NONE = "none"
    ASKED = "asked"
    GIVEN = "given"


@dataclass(frozen=True)
class Condition:
    """What an award with conditions asks for, by when, and who at the setting sees to it.

    ``number`` is the one under which it was written.
    """

    words: str
    due_on: date | None
    owner: str = ""
    number: int = 1


@dataclass(frozen=True)
class Said:
    """What a person wrote with a move. The forms of moves ask for it, the guards read it."""

    reason: str = ""
    reason_code: str = ""
    criteria: Mapping[str, str] = field(default_factory=dict)
    until_on: date | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Asker:
    """Who asks for a move: the role they act in, and whether they do it for the setting."""

    role: Role
    user_id: int | None = None
    on_behalf: bool = False


@dataclass(frozen=True)
class CriterionFacts:
    """One criterion asked of the journey.

    ``judged`` is the setting's own view and ``assessed`` the assessor's. ``supported`` means
    given or accepted evidence that is fresh on the day it will be looked at.
    """

    code: str
    essential: bool = False
    judged: Judged | None = None
    not_applicable_agreed: bool = False
    supported: bool = False
    evidence_stale: bool = False
    on_the_day: bool = False
    actions_left: int = 0
    planned: bool = False
    assessed: Judged | None = None

    @property
    def applies(self) -> bool:
        """False once "does not apply here" was agreed."""
        return not (self.judged is Judged.NOT_APPLICABLE and self.not_applicable_agreed)

    @property
    def left_out_alone(self) -> bool:
        """Whether only the assessor says that it does not apply: nobody agreed to that yet."""
        return self.assessed is Judged.NOT_APPLICABLE and not self.not_applicable_agreed


@dataclass(frozen=True)
class VoteFacts:
    """One panel member's standing vote on the report that is before the panel."""

    user_id: int
    outcome: Outcome


@dataclass(frozen=True)
class MeetingFacts:
    """A panel meeting's decision as one member wrote it down; it stands in for the votes."""

    outcome: Outcome
    recorded_by: int
    present: frozenset[int]


@dataclass(frozen=True)
class MoveMade:
    """The last move of the journey, for undoing it."""

    name: str
    came_from: Stage
    by: int | None
    on: date
    touched_by_another: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything that the guards, the turn and the readiness of one journey rest on.

    ``assessment_visit_asked`` is False while only criteria that are neither seen nor heard are
    judged again. ``readiness_passed``: it was brought in as ready, and has stayed so.
    ``later_award``: a later journey of the setting led to an award. ``appeal_upheld`` holds until
    the journey was reopened for it. ``report_by`` wrote the report that is live, and
    ``second_judges`` the second judgement, whoever has the part now. ``votes`` and ``meeting`` are
    those of the report that is before the panel now.
    """

    stage: Stage
    rules: Rules = field(default_factory=Rules)
    today: date = date.min
    asker: Asker = Asker(Role.PUBLIC)
    said: Said | None = None
    paused: bool = False
    # application
    contacts_complete: bool = False
    commitment_ticked: bool = False
    application_approved: bool = False
    # planning
    initial_visit: VisitStanding = VisitStanding.NONE
    initial_visitor: Role = Role.COORDINATOR
    plan: PlanState = PlanState.DRAFT
    plan_put_forward_by: int | None = None
    criteria: tuple[CriterionFacts, ...] = ()
    # gathering
    readiness_passed: bool = False
    policy_in_date: bool = False
    policy_reviewed_on: date | None = None
    monitoring_signed: int = 0
    readiness_approved: bool = False
    feedback_asked: bool = False
    silent_long: bool = False
    reminders_sent: bool = False
    deferred_until: date | None = None
    deferral_long_over: bool = False
    deferral_limit_on: date | None = None
    # assessment
    adviser_id: int | None = None
    assessor_id: int | None = None
    assessor_assigned_by: int | None = None
    assessment_visit: VisitStanding = VisitStanding.NONE
    assessment_visit_asked: bool = True
    times_asked_for_more: int = 0
    more_agreed: bool = False
    report_written: bool = False
    differs_unexplained: bool = False
    report_look: LookStanding = LookStanding.NONE
    # report
    replied: bool = False
    reply_approved: bool = False
    points_open: int = 0
    report_by: int | None = None
    reply_by: date | None = None
    reply_time_over: bool = False
    # decision
    second_asked: bool = False
    second_id: int | None = None
    second_done: bool = False
    second_judges: frozenset[int] = frozenset()
    second_set_aside: bool = False
    second_wait_over: bool = False
    votes: tuple[VoteFacts, ...] = ()
    meeting: MeetingFacts | None = None
    panel: frozenset[int] = frozenset()
    outside_panel: frozenset[int] = frozenset()
    ties: Mapping[int, frozenset[TieKind]] = field(default_factory=dict)
    own_setting: bool = False
    old_award_suspended: bool = False
    # after the end
    awarded_with_conditions: bool = False
    appeal_upheld: bool = False
    another_open: bool = False
    later_award: bool = False
    take_up_until: date | None = None
    closed_for_good: bool = False
    fell_with_award: bool = False
    was_at: Stage | None = None
    last_move: MoveMade | None = None

    def saying(self, said: Said | None) -> "Facts":
        """The same facts with what is said for a move."""
        return replace(self, said=said)

    def ties_of(self, user_id: int | None) -> frozenset[TieKind]:
        """The ties that are known of this person; none for somebody without an account."""
        return self.ties.get(user_id, frozenset()) if user_id is not None else frozenset()
