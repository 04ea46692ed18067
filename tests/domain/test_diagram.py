"""The drawing says what the table says."""

from award.domain.diagram import draw
from award.domain.lifecycle import MOVES
from award.domain.stages import OPEN, STAGE_NAMES, Stage

LINES = [line.strip() for line in draw().splitlines()]
ARROWS = [line for line in LINES if " --> " in line]


def test_it_is_a_mermaid_state_diagram_that_begins_with_a_draft() -> None:
    assert LINES[0] == "stateDiagram-v2"
    assert ARROWS[0] == "[*] --> draft"


def test_every_stage_is_drawn_with_its_name() -> None:
    assert [line for line in LINES if ": " in line and " --> " not in line] == [
        f"{stage}: {STAGE_NAMES[stage]}" for stage in Stage
    ]


def test_every_move_between_two_stages_has_its_arrow_once() -> None:
    drawn_for_all = {"withdraw", "close", "lapse"}
    moves = [
        f"{stage} --> {row.to}: {row.name.replace('_', ' ')}"
        for row in MOVES
        if isinstance(row.to, Stage) and row.name not in drawn_for_all
        for stage in row.from_
    ]

    assert ARROWS[1 : 1 + len(moves)] == moves


def test_the_ways_out_of_every_open_stage_are_drawn_once() -> None:
    start = LINES.index("state any_open_stage {")

    assert LINES[start + 1 : LINES.index("}")] == [str(stage) for stage in OPEN]
    assert ARROWS[-4:] == [
        "any_open_stage --> withdrawn: withdraw, close",
        "any_open_stage --> lapsed: lapse (from draft, planning, gathering)",
        "lapsed --> any_open_stage: take up again (at most gathering)",
        "withdrawn --> any_open_stage: take up again (at most gathering)",
    ]
