"""What a person has to write with a move."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from award.domain import said_guards as s
from award.domain.facts import Condition, Facts, Said
from award.domain.stages import Stage
from tests.domain.cast import TODAY, all_done

Guard = Callable[[Facts], str | None]
LATER, LIMIT = date(2027, 6, 1), date(2027, 5, 31)
EVERY = (
    s.reason_given,
    s.reason_chosen,
    s.criteria_said,
    s.conditions_said,
    s.deferral_date_said,
)
WORDS, DAY = "Say what condition 1 asks", "Give condition 1 a day that is still to come"

CASES: list[tuple[Guard, Said, str | None]] = [
    (s.reason_given, Said(reason="  "), "Say why, in a sentence or two"),
    (s.reason_given, Said(reason="The assessor left."), None),
    (s.reason_chosen, Said(), "Choose the reason that fits best"),
    (s.reason_chosen, Said(reason_code="no_time"), None),
    (s.criteria_said, Said(), "Name at least one criterion, and say what is needed for it"),
    (
        s.criteria_said,
        Said(criteria={"9.9": "More.", "1.1": "More."}),
        "Leave out 9.9: this journey is not asked for it",
    ),
    (s.criteria_said, Said(criteria={"1.1": " "}), "Say what is needed for 1.1"),
    (s.criteria_said, Said(criteria={"1.1": "Show two ways to report."}), None),
    (s.conditions_said, Said(), "Write at least one condition"),
    (s.conditions_said, Said(conditions=(Condition(" ", LATER),)), WORDS),
    (s.conditions_said, Said(conditions=(Condition("Share it.", None),)), DAY),
    (s.conditions_said, Said(conditions=(Condition("Share it.", TODAY),)), DAY),
    (
        s.conditions_said,
        Said(conditions=(Condition("Share it.", LATER), Condition("Show it.", TODAY, number=3))),
        "Give condition 3 a day that is still to come",
    ),
    (s.conditions_said, Said(conditions=(Condition("Share it.", LATER),)), None),
    (
        s.deferral_date_said,
        Said(),
        "Choose a date, still to come, until which the decision waits",
    ),
    (
        s.deferral_date_said,
        Said(until_on=TODAY),
        "Choose a date, still to come, until which the decision waits",
    ),
    (
        s.deferral_date_said,
        Said(until_on=LATER),
        "Choose a date no later than 31 May 2027: that is the route’s limit",
    ),
    (s.deferral_date_said, Said(until_on=LIMIT), None),
]


@pytest.mark.parametrize(("guard", "said", "sentence"), CASES)
def test_words_are_there_or_asked_for(guard: Guard, said: Said, sentence: str | None) -> None:
    assert guard(all_done(Stage.DECIDING, said=said, deferral_limit_on=LIMIT)) == sentence


@pytest.mark.parametrize("guard", EVERY)
def test_nothing_is_missing_before_anybody_was_asked(guard: Guard) -> None:
    assert guard(all_done(Stage.DECIDING, said=None)) is None


def test_a_journey_without_a_limit_may_be_deferred_to_any_day_to_come() -> None:
    changes: dict[str, Any] = {"said": Said(until_on=LATER), "deferral_limit_on": None}

    assert s.deferral_date_said(all_done(Stage.DECIDING, **changes)) is None
