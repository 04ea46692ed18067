"""What a move did not ask because its route does not: one sentence each, for the history."""

from collections.abc import Callable
from typing import Final

from award.domain.routes import Approval, Rules

Row = tuple[Callable[[Rules], bool], str]

PASSED: Final[dict[str, tuple[Row, ...]]] = {
    "submit": (
        (
            lambda rules: not rules.asks(Approval.APPLY),
            "This journey asks nobody to approve the application.",
        ),
    ),
    "agree_plan": (
        (lambda rules: not rules.initial_visit, "This journey does not ask for an initial visit."),
        (lambda rules: not rules.plan_agreed, "This journey does not ask for a plan to be agreed."),
    ),
    "declare_ready": (
        (
            lambda rules: not rules.asks(Approval.READY),
            "This journey asks nobody to approve that the setting is ready.",
        ),
        (
            lambda rules: rules.monitoring_visits == 0,
            "This journey does not ask for a monitoring visit.",
        ),
        (
            lambda rules: not rules.policy_in_date,
            "This journey does not ask for a policy that is in date.",
        ),
    ),
    "confirm_report": (
        (
            lambda rules: not rules.asks(Approval.REPLY),
            "This journey asks nobody to approve the reply.",
        ),
    ),
}


def passed(name: str, rules: Rules) -> tuple[str, ...]:
    """The sentences of what this move passed over, for this route."""
    return tuple(sentence for asks_not, sentence in PASSED.get(name, ()) if asks_not(rules))
