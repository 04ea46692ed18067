"""The colour of an authority: what follows from it, and when it cannot be read well enough."""

import re
from dataclasses import dataclass
from typing import Final

from award.domain.refusals import AtAnswer, NotReady

ENOUGH: Final = 4.5
WHITE, BLACK = "#ffffff", "#000000"
# The lightest ground of a page, and the others that a link may stand on.
PAPER: Final = "#fbf8f1"
GROUNDS: Final = (PAPER, WHITE, "#f5efe2", "#f3ecdd", "#e3f0e9")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}\b", re.ASCII)
_LONG: Final = re.compile(r"#?([0-9a-f]{6})", re.ASCII)
_SHORT: Final = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", re.ASCII)


@dataclass(frozen=True)
class Look:
    """The four colours that an authority's own one moves; nothing else on a page follows it."""

    teal: str
    teal_deep: str
    mint: str
    link: str


USUAL: Final = Look(teal="#0b4f4a", teal_deep="#083b37", mint="#a9dccb", link="#0a5c55")


def read_colour(typed: str) -> str:
    """A colour as "#5b2a6e", from what people type. Raises NotReady where it is none."""
    words = typed.strip().lower()
    if found := _LONG.fullmatch(words):
        return f"#{found[1]}"
    if found := _SHORT.fullmatch(words):
        return "#" + "".join(one * 2 for one in found.groups())
    raise NotReady(
        "Write the colour as # and six figures or letters from a to f, like #5b2a6e", of="colour"
    )


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21.

    The contrast ratio of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L being the relative luminance of
    the lighter and of the darker colour, as its definitions "contrast ratio" and "relative
    luminance" say (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def look_of(colour: str) -> Look:
    """The colours that follow from an authority's own, each dark or light enough for its place."""
    if colour == USUAL.teal:
        return USUAL
    return Look(
        teal=colour,
        teal_deep=_mixed(colour, BLACK, 25),
        mint=_until_read(colour, WHITE, against=(colour,), begin=60),
        link=_until_read(colour, BLACK, against=GROUNDS),
    )


def colour_troubles(colour: str) -> tuple[str, ...]:
    """Why a colour cannot be the authority's, with the nearest shade that can; nothing if it can.

    White words stand on it, and links of its colour stand on paper: both need 4.5. What is said
    speaks of the answer "colour".
    """
    faults = []
    white, paper = contrast(WHITE, colour), contrast(colour, PAPER)
    if white < ENOUGH:
        faults.append(f"white words on it reach {_shown(white)} to 1")
    if paper < ENOUGH:
        faults.append(f"links of this colour on our paper reach {_shown(paper)} to 1")
    if not faults:
        return ()
    words = (
        f"{colour} is too light to read: {' and '.join(faults)}, and 4.5 is needed. "
        f"The nearest shade that would do is {nearest_shade(colour)}"
    )
    return (AtAnswer(words, "colour"),)


def nearest_shade(colour: str) -> str:
    """The same colour, made darker by as little as makes it readable."""
    return _until_read(colour, BLACK, against=(WHITE, PAPER))


def greyed(drawing: str) -> str:
    """A drawing with each of its colours as the grey of the same lightness."""
    return _COLOUR.sub(lambda found: grey_of(found[0]), drawing)


def grey_of(colour: str) -> str:
    """The grey that is as light as this colour, so that it stands out as much as before."""
    light = _luminance(colour)
    share = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(share * 255):02x}" * 3


def _until_read(colour: str, towards: str, *, against: tuple[str, ...], begin: int = 0) -> str:
    """The colour, mixed with another until it reaches 4.5 against all of these."""
    for percent in range(begin, 100):
        mixed = _mixed(colour, towards, percent)
        if all(contrast(mixed, one) >= ENOUGH for one in against):
            return mixed
    return towards


def _mixed(colour: str, other: str, percent: int) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{(a * (100 - percent) + b * percent) // 100:02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(one / 255) for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _shown(ratio: float) -> str:
    """Cut, not rounded: 4.49 must never read as 4.5."""
    return f"{int(ratio * 10) / 10:.1f}"


@dataclass(frozen=True)
class LogoPicture:
    """A logo as it is kept: made again as a PNG, with the digest that names it."""

    picture: bytes
    width: int
    height: int
    digest: str
