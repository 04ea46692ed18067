"""Half-terms and closed days: kept by year and by setting, and saying which dates move."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.keeping_terms import (
    Closure,
    keep_year,
    next_year_of,
    open_again,
    school_year_of,
    shut,
    version_of,
    year_words,
)
from award.actions.pausing import pause, resume
from award.actions.recording import agree_by
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.terms import HalfTerm
from award.domain.visits import VisitState
from award.storage.authorities import Authority, ClosureDay, HalfTermDates
from award.storage.days import calendar_of
from award.storage.db import transaction
from award.storage.settings import Setting
from tests.making import (
    ADMINISTRATOR,
    HALF_TERMS_2025,
    journey_at,
    make_authority,
    make_setting,
)

TRAINING = Closure(date(2026, 1, 12), date(2026, 1, 13), "Training days")


@pytest.fixture
def place(both: Session) -> Setting:
    return make_setting(both, make_authority(both))


def close(place: Setting, closure: Closure, *, own: bool = False) -> tuple[str, ...]:
    with transaction(lock=place.authority) as held:
        moved = shut(held, closure, by=ADMINISTRATOR, setting=place if own else None)
        return tuple(one.sentence for one in moved)


def closed_days(session: Session) -> list[tuple[date, str]]:
    rows = session.scalars(
        select(ClosureDay).filter_by(is_bank_holiday=False).order_by(ClosureDay.on)
    )
    return [(one.on, one.name) for one in rows]


def test_closed_days_stop_counting_and_are_kept_once(both: Session, place: Setting) -> None:
    before = calendar_of(place).is_day(date(2026, 1, 12))

    close(place, TRAINING)
    close(place, TRAINING)

    assert closed_days(both) == [
        (date(2026, 1, 12), "Training days"),
        (date(2026, 1, 13), "Training days"),
    ]
    assert (before, calendar_of(place).is_day(date(2026, 1, 12))) == (True, False)


def test_a_settings_own_closed_day_leaves_the_others_alone(both: Session, place: Setting) -> None:
    other = make_setting(both, place.authority, "Oak Tree Juniors")

    close(place, TRAINING, own=True)

    days = [calendar_of(one).is_day(date(2026, 1, 12)) for one in (place, other)]
    assert days == [False, True]


def test_a_closed_day_taken_out_counts_again(both: Session, place: Setting) -> None:
    close(place, TRAINING)
    row = both.scalars(select(ClosureDay).filter_by(on=date(2026, 1, 12))).one()

    with transaction(lock=place.authority) as held:
        open_again(held, row.id, by=ADMINISTRATOR)

    assert calendar_of(place).is_day(date(2026, 1, 12)) is True


def test_the_dates_that_move_are_said_with_both_days(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    tomorrow = walking.at.date() + timedelta(days=1)
    closure = Closure(tomorrow, tomorrow + timedelta(days=7), "Flood")

    moved = close(journey.setting, closure)

    assert [one.partition(":")[0] for one in moved] == [
        "Willow Lane Primary, visit record to agree"
    ]  # the reply to the report has 28 days on the wall at most, whatever is closed
    assert "Friday 17 April 2026 becomes Thursday 23 April 2026." in moved[0]


def test_the_dates_that_move_know_of_a_rest(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    by, days = walking.by(Role.COORDINATOR), calendar_of(journey.setting)
    until = days.add_days(walking.at.date(), 3)
    with transaction(lock=journey) as held:
        pause(held, until, reason="Inspection", by=by, at=walking.at)
    resting = close(journey.setting, Closure(until, until, "Flood"))
    walking.at += until - walking.at.date()
    with transaction(lock=journey) as held:
        resume(held, by=by, at=walking.at)
    visit = walking.assessment_visit(VisitState.SHARED)
    assert visit is not None
    last = agree_by(journey, visit)
    assert last is not None

    moved = close(journey.setting, Closure(last, last, "Storm"))

    assert resting == ()
    assert {one.split(": ")[1].split(" becomes")[0] for one in moved} == {long_day(last)}


@pytest.mark.parametrize(
    ("closure", "says"),
    [
        (Closure(date(2026, 1, 12), date(2026, 1, 12), " "), "Say why"),
        (Closure(date(2026, 1, 12), date(2026, 1, 11), "Flood"), "after the first"),
        (Closure(date(2026, 1, 12), date(2026, 4, 11), "Flood"), "two months at most"),
    ],
)
def test_closed_days_that_cannot_be_are_refused(
    place: Setting, closure: Closure, says: str
) -> None:
    with pytest.raises(NotReady, match=says):
        close(place, closure)


def test_a_year_is_kept_in_place_of_what_was_there(both: Session, place: Setting) -> None:
    ahead = next_year_of(HALF_TERMS_2025)
    for halves, there in ((ahead, []), (ahead[:2], ahead)):
        with transaction(lock=place.authority) as held:
            shown = version_of(there)
            keep_year(held, halves, school_year=2026, shown=shown, by=ADMINISTRATOR)

    kept = both.scalars(select(HalfTermDates.starts_on).filter_by(school_year=2026)).all()
    assert list(kept) == [one.starts_on for one in ahead[:2]]
    assert [one.starts_on.weekday() for one in ahead] == [
        one.starts_on.weekday() for one in HALF_TERMS_2025
    ]


def test_half_terms_of_another_year_are_refused(place: Setting) -> None:
    seen = version_of([])
    with (
        transaction(lock=place.authority) as held,
        pytest.raises(NotReady, match="does not belong to the school year 2026 to 2027"),
    ):
        keep_year(held, HALF_TERMS_2025, school_year=2026, shown=seen, by=ADMINISTRATOR)


def test_a_year_that_is_known_is_not_emptied_by_a_slip(both: Session, place: Setting) -> None:
    kept = version_of(half_terms_kept(both))
    with (
        pytest.raises(NotReady, match="Keep at least one half-term"),
        transaction(lock=place.authority) as held,
    ):
        keep_year(held, [], school_year=2025, shown=kept, by=ADMINISTRATOR)

    assert version_of(half_terms_kept(both)) == kept


def half_terms_kept(session: Session) -> list[HalfTerm]:
    rows = session.scalars(
        select(HalfTermDates).filter_by(school_year=2025, setting_id=None).order_by("starts_on")
    )
    return [HalfTerm(one.starts_on, one.ends_on) for one in rows]


def test_an_older_page_of_half_terms_changes_nothing(both: Session, place: Setting) -> None:
    ahead, seen = next_year_of(HALF_TERMS_2025), version_of([])
    with transaction(lock=place.authority) as held:
        keep_year(held, ahead, school_year=2026, shown=seen, by=ADMINISTRATOR)

    with transaction(lock=place.authority) as held, pytest.raises(Stale, match="these half-terms"):
        keep_year(held, ahead[:2], school_year=2026, shown=seen, by=ADMINISTRATOR)

    assert len(both.scalars(select(HalfTermDates).filter_by(school_year=2026)).all()) == 6


def test_a_setting_without_half_terms_of_its_own_keeps_the_authoritys(
    both: Session, place: Setting
) -> None:
    own = [HalfTerm(date(2026, 1, 12), date(2026, 2, 13))]
    for halves, there in ((own, []), ([], own)):
        with transaction(lock=place.authority) as held:
            keep_year(
                held,
                halves,
                school_year=2025,
                shown=version_of(there),
                by=ADMINISTRATOR,
                setting=place,
            )

    assert calendar_of(place).is_day(date(2026, 1, 6)) is True


def test_the_school_year_begins_with_august() -> None:
    days = (date(2026, 7, 31), date(2026, 8, 1))

    assert [school_year_of(one) for one in days] == [2025, 2026]
    assert year_words(2026) == "2026 to 2027"


def test_only_the_authoritys_coordinator_or_an_administrator_closes_days(
    both: Session, place: Setting
) -> None:
    lead = Actor(Role.LEAD, authority_id=place.authority_id)
    stranger = Actor(Role.COORDINATOR, authority_id=999)
    authority = both.get_one(Authority, place.authority_id)

    with transaction(lock=authority) as held:
        with pytest.raises(NotAllowed):
            shut(held, TRAINING, by=lead)
        with pytest.raises(NotFound):
            shut(held, TRAINING, by=stranger)
        with pytest.raises(NotFound):
            open_again(held, 999_999, by=ADMINISTRATOR)
