"""Where a journey can stand: the stages in their order, and what each is called."""

from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where a journey stands. The values are what the database holds."""

    DRAFT = "draft"
    APPLIED = "applied"
    PLANNING = "planning"
    GATHERING = "gathering"
    READY = "ready"
    ASSESSING = "assessing"
    CHECKING = "checking"
    DECIDING = "deciding"
    AWARDED = "awarded"
    NOT_YET = "not_yet"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN: Final = (
    Stage.DRAFT,
    Stage.APPLIED,
    Stage.PLANNING,
    Stage.GATHERING,
    Stage.READY,
    Stage.ASSESSING,
    Stage.CHECKING,
    Stage.DECIDING,
)
CLOSED: Final = tuple(stage for stage in Stage if stage not in OPEN)
# Until the application is accepted: there is neither plan nor evidence so far.
BEFORE_PLANNING: Final = (Stage.DRAFT, Stage.APPLIED)
# While the setting judges itself, and its plan may be changed.
WORKING: Final = (Stage.PLANNING, Stage.GATHERING)
BEFORE_READY: Final = (*BEFORE_PLANNING, *WORKING)
# While evidence may be given and changed: until the report has been shared.
GIVING: Final = (Stage.PLANNING, Stage.GATHERING, Stage.READY, Stage.ASSESSING)
REPORTED: Final = (Stage.CHECKING, Stage.DECIDING, Stage.AWARDED)

# What a person reads. Soft words for a journey that ended without an award.
STAGE_NAMES: Final[dict[Stage, str]] = {
    Stage.DRAFT: "Draft application",
    Stage.APPLIED: "Applied",
    Stage.PLANNING: "Planning",
    Stage.GATHERING: "Gathering evidence",
    Stage.READY: "Ready",
    Stage.ASSESSING: "Being assessed",
    Stage.CHECKING: "Checking the report",
    Stage.DECIDING: "With the panel",
    Stage.AWARDED: "Awarded",
    Stage.NOT_YET: "Not yet awarded",
    Stage.DECLINED: "Not taken up",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.LAPSED: "On hold",
}

# The six steps of the journey line, each with the stages that it covers.
STEPS: Final[tuple[tuple[str, frozenset[Stage]], ...]] = (
    ("Applied", frozenset({Stage.DRAFT, Stage.APPLIED})),
    ("Planned", frozenset({Stage.PLANNING})),
    ("Gathering evidence", frozenset({Stage.GATHERING})),
    ("Ready", frozenset({Stage.READY})),
    ("Assessed", frozenset({Stage.ASSESSING, Stage.CHECKING})),
    ("Decided", frozenset({Stage.DECIDING, Stage.AWARDED, Stage.NOT_YET})),
)


def why_no_evidence(stage: Stage) -> str:
    """Why evidence can be neither added nor changed at this stage; empty while it can."""
    if stage in GIVING:
        return ""
    if stage in BEFORE_PLANNING:
        return "Evidence can be added once the application is accepted."
    if stage in REPORTED:
        return "Evidence can be added and changed until the report has been shared."
    return "This journey has ended, so no evidence is added."
