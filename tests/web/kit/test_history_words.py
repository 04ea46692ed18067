"""What history says of a policy that was checked."""

import re
from types import SimpleNamespace

import pytest

from award.domain.passing import PASSED
from award.domain.people import Role
from award.domain.visits import VISITS
from award.storage.settings import Setting
from award.web.kit.history_words import judged_told, points_told, who_words, words_shown
from award.web.kit.journeys import OF_AUTHORITY, OF_PANEL, PAST, STEP_WORDS

OF_THE_HOUSE = re.compile(
    r"\b(route|turn|move|moderation|assignment|lapse[ds]?|aim|guard|blocker|stage)\b|not met", re.I
)


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("p01: yes, p02: yes, p03: no", "Points of the policy: 2 found, 1 missing."),
        ("p01: yes", "Points of the policy: 1 found."),
        ("p01: None", ""),
    ],
)
def test_how_many_points_is_told_and_not_each_by_its_code(kept: str, told: str) -> None:
    assert points_told(kept) == told


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("4.5: not_applicable", "4.5: does not apply"),
        ("4.5: not_yet", "4.5: not yet"),
        ("4.5: met", "4.5: met"),
        ("1.1: Our policy", "1.1: Our policy"),
        ("met", "met"),
    ],
)
def test_where_a_setting_stands_is_told_in_words(kept: str, told: str) -> None:
    assert judged_told(kept) == told


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            words
            for what, words in (PAST | STEP_WORDS).items()
            if what not in OF_PANEL | OF_AUTHORITY
        ),
        *(sentence for rows in PASSED.values() for _, sentence in rows),
        *(row.name for row in VISITS),
    ],
)
def test_a_setting_reads_what_happened_in_words_of_its_own(sentence: str) -> None:
    assert OF_THE_HOUSE.search(sentence) is None


def test_what_was_kept_in_other_words_is_told_in_these() -> None:
    line = SimpleNamespace(what="passed", words="The route does not ask for an initial visit.")

    assert words_shown(line) == "This journey does not ask for an initial visit."


def test_who_looks_no_more_at_a_report_is_told_to_the_authority_alone() -> None:
    assert {"ask_for_look", "give_look", "end_look"} <= OF_AUTHORITY


def test_what_the_calendar_does_is_said_to_be_its_doing_once() -> None:
    assert who_words("the calendar", Role.CLOCK, Setting()) == "the calendar"
    assert who_words("", Role.LEAD, Setting()) == "lead"
    assert who_words("Amara Holt", Role.LEAD, Setting()) == "Amara Holt, lead"


def test_a_line_begins_with_a_capital_and_a_name_stays_as_it_is_written() -> None:
    assert who_words("the calendar", Role.CLOCK, Setting(), begins=True) == "The calendar"
    assert who_words("", Role.LEAD, Setting(), begins=True) == "Lead"
    assert who_words("de Souza", Role.LEAD, Setting(), begins=True) == "de Souza, lead"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("initial visit", "Initial visit."),
        ("They feel safe here.", "They feel safe here."),
        ("2.2: not_yet", "2.2: not yet."),
        ("Does it help?", "Does it help?"),
        ("“It is so.”", "“It is so.”"),
        ("", ""),
    ],
)
def test_what_stands_below_a_line_ends_with_one_full_stop(written: str, shown: str) -> None:
    assert words_shown(SimpleNamespace(what="judge", words=written)) == shown
