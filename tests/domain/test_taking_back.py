"""Which moves are taken back, by whom and until when; and which never are."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from award.domain.facts import MoveMade
from award.domain.lifecycle import (
    MOVES,
    find_move,
    leads_to,
    next_stage,
)
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from tests.domain.cast import (
    TODAY,
    all_done,
    asker_of,
)

S, R = Stage, Role
NEVER_UNDONE: Final = {
    "decline", "award", "award_with_conditions", "defer", "turn_down", "reopen", "share_report",
    "take_up_again", "undo",
}  # fmt: skip


@pytest.mark.parametrize("row", [one for one in MOVES if one.name != "undo"], ids=lambda o: o.name)
@pytest.mark.parametrize("role", Role)
def test_a_move_is_taken_back_in_the_role_that_made_it_or_never(row: Any, role: Role) -> None:
    asker = asker_of(role)
    made = MoveMade(row.name, row.from_[0], asker.user_id, TODAY)
    to = row.to if isinstance(row.to, Stage) else S.GATHERING
    facts = all_done(to, asker=asker, last_move=made)
    may = role in row.by | row.on_behalf and role not in (R.CLOCK, R.PANEL)

    if may and row.name not in NEVER_UNDONE:
        assert next_stage("undo", facts) is row.from_[0]
    else:
        with pytest.raises(NotAllowed):
            next_stage("undo", facts)


def test_what_is_never_taken_back_is_marked_so() -> None:
    assert {row.name for row in MOVES if not row.undoable} == NEVER_UNDONE


def test_there_has_to_be_a_move_to_take_back() -> None:
    with pytest.raises(NotAllowed, match="no move to take back"):
        next_stage("undo", all_done(S.DRAFT, asker=asker_of(R.LEAD), last_move=None))
    with pytest.raises(NotAllowed, match="no move to take back"):
        leads_to(find_move("undo", S.DRAFT), all_done(S.DRAFT, last_move=None))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"today": TODAY + timedelta(1)}, "same day only"),
        ({"another_open": True}, "other journey"),
        ({"asker": replace(asker_of(R.COORDINATOR), user_id=11)}, "person who made"),
    ],
)
def test_taking_back_is_refused_with_a_reason(changes: dict[str, Any], words: str) -> None:
    facts = all_done(S.PLANNING, asker=asker_of(R.COORDINATOR))

    with pytest.raises(NotReady, match=words):
        next_stage("undo", replace(facts, **changes))
