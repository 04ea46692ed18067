"""Draws the table of moves as Mermaid, for the README."""

from typing import Final

from award.domain.lifecycle import MOVES, Back
from award.domain.stages import STAGE_NAMES, Stage

# The ways out of many stages are drawn once, from a state that stands for all of these.
FROM_MANY: Final = {
    "withdraw": "any_open",
    "close": "any_open",
    "lapse": "early",
}
NAMES: Final = {
    "any_open": "Any open stage",
    "early": "Draft, planning or gathering",
    "before": "Where it was, at most gathering",
}


def draw() -> str:
    """The lifecycle as a Mermaid state diagram: each way once, with all moves that lead along it.

    Taking a move back is not drawn: it leads back along every way that can be undone.
    """
    ways: dict[tuple[str, str], list[str]] = {("[*]", "draft"): ["open journey"]}
    for row in MOVES:
        if row.to is Back.ONE_MOVE:
            continue
        to = str(row.to) if isinstance(row.to, Stage) else "before"
        starts = [FROM_MANY[row.name]] if row.name in FROM_MANY else [str(one) for one in row.from_]
        for start in starts:
            ways.setdefault((start, to), []).append(row.name.replace("_", " "))
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f"    {stage}: {STAGE_NAMES[stage]}" for stage in Stage]
    lines += [f"    {name}: {words}" for name, words in NAMES.items()]
    lines += [f"    {start} --> {to}: {', '.join(names)}" for (start, to), names in ways.items()]
    return "\n".join(lines) + "\n"
