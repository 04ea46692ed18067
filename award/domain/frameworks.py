"""What a framework, a standard and a criterion are, and the scale on which each is judged."""

from enum import StrEnum
from typing import Final


class Judged(StrEnum):
    """Where a setting stands on one criterion; `not_applicable` lies outside the order."""

    NOT_YET = "not_yet"
    DEVELOPING = "developing"
    MET = "met"
    EMBEDDED = "embedded"
    NOT_APPLICABLE = "not_applicable"


SCALE: Final = (Judged.NOT_YET, Judged.DEVELOPING, Judged.MET, Judged.EMBEDDED)


def at_least(judged: Judged, wanted: Judged) -> bool:
    """Whether a judgement reaches a point of the scale; what does not apply reaches none."""
    if judged not in SCALE or wanted not in SCALE:
        return False
    return SCALE.index(judged) >= SCALE.index(wanted)
