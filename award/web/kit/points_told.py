"""What history says of a policy that was checked: how many points, not each by its code."""

from collections import Counter
from typing import Final

from award.domain.policy_checks import Holds

TOLD: Final = {Holds.YES: "found", Holds.NO: "missing"}


def points_told(words: str) -> str:
    """Points of the policy: 17 found, 3 missing; from words like "p01: yes, p02: no"."""
    held = Counter(one.rpartition(": ")[2] for one in words.split(", "))
    told = [f"{held[one]} {said}" for one, said in TOLD.items() if held[one]]
    return f"Points of the policy: {', '.join(told)}." if told else ""
