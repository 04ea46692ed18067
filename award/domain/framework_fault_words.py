"""Says what is wrong with a framework in the words of its forms, not of its file."""

import re
from typing import Final

from award.domain.framework_drafts import CRITERION_WORDS, HEAD_WORDS, POINT_WORDS, STANDARD_WORDS
from award.domain.kinds import Family

FAMILY_WORDS: Final = {
    Family.SCHOOL: "schools and colleges",
    Family.EARLY_YEARS: "early years",
    Family.CHILDRENS_HOME: "children’s homes",
    Family.CLUB: "clubs",
    Family.PLAY: "play",
    Family.OTHER: "other places",
}
FIELD_WORDS: Final = {
    **HEAD_WORDS,
    **STANDARD_WORDS,
    **CRITERION_WORDS,
    **{name: words for name, words in POINT_WORDS.items() if name != "criterion"},
    "version": "The name of the version",
    "not_yet": "Not yet",
    "developing": "Developing",
    "met": "Met",
    "embedded": "Embedded",
    "why_it_counts": "Why it counts",
    "fresh_months": "How old it may be, in months",
    "fresh_terms": "How old it may be, in terms",
    "prompt": "The question",
    "conversation": "The conversation",
}
PLACES: Final = (
    (re.compile(r"^framework\b"), "The award as a whole"),
    (re.compile(r"^standards (\S+?)(?=[,:])"), r"Standard \1"),
    (re.compile(r"^criteria (\S+?)(?=[,:])"), r"Criterion \1"),
    (re.compile(r"^policy_checklist (\S+?)(?=[,:])"), r"Policy point \1"),
    (re.compile(r"\bseen_heard (\d+)"), r"question \1"),
    (re.compile(r", descriptors\b"), ", what each point looks like"),
)
VARIANT: Final = re.compile(r"\bvariants, (\w+)")
FIELD: Final = re.compile(r"“(\w+)”")
CRITERION: Final = re.compile(r"^(?:criteria|Criterion) ([^\s,:]+)")
POINT: Final = re.compile(r"^(?:policy_checklist|Checklist line) ([^\s,:]+)")
STANDARD: Final = re.compile(r"^standards (\S+?)[,:]")


def in_plain_words(fault: str) -> str:
    """A fault as somebody reads it who fills in forms."""
    place, colon, rest = fault.partition(":")
    if not colon:
        return fault
    for pattern, words in PLACES:
        fault = pattern.sub(words, fault)
    place, _, rest = fault.partition(":")
    place = VARIANT.sub(lambda found: f"for {_family(found[1])}", place)
    rest = FIELD.sub(lambda found: f"“{FIELD_WORDS.get(found[1], found[1])}”", rest)
    return f"{place}:{rest}"


def _family(code: str) -> str:
    return FAMILY_WORDS[Family(code)] if code in list(Family) else code


def criterion_meant(fault: str) -> str | None:
    """The criterion that a fault speaks of, by its code; None where it speaks of something else."""
    found = CRITERION.match(fault)
    return found[1] if found else None


def standard_meant(fault: str) -> str | None:
    """The standard that a fault speaks of, by its code."""
    found = STANDARD.match(fault)
    return found[1] if found else None


def point_meant(fault: str) -> str | None:
    """The point of the policy checklist that a fault speaks of, by its code."""
    found = POINT.match(fault)
    return found[1] if found else None
