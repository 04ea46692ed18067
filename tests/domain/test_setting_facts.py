"""What is wrong with what is written down of a setting, and what has changed of it."""

from dataclasses import replace

import pytest

from award.domain.kinds import Scheme
from award.domain.numbers import KNOWN
from award.domain.setting_facts import (
    SettingFacts,
    changed_facts,
    changed_numbers,
    fact_change,
    fact_faults,
    fact_words,
    number_faults,
    website_faults,
    whole_website,
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


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (True, False, "Kept apart: yes before, no now."),
        (False, True, "Kept apart: no before, yes now."),
        (None, 7, "Kept apart was blank, and is 7 now."),
    ],
)
def test_what_changed_is_a_sentence(was: object, now: object, words: str) -> None:
    assert fact_change("Kept apart", was, now) == words


@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "our page", "willow"]
)
def test_a_website_that_leads_to_no_web_page_is_refused_unless_it_stood_there(wrong: str) -> None:
    after = replace(WILLOW, website=whole_website(wrong))

    assert [name for name, _ in website_faults(WILLOW, after)] == ["website"]
    assert website_faults(after, replace(after, ward="Abbey")) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.willow.example", "https://www.willow.example"),
        ("willow.example:8080/about?a=b", "https://willow.example:8080/about?a=b"),
        ("HTTP://willow.example", "HTTP://willow.example"),
        ("", ""),
    ],
)
def test_a_domain_alone_becomes_a_whole_address(typed: str, kept: str) -> None:
    assert whole_website(typed) == kept
    assert website_faults(WILLOW, replace(WILLOW, website=kept)) == []
