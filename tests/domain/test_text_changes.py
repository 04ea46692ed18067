"""What was taken out of a text and what was put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.text_changes import Change, Stretch, text_changes


def test_only_the_words_that_differ_are_marked() -> None:
    assert text_changes("Nine children told us.", "Ten children told us.") == [
        Stretch(Change.OUT, "Nine "),
        Stretch(Change.IN, "Ten "),
        Stretch(Change.SAME, "children told us."),
    ]


@pytest.mark.parametrize(("before", "after", "left"), [("", "", 0), ("", "x", 1), ("x", "", 1)])
def test_an_empty_text_is_a_text(before: str, after: str, left: int) -> None:
    assert len(text_changes(before, after)) == left


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_read_off_the_one(before: str, after: str) -> None:
    parts = text_changes(before, after)

    assert "".join(one.words for one in parts if one.change is not Change.IN) == before
    assert "".join(one.words for one in parts if one.change is not Change.OUT) == after
