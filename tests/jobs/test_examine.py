"""Tampering, wrong turns and lost files are found."""

import io
from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from award.actions.histories import write_history
from award.actions.opening import open_journey
from award.domain.people import Role, the_clock
from award.domain.turns import Turn
from award.jobs.examine import (
    file_troubles,
    history_troubles,
    sqlite_troubles,
    turn_troubles,
)
from award.jobs.means import Means
from award.storage.awards import Certificate
from award.storage.days import LONDON
from award.storage.db import transaction, writing
from award.storage.journeys import History, Journey
from tests.fakes import MemoryFiles
from tests.jobs.named import name_file
from tests.jobs.test_certificates import an_award
from tests.making import actor, at, make_authority, make_cast, make_setting


@pytest.fixture
def journey(both: Session) -> Journey:
    """A journey with four lines of history."""
    setting = make_setting(both, make_authority(both))
    cast = make_cast(both, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, setting.authority)
    with transaction(lock=setting) as held:
        journey = open_journey(held, route="standard", by=by, at=at())
    with transaction(lock=journey) as held_journey:
        for n in range(3):
            clock = the_clock(held_journey.authority_id)
            write_history(held_journey, f"step_{n}", by=clock, at=at(n), words="Because")
    return journey


def test_a_history_as_it_was_written_is_well(both: Session, journey: Journey) -> None:
    assert list(history_troubles(both)) == []


def test_a_line_that_was_written_by_the_clocks_of_summer_is_well(
    both: Session, journey: Journey
) -> None:
    with transaction(lock=journey) as held:
        when = datetime(2026, 7, 6, 9, 5, tzinfo=LONDON)
        write_history(held, "step_5", by=the_clock(held.authority_id), at=when, words="At nine")
    both.expire_all()

    assert list(history_troubles(both)) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET what = 'awarded' WHERE number = 2",
        "UPDATE history SET by_id = NULL, on_behalf = TRUE WHERE number = 2",
        "UPDATE history SET words_digest = 'x' WHERE number = 2",
        "DELETE FROM history WHERE number = 2",
    ],
)
def test_a_changed_or_removed_line_is_found(both: Session, journey: Journey, change: str) -> None:
    number = journey.id
    with writing(both):
        both.execute(text(change))

    found = [one.what for one in history_troubles(both)]

    assert found == [f"The history of journey {number} was changed at line 2."]


def test_personal_words_may_be_removed(both: Session, journey: Journey) -> None:
    with writing(both):
        for line in both.scalars(select(History)):
            line.words = ""

    assert list(history_troubles(both)) == []


def test_a_turn_that_is_kept_wrongly_is_found(both: Session, journey: Journey) -> None:
    well = list(turn_troubles(both, at=at()))
    with writing(both):
        both.scalars(select(Journey)).one().turn = Turn.PANEL

    assert well == []
    assert [one.what for one in turn_troubles(both, at=at())] == [
        "Journey 1 (draft) is kept wrongly: it is the turn of setting, not of panel."
    ]


def test_a_row_without_its_file_is_found(both: Session, means: Means) -> None:
    an_award(both)
    key = f"leicester/1/{'a' * 32}"
    with writing(both):
        both.scalars(select(Certificate)).one().key = key

    lost = [one.what for one in file_troubles(both, means.files)]
    means.files.put(key, io.BytesIO(b"%PDF"), limit=10)

    assert lost == [f"Row 1 of certificates has lost its file {key}."]
    assert list(file_troubles(both, means.files)) == []


def test_the_sqlite_that_the_program_brings_is_safe(both: Session) -> None:
    assert sqlite_troubles(both) == []


def test_bytes_that_are_not_what_was_put_there_are_found_when_they_are_read(
    session: Session,
) -> None:
    files = MemoryFiles()
    key = f"leicester/1/{'a' * 32}"
    name_file(session, make_setting(session, make_authority(session)), key, b"as it was")
    files.put(key, io.BytesIO(b"as it is "), limit=10)

    quick = list(file_troubles(session, files))
    [slow] = file_troubles(session, files, with_bytes=True)

    assert quick == []
    assert "is not what was put there" in slow.what
