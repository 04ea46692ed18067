"""School terms: three a year, each of two half-terms, known ahead or reckoned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ONE_DAY: Final = timedelta(days=1)


class TermName(StrEnum):
    """The three terms of a school year, in order."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


TERMS_A_YEAR: Final = len(TermName)


@dataclass(frozen=True, order=True)
class HalfTerm:
    """A stretch of school days between two holidays; both days belong to it."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError("A half-term must end on or after the day it starts")

    def holds(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on


@dataclass(frozen=True)
class Term:
    """One term of one school year; 2025 means the school year 2025/26."""

    name: TermName
    school_year: int
    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError("A term must end on or after the day it starts")


def terms_of_year(school_year: int, half_terms: Sequence[HalfTerm]) -> tuple[Term, ...]:
    """The terms that a year's half-terms make, in order; those still missing are left out.

    A term whose second half is not known yet is not known: its end would be wrong.
    """
    in_order = sorted(half_terms)
    if len(in_order) > 2 * TERMS_A_YEAR:
        raise ValueError("A school year has six half-terms at most")
    pairs = zip(in_order[::2], in_order[1::2], strict=False)
    return tuple(
        Term(name, school_year, first.starts_on, second.ends_on)
        for name, (first, second) in zip(TermName, pairs, strict=False)
    )


def terms_with_overrides(usual: Iterable[Term], own: Iterable[Term]) -> tuple[Term, ...]:
    """The authority's terms, each replaced where the setting has its own."""
    by_place = {_place(term): term for term in (*usual, *own)}
    return tuple(by_place[place] for place in sorted(by_place))


def half_terms_with_overrides(
    usual: Iterable[HalfTerm], own: Iterable[HalfTerm]
) -> tuple[HalfTerm, ...]:
    """The authority's half-terms, except those that one of the setting's own overlaps."""
    kept = tuple(own)
    untouched = (half for half in usual if not any(_overlap(half, mine) for mine in kept))
    return tuple(sorted((*untouched, *kept)))


def term_of(on: date, terms: Iterable[Term]) -> Term:
    """The term that a day falls in; a day in the holidays belongs to the term that follows.

    Terms that are not known are reckoned: they end on 31 December, 31 March and 31 August,
    without running into the known ones beside them.
    """
    known = _known(terms)
    return _term_at(_place_of(on, known), known)


def terms_through(first: date, last: date, terms: Sequence[Term]) -> list[Term]:
    """The terms that the days from the first to the last lie in, one after the other."""
    found = [term_of(first, terms)]
    while found[-1].ends_on < last:
        found.append(term_after(found[-1].ends_on, 1, terms))
    return found


def term_after(on: date, n: int, terms: Iterable[Term]) -> Term:
    """The nth term after the one that a day falls in; none after is that term itself."""
    if n < 0:
        raise ValueError("Count the terms after a day with 0 or more")
    known = _known(terms)
    return _term_at(_place_of(on, known) + n, known)


def end_of_term(on: date, terms: Iterable[Term]) -> date:
    """The last day of the term that a day falls in: never before that day."""
    return term_of(on, terms).ends_on


def terms_before(day: date, n: int, terms: Iterable[Term]) -> date:
    """The first day of the nth term back from a day, where the day's own term counts as one.

    For the last day of a term this is the day on which n whole terms are left.
    """
    if n < 1:
        raise ValueError("Count the terms before a day with 1 or more")
    known = _known(terms)
    return _term_at(_place_of(day, known) - n + 1, known).starts_on


# A term's place is its number in the long row of all terms, so that counting is adding.


def _place(term: Term) -> int:
    return term.school_year * TERMS_A_YEAR + tuple(TermName).index(term.name)


def _known(terms: Iterable[Term]) -> Mapping[int, Term]:
    return {_place(term): term for term in terms}


def _place_of(on: date, known: Mapping[int, Term]) -> int:
    place = (on.year - 1) * TERMS_A_YEAR
    while _term_at(place, known).ends_on < on:
        place += 1
    return place


def _term_at(place: int, known: Mapping[int, Term]) -> Term:
    if place in known:
        return known[place]
    reckoned = _reckoned(place)
    starts_on, ends_on = reckoned.starts_on, reckoned.ends_on
    if place - 1 in known:
        starts_on = max(starts_on, known[place - 1].ends_on + ONE_DAY)
    if place + 1 in known:
        ends_on = min(ends_on, known[place + 1].starts_on - ONE_DAY)
    return Term(reckoned.name, reckoned.school_year, starts_on, ends_on)


def _reckoned(place: int) -> Term:
    year, nth = divmod(place, TERMS_A_YEAR)
    starts_on, ends_on = (
        (date(year, 9, 1), date(year, 12, 31)),
        (date(year + 1, 1, 1), date(year + 1, 3, 31)),
        (date(year + 1, 4, 1), date(year + 1, 8, 31)),
    )[nth]
    return Term(tuple(TermName)[nth], year, starts_on, ends_on)


def _overlap(one: HalfTerm, other: HalfTerm) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
