"""The drawing says what the table says."""

from award.domain.diagram import FROM_MANY, NAMES, draw
from award.domain.lifecycle import MOVES
from award.domain.stages import STAGE_NAMES, Stage

LINES = [line.strip() for line in draw().splitlines()]
ARROWS = [line for line in LINES if " --> " in line]


def test_it_is_a_mermaid_state_diagram_that_begins_with_a_draft() -> None:
    assert LINES[0] == "stateDiagram-v2"
    assert ARROWS[0] == "[*] --> draft: open journey"


def test_every_stage_is_drawn_with_its_name() -> None:
    named = [line for line in LINES if ": " in line and " --> " not in line]

    assert named == [f"{name}: {words}" for name, words in (STAGE_NAMES | NAMES).items()]


def test_every_move_between_two_stages_is_named_on_its_way() -> None:
    missing = [
        (row.name, stage)
        for row in MOVES
        if isinstance(row.to, Stage) and row.name not in FROM_MANY
        for stage in row.from_
        if not any(
            line.startswith(f"{stage} --> {row.to}: ")
            and row.name.replace("_", " ") in line.split(": ")[1].split(", ")
            for line in ARROWS
        )
    ]

    assert missing == []


def test_no_way_is_drawn_twice() -> None:
    ways = [line.split(": ")[0] for line in ARROWS]

    assert len(ways) == len(set(ways))


def test_the_ways_out_of_many_stages_are_drawn_once() -> None:
    assert [line for line in ARROWS if line.startswith(("any_open", "early"))] == [
        "any_open --> withdrawn: withdraw, close",
        "early --> lapsed: lapse",
    ]
    assert [line for line in ARROWS if " --> before" in line] == [
        "lapsed --> before: take up again",
        "withdrawn --> before: take up again",
    ]
