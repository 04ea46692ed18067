"""A plain map of places: where on a drawing each stands, worked out from metres on the grid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
MARGIN: Final = 44
LOWEST: Final = 300
HIGHEST: Final = 760
SMALLEST_GROUND: Final = 2_000
"""How many metres the drawing shows at least, so that two neighbours are not a town apart."""

CELL: Final = 13
"""Places nearer to each other than this on the drawing share a dot, which is then larger."""

LETTER: Final = 8
LINE: Final = 20
LARGE_LETTER: Final = 13.5
LARGE_LINE: Final = 30
FOOT: Final = 52
"""How high the line for the distance stands, below which no name is written."""

GROUND_FOOT: Final = 88
"""How much is left free below the southernmost place, for that line and the arrow to the north."""

ASIDE: Final = 6
"""How far from its dot a name stands that is written to its right or left."""

GRID_EAST: Final = 700_000
GRID_NORTH: Final = 1_300_000
STEPS: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


@dataclass(frozen=True)
class Spot:
    """A place with its name, on the national grid; ``doubt``: what sets it apart, in words."""

    name: str
    easting: int
    northing: int
    doubt: str = ""

    @property
    def words(self) -> str:
        return f"{self.name} ({self.doubt})" if self.doubt else self.name


@dataclass(frozen=True)
class Area:
    """A part of the authority: the middle of what stands in it, and how much that is."""

    name: str
    easting: float
    northing: float
    places: int = 1


@dataclass(frozen=True)
class Dot:
    """One or several places on the drawing."""

    x: float
    y: float
    radius: float
    names: tuple[str, ...]
    in_doubt: bool = False
    """Whether a place in it is set apart; it then has another shape."""

    @property
    def words(self) -> str:
        return ", ".join(self.names)


@dataclass(frozen=True)
class Label:
    """The name of an area, centred on its middle."""

    x: float
    y: float
    words: str
    large: bool
    """Whether there is room to write it large, as on a phone."""


@dataclass(frozen=True)
class DotMap:
    """The drawing: its size, its dots, the names of areas and a line as long as ``scale_words``."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    scale: float
    scale_words: str


def on_the_grid(easting: int | None, northing: int | None) -> bool:
    """Whether these are metres on the national grid; a register may hold slips of the pen."""
    return (
        easting is not None
        and northing is not None
        and 0 < easting < GRID_EAST
        and 0 < northing < GRID_NORTH
    )


def draw_map(spots: Sequence[Spot], areas: Sequence[Area] = ()) -> DotMap | None:
    """The map of these places; none where no place is known. Areas only help to find one's way."""
    if not spots:
        return None
    points: list[tuple[float, float]] = [(one.easting, one.northing) for one in spots]
    ground = _Ground.around(points + [(one.easting, one.northing) for one in areas])
    scale, words = ground.line
    dots = tuple(_dots(ground, spots))
    return DotMap(
        width=WIDTH,
        height=ground.height,
        dots=dots,
        labels=tuple(_labels(ground, areas, dots)),
        scale=scale,
        scale_words=words,
    )


@dataclass(frozen=True)
class _Ground:
    """The part of the country that is drawn, and how many dots of the drawing a metre takes."""

    west: float
    north: float
    per_metre: float
    height: int

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> "_Ground":
        east, north = [one[0] for one in points], [one[1] for one in points]
        wide = max(max(east) - min(east), SMALLEST_GROUND)
        high = max(max(north) - min(north), SMALLEST_GROUND / 2)
        around = MARGIN + GROUND_FOOT
        per_metre = min((WIDTH - 2 * MARGIN) / wide, (HIGHEST - around) / high)
        height = int(min(HIGHEST, max(LOWEST, high * per_metre + around)))
        middle = ((max(east) + min(east)) / 2, (max(north) + min(north)) / 2)
        return cls(
            west=middle[0] - WIDTH / 2 / per_metre,
            north=middle[1] + (height + MARGIN - GROUND_FOOT) / 2 / per_metre,
            per_metre=per_metre,
            height=height,
        )

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        return (easting - self.west) * self.per_metre, (self.north - northing) * self.per_metre

    @property
    def line(self) -> tuple[float, str]:
        """A round number of metres that takes about a fifth of the drawing, in words."""
        metres = max(one for one in STEPS if one * self.per_metre <= WIDTH / 4 or one == STEPS[0])
        words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
        return round(metres * self.per_metre, 1), words


def _dots(ground: _Ground, spots: Iterable[Spot]) -> Iterable[Dot]:
    together: dict[tuple[int, int], list[tuple[float, float, Spot]]] = defaultdict(list)
    for one in spots:
        x, y = ground.at(one.easting, one.northing)
        together[int(x // CELL), int(y // CELL)].append((x, y, one))
    for _, found in sorted(together.items()):
        many = len(found)
        yield Dot(
            x=round(sum(one[0] for one in found) / many, 1),
            y=round(sum(one[1] for one in found) / many, 1),
            radius=round(min(8 + 1.5 * (many - 1) ** 0.5, CELL), 1),
            names=tuple(sorted(one[2].words for one in found)),
            in_doubt=any(one[2].doubt for one in found),
        )


@dataclass(frozen=True)
class _Box:
    """What a text or a dot takes of the drawing."""

    x: float
    y: float
    half: float
    tall: float

    def meets(self, other: "_Box") -> bool:
        return (
            abs(self.x - other.x) < self.half + other.half
            and abs(self.y - other.y) < (self.tall + other.tall) / 2
        )


def _labels(ground: _Ground, areas: Iterable[Area], dots: Iterable[Dot]) -> Iterable[Label]:
    """The names that have room, those of the fullest areas first; none is laid over another.

    First those that have room in large letters, as a phone needs them; then others between them.
    The scale and the arrow to the north keep their corners.
    """
    taken = [_Box(one.x, one.y, one.radius + 2, 2 * one.radius) for one in dots]
    scale, foot = ground.line[0], ground.height - 36
    taken += [_Box(20 + scale / 2, foot, scale / 2 + 10, 44), _Box(WIDTH - 26, foot, 16, 60)]
    left = sorted(areas, key=lambda area: (-area.places, area.name))
    for large in (True, False):
        waiting, left = left, []
        for one in waiting:
            box = _room_for(one.name, ground.at(one.easting, one.northing), ground, taken, large)
            if box is None:
                left.append(one)
                continue
            taken.append(box)
            yield Label(round(box.x, 1), round(box.y, 1), one.name, large)


def _room_for(
    words: str, at: tuple[float, float], ground: _Ground, taken: Iterable[_Box], large: bool
) -> _Box | None:
    """A free place for a name: on its middle, a little above or below, then to either side."""
    letter, tall = (LARGE_LETTER, LARGE_LINE) if large else (LETTER, LINE)
    half = len(words) * letter / 2
    inside = min(max(at[0], half + 8), WIDTH - half - 8)
    aside, away = half + CELL + ASIDE, (tall + CELL) / 2
    places = [(inside, at[1]), (inside, at[1] - away), (inside, at[1] + away)]
    places += [(x, at[1]) for x in (at[0] + aside, at[0] - aside) if half < x < WIDTH - half]
    for x, y in places:
        box = _Box(x, min(max(y, tall), ground.height - FOOT), half, tall)
        if not any(box.meets(one) for one in taken):
            return box
    return None
