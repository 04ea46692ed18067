"""What the register's lines say went before what, and what can be said of it."""

from datetime import date

import pytest

from award.domain.register_links import (
    Became,
    JoiningFacts,
    Link,
    LinkAnswer,
    LinkEnd,
    LinkLine,
    answers_open,
    became,
    joining_blockers,
    links_of,
)

DAY = date(2016, 9, 1)


def line(number: str, end: LinkEnd, other: str, name: str = "", on: date | None = None) -> LinkLine:
    return LinkLine(2, number, other, name, end, on)


def test_a_link_that_is_told_from_both_ends_is_one_and_knows_both_names() -> None:
    lines = [
        line("100001", LinkEnd.SUCCESSOR, "140001", "Willow Lane Academy", DAY),
        line("140001", LinkEnd.PREDECESSOR, "100001", "Willow Lane Primary"),
    ]

    found = links_of(lines)

    assert found == (Link("100001", "140001", "Willow Lane Primary", "Willow Lane Academy", DAY),)


def test_links_come_in_the_order_of_the_later_number() -> None:
    lines = [
        line("9999", LinkEnd.SUCCESSOR, "140002"),
        line("100002", LinkEnd.SUCCESSOR, "140001"),
        line("100001", LinkEnd.SUCCESSOR, "140001"),
    ]

    found = links_of(lines)

    assert [(one.before, one.after) for one in found] == [
        ("100001", "140001"),
        ("100002", "140001"),
        ("9999", "140002"),
    ]


def test_one_place_under_a_new_number_is_told_from_a_merger_and_a_split() -> None:
    links = [
        Link("1001", "2001"),
        Link("1002", "2002"),
        Link("1003", "2002"),
        Link("1004", "2003"),
        Link("1004", "2004"),
    ]

    assert became(links) == {
        "2001": Became.NEW_NUMBER,
        "2002": Became.MERGED,
        "2003": Became.SPLIT,
        "2004": Became.SPLIT,
    }


@pytest.mark.parametrize(
    ("before", "after", "answers"),
    [
        (True, True, (LinkAnswer.JOINED, LinkAnswer.SET_ASIDE)),
        (False, True, (LinkAnswer.EARLIER_NUMBER, LinkAnswer.SET_ASIDE)),
        (True, False, (LinkAnswer.NEW_NUMBER, LinkAnswer.SET_ASIDE)),
        (False, False, (LinkAnswer.SET_ASIDE,)),
    ],
)
def test_what_can_be_said_follows_from_which_ends_are_settings_here(
    before: bool, after: bool, answers: tuple[LinkAnswer, ...]
) -> None:
    assert answers_open(knows_before=before, knows_after=after) == answers


def test_what_goes_by_another_number_already_cannot_take_a_second_one() -> None:
    open_ones = answers_open(knows_before=True, knows_after=False, has_moved_on=True)

    assert open_ones == (LinkAnswer.SET_ASIDE,)


def test_what_was_split_and_became_one_part_does_not_become_one_with_a_second() -> None:
    known = {"knows_before": True, "knows_after": True, "has_moved_on": True}

    assert answers_open(**known, is_part=True) == (LinkAnswer.SET_ASIDE,)
    assert answers_open(**known) == (LinkAnswer.JOINED, LinkAnswer.SET_ASIDE)


@pytest.mark.parametrize(
    ("facts", "blockers"),
    [
        (JoiningFacts(1, 1, chose_journey=False, chose_award=False), ()),
        (JoiningFacts(2, 2, chose_journey=True, chose_award=True), ()),
        (
            JoiningFacts(2, 0, chose_journey=False, chose_award=False),
            ("Choose which journey goes on: the other one is closed as merged",),
        ),
        (
            JoiningFacts(0, 2, chose_journey=False, chose_award=False),
            ("Choose which award stands: the other one is kept as history",),
        ),
        (
            JoiningFacts(0, 2, chose_journey=False, chose_award=True, in_question=("L-1",)),
            ("Have the panel settle first what is asked about award L-1, or let that award stand",),
        ),
        (
            JoiningFacts(0, 0, chose_journey=False, chose_award=False, same_place=True),
            ("Choose two different settings",),
        ),
    ],
)
def test_two_become_one_with_one_journey_and_one_award_left(
    facts: JoiningFacts, blockers: tuple[str, ...]
) -> None:
    assert joining_blockers(facts) == blockers
