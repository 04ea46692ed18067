"""Keeps the half-terms of a school year and the closed days, and says which dates they move."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from award.actions.founding import set_half_terms
from award.actions.recording import agree_by
from award.domain.framework_drafts import fingerprint
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.terms import HalfTerm
from award.domain.visits import VisitState
from award.storage.assessments import Report
from award.storage.authorities import Authority, ClosureDay, HalfTermDates
from award.storage.closed_runs import closed_run
from award.storage.days import calendar_of, day_of, forget_days
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.standing import REPLY_CALENDAR_DAYS, REPLY_DAYS
from award.storage.visits import Visit

LONGEST_CLOSURE: Final = 60
A_YEAR_OF_WEEKS: Final = timedelta(weeks=52)


@dataclass(frozen=True)
class Closure:
    """Days on which the authority or one setting is closed; one day where both are the same."""

    first_on: date
    last_on: date
    name: str
    is_bank_holiday: bool = False


@dataclass(frozen=True)
class Moved:
    """A date of a journey that is another now."""

    setting: str
    what: str
    was: date
    becomes: date

    @property
    def sentence(self) -> str:
        """The change in words."""
        return (
            f"{self.setting}, {self.what}: {long_day(self.was)} becomes {long_day(self.becomes)}."
        )


Dates = dict[tuple[str, int], tuple[str, str, date]]


def keep_year(
    authority: Authority,
    half_terms: Sequence[HalfTerm],
    *,
    school_year: int,
    shown: int | None,
    by: Actor,
    setting: Setting | None = None,
) -> tuple[Moved, ...]:
    """Write down a year's half-terms, or one setting's own; none of its own means the usual ones.

    ``shown`` is the ``version_of`` the half-terms that the writer saw. Returns the dates that
    moved by it. Raises NotReady for half-terms that lie in another year, and for none where the
    authority has some; Stale for an older page.
    """
    must_be_held(authority)
    _must_set(by, authority)
    kept = _kept(authority, school_year, setting)
    if shown != version_of(kept):
        raise Stale("these half-terms")
    if kept and not half_terms and setting is None:
        raise NotReady(
            "Keep at least one half-term: without any, schools would be counted in working days. "
            "What is not known yet may stay empty"
        )
    first, last = date(school_year, 8, 1), date(school_year + 1, 8, 31)
    astray = [one for one in half_terms if one.starts_on < first or one.ends_on > last]
    if astray:
        raise NotReady(
            f"{long_day(astray[0].starts_on)} does not belong to the school year "
            f"{year_words(school_year)}. Look at its year"
        )
    before = dates_now(authority)
    set_half_terms(authority, half_terms, school_year=school_year, by=by, setting=setting)
    return moved_dates(before, dates_now(authority))


def version_of(half_terms: Iterable[HalfTerm]) -> int:
    """A number that is another one as soon as any of these half-terms is."""
    return fingerprint([f"{one.starts_on} {one.ends_on}" for one in half_terms])


def _kept(authority: Authority, school_year: int, setting: Setting | None) -> list[HalfTerm]:
    rows = session_of(authority).scalars(
        select(HalfTermDates)
        .where(
            HalfTermDates.authority_id == authority.id,
            HalfTermDates.school_year == school_year,
            HalfTermDates.setting_id.is_not_distinct_from(setting.id if setting else None),
        )
        .order_by(HalfTermDates.starts_on)
    )
    return [HalfTerm(one.starts_on, one.ends_on) for one in rows]


def year_words(school_year: int) -> str:
    """2026 to 2027."""
    return f"{school_year} to {school_year + 1}"


def school_year_of(day: date) -> int:
    """The school year that a day belongs to: it begins with August."""
    return day.year if day.month >= 8 else day.year - 1


def next_year_of(half_terms: Sequence[HalfTerm]) -> list[HalfTerm]:
    """The same half-terms a year later, on the same days of the week."""
    return [
        HalfTerm(one.starts_on + A_YEAR_OF_WEEKS, one.ends_on + A_YEAR_OF_WEEKS)
        for one in half_terms
    ]


def shut(
    authority: Authority, closure: Closure, *, by: Actor, setting: Setting | None = None
) -> tuple[Moved, ...]:
    """Write down closed days, each once. Returns the dates that moved by it.

    Raises NotReady for days out of order or too many, and for a day that is there as another.
    """
    must_be_held(authority)
    _must_set(by, authority)
    if not closure.name.strip():
        raise NotReady("Say why it is closed, in a word or two")
    days = (closure.last_on - closure.first_on).days
    if days < 0:
        raise NotReady("Let the last day come after the first", of="last_on")
    if days > LONGEST_CLOSURE:
        raise NotReady(
            "Close two months at most. For longer holidays change the half-terms", of="last_on"
        )
    before, session = dates_now(authority), session_of(authority)
    place = setting.id if setting else None
    wanted = [closure.first_on + timedelta(days=n) for n in range(days + 1)]
    there = _must_be_told_apart(authority, closure, wanted, place)
    session.add_all(
        ClosureDay(
            authority_id=authority.id,
            setting_id=place,
            on=one,
            name=closure.name.strip(),
            is_bank_holiday=closure.is_bank_holiday and place is None,
        )
        for one in wanted
        if one not in there
    )
    session.flush()
    forget_days(session)
    return moved_dates(before, dates_now(authority))


def _must_be_told_apart(
    authority: Authority, closure: Closure, wanted: Sequence[date], place: int | None
) -> set[date]:
    """Those of the days that are closed already, since each is kept once.

    Raises NotReady where another name would be lost, or that it is a bank holiday.
    """
    kept = session_of(authority).scalars(
        select(ClosureDay)
        .where(
            ClosureDay.authority_id == authority.id,
            ClosureDay.setting_id.is_not_distinct_from(place),
            ClosureDay.on.in_(wanted),
        )
        .order_by(ClosureDay.on)
    )
    there = {one.on: one for one in kept}
    for day, one in there.items():
        is_less = closure.is_bank_holiday and not one.is_bank_holiday
        is_renamed = len(there) == len(wanted) and one.name != closure.name.strip()
        if is_less or is_renamed:
            raise NotReady(
                f"{long_day(day)} is closed already, as “{one.name}”. Take it out first",
                of="first_on",
            )
    return set(there)


def open_again(
    authority: Authority,
    closure_id: int,
    *,
    by: Actor,
    first_on: date | None = None,
    last_on: date | None = None,
) -> tuple[Moved, ...]:
    """Take closed days back: the run that one of them belongs to, or what of it lies between.

    Returns the dates that moved by it. Raises NotReady for days that are none of the run.
    """
    must_be_held(authority)
    _must_set(by, authority)
    session = session_of(authority)
    row = session.get(ClosureDay, closure_id)
    if row is None or row.authority_id != authority.id:
        raise NotFound
    run = closed_run(row)
    goes = run.between(first_on or run.first_on, last_on or run.last_on)
    if not goes:
        raise NotReady(
            f"Take out days between {long_day(run.first_on)} and {long_day(run.last_on)}",
            of="first_on",
        )
    before = dates_now(authority)
    session.execute(delete(ClosureDay).where(ClosureDay.id.in_([one.id for one in goes])))
    session.expire_all()
    forget_days(session)
    return moved_dates(before, dates_now(authority))


def _must_set(by: Actor, authority: Authority) -> None:
    if not allows(May.PUBLISH_TERMS, by.role, Situation()):
        raise NotAllowed("Only a coordinator or an administrator sets the dates of terms.")
    if by.authority_id not in (None, authority.id):
        raise NotFound


def dates_now(authority: Authority) -> Dates:
    """The dates that rest on the calendars now: until when a setting replies or agrees.

    What a journey rested is in them; while it rests it has none.
    """
    return dict((*_replies(authority), *_records(authority)))


def _replies(authority: Authority) -> Iterator[tuple[tuple[str, int], tuple[str, str, date]]]:
    rows: Any = session_of(authority).execute(
        select(Journey, Report.id, Report.shared_at)
        .join(Report, Report.journey_id == Journey.id)
        .where(
            Journey.authority_id == authority.id,
            Journey.stage == Stage.CHECKING,
            Journey.paused_at.is_(None),
            Report.superseded_at.is_(None),
            Report.shared_at.is_not(None),
        )
    )
    for journey, report_id, shared_at in rows:
        days = calendar_of(journey.setting)
        last = days.deadline(day_of(shared_at), REPLY_DAYS, REPLY_CALENDAR_DAYS)
        last = days.add_days(last, journey.days_paused_here)
        yield ("report", report_id), (journey.setting.name, "reply to the report", last)


def _records(authority: Authority) -> Iterator[tuple[tuple[str, int], tuple[str, str, date]]]:
    rows: Any = session_of(authority).execute(
        select(Journey, Visit)
        .join(Visit, Visit.journey_id == Journey.id)
        .where(
            Journey.authority_id == authority.id,
            Visit.state == VisitState.SHARED,
            Visit.superseded_at.is_(None),
            Visit.shared_at.is_not(None),
        )
    )
    for journey, visit in rows:
        if (last := agree_by(journey, visit)) is not None:
            yield ("visit", visit.id), (journey.setting.name, "visit record to agree", last)


def moved_dates(before: Dates, after: Dates) -> tuple[Moved, ...]:
    """The dates of ``before`` that are others in ``after``."""
    return tuple(
        Moved(setting, what, was, after[key][2])
        for key, (setting, what, was) in before.items()
        if key in after and after[key][2] != was
    )
