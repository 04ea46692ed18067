"""What the coordinator reads of the step that comes next."""

import pytest

from award.domain.lifecycle import MOVES, Move
from award.domain.people import Role
from award.web.coordinator.wording import THEIR_STEPS, next_words

ONWARD = [one for one in MOVES if one.onward]


@pytest.mark.parametrize("row", ONWARD, ids=lambda one: one.name)
def test_the_next_step_says_whose_it_is(row: Move) -> None:
    said = next_words(row)

    assert said.startswith("Then yours" if Role.COORDINATOR in row.by else "Next: the ")
    assert "you are" not in said


def test_every_step_of_somebody_else_has_words_for_the_coordinator() -> None:
    theirs = {one.name for one in ONWARD if Role.COORDINATOR not in one.by}

    assert theirs == set(THEIR_STEPS)
