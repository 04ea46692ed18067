"""How well two judges agree who judged the same criterion without seeing each other.

Exact agreement is the share of pairs in which both chose the same point. It flatters: where nearly
everything is met, two who guess agree often too. So Cohen's weighted kappa stands beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from award.domain.frameworks import SCALE, Judged

ENOUGH: Final = 50  # fewer pairs than these say more about chance than about judges


@dataclass(frozen=True)
class Pair:
    """One criterion judged by two: as ``many`` journeys as came out alike.

    ``assessor_id`` is who judged first, ``on`` the day or the beginning of the time it was in.
    """

    criterion: str
    assessor_id: int | None
    first: Judged
    second: Judged
    on: date
    many: int = 1


@dataclass(frozen=True)
class Agreement:
    """What some pairs say; ``exact`` and ``kappa`` are None while there are too few of them.

    ``kappa`` is None as well where both always chose one and the same point: chance would have
    them agree in full then, and there is nothing to measure it by.
    """

    pairs: int
    exact: Fraction | None = None
    kappa: Fraction | None = None

    @property
    def needed(self) -> int:
        """How many pairs more make the figures worth showing."""
        return max(0, ENOUGH - self.pairs)


def agreement_of(pairs: Iterable[Pair]) -> Agreement:
    """How well these pairs agree."""
    counted = _counted(pairs)
    total = counted.total()
    if total < ENOUGH:
        return Agreement(total)
    same = sum(count for (first, second), count in counted.items() if first is second)
    return Agreement(total, Fraction(same, total), weighted_kappa(counted))


def weighted_kappa(counted: Mapping[tuple[Judged, Judged], int]) -> Fraction | None:
    """Cohen's kappa with weights that grow with the distance on the scale; None if undefined.

    kappa = 1 - sum(v_ij * n_ij) / sum(v_ij * r_i * c_j / n), where n_ij counts the pairs in which
    the first chose point i and the second point j, r_i and c_j are the sums of rows and columns, n
    is their total, and v_ij = |i - j| is how far apart two points lie: being one point apart
    is a third as bad as three.

    Source: Jacob Cohen, "Weighted kappa: nominal scale agreement with provision for scaled
    disagreement or partial credit", Psychological Bulletin 70 (1968), pages 213 to 220; his
    weights of disagreement v_ij are linear here.
    """
    total = sum(counted.values())
    rows, columns = Counter[Judged](), Counter[Judged]()
    for (first, second), count in counted.items():
        rows[first] += count
        columns[second] += count
    seen = sum(_apart(first, second) * count for (first, second), count in counted.items())
    chance = sum(_apart(i, j) * rows[i] * columns[j] for i in SCALE for j in SCALE)
    return 1 - Fraction(seen * total, chance) if chance else None


def _apart(first: Judged, second: Judged) -> int:
    return abs(SCALE.index(first) - SCALE.index(second))


def crossed(pairs: Iterable[Pair]) -> Sequence[Sequence[int]]:
    """How often the first chose each point (a row each) and the second each (a column each)."""
    counted = _counted(pairs)
    return [[counted[first, second] for second in SCALE] for first in SCALE]


def _counted(pairs: Iterable[Pair]) -> Counter[tuple[Judged, Judged]]:
    counted = Counter[tuple[Judged, Judged]]()
    for one in pairs:
        counted[one.first, one.second] += one.many
    return counted
