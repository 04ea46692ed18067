"""What follows from a move is said before it is made."""

import pytest

from award.domain.lifecycle import MOVES, OUTCOMES, Back, Move, find_move
from award.domain.stages import Stage
from award.web.kit.moves import CONSEQUENCES, FOLLOWS, NO_WAY_BACK, consequence_of

FOR_GOOD = [one for one in MOVES if not one.undoable and one.to is not Back.ONE_MOVE]


@pytest.mark.parametrize("row", FOR_GOOD, ids=lambda row: row.name)
def test_what_cannot_be_taken_back_says_so(row: Move) -> None:
    assert consequence_of(row).endswith(NO_WAY_BACK)


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_release_says_that_the_setting_is_told(name: str) -> None:
    row = find_move(name, Stage.DECIDING)

    assert consequence_of(row).startswith("The setting is told today")


def test_what_can_be_taken_back_promises_nothing() -> None:
    assert [one.name for one in MOVES if one.undoable and consequence_of(one)] == []


def test_every_move_that_can_be_taken_back_says_what_comes_after_it() -> None:
    silent = [one.name for one in MOVES if not consequence_of(one) and not FOLLOWS.get(one.name)]

    assert silent == ["undo"]


def test_no_words_are_kept_for_a_move_that_is_not_there() -> None:
    assert set(CONSEQUENCES) <= {one.name for one in FOR_GOOD}
