"""What is stuck or missing is found, and each trouble says how to mend it."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.founding import set_half_terms
from award.actions.opening import open_journey
from award.actions.telling import Recipient, queue, write_letter
from award.domain.people import Role
from award.domain.terms import HalfTerm
from award.domain.turns import Turn
from award.jobs.claims import beat
from award.queries.health import (
    authorities_without_coordinator,
    count_waiting_jobs,
    difference_in,
    find_heartbeat,
    is_worker_alive,
    jobs_set_aside,
    letters_refused,
    list_troubles,
    terms_missing,
)
from award.storage.accounts import Membership
from award.storage.db import transaction, writing
from award.storage.jobs import Job
from award.storage.letters import LetterState
from tests.making import (
    ADMINISTRATOR,
    HALF_TERMS_2025,
    actor,
    at,
    make_authority,
    make_cast,
    make_setting,
)


def test_a_worker_that_gave_word_lately_is_alive(both: Session) -> None:
    never = find_heartbeat(both), is_worker_alive(both, at=at())
    beat(both, worker="first", at=at())

    assert never == (None, False)
    assert find_heartbeat(both) == at()
    assert is_worker_alive(both, at=at() + timedelta(minutes=5))
    assert not is_worker_alive(both, at=at() + timedelta(minutes=5, seconds=1))


def test_jobs_that_were_set_aside_are_told_and_not_too_many(both: Session) -> None:
    with writing(both):
        for n in range(7):
            queue(both, "note", {}, key=f"{n}", at=at())
        for job in both.scalars(select(Job)):
            job.set_aside_at, job.tries, job.trouble = at(), 6, "No paper"

    troubles = jobs_set_aside(both)

    assert len(troubles) == 6
    assert troubles[0].what == "Job 1 (note) failed 6 times: No paper"
    assert troubles[0].mend.endswith("flask worker --retry 1")


def test_letters_that_were_refused_lately_are_told(both: Session) -> None:
    with writing(both):
        letter = write_letter(
            both,
            "password_changed",
            Recipient("gone@example.org", "Gone", "/"),
            authority=None,
            at=at(),
            key="one",
            fields={"changed_at": "noon"},
        )
        assert letter is not None
        letter.state, letter.trouble = LetterState.REFUSED, "Nobody here"

    lately, later = letters_refused(both, at=at(30)), letters_refused(both, at=at(31))

    assert [one.what for one in lately] == [
        "Letter 1 (password_changed) could not go to gone@example.org: Nobody here"
    ]
    assert later == []


def test_an_authority_without_a_coordinator_is_told(both: Session) -> None:
    setting = make_setting(both, make_authority(both))
    without = authorities_without_coordinator(both)
    make_cast(both, setting)
    with_one = authorities_without_coordinator(both)
    with writing(both):
        both.scalars(select(Membership).filter_by(role=Role.COORDINATOR)).one().ended_at = at()

    assert [one.what for one in without] == ["Leicester has no coordinator."]
    assert with_one == []
    assert len(authorities_without_coordinator(both)) == 1


def test_next_years_terms_are_asked_for_from_may(both: Session) -> None:
    authority = make_authority(both)

    april, may = terms_missing(both, at=at(110)), terms_missing(both, at=at(120))
    with transaction(lock=authority) as held:
        years = timedelta(days=364)
        following = [
            HalfTerm(one.starts_on + years, one.ends_on + years) for one in HALF_TERMS_2025
        ]
        set_half_terms(held, following, school_year=2026, by=ADMINISTRATOR)

    assert april == []
    assert [one.what for one in may] == ["The terms of 2026/27 of Leicester are not known."]
    assert terms_missing(both, at=at(120)) == []


def test_this_years_terms_are_asked_for_from_september(both: Session) -> None:
    make_authority(both)

    september = terms_missing(both, at=at((date(2026, 9, 1) - date(2026, 1, 5)).days))

    assert [one.what for one in september] == ["The terms of 2026/27 of Leicester are not known."]


def test_a_journey_that_is_kept_wrongly_is_seen(both: Session) -> None:
    authority = make_authority(both)
    setting = make_setting(both, authority)
    cast = make_cast(both, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, authority)
    with transaction(lock=setting) as held:
        journey = open_journey(held, route="standard", by=by, at=at())
    right, left = difference_in(journey, at=at()), journey.blockers_left
    with writing(both):
        journey.turn, journey.blockers_left = Turn.PANEL, 99

    assert right == ""
    assert difference_in(journey, at=at()) == (
        f"it is the turn of setting, not of panel, {left} things are left, not 99"
    )


def test_an_installation_that_is_well_has_no_troubles(both: Session) -> None:
    make_cast(both, make_setting(both, make_authority(both)))

    assert list_troubles(both, at=at()) == []


def test_waiting_jobs_are_counted(both: Session) -> None:
    with writing(both):
        queue(both, "note", {}, key="now", at=at())
        queue(both, "note", {}, key="later", at=at(1))

    assert count_waiting_jobs(both, at=at()) == 1
