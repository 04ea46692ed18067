"""What a visitor claims for a visit: minutes there and on the way, and miles."""

import re
from dataclasses import dataclass
from typing import Final

from award.domain.refusals import NotReady
from award.domain.visits import VisitState

CLAIMABLE: Final = frozenset(VisitState) - {
    VisitState.PROPOSED,
    VisitState.CONFIRMED,
    VisitState.CANCELLED,
}
MOST_MINUTES: Final = 1440
MOST_TENTHS: Final = 10_000
MILES: Final = re.compile(r"\d{1,4}(?:[.,]\d)?", re.ASCII)


@dataclass(frozen=True)
class Claim:
    """Minutes at the visit, minutes on the way, tenths of a mile, and a word about it."""

    minutes: int
    travel_minutes: int = 0
    tenths_of_mile: int = 0
    words: str = ""


def read_miles(text: str) -> int:
    """The tenths of a mile that somebody typed: 12, 12.5 or 12,5. Nothing typed is none.

    Raises NotReady for anything else.
    """
    typed = text.strip().lower().removesuffix("miles").strip()
    if not typed:
        return 0
    if MILES.fullmatch(typed) is None:
        raise NotReady("Write the miles as a number, such as 12 or 12.5")
    return round(float(typed.replace(",", ".")) * 10)


def miles_words(tenths: int) -> str:
    """12 or 12.5"""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def claim_faults(claim: Claim) -> tuple[str, ...]:
    """What is wrong with a claim, one sentence each."""
    faults = []
    if not 0 <= claim.minutes <= MOST_MINUTES or not 0 <= claim.travel_minutes <= MOST_MINUTES:
        faults.append("Write minutes of one day: 0 to 1440")
    if not 0 <= claim.tenths_of_mile <= MOST_TENTHS:
        faults.append("Write at most 1000 miles for one visit")
    if not claim.minutes and not claim.travel_minutes and not claim.tenths_of_mile:
        faults.append("Write the minutes or the miles")
    return tuple(faults)
