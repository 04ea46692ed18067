"""An award's dates from its release to its renewal, and how they stand on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.terms import Term, TermName
from award.domain.validity import Standing, Validity, extend, renewal_opens_on, validity_for

THREE_YEARS = Validity(date(2026, 9, 15), date(2029, 12, 31), date(2030, 3, 31))
ONE_DAY = timedelta(days=1)

RELEASES = st.dates(date(2020, 1, 1), date(2060, 12, 31))
KNOWN_2029 = (
    Term(TermName.AUTUMN, 2029, date(2029, 8, 28), date(2029, 12, 19)),
    Term(TermName.SPRING, 2029, date(2030, 1, 7), date(2030, 4, 12)),
)
TERMS = st.sampled_from([(), KNOWN_2029[:1], KNOWN_2029[1:], KNOWN_2029])


@pytest.mark.parametrize(
    ("released_on", "valid_until", "grace_until"),
    [
        (date(2026, 9, 1), date(2029, 8, 31), date(2029, 12, 31)),
        (date(2026, 9, 2), date(2029, 12, 31), date(2030, 3, 31)),
        (date(2026, 12, 31), date(2029, 12, 31), date(2030, 3, 31)),
        (date(2027, 1, 1), date(2029, 12, 31), date(2030, 3, 31)),
        (date(2027, 1, 31), date(2030, 3, 31), date(2030, 8, 31)),
        (date(2027, 3, 31), date(2030, 3, 31), date(2030, 8, 31)),
        (date(2027, 4, 30), date(2030, 8, 31), date(2030, 12, 31)),
        (date(2028, 2, 29), date(2031, 3, 31), date(2031, 8, 31)),
    ],
)
def test_an_award_lasts_three_years_and_to_the_end_of_that_term(
    released_on: date, valid_until: date, grace_until: date
) -> None:
    assert validity_for(released_on, ()) == Validity(released_on, valid_until, grace_until)


def test_terms_that_are_known_so_far_ahead_are_kept_to() -> None:
    assert validity_for(date(2026, 9, 15), KNOWN_2029) == Validity(
        date(2026, 9, 15), date(2029, 12, 19), date(2030, 4, 12)
    )


def test_years_that_end_in_the_holidays_run_to_the_end_of_the_next_term() -> None:
    assert validity_for(date(2026, 12, 24), KNOWN_2029).valid_until == date(2030, 4, 12)


@pytest.mark.parametrize(
    ("starts_on", "years", "valid_until"),
    [
        # The term ends on the very day before or on each anniversary, to see one day's difference.
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 28)),
        (date(2028, 3, 1), 3, date(2031, 2, 28)),
        (date(2028, 3, 1), 4, date(2032, 2, 29)),
        (date(2026, 5, 31), 3, date(2029, 5, 30)),
        (date(2027, 1, 1), 1, date(2027, 12, 31)),
    ],
)
def test_years_are_whole_over_leap_days_and_ends_of_months(
    starts_on: date, years: int, valid_until: date
) -> None:
    school_year = valid_until.year - (valid_until.month < 9)
    name = {12: TermName.AUTUMN, 2: TermName.SPRING, 5: TermName.SUMMER}[valid_until.month]
    term = Term(name, school_year, valid_until - ONE_DAY, valid_until)

    assert validity_for(starts_on, (term,), years=years).valid_until == valid_until


def test_a_renewal_in_time_begins_the_day_after_the_old_award_ends() -> None:
    renewal = validity_for(date(2029, 10, 1), (), previous=THREE_YEARS)

    assert renewal == Validity(date(2030, 1, 1), date(2032, 12, 31), date(2033, 3, 31))


def test_a_renewal_after_the_old_award_has_ended_begins_on_release() -> None:
    assert validity_for(date(2030, 1, 1), (), previous=THREE_YEARS).valid_from == date(2030, 1, 1)
    assert validity_for(date(2030, 2, 9), (), previous=THREE_YEARS).valid_from == date(2030, 2, 9)


def test_an_award_after_a_revoked_one_begins_on_release() -> None:
    renewal = validity_for(date(2028, 5, 5), (), previous=THREE_YEARS, previous_revoked=True)

    assert renewal.valid_from == date(2028, 5, 5)


def test_dates_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="in this order"):
        Validity(date(2026, 1, 2), date(2026, 1, 1), date(2026, 1, 3))
    with pytest.raises(ValueError, match="in this order"):
        Validity(date(2026, 1, 1), date(2026, 1, 3), date(2026, 1, 2))


def test_an_award_of_a_single_day_without_grace_stands_on_that_day() -> None:
    day = date(2026, 1, 1)

    assert Validity(day, day, day).standing(day, renewal_open=False) == Standing.CURRENT


@pytest.mark.parametrize(
    ("on", "with_renewal", "without"),
    [
        (date(2026, 9, 14), Standing.NOT_YET_BEGUN, Standing.NOT_YET_BEGUN),
        (date(2026, 9, 15), Standing.CURRENT, Standing.CURRENT),
        (date(2028, 12, 31), Standing.CURRENT, Standing.CURRENT),
        (date(2029, 1, 1), Standing.EXPIRING, Standing.EXPIRING),
        (date(2029, 12, 31), Standing.EXPIRING, Standing.EXPIRING),
        (date(2030, 1, 1), Standing.IN_GRACE, Standing.EXPIRED),
        (date(2030, 3, 31), Standing.IN_GRACE, Standing.EXPIRED),
        (date(2030, 4, 1), Standing.EXPIRED, Standing.EXPIRED),
    ],
)
def test_how_an_award_stands_changes_on_these_days(
    on: date, with_renewal: Standing, without: Standing
) -> None:
    opens_on = renewal_opens_on(THREE_YEARS, ())

    assert THREE_YEARS.standing(on, renewal_open=True, renewal_opens_on=opens_on) == with_renewal
    assert THREE_YEARS.standing(on, renewal_open=False, renewal_opens_on=opens_on) == without


def test_without_a_day_for_renewal_an_award_is_current_to_its_end() -> None:
    assert THREE_YEARS.standing(date(2029, 12, 31), renewal_open=False) == Standing.CURRENT


def test_a_renewal_opens_on_the_first_day_of_the_third_term_from_the_end() -> None:
    assert renewal_opens_on(THREE_YEARS, ()) == date(2029, 1, 1)
    known = Term(TermName.SPRING, 2028, date(2029, 1, 8), date(2029, 4, 5))
    assert renewal_opens_on(THREE_YEARS, (known,)) == date(2029, 1, 8)


def test_an_extension_moves_the_end_and_the_grace_by_whole_terms() -> None:
    assert extend(THREE_YEARS, (), 1) == Validity(
        date(2026, 9, 15), date(2030, 3, 31), date(2030, 8, 31)
    )
    assert extend(THREE_YEARS, (), 2) == Validity(
        date(2026, 9, 15), date(2030, 8, 31), date(2030, 12, 31)
    )


@pytest.mark.parametrize("by_terms", [-1, 0, 3])
def test_an_extension_is_of_one_or_two_terms(by_terms: int) -> None:
    with pytest.raises(ValueError, match="one or two terms"):
        extend(THREE_YEARS, (), by_terms)


@given(released_on=RELEASES, terms=TERMS)
def test_an_award_covers_three_full_years(released_on: date, terms: tuple[Term, ...]) -> None:
    validity = validity_for(released_on, terms)

    year = released_on.year + 3
    leap = (released_on.month, released_on.day) == (2, 29)
    day_after_three_years = date(year, 3, 1) if leap else released_on.replace(year=year)
    assert validity.valid_until + ONE_DAY >= day_after_three_years


@given(released_on=RELEASES, terms=TERMS, early=st.integers(0, 400))
def test_a_renewal_in_time_leaves_neither_a_gap_nor_an_overlap(
    released_on: date, terms: tuple[Term, ...], early: int
) -> None:
    old = validity_for(released_on, terms)
    renewed_on = old.valid_until - timedelta(days=early)

    renewal = validity_for(renewed_on, terms, previous=old)

    assert renewal.valid_from == old.valid_until + ONE_DAY


@given(released_on=RELEASES, terms=TERMS, days_late=st.integers(1, 2000))
def test_a_late_renewal_never_reaches_back_before_its_release(
    released_on: date, terms: tuple[Term, ...], days_late: int
) -> None:
    old = validity_for(released_on, terms)
    renewed_on = old.valid_until + timedelta(days=days_late)

    assert validity_for(renewed_on, terms, previous=old).valid_from == renewed_on


@given(
    released_on=RELEASES,
    terms=TERMS,
    ahead=st.tuples(st.integers(-400, 2500), st.integers(0, 900)),
    renewal_open=st.booleans(),
)
def test_standing_only_ever_moves_on(
    released_on: date, terms: tuple[Term, ...], ahead: tuple[int, int], renewal_open: bool
) -> None:
    validity = validity_for(released_on, terms)
    opens_on = renewal_opens_on(validity, terms)
    order = list(Standing)
    first_day = released_on + timedelta(days=ahead[0])

    first, then = (
        validity.standing(day, renewal_open=renewal_open, renewal_opens_on=opens_on)
        for day in (first_day, first_day + timedelta(days=ahead[1]))
    )

    assert order.index(first) <= order.index(then)


@given(released_on=RELEASES, terms=TERMS)
def test_renewal_opens_within_the_award(released_on: date, terms: tuple[Term, ...]) -> None:
    validity = validity_for(released_on, terms)

    assert validity.valid_from < renewal_opens_on(validity, terms) < validity.valid_until
