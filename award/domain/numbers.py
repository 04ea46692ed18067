"""Official numbers of settings: what each is called, how it is written, and what does not fit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Self

from award.domain.kinds import Kind, Scheme
from award.domain.refusals import NotReady
from award.domain.spoken import listed

FIGURE: Final = "9"
LETTER: Final = "A"
OWN: Final = "own_"  # before the code of a number that only one authority has
LONGEST: Final = 40
LONGEST_SHAPE: Final = 20
MOST_SHAPES: Final = 5
SHAPE: Final = re.compile(r"[A-Z0-9/.\-]+")
COUNTED: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)


class WrongNumber(NotReady):
    """The number does not fit or is another's; a form says so beside its field."""


@dataclass(frozen=True)
class OfficialNumber:
    """A number that settings bear. Each of its ``shapes`` is one way in which it is written.

    In a shape 9 is any figure, A any letter, and every other sign stands for itself. Without a
    shape every number fits. ``rule`` is the sentence said of one that does not; one is made of
    the shapes where it is empty.
    """

    code: str
    name: str
    shapes: tuple[str, ...] = ()
    rule: str = ""

    @property
    def is_own(self) -> bool:
        """Whether an authority made it for itself."""
        return self.code.startswith(OWN)

    def fits(self, value: str) -> bool:
        """Whether a number is written in one of its ways."""
        if len(value) > LONGEST:
            return False
        return not self.shapes or any(_pattern(one).fullmatch(value) for one in self.shapes)

    def says(self) -> str:
        """How it is written, in a sentence without its full stop."""
        if self.rule:
            return self.rule
        if not self.shapes:
            return f"{self.name}: {LONGEST} letters and figures at most"
        ways = listed([described(one) for one in self.shapes], last="or")
        return f"{self.name}: write it as {ways}, like {self.example()}"

    def example(self) -> str:
        """Made up, in the first way in which it is written; empty without one."""
        return _example(self.shapes[0]) if self.shapes else ""

    def as_content(self) -> dict[str, Any]:
        """Plain values, to keep an authority's own; ``from_content`` reads them back."""
        return {"code": self.code, "name": self.name, "shapes": list(self.shapes)}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """The number that plain values describe."""
        return cls(content["code"], content["name"], tuple(content["shapes"]))


# What everybody has; GIAS calls the first one URN as Ofsted does, and six figures look alike.
KNOWN: Final = (
    OfficialNumber(
        Scheme.GIAS_URN,
        "School register (URN)",
        ("999999",),
        "The number in the register of schools has six figures",
    ),
    OfficialNumber(
        Scheme.OFSTED_URN,
        "Ofsted number",
        ("999999", "9999999", "EY999999", "EY9999999", "SC999999", "SC9999999"),
        "An Ofsted number has six or seven figures, some with EY or SC before them",
    ),
    OfficialNumber(
        Scheme.UKPRN,
        "Provider number (UKPRN)",
        ("19999999",),
        "A provider number (UKPRN) has eight figures and begins with 1",
    ),
    OfficialNumber(
        Scheme.CHARITY,
        "Charity number",
        ("999999", "9999999", "SC999999", "NIC999999"),
        "A charity number has six or seven figures; in Scotland SC and six, "
        "in Northern Ireland NIC and six",
    ),
    OfficialNumber(
        Scheme.COMPANY,
        "Company number",
        ("99999999", "AA999999"),
        "A company number has eight figures, or two letters and six figures",
    ),
)


def bare(typed: str) -> str:
    """A number as it is kept and looked for: capitals, and no spaces."""
    return "".join(typed.split()).upper()


def numbers_in(own: Iterable[Mapping[str, Any]]) -> dict[str, OfficialNumber]:
    """Every number that an authority knows by its code: everybody's, then its own."""
    mine = [OfficialNumber.from_content(one) for one in own]
    return {one.code: one for one in (*KNOWN, *mine)}


def number_for(
    kind: Kind, value: str, known: Mapping[str, OfficialNumber]
) -> OfficialNumber | None:
    """Which of a kind's numbers this is: the first that is written so."""
    return next(
        (known[one] for one in kind.numbers if one in known and known[one].fits(value)), None
    )


def number_fault(kind: Kind, known: Mapping[str, OfficialNumber]) -> str:
    """What is said of a number that is none of its kind's."""
    mine = [known[one] for one in kind.numbers if one in known]
    if not mine:
        return f"No number is kept for this kind ({kind.label}). Leave it empty"
    return ". ".join(one.says() for one in mine)


def shape_faults(shapes: Sequence[str]) -> list[str]:
    """What is to be put right in the ways that an authority wrote for a number of its own."""
    found = [
        f"“{one}” cannot be used: write letters, figures, and - / or . between them"
        for one in shapes
        if not SHAPE.fullmatch(one)
    ]
    found += [
        f"“{one}” is too long: use {LONGEST_SHAPE} signs at most"
        for one in shapes
        if len(one) > LONGEST_SHAPE
    ]
    found += [
        f"“{one}” fits one number only: write 9 for any figure and A for any letter"
        for one in shapes
        if SHAPE.fullmatch(one) and not {FIGURE, LETTER} & set(one)
    ]
    if len(shapes) > MOST_SHAPES:
        found.append(f"Write {MOST_SHAPES} ways at most")
    return found


def described(shape: str) -> str:
    """A shape in words: two letters, then four figures."""
    parts = []
    for sort, run in groupby(shape, key=lambda sign: sign if sign in (FIGURE, LETTER) else ""):
        signs = "".join(run)
        parts.append(f"“{signs}”" if not sort else _counted(len(signs), sort))
    return ", then ".join(parts)


def _counted(count: int, sort: str) -> str:
    noun = "figure" if sort == FIGURE else "letter"
    said = COUNTED[count] if count < len(COUNTED) else str(count)
    return f"{said} {noun}" if count == 1 else f"{said} {noun}s"


def _pattern(shape: str) -> re.Pattern[str]:
    signs = {FIGURE: "[0-9]", LETTER: "[A-Z]"}
    return re.compile("".join(signs.get(one) or re.escape(one) for one in shape))


def _example(shape: str) -> str:
    figures, letters = iter("1234567890" * 2), iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    given = {FIGURE: figures, LETTER: letters}
    return "".join(next(given[one]) if one in given else one for one in shape)
