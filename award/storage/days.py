"""The calendars of a setting and of the council, put together from what is kept."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Date, Integer, cast, null, select, union_all
from sqlalchemy.orm import Session

from award.domain.calendars import Calendar, CalendarKind
from award.domain.terms import (
    HalfTerm,
    Term,
    half_terms_with_overrides,
    terms_of_year,
    terms_with_overrides,
)
from award.domain.visit_days import LONDON
from award.storage.authorities import ClosureDay, HalfTermDates
from award.storage.db import session_of
from award.storage.settings import Setting

__all__ = [
    "LONDON",
    "Closure",
    "appeal_until",
    "calendar_of",
    "council_calendar",
    "day_of",
    "forget_days",
    "terms_of",
]
CACHE: Final = "award_days"
APPEAL_DAYS: Final = 20
Years = list[tuple[int, HalfTerm]]


class Closure(NamedTuple):
    """A closed day; ``setting_id`` None closes the whole authority."""

    on: date
    setting_id: int | None
    is_bank_holiday: bool


def day_of(moment: datetime) -> date:
    """The day in England on which a moment falls."""
    return moment.astimezone(LONDON).date()


def forget_days(session: Session) -> None:
    """Let go of calendars read before; whoever changes terms or closure days calls this."""
    session.info.pop(CACHE, None)


def appeal_until(setting: Setting, told: datetime) -> date:
    """The last day for an appeal against what a setting was told: 20 days of its own calendar."""
    return calendar_of(setting).add_days(day_of(told), APPEAL_DAYS)


def calendar_of(setting: Setting) -> Calendar:
    """The setting's own calendar: school terms, working days or its opening days, by its kind."""
    half_terms, closures = _kept(session_of(setting), setting.authority_id)
    own_terms = half_terms[setting.id]
    kind = CalendarKind(setting.kind.content["calendar"]) if setting.kind else None
    return Calendar(
        kind or CalendarKind.WORKING_DAYS,
        half_terms=half_terms_with_overrides(
            [half for _, half in half_terms[None]], [half for _, half in own_terms]
        ),
        holidays=frozenset(day.on for day in closures if day.is_bank_holiday),
        closures=frozenset(
            day.on
            for day in closures
            if not day.is_bank_holiday and day.setting_id in (None, setting.id)
        ),
        own_weekdays=frozenset(setting.open_weekdays),
    )


def council_calendar(session: Session, authority_id: int) -> Calendar:
    """The council's working days."""
    _, closures = _kept(session, authority_id)
    return Calendar(
        CalendarKind.WORKING_DAYS,
        holidays=frozenset(day.on for day in closures if day.is_bank_holiday),
        closures=frozenset(
            day.on for day in closures if not day.is_bank_holiday and day.setting_id is None
        ),
    )


def terms_of(session: Session, authority_id: int, setting: Setting | None = None) -> list[Term]:
    """The terms that are known, with the setting's own where it has them."""
    half_terms, _ = _kept(session, authority_id)
    usual = _terms(half_terms[None])
    return list(terms_with_overrides(usual, _terms(half_terms[setting.id]) if setting else ()))


def _terms(halves: Years) -> list[Term]:
    years = defaultdict(list)
    for year, half in halves:
        years[year].append(half)
    return [term for year in sorted(years) for term in terms_of_year(year, years[year])]


def _kept(
    session: Session, authority_id: int
) -> tuple[defaultdict[int | None, Years], list[Closure]]:
    """Half-terms by setting (None: the authority's) and closure days, read once per session."""
    cache = session.info.setdefault(CACHE, {})
    if authority_id not in cache:
        half_terms: defaultdict[int | None, Years] = defaultdict(list)
        closures: list[Closure] = []
        for place, year, starts_on, ends_on, is_bank_holiday in session.execute(
            _days(authority_id)
        ):
            if ends_on is None:
                closures.append(Closure(starts_on, place, is_bank_holiday))
            else:
                half_terms[place].append((year, HalfTerm(starts_on, ends_on)))
        cache[authority_id] = (half_terms, closures)
    found: tuple[defaultdict[int | None, Years], list[Closure]] = cache[authority_id]
    return found


def _days(authority_id: int) -> Any:
    """Half-terms and closure days, asked for at once; what has no end is a closure day."""
    halves, closed = HalfTermDates, ClosureDay
    no_year, no_day, no_answer = (cast(null(), kind) for kind in (Integer, Date, Boolean))
    return union_all(
        select(
            halves.setting_id, halves.school_year, halves.starts_on, halves.ends_on, no_answer
        ).where(halves.authority_id == authority_id),
        select(closed.setting_id, no_year, closed.on, no_day, closed.is_bank_holiday).where(
            closed.authority_id == authority_id
        ),
    )
