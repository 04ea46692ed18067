"""What is wrong with what is written down of a setting, and what has changed of it."""

from dataclasses import replace

import pytest

from award.domain.kinds import Scheme
from award.domain.numbers import KNOWN
from award.domain.setting_facts import (
    SettingFacts,
    changed_facts,
    changed_numbers,
    fact_faults,
    fact_words,
    number_faults,
)

WILLOW = SettingFacts(name="Willow Lane Primary", kind="primary", state="active")
URN = str(Scheme.GIAS_URN)
NUMBERS = {one.code: one for one in KNOWN}


def test_what_is_whole_has_no_fault() -> None:
    assert fact_faults(WILLOW) == []


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        ({"name": ""}, "name"),
        ({"kind": ""}, "kind"),
        ({"state": "closed"}, "state_reason"),
        ({"low_age": 12, "high_age": 11}, "high_age"),
    ],
)
def test_what_is_missing_or_upside_down_is_said_at_its_fact(
    changed: dict[str, object], fact: str
) -> None:
    assert [name for name, _ in fact_faults(replace(WILLOW, **changed))] == [fact]


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "known", "kind": "", "state_reason": "It is a university"},
        {"low_age": 11, "high_age": 11},
        {"low_age": 0, "high_age": 4},
        {"low_age": 3},
    ],
)
def test_what_may_be_so_is_no_fault(changed: dict[str, object]) -> None:
    assert fact_faults(replace(WILLOW, **changed)) == []


def test_a_new_number_is_looked_at_and_one_that_stays_is_not() -> None:
    untidy = replace(WILLOW, numbers={URN: "12-A"})

    assert [code for code, _ in number_faults(WILLOW, untidy, NUMBERS)] == [URN]
    assert number_faults(untidy, replace(untidy, name="Willow"), NUMBERS) == []
    assert number_faults(untidy, WILLOW, NUMBERS) == []


def test_what_is_different_is_named_and_numbers_by_themselves() -> None:
    after = replace(WILLOW, name="Willow Academy", size=420, numbers={URN: "120001"})

    assert changed_facts(WILLOW, after) == ["name", "size"]
    assert changed_numbers(WILLOW, after) == [URN]
    assert changed_numbers(after, WILLOW) == [URN]


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "yes"), (False, "no"), (None, "blank"), ("", "blank"), (0, "0"), ("a\nb", "a, b")],
)
def test_a_fact_stands_in_a_sentence(value: object, words: str) -> None:
    assert fact_words(value) == words
