"""Terms that are known, terms that are reckoned, and counting them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.terms import (
    HalfTerm,
    Term,
    TermName,
    end_of_term,
    half_terms_with_overrides,
    term_after,
    term_of,
    terms_before,
    terms_of_year,
    terms_through,
    terms_with_overrides,
)

HALF_TERMS_2021 = (
    HalfTerm(date(2021, 8, 25), date(2021, 10, 15)),
    HalfTerm(date(2021, 10, 25), date(2021, 12, 17)),
    HalfTerm(date(2022, 1, 5), date(2022, 2, 11)),
    HalfTerm(date(2022, 2, 21), date(2022, 4, 8)),
    HalfTerm(date(2022, 4, 25), date(2022, 5, 27)),
    HalfTerm(date(2022, 6, 6), date(2022, 7, 8)),
)
AUTUMN = Term(TermName.AUTUMN, 2021, date(2021, 8, 25), date(2021, 12, 17))
SPRING = Term(TermName.SPRING, 2021, date(2022, 1, 5), date(2022, 4, 8))
SUMMER = Term(TermName.SUMMER, 2021, date(2022, 4, 25), date(2022, 7, 8))
YEAR_2021 = (AUTUMN, SPRING, SUMMER)

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
KNOWN = st.sets(st.sampled_from(YEAR_2021)).map(tuple)


def test_six_half_terms_make_three_terms_in_any_order() -> None:
    assert terms_of_year(2021, HALF_TERMS_2021) == YEAR_2021
    assert terms_of_year(2021, HALF_TERMS_2021[::-1]) == YEAR_2021


def test_a_term_whose_second_half_is_missing_is_not_known() -> None:
    assert terms_of_year(2021, HALF_TERMS_2021[:3]) == (AUTUMN,)
    assert terms_of_year(2021, ()) == ()


def test_a_seventh_half_term_is_refused() -> None:
    extra = HalfTerm(date(2022, 7, 11), date(2022, 7, 12))

    with pytest.raises(ValueError, match="six half-terms at most"):
        terms_of_year(2021, (*HALF_TERMS_2021, extra))


def test_a_half_term_or_term_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="A half-term must end"):
        HalfTerm(date(2022, 1, 5), date(2022, 1, 4))
    with pytest.raises(ValueError, match="A term must end"):
        Term(TermName.SPRING, 2021, date(2022, 1, 5), date(2022, 1, 4))


def test_a_half_term_or_term_may_be_a_single_day() -> None:
    day = date(2022, 1, 5)

    assert HalfTerm(day, day).holds(day) is True
    assert term_of(day, (Term(TermName.SPRING, 2021, day, day),)).ends_on == day


def test_a_half_term_holds_its_first_and_last_day_and_no_more() -> None:
    half = HalfTerm(date(2022, 1, 5), date(2022, 2, 11))

    assert [half.holds(date(2022, 1, 4)), half.holds(date(2022, 1, 5))] == [False, True]
    assert [half.holds(date(2022, 2, 11)), half.holds(date(2022, 2, 12))] == [True, False]


@pytest.mark.parametrize(
    ("on", "name", "school_year", "starts_on", "ends_on"),
    [
        (date(2026, 9, 1), TermName.AUTUMN, 2026, date(2026, 9, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), TermName.AUTUMN, 2026, date(2026, 9, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), TermName.SPRING, 2026, date(2027, 1, 1), date(2027, 3, 31)),
        (date(2028, 2, 29), TermName.SPRING, 2027, date(2028, 1, 1), date(2028, 3, 31)),
        (date(2027, 4, 1), TermName.SUMMER, 2026, date(2027, 4, 1), date(2027, 8, 31)),
        (date(2027, 8, 31), TermName.SUMMER, 2026, date(2027, 4, 1), date(2027, 8, 31)),
    ],
)
def test_terms_that_are_not_known_end_in_december_march_and_august(
    on: date, name: TermName, school_year: int, starts_on: date, ends_on: date
) -> None:
    assert term_of(on, ()) == Term(name, school_year, starts_on, ends_on)


@pytest.mark.parametrize(
    ("on", "term"),
    [
        (date(2021, 8, 25), AUTUMN),
        (date(2021, 10, 20), AUTUMN),
        (date(2021, 12, 17), AUTUMN),
        (date(2021, 12, 18), SPRING),
        (date(2022, 4, 8), SPRING),
        (date(2022, 4, 9), SUMMER),
        (date(2022, 7, 8), SUMMER),
    ],
)
def test_a_day_in_the_holidays_belongs_to_the_term_that_follows(on: date, term: Term) -> None:
    assert term_of(on, YEAR_2021) == term
    assert end_of_term(on, YEAR_2021) == term.ends_on


def test_a_school_year_that_starts_in_august_ends_the_reckoned_summer_before_it() -> None:
    assert end_of_term(date(2021, 8, 24), YEAR_2021) == date(2021, 8, 24)
    assert term_of(date(2021, 8, 25), YEAR_2021) == AUTUMN


def test_the_summer_holidays_after_the_last_known_term_belong_to_next_autumn() -> None:
    assert term_of(date(2022, 7, 9), YEAR_2021) == Term(
        TermName.AUTUMN, 2022, date(2022, 9, 1), date(2022, 12, 31)
    )


def test_a_reckoned_term_starts_after_a_known_one_that_ends_late() -> None:
    assert term_of(date(2022, 4, 9), (SPRING,)) == Term(
        TermName.SUMMER, 2021, date(2022, 4, 9), date(2022, 8, 31)
    )


def test_terms_are_counted_forward_over_known_and_reckoned_ones() -> None:
    on = date(2021, 9, 1)

    assert term_after(on, 0, YEAR_2021) == AUTUMN
    assert term_after(on, 2, YEAR_2021) == SUMMER
    assert term_after(on, 3, YEAR_2021).ends_on == date(2022, 12, 31)
    assert term_after(on, 4, YEAR_2021).ends_on == date(2023, 3, 31)


def test_terms_are_counted_back_to_the_first_day_on_which_so_many_are_left() -> None:
    assert terms_before(date(2022, 7, 8), 1, YEAR_2021) == SUMMER.starts_on
    assert terms_before(date(2022, 7, 8), 3, YEAR_2021) == AUTUMN.starts_on
    assert terms_before(date(2029, 8, 31), 3, ()) == date(2028, 9, 1)
    assert terms_before(date(2029, 12, 31), 3, ()) == date(2029, 1, 1)


def test_counting_the_wrong_way_is_refused() -> None:
    with pytest.raises(ValueError, match="with 0 or more"):
        term_after(date(2022, 1, 1), -1, ())
    with pytest.raises(ValueError, match="with 1 or more"):
        terms_before(date(2022, 1, 1), 0, ())


def test_a_settings_own_term_stands_in_for_the_authoritys() -> None:
    own = Term(TermName.SPRING, 2021, date(2022, 1, 10), date(2022, 4, 1))
    later = Term(TermName.AUTUMN, 2022, date(2022, 8, 30), date(2022, 12, 16))

    assert terms_with_overrides(YEAR_2021, ()) == YEAR_2021
    assert terms_with_overrides(YEAR_2021, (later, own)) == (AUTUMN, own, SUMMER, later)


def test_a_settings_own_half_term_stands_in_for_those_it_overlaps() -> None:
    own = HalfTerm(date(2022, 1, 4), date(2022, 2, 21))
    usual = HALF_TERMS_2021[:4]

    assert half_terms_with_overrides(usual, ()) == usual
    assert half_terms_with_overrides(usual, (own,)) == (*usual[:2], own)


def test_half_terms_that_share_a_single_day_overlap() -> None:
    usual = HALF_TERMS_2021[2]
    before = HalfTerm(date(2022, 1, 3), usual.starts_on)
    after = HalfTerm(usual.ends_on, date(2022, 2, 14))

    assert half_terms_with_overrides((usual,), (before,)) == (before,)
    assert half_terms_with_overrides((usual,), (after,)) == (after,)


@given(on=DAYS, known=KNOWN)
def test_the_end_of_a_term_is_never_before_the_day(on: date, known: tuple[Term, ...]) -> None:
    assert end_of_term(on, known) >= on


@given(on=DAYS, known=KNOWN)
def test_the_day_after_a_term_belongs_to_the_next(on: date, known: tuple[Term, ...]) -> None:
    day_after = end_of_term(on, known) + timedelta(days=1)

    assert term_of(day_after, known) == term_after(on, 1, known)


@given(on=DAYS, known=KNOWN, n=st.integers(0, 12))
def test_three_terms_after_a_term_is_the_same_term_a_year_later(
    on: date, known: tuple[Term, ...], n: int
) -> None:
    term, later = term_of(on, known), term_after(on, 3 * n, known)

    assert (later.name, later.school_year) == (term.name, term.school_year + n)


@given(on=DAYS, known=KNOWN, n=st.integers(1, 12))
def test_counting_back_undoes_counting_forward(on: date, known: tuple[Term, ...], n: int) -> None:
    later = term_after(on, n - 1, known).ends_on

    assert terms_before(later, n, known) == term_of(on, known).starts_on


def test_the_terms_between_two_days_follow_one_another() -> None:
    found = terms_through(date(2025, 12, 30), date(2026, 9, 1), ())

    assert [one.ends_on for one in found] == [
        date(2025, 12, 31),
        date(2026, 3, 31),
        date(2026, 8, 31),
        date(2026, 12, 31),
    ]
    assert len(terms_through(date(2026, 1, 5), date(2026, 1, 5), ())) == 1
