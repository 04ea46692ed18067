"""How long an award lasts, and how it stands on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from award.domain.terms import ONE_DAY, Term, end_of_term, term_after, terms_before

AWARD_LASTS_YEARS: Final = 3
GRACE_TERMS: Final = 1
RENEWAL_OPENS_TERMS_BEFORE: Final = 3
MOST_TERMS_EXTENDED: Final = 2


class Standing(StrEnum):
    """How an award's dates stand on a day, in the order in which they come."""

    NOT_YET_BEGUN = "not_yet_begun"
    CURRENT = "current"
    EXPIRING = "expiring"
    IN_GRACE = "in_grace"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Validity:
    """The dates written on an award when it is released; each day named belongs to it."""

    valid_from: date
    valid_until: date
    grace_until: date

    def __post_init__(self) -> None:
        if not self.valid_from <= self.valid_until <= self.grace_until:
            raise ValueError("An award must begin, end and run out of grace in this order")

    def standing(
        self, on: date, *, renewal_open: bool, renewal_opens_on: date | None = None
    ) -> Standing:
        """How the award stands on a day; nothing has to run for this to be true.

        Its term of grace holds only while a renewal is open. It is expiring from the day on
        which its renewal may open, where that day is given.
        """
        if on < self.valid_from:
            return Standing.NOT_YET_BEGUN
        if on <= self.valid_until:
            is_expiring = renewal_opens_on is not None and on >= renewal_opens_on
            return Standing.EXPIRING if is_expiring else Standing.CURRENT
        in_grace = renewal_open and on <= self.grace_until
        return Standing.IN_GRACE if in_grace else Standing.EXPIRED


def validity_for(
    released_on: date,
    terms: Sequence[Term],
    *,
    previous: Validity | None = None,
    previous_revoked: bool = False,
    years: int = AWARD_LASTS_YEARS,
) -> Validity:
    """The dates of an award: whole years, then to the end of the term in which the last one ends.

    A renewal's award begins the day after the old one ends, or on release if that is later or
    the old one was revoked.
    """
    valid_from = released_on
    if previous is not None and not previous_revoked:
        valid_from = max(released_on, previous.valid_until + ONE_DAY)
    valid_until = end_of_term(_last_day_of_years(valid_from, years), terms)
    return Validity(valid_from, valid_until, _grace_after(valid_until, terms))


def renewal_opens_on(validity: Validity, terms: Sequence[Term]) -> date:
    """The first day of the third term from the award's end."""
    return terms_before(validity.valid_until, RENEWAL_OPENS_TERMS_BEFORE, terms)


def extend(validity: Validity, terms: Sequence[Term], by_terms: int) -> Validity:
    """The dates of an award that lasts one or two terms longer, with its grace after that."""
    if not 1 <= by_terms <= MOST_TERMS_EXTENDED:
        raise ValueError("Extend an award by one or two terms")
    valid_until = term_after(validity.valid_until, by_terms, terms).ends_on
    return replace(validity, valid_until=valid_until, grace_until=_grace_after(valid_until, terms))


def _grace_after(valid_until: date, terms: Sequence[Term]) -> date:
    return term_after(valid_until, GRACE_TERMS, terms).ends_on


def _last_day_of_years(starts_on: date, years: int) -> date:
    """The last day of whole years: 31 August for 1 September, 28 February for a leap day."""
    year = starts_on.year + years
    try:
        return starts_on.replace(year=year) - ONE_DAY
    except ValueError:  # 29 February, and the last year has none
        return date(year, 2, 28)
