"""The yearly check-in: asked after a year, said by the setting, answered by the coordinator."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import checking_in
from award.actions.reminding import notify, remind
from award.demo.walking import Walker
from award.domain.award_moves import AwardState
from award.domain.check_ins import Changed
from award.domain.notices import Day
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.reminders import Wait, Waiting
from award.domain.stages import Stage
from award.domain.waits import Found, Near
from award.queries.waits import list_waits
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.db import transaction
from award.storage.letters import Letter
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    walking, _ = journey_at(session, Stage.AWARDED)
    walking.pass_time(days=370)
    return walking


def award_of(walking: Walker, session: Session) -> Award:
    return session.scalars(select(Award)).one()


def say(walking: Walker, session: Session, *, role: Role = Role.LEAD, **more: Any) -> CheckIn:
    version = more.pop("version", 0)
    given = {"going": "Well.", "changed": [], "words": "", "help_wanted": ""} | more
    with transaction(lock=award_of(walking, session)) as held:
        return checking_in.say_how_it_goes(
            held, checking_in.CheckInWords(**given), version=version, by=walking.by(role),
            at=walking.at,
        )  # fmt: skip


def answer(walking: Walker, session: Session, **more: Any) -> CheckIn:
    given = {"words": "Thank you.", "version": 1, "by": walking.by(Role.COORDINATOR)} | more
    key = given.pop("key", None) or session.scalars(select(CheckIn.id)).one()
    with transaction(lock=award_of(walking, session)) as held:
        return checking_in.answer_check_in(held, key, at=walking.at, **given)


def waits(walking: Walker) -> list[Wait]:
    found = [one.waiting.wait for one in list_waits(walking.journey, at=walking.at)]
    return [one for one in found if one in (Wait.CHECK_IN, Wait.CHECK_IN_ANSWER)]


def test_it_is_asked_waited_for_said_and_answered(walking: Walker, session: Session) -> None:
    assert waits(walking) == [Wait.CHECK_IN]
    said = say(walking, session, changed=[Changed.HEAD], words="Priya left.")
    assert said.asked_on.year == award_of(walking, session).valid_from.year + 1
    assert (said.changed, said.by_name) == (["head"], "Amara Holt")
    assert waits(walking) == [Wait.CHECK_IN_ANSWER]

    answer(walking, session)

    assert waits(walking) == []
    codes = set(session.scalars(select(Letter.code)))
    assert {"check_in_said", "check_in_answered"} <= codes
    answered = session.scalars(select(Letter).where(Letter.code == "check_in_answered")).first()
    assert answered is not None
    assert "What you told us is here, with this answer:" in answered.body


def test_each_letter_of_a_check_in_leads_to_where_it_is_said_read_or_answered(
    walking: Walker, session: Session
) -> None:
    award, place = award_of(walking, session), f"/setting/{walking.setting.id}"
    asked = date(2027, 3, 1)
    found = Found(Waiting(f"award:{award.id}", Wait.CHECK_IN, asked))
    near = Near(f"award:{award.id}", Day.CHECK_IN, asked, asked)
    with transaction(lock=walking.journey) as held:
        day = datetime.combine(asked, walking.at.timetz())
        notify(held, [near], at=day, paused=False)
        remind(held, [found], at=day + timedelta(days=90))
    row = say(walking, session)
    waits_now = Found(Waiting(f"check_in:{row.id}", Wait.CHECK_IN_ANSWER, asked))
    with transaction(lock=walking.journey) as held:
        remind(held, [waits_now], at=day + timedelta(days=8))
    answer(walking, session)

    told = [
        (one.code, one.path)
        for one in session.scalars(select(Letter).order_by(Letter.id))
        if "check_in" in one.code or one.code in ("reminder", "escalation")
    ]

    ask, read = f"{place}/awards/{award.id}/check-in", f"/leicester/coordinator/check-ins/{row.id}"
    assert told == [
        ("check_in", ask),
        ("reminder", ask),
        ("escalation", f"/leicester/coordinator/awards/{award.id}"),
        ("check_in_said", read),
        ("reminder", read),
        ("check_in_answered", ask),
        ("check_in_answered", ask),
    ]


def test_nothing_is_asked_in_the_first_year_and_of_what_no_longer_stands(
    session: Session,
) -> None:
    walking, _ = journey_at(session, Stage.AWARDED)
    with pytest.raises(NotAllowed, match="Nothing is asked"):
        say(walking, session)
    walking.pass_time(days=370)
    award = award_of(walking, session)
    with transaction(lock=award) as held:
        held.state = AwardState.REVOKED

    with pytest.raises(NotAllowed, match="Nothing is asked"):
        say(walking, session)

    assert session.scalars(select(CheckIn)).all() == []


def test_what_has_changed_is_said_in_words(walking: Walker, session: Session) -> None:
    with pytest.raises(NotReady) as refusal:
        say(walking, session, going=" ", changed=[Changed.SERIOUS])

    assert refusal.value.blockers == (
        "Say in a sentence or two how it is going",
        "Say a little more about what has changed",
    )


def test_two_who_write_at_once_do_not_overwrite_each_other(
    walking: Walker, session: Session
) -> None:
    say(walking, session)

    with pytest.raises(Stale, match="the check-in"):
        say(walking, session, going="From another tab.")
    say(walking, session, going="Even better.", version=1)
    with pytest.raises(Stale, match="the check-in"):
        answer(walking, session)
    answer(walking, session, version=2)

    assert session.scalars(select(CheckIn.going)).all() == ["Even better."]


def test_who_may_not_and_what_is_over_is_refused(walking: Walker, session: Session) -> None:
    with pytest.raises(NotAllowed, match="The lead or the head"):
        say(walking, session, role=Role.PANEL)
    say(walking, session)
    with pytest.raises(NotFound):
        answer(walking, session, key=999)
    with pytest.raises(NotAllowed, match="A coordinator answers"):
        answer(walking, session, by=walking.by(Role.LEAD))
    with pytest.raises(NotReady, match="Write a word"):
        answer(walking, session, words=" ")
    answer(walking, session)
    with pytest.raises(NotAllowed, match="answered already"):
        answer(walking, session, version=2)
    with pytest.raises(NotAllowed, match="has answered already"):
        say(walking, session, version=2)


def test_a_clock_that_goes_back_asks_nothing_and_loses_nothing(
    walking: Walker, session: Session
) -> None:
    say(walking, session)
    walking.at -= timedelta(days=300)

    with pytest.raises(NotAllowed, match="Nothing is asked"):
        say(walking, session, version=1)

    assert waits(walking) == [Wait.CHECK_IN_ANSWER]


def test_an_award_from_a_leap_day_is_asked_about_on_the_28th(session: Session) -> None:
    walking, _ = journey_at(session, Stage.AWARDED)
    award = award_of(walking, session)
    with transaction(lock=award) as held:
        held.valid_from = date(2028, 2, 29)
        held.valid_until, held.grace_until = date(2031, 3, 31), date(2031, 8, 31)

    for at, asked in (
        (datetime(2029, 2, 27, 12, tzinfo=UTC), None),
        (datetime(2029, 2, 28, 12, tzinfo=UTC), date(2029, 2, 28)),
        (datetime(2031, 3, 31, 12, tzinfo=UTC), date(2031, 2, 28)),
        (datetime(2031, 4, 1, 12, tzinfo=UTC), None),
    ):
        assert checking_in.asked_now(award, at=at) == asked
