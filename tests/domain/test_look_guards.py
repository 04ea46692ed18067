"""A colleague's look at the report, where the route asks for it."""

from dataclasses import replace

import pytest

from award.domain.facts import Facts, LookStanding
from award.domain.look_guards import colleague_has_looked
from award.domain.routes import Rules
from award.domain.stages import Stage

ASKS = Rules(colleague_looks=True)
CASES = [
    (Rules(), LookStanding.NONE, None),
    (ASKS, LookStanding.GIVEN, None),
    (ASKS, LookStanding.NONE, "Ask a colleague to look at the report before you share it"),
    (
        ASKS,
        LookStanding.ASKED,
        "Wait for your colleague’s look at the report, or ask somebody else",
    ),
]


@pytest.mark.parametrize(("rules", "look", "said"), CASES)
def test_the_report_waits_for_the_look_only_where_it_is_asked(
    rules: Rules, look: LookStanding, said: str | None
) -> None:
    facts = replace(Facts(Stage.ASSESSING), rules=rules, report_look=look)

    assert colleague_has_looked(facts) == said
