"""Calendars and terms put together from rows: the authority's, a setting's own, and closed days."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from award.actions.founding import set_half_terms
from award.domain.calendars import CalendarKind
from award.domain.terms import HalfTerm, TermName
from award.storage.authorities import Authority, ClosureDay
from award.storage.days import calendar_of, council_calendar, day_of, forget_days, terms_of
from award.storage.db import transaction, writing
from award.storage.settings import Setting
from tests.making import ADMINISTRATOR, HALF_TERMS_2025, HOLIDAYS, make_authority, make_setting

TUESDAY = date(2026, 1, 13)


@pytest.fixture
def authority(both: Session) -> Authority:
    return make_authority(both)


def close(session: Session, authority: Authority, on: date, setting: Setting | None = None) -> None:
    with writing(session):
        session.add(
            ClosureDay(
                authority_id=authority.id,
                setting_id=setting.id if setting else None,
                on=on,
                name="Training day",
            )
        )
    forget_days(session)


def test_a_moment_late_in_a_summer_evening_falls_on_the_next_day_in_england() -> None:
    assert day_of(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == date(2026, 6, 2)
    assert day_of(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)


def test_a_school_counts_by_its_authoritys_terms_and_bank_holidays(
    both: Session, authority: Authority
) -> None:
    calendar = calendar_of(make_setting(both, authority))

    assert calendar.kind is CalendarKind.SCHOOL_TERMS
    assert tuple(calendar.half_terms) == HALF_TERMS_2025
    assert calendar.holidays == HOLIDAYS


def test_a_closed_day_counts_for_whom_it_is_closed(both: Session, authority: Authority) -> None:
    here, there = make_setting(both, authority), make_setting(both, authority, "Oak Lane")
    close(both, authority, TUESDAY, here)
    close(both, authority, date(2026, 1, 14))

    assert calendar_of(here).closures == {TUESDAY, date(2026, 1, 14)}
    assert calendar_of(there).closures == {date(2026, 1, 14)}
    assert council_calendar(both, authority.id).closures == {date(2026, 1, 14)}


def test_a_play_scheme_has_its_own_opening_days(both: Session, authority: Authority) -> None:
    scheme = make_setting(both, authority, "Summer Play", "play", open_weekdays=[5, 1])

    calendar = calendar_of(scheme)

    assert (calendar.kind, calendar.own_weekdays) == (CalendarKind.OWN_DAYS, {1, 5})


def test_a_place_without_a_kind_counts_working_days(both: Session, authority: Authority) -> None:
    setting = make_setting(both, authority)
    with writing(both):
        setting.kind_id = None

    assert calendar_of(setting).kind is CalendarKind.WORKING_DAYS


def test_the_terms_of_a_year_come_in_order(both: Session, authority: Authority) -> None:
    terms = terms_of(both, authority.id)

    assert [(one.name, one.school_year) for one in terms] == [
        (TermName.AUTUMN, 2025),
        (TermName.SPRING, 2025),
        (TermName.SUMMER, 2025),
    ]
    assert terms[-1].ends_on == date(2026, 7, 10)


def test_a_setting_keeps_half_terms_of_its_own_and_others_do_not(
    both: Session, authority: Authority
) -> None:
    here, there = make_setting(both, authority), make_setting(both, authority, "Oak Lane")
    own = (
        HalfTerm(date(2025, 9, 2), date(2025, 10, 20)),
        HalfTerm(date(2025, 11, 5), date(2025, 12, 20)),
    )
    with transaction(lock=authority) as held:
        set_half_terms(held, own, school_year=2025, by=ADMINISTRATOR, setting=here)

    assert terms_of(both, authority.id, here)[0].starts_on == date(2025, 9, 2)
    assert terms_of(both, authority.id, there)[0].starts_on == date(2025, 8, 26)
    assert calendar_of(here).half_terms[:2] == own


def test_days_of_another_authority_are_not_seen(both: Session, authority: Authority) -> None:
    other = make_authority(both, "rutland")
    close(both, other, TUESDAY)

    assert council_calendar(both, authority.id).closures == frozenset()
    assert council_calendar(both, other.id).closures == {TUESDAY}
