"""What a coordinator reads of an approval once the head was asked: whose answer is waited for."""

from typing import Final

from award.actions.approving import has_changed_since
from award.adapters import clock
from award.domain import guards as g
from award.domain.facts import Facts
from award.domain.routes import Approval as ApprovalOf
from award.queries.own_journeys import find_approval
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Approval, Journey
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.kit.whose_steps import Guard

OF: Final[dict[Guard, ApprovalOf]] = {
    g.head_has_approved: ApprovalOf.APPLY,
    g.head_has_declared: ApprovalOf.READY,
    g.head_approved_reply: ApprovalOf.REPLY,
}


def with_head_asked(found: Journey, facts: Facts, blockers: tuple[str, ...]) -> tuple[str, ...]:
    """The same; where the head was asked and can still answer, that the answer is waited for."""
    said = {}
    for guard, of in OF.items():
        sentence = guard(facts)
        asked = find_approval(db.session(), actor(), found, of) if sentence in blockers else None
        if sentence and asked is not None and _is_open(found, asked):
            when = (
                "today" if day_of(asked.asked_at) == clock.today() else f"on {day(asked.asked_at)}"
            )
            said[sentence] = f"Wait for the answer of {asked.approver_name}, asked {when}"
    return tuple(said.get(one, one) for one in blockers)


def _is_open(found: Journey, asked: Approval) -> bool:
    """Whether what was asked still waits: not answered, in time, and of what stands now."""
    now = clock.now()
    answered = asked.approved_at is not None or asked.returned_at is not None
    in_time = asked.expires_at is None or asked.expires_at > now
    return in_time and not answered and not has_changed_since(found, asked, at=now)
