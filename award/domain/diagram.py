"""Draws the table of moves as Mermaid, for the README."""

from typing import Final

from award.domain.lifecycle import MOVES
from award.domain.stages import OPEN, STAGE_NAMES, Stage

ONE_ARROW: Final = frozenset({"withdraw", "close", "lapse"})


def draw() -> str:
    """The lifecycle as a Mermaid state diagram.

    The ways out that every open stage has are drawn once, from the box of open stages.
    """
    lines = ["stateDiagram-v2", "    direction TB", "    [*] --> draft"]
    lines += [f"    {stage}: {STAGE_NAMES[stage]}" for stage in Stage]
    for row in MOVES:
        if not isinstance(row.to, Stage) or row.name in ONE_ARROW:
            continue
        lines += [f"    {stage} --> {row.to}: {_words(row.name)}" for stage in row.from_]
    lines.append("    state any_open_stage {")
    lines += [f"        {stage}" for stage in OPEN]
    lines.append("    }")
    lines.append("    any_open_stage --> withdrawn: withdraw, close")
    lines.append("    any_open_stage --> lapsed: lapse (from draft, planning, gathering)")
    lines += [
        f"    {stage} --> any_open_stage: take up again (at most gathering)"
        for stage in (Stage.LAPSED, Stage.WITHDRAWN)
    ]
    return "\n".join(lines) + "\n"


def _words(name: str) -> str:
    return name.replace("_", " ")
