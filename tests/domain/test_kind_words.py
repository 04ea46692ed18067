"""A kind's changes in sentences, and whom they concern."""

from dataclasses import replace

from award.domain.calendars import CalendarKind
from award.domain.kind_words import (
    ASKED_WORDS,
    CALENDAR_WORDS,
    Reach,
    both_parts_words,
    kind_changes,
    named_briefly,
    reach_of,
)
from award.domain.kinds import KindCriteria
from award.domain.numbers import numbers_in
from tests.domain.test_kinds import HOME


def test_each_answer_has_its_words() -> None:
    assert (set(CALENDAR_WORDS), set(ASKED_WORDS)) == (set(CalendarKind), set(KindCriteria))


def test_what_changed_is_said_as_it_was_and_as_it_is() -> None:
    after = replace(HOME, person="child", criteria=KindCriteria.CLUB, approver_titles=("a", "b"))

    said = kind_changes(HOME, after, numbers_in([]))

    assert said[0] == f"One child was “{HOME.person}” and is “child” now."
    assert said[1].endswith("and is “a, b” now.")
    assert said[2].endswith("and is “Those for clubs run by volunteers” now.")
    assert reach_of(HOME, after) == [Reach.WORDS, Reach.ASKED]
    assert kind_changes(HOME, HOME, numbers_in([])) == []


def test_of_many_settings_the_first_are_named_and_the_others_counted() -> None:
    names = [f"Club {number}" for number in range(1, 12)]

    assert both_parts_words(names[:1]).startswith("At Club 1 one person leads and approves.")
    assert named_briefly(names).endswith("Club 8 and 3 more")
