"""A day's many alike lines of history are told as one; moves are never put together."""

from datetime import UTC, datetime

from award.web.kit.timelines import Line, gathered

NINE, TEN = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 3, 9, tzinfo=UTC)


def said(when: datetime, text: str, who: str = "Amara Holt, lead") -> Line:
    return Line(when, "Said where they stand", text, who, is_move=False)


def test_alike_lines_of_a_day_become_one_with_the_oldest_row_first() -> None:
    lines = [said(TEN, "1.3: met"), said(NINE, "1.2: met"), said(NINE, "1.1: met")]

    found = gathered(lines)

    assert found == [said(TEN, "1.1: met\n1.2: met\n1.3: met")]


def test_other_days_and_other_people_keep_their_own_lines() -> None:
    lines = [said(NEXT_DAY, "1.3: met"), said(NINE, "1.2: met"), said(NINE, "1.1: met", "Jo")]

    assert gathered(lines) == lines


def test_what_stands_between_parts_them_and_the_same_words_are_told_once() -> None:
    call = Line(NINE, "Call", "They rang.", "Colm Brady", is_move=False)

    found = gathered([said(TEN, "1.1: met"), call, said(NINE, "1.1: met"), said(NINE, "1.1: met")])

    assert found == [said(TEN, "1.1: met"), call, said(NINE, "1.1: met")]


def test_two_moves_are_two_lines() -> None:
    moves = [Line(TEN, "Paused", "", "Colm Brady", is_move=True)] * 2

    assert gathered(moves) == moves


def test_what_takes_the_place_of_another_is_told_by_itself() -> None:
    lines = [
        Line(TEN, "Assessor assigned", name, "Colm Brady", is_move=False, alone=True)
        for name in ("Edith Moss", "Tomasz Zielinski")
    ]

    assert gathered(lines) == lines
