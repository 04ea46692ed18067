"""How well two judges agree, in words, as bars and as tables: for a coordinator and an assessor."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from award.domain.calibration import ENOUGH, Agreement, Pair, agreement_of, crossed
from award.domain.frameworks import SCALE, Framework
from award.domain.terms import Term, term_of
from award.web.kit.filters import plural

HEADS: Final = ("Pairs", "Same point", "Kappa")
ABOUT: Final = (
    "A pair is one criterion that two people judged, the second without seeing the first.",
    "“Same point” says how many pairs in a hundred are alike.",
    (
        "“Kappa” leaves out what chance alone would bring: 0 is no better than guessing, 1 is "
        "alike every time. Two points apart count as twice as far as one."
    ),
    (
        "Where nearly everything is at one point, kappa can be low although most pairs are alike: "
        "then look at where they part."
    ),
)


@dataclass(frozen=True)
class Bar:
    """One line of the drawing: ``share`` of a hundred, or none while there are too few pairs."""

    words: str
    share: int | None
    told: str


def percent(share: Fraction) -> int:
    return round(share * 100)


def exact_words(found: Agreement) -> str:
    """82 in 100, or how many pairs more are needed."""
    if found.exact is None:
        return f"{plural(found.needed, 'more pair')} needed"
    return f"{percent(found.exact)} in 100"


def kappa_words(found: Agreement) -> str:
    """0.61; where it cannot be worked out, why."""
    if found.exact is None:
        return ""
    if found.kappa is None:
        return "All at one point"
    return f"{float(found.kappa):.2f}".replace("-", "−")


def row_of(words: str, found: Agreement) -> list[Any]:
    """One line of a table."""
    return [words, found.pairs, exact_words(found), kappa_words(found)]


def counted(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Lines of a table without the figures that nobody can know yet: their words and the pairs."""
    return [row[:2] for row in rows]


def bar_of(words: str, found: Agreement) -> Bar:
    share = percent(found.exact) if found.exact is not None else None
    return Bar(words, share, exact_words(found))


def by(pairs: Sequence[Pair], key: Mapping[Pair, Hashable]) -> dict[Hashable, Agreement]:
    """The agreement of the pairs that share a key, in the order in which keys first come."""
    groups: defaultdict[Hashable, list[Pair]] = defaultdict(list)
    for one in pairs:
        groups[key[one]].append(one)
    return {name: agreement_of(inside) for name, inside in groups.items()}


def by_criterion(pairs: Sequence[Pair], titles: Mapping[str, str]) -> list[tuple[str, Agreement]]:
    """Criterion by criterion, in the order of their codes."""
    found = by(pairs, {one: one.criterion for one in pairs})
    order = sorted(found, key=lambda code: [int(part) for part in str(code).split(".") if part])
    return [(f"{code} {titles.get(str(code), '')}".strip(), found[code]) for code in order]


def by_assessor(pairs: Sequence[Pair], names: Mapping[int, str]) -> list[tuple[str, Agreement]]:
    """Assessor by assessor, by name."""
    found = by(pairs, {one: one.assessor_id for one in pairs})
    named = [
        (names.get(who, "") if isinstance(who, int) else "", said) for who, said in found.items()
    ]
    return sorted(((name or "Somebody who has left", said) for name, said in named), key=_name)


def _name(one: tuple[str, Agreement]) -> str:
    return one[0]


def by_term(pairs: Sequence[Pair], terms: Sequence[Term]) -> list[tuple[str, Agreement]]:
    """Term by term, the oldest first; each day's term is looked up once."""
    days = {on: term_words(term_of(on, terms)) for on in sorted({one.on for one in pairs})}
    found = by(pairs, {one: days[one.on] for one in pairs})
    return [(str(name), said) for name, said in found.items()]


def term_words(term: Term) -> str:
    """Autumn 2026, summer 2027: a term by its name and the year in which it lies."""
    year = term.starts_on.year
    return f"{term.name.capitalize()} {year}"


def calibration_page(
    pairs: Sequence[Pair], *, framework: Framework | None, terms: Sequence[Term]
) -> dict[str, Any]:
    """What the page of an assessor and of a coordinator share; the words are the framework's."""
    titles = {one.code: one.title for one in framework.criteria} if framework else {}
    labels = {one.point: one.label for one in framework.scale} if framework else {}
    points = [labels.get(one, str(one)) for one in SCALE]
    whole = agreement_of(pairs)
    criteria, over_time = by_criterion(pairs, titles), by_term(pairs, terms)
    return {
        "whole": whole,
        "lead": lead_of(whole),
        "about": ABOUT if whole.exact is not None else ABOUT[:1],
        "bars": [bar_of(words, found) for words, found in criteria if not found.needed],
        "few": sum(found.needed > 0 for _, found in criteria),
        "heads": HEADS,
        "criteria": [row_of(words, found) for words, found in criteria],
        "over_time": [row_of(words, found) for words, found in over_time],
        "crossed": crossed_rows(pairs, points) if whole.exact is not None else [],
        "points": points,
        "enough": ENOUGH,
        "counted": counted,
    }


def lead_of(whole: Agreement) -> str:
    """The whole in a sentence."""
    if not whole.pairs:
        return "There is no second judgement to compare with yet."
    there = plural(whole.pairs, "pair")
    if whole.exact is None:
        more = plural(whole.needed, "more is", "more are")
        return f"There {'is' if whole.pairs == 1 else 'are'} {there} so far. {more} needed first."
    kappa = f" Kappa is {kappa_words(whole)}." if whole.kappa is not None else ""
    return f"Of {there}, {percent(whole.exact)} in 100 are alike.{kappa}"


def crossed_rows(pairs: Sequence[Pair], points: Sequence[str]) -> list[list[Any]]:
    """A row for each point of the first judge, a column for each of the second."""
    counted = crossed(pairs)
    return [[f"First: {words.lower()}", *counted[place]] for place, words in enumerate(points)]
