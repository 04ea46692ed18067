"""An administrator reads how the installation is."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.people import Role
from award.queries.health import HEARTBEAT
from award.storage.accounts import User
from award.storage.authorities import Authority, HalfTermDates
from award.storage.db import writing
from award.storage.jobs import Job
from award.storage.letters import Letter, LetterState
from tests.making import make_authority, make_member, make_user
from tests.pages import PageClient


@pytest.fixture
def wren(rows: Session, signed_in_as: Callable[[User], PageClient]) -> PageClient:
    user = make_user(rows, "Wren Abbott")
    make_member(rows, user, Role.ADMINISTRATOR, make_authority(rows))
    return signed_in_as(user)


def test_it_says_what_is_missing_and_how_to_mend_it(wren: PageClient) -> None:
    wren.get("/admin/health")

    assert "Nothing has been sent or made so far. Nothing is waiting yet" in wren.words()
    assert "Ask whoever runs this program at your council to start it" in wren.words()
    assert wren.words().index("Ask whoever runs") < wren.words().index("flask worker")
    assert "Leicester has no coordinator." in wren.words()
    assert "None of your authorities in the last 30 days" in wren.words()


def test_work_that_stands_still_is_told_by_what_people_wait_for(
    wren: PageClient, rows: Session
) -> None:
    with writing(rows) as session:
        now = clock.now()
        session.add(
            Job(kind="render_certificate", unique_key="c1", written_at=now, run_after=now,
                set_aside_at=now, tries=5, trouble="No face is installed")
        )  # fmt: skip

    wren.get("/admin/health")

    plain = wren.words().index("A certificate was not made: a setting waits for it. Ask whoever")
    assert plain < wren.words().index("render_certificate")


def test_with_nothing_waiting_it_does_not_say_that_letters_wait(
    wren: PageClient, rows: Session
) -> None:
    authority = rows.scalars(select(Authority)).one()
    make_member(rows, make_user(rows, "Colm Brady"), Role.COORDINATOR, authority)
    today = clock.today()
    with writing(rows) as session:
        for year in (today.year - 1, today.year):
            session.add_all(
                HalfTermDates(
                    authority_id=authority.id, school_year=year, starts_on=today, ends_on=today
                )
                for _ in range(6)
            )

    wren.get("/admin/health")

    assert "The work stands still." in wren.words()
    assert "Waiting Nothing" in wren.words()
    assert "certificates wait" not in wren.words()


def test_the_first_page_leads_to_what_needs_mending(wren: PageClient, rows: Session) -> None:
    wren.get("/admin")
    silent = wren.words()
    with writing(rows) as session:
        now = clock.now()
        key = {"kind": HEARTBEAT, "unique_key": HEARTBEAT}
        session.add(Job(**key, written_at=now, run_after=now, done_at=now))
    wren.get("/admin")

    assert "Have the work started again" in silent
    assert "See what needs mending" in wren.words()
    assert "Have the work started again" not in wren.words()


def test_letters_that_could_not_go_are_counted_and_never_shown(
    wren: PageClient, rows: Session
) -> None:
    own = rows.scalars(select(Authority)).one()
    other = make_authority(rows, "fenwick-vale")
    with writing(rows) as session:
        for number, authority in enumerate((own, own, other)):
            session.add(
                Letter(
                    authority_id=authority.id, code="x", to_email="amara@example.org",
                    subject="s", body="b", unique_key=f"k{number}", message_id=f"m{number}",
                    state=LetterState.REFUSED, written_at=clock.now(), trouble="no such box",
                )
            )  # fmt: skip

    shown = wren.get("/admin/health").text

    assert "2 letters of your authorities" in wren.words()
    assert "amara@example.org" not in shown


def test_somebody_else_finds_nothing_there(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    user = make_user(rows, "Colm Brady")
    make_member(rows, user, Role.COORDINATOR, make_authority(rows))

    assert signed_in_as(user).get("/admin/health").status_code == 404
