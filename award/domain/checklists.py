"""What a line of the policy checklist is: what a policy says, for whom, and how strongly."""

from dataclasses import dataclass
from enum import StrEnum


class ChecklistReach(StrEnum):
    """Whose policy a line of the checklist is for: everybody's, or that of schools and colleges."""

    ALL = "all"
    SCHOOLS = "schools"


class Severity(StrEnum):
    """How strongly the award asks for a line; the award's words, not the law's."""

    MUST = "must"
    SHOULD = "should"


class Whose(StrEnum):
    """Who answers for a line where settings of a group share one policy: the group, or each."""

    GROUP = "group"
    SETTING = "setting"


@dataclass(frozen=True)
class ChecklistLine:
    """One thing that a policy says, the criterion it supports, and what good looks like."""

    code: str
    text: str
    criterion: str
    applies_to: ChecklistReach
    severity: Severity
    looks_like: str = ""
    whose: Whose = Whose.GROUP
