"""The people of the tests, and the facts of a journey for which everything has been done."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from award.domain.facts import (
    Asker,
    Condition,
    CriterionFacts,
    Facts,
    MoveMade,
    Outcome,
    PlanState,
    Said,
    VisitStanding,
    VoteFacts,
)
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.stages import Stage

TODAY: Final = date(2027, 3, 10)
LEAD, HEAD, COORDINATOR, COLLEAGUE, ADVISER, ASSESSOR, SECOND = 1, 2, 10, 11, 20, 30, 40
PANEL: Final = (50, 51, 52)
FROM_OUTSIDE: Final = 52
USER_OF: Final = {
    Role.LEAD: LEAD,
    Role.HEAD: HEAD,
    Role.COORDINATOR: COORDINATOR,
    Role.ADVISER: ADVISER,
    Role.ASSESSOR: ASSESSOR,
    Role.SECOND: SECOND,
    Role.PANEL: PANEL[0],
}
ESSENTIAL: Final = CriterionFacts(
    "1.1", essential=True, judged=Judged.MET, supported=True, planned=True, assessed=Judged.MET
)
OTHER: Final = replace(ESSENTIAL, code="1.2", essential=False)


def asker_of(role: Role, *, on_behalf: bool = False) -> Asker:
    """Somebody of this role; roles that have no part in a journey have a number of their own."""
    return Asker(role, USER_OF.get(role, 99), on_behalf)


def votes_for(outcome: Outcome, *people: int) -> tuple[VoteFacts, ...]:
    """A vote of each of these people for one outcome."""
    return tuple(VoteFacts(one, outcome) for one in people)


def words_for(name: str) -> Said:
    """Everything that any move wants to be told, with a reason from the move's own list."""
    return Said(
        reason="Because it is so.",
        reason_code="closed" if name == "close" else "no_time",
        criteria={"1.1": "Show how children report."},
        until_on=date(2027, 6, 1),
        conditions=(Condition("Share the policy with parents.", date(2027, 6, 1)),),
    )


def all_done(stage: Stage, rules: Rules | None = None, **changes: Any) -> Facts:
    """A journey at this stage for which nothing that any move asks is missing."""
    done = Facts(
        stage=stage,
        rules=rules or Rules(),
        today=TODAY,
        contacts_complete=True,
        commitment_ticked=True,
        application_approved=True,
        initial_visit=VisitStanding.SIGNED,
        plan=PlanState.AGREED,
        plan_put_forward_by=LEAD,
        criteria=(ESSENTIAL, OTHER),
        policy_in_date=True,
        monitoring_signed=1,
        readiness_approved=True,
        silent_long=True,
        reminders_sent=True,
        adviser_id=ADVISER,
        assessor_id=ASSESSOR,
        assessor_assigned_by=COORDINATOR,
        assessment_visit=VisitStanding.SIGNED,
        report_written=True,
        replied=True,
        reply_approved=True,
        reply_time_over=True,
        panel=frozenset(PANEL),
        outside_panel=frozenset({FROM_OUTSIDE}),
        votes=votes_for(Outcome.AWARD, *PANEL),
        awarded_with_conditions=True,
        appeal_upheld=True,
        take_up_until=date(2027, 12, 31),
        was_at=Stage.GATHERING,
        last_move=MoveMade("accept", Stage.APPLIED, COORDINATOR, TODAY),
    )
    return replace(done, **changes)
