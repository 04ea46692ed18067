"""What can wait for an adviser, an assessor or a second, each as one line of their home."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

MOST_TASKS: Final = 20


class Deed(StrEnum):
    """What waits for the person. The page has the words for each."""

    WRITE_UP = "write_up"
    SHARE_RECORD = "share_record"
    MEND_RECORD = "mend_record"
    CONFIRM_VISIT = "confirm_visit"
    ARRANGE = "arrange"
    JUDGE = "judge"
    REPORT = "report"
    ANSWER = "answer"
    SECOND = "second"
    AGREE_PLAN = "agree_plan"
    FEEDBACK = "feedback"
    LOOK = "look"
    CONFIRM_AGREED = "confirm_agreed"
    READ_ANSWER = "read_answer"


@dataclass(frozen=True)
class Task:
    """One deed that waits, for which setting, since when; ``visit_id`` if it is of a visit.

    ``look_id`` names the report that a colleague asks them to look at.
    """

    deed: Deed
    journey_id: int
    setting: str
    since: datetime
    visit_id: int | None = None
    done: int = 0
    total: int = 0
    look_id: int | None = None
