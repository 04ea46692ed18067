"""Where the places of the demo world stand and how they are rung up: no such door, no such line.

Numbers are from the ranges that Ofcom keeps free for drama (0116 496 0000 to 0999 for Leicester,
01632 960000 to 960999 for nowhere), so that nobody is rung up by who tries the demo.
"""

from typing import Final
from zlib import crc32

from award.demo.places import Place

STREETS: Final = (
    "Alder Rise",
    "Bell Lane",
    "Heron Way",
    "Kiln Street",
    "Mulberry Walk",
    "Old Mill Road",
    "Ropemakers Row",
    "Sorrel Close",
    "Tawny Lane",
    "Weavers Yard",
)


LINES: Final = {"Leicester": "0116 496 0", "Fenwick Vale": "01632 960"}


def _drawn(place: Place, below: int) -> int:
    """A number below another one that is the same for the same place on every day."""
    return crc32(place.name.encode()) % below


def address_of(place: Place, town: str) -> str:
    """As “14 Heron Way, Leicester”, the town on a line of its own."""
    drawn = _drawn(place, len(STREETS) * 90)
    return f"{drawn // len(STREETS) + 1} {STREETS[drawn % len(STREETS)]}\n{town}"


def telephone_of(place: Place, town: str) -> str:
    """A number that rings nowhere."""
    return f"{LINES[town]}{_drawn(place, 1000):03}"
