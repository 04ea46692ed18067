"""The yearly check-in: when it is asked, and what a setting may say has changed."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from award.domain.validity import Validity
from award.domain.yearly import MONTHS, last_turn_of_months


class Changed(StrEnum):
    """What may be another than a year ago. The values are what the database holds."""

    LEAD = "lead"
    HEAD = "head"
    POLICY = "policy"
    CHILDREN_SAY = "children_say"
    PLACE = "place"
    SERIOUS = "serious"


CHANGED_WORDS: Final = {
    Changed.LEAD: "Somebody else leads the work",
    Changed.HEAD: "There is a new head or approver",
    Changed.POLICY: "The policy against bullying was changed",
    Changed.CHILDREN_SAY: "How children report bullying, or are heard, is done in another way",
    Changed.PLACE: "We have moved, merged or got a new number",
    Changed.SERIOUS: "Something serious happened that the authority should know of",
}


def check_in_asked_on(validity: Validity, today: date) -> date | None:
    """The day of this year on which the award is asked about; None in its first year and its last.

    An award that began on 29 February is asked about on the 28th in other years.
    """
    asked_on = last_turn_of_months(validity.valid_from, MONTHS, today)
    if asked_on is None or not asked_on < validity.valid_until or today > validity.valid_until:
        return None
    return asked_on


def missing_in(going: str, changed: Iterable[Changed], words: str) -> list[str]:
    """What is still to be written before a check-in can be sent."""
    missing = [] if going.strip() else ["Say in a sentence or two how it is going"]
    if set(changed) and not words.strip():
        missing.append("Say a little more about what has changed")
    return missing
