"""The doctor says what is wrong and how to mend it, and ends accordingly."""

from pathlib import Path
from typing import BinaryIO

import pytest
from flask import Flask
from flask_migrate import stamp
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.adapters import clock
from award.adapters.scan import Scanner, Verdict, scanner_from_url
from award.domain.file_kinds import MEGABYTE
from award.jobs.claims import beat
from award.storage.db import writing
from award.web.commands.doctor import (
    COMMANDS,
    checks_of,
    database_troubles,
    doctor_command,
    key_troubles,
    largest_file,
    scanner_troubles,
    worker_troubles,
)
from tests.clamav import LARGEST_MB, RunningClamd, own_clamd
from tests.fixtures_web import built_app, web_config
from tests.making import at, make_authority


def said(app: Flask) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(doctor_command)
    return answer.exit_code, answer.output


def up_to_date(app: Flask) -> None:
    with app.app_context():
        stamp()


def test_the_command_is_offered() -> None:
    assert [one.name for one in COMMANDS] == ["doctor"]


def test_a_well_installation_is_told_so(app: Flask, rows: Session) -> None:
    up_to_date(app)
    beat(rows, worker="first", at=clock.now())

    code, output = said(app)

    assert (code, output.splitlines()[-1]) == (0, "All is well")


def test_trouble_is_told_with_its_mending_and_a_code(app: Flask, rows: Session) -> None:
    up_to_date(app)
    with writing(rows):
        job = queue(rows, "note", {}, key="one", at=at())
        assert job is not None
        job.set_aside_at, job.trouble, job.tries = at(), "No paper", 6

    code, output = said(app)

    assert code == 1
    assert "Job 1 (note) failed 6 times: No paper\n    Mend what it says" in output
    assert "No worker has given word" in output
    assert "All is well" not in output


def test_migrations_that_have_not_run_are_told_and_nothing_else_is_looked_at(app: Flask) -> None:
    with app.app_context():
        found = [
            (name, [one.mend for one in troubles]) for name, troubles in checks_of(app, at=at())
        ]

    assert found == [("Keys", []), ("Database", ["Bring it up to date: flask db upgrade"])]


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    away = built_app(web_config(tmp_path, database_url=f"sqlite:///{tmp_path}/none/here.sqlite"))

    with away.app_context():
        troubles = database_troubles()

    assert [one.mend for one in troubles] == [
        "Start it, or mend DATABASE_URL. Then run this again."
    ]


def test_a_key_that_can_be_guessed_is_told_outside_a_demo(app: Flask) -> None:
    weak = Flask("weak")
    weak.config["SECRET_KEY"] = "a" * 40
    demo = Flask("demo")
    demo.config["DEMO"] = True

    assert [len(key_troubles(one)) for one in (app, weak, demo)] == [0, 1, 0]


def test_a_worker_that_is_silent_is_told(app: Flask, rows: Session) -> None:
    silent = worker_troubles(rows, at=at())
    beat(rows, worker="first", at=at())

    assert (len(silent), worker_troubles(rows, at=at())) == (1, [])


def told_of_scanner(app: Flask, scanner: Scanner | str, most: int) -> list[str]:
    found = scanner_from_url(scanner) if isinstance(scanner, str) else scanner
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(app.extensions, "scanner", found)
        return [f"{one.what} {one.mend}" for one in scanner_troubles(app, most=most)]


class KnowsNothing:
    """A scanner without signatures."""

    def is_well(self) -> bool:
        return True

    def scan(self, stream: BinaryIO) -> Verdict:
        return Verdict()


@pytest.mark.service
def test_a_scanner_that_takes_less_than_may_be_added_is_told_with_what_to_set(
    app: Flask, clamd: RunningClamd
) -> None:
    fits, over = LARGEST_MB * MEGABYTE, 25 * MEGABYTE

    (words,) = told_of_scanner(app, clamd.url, over)

    assert "A file of 25 MB may be added, but stays closed" in words
    assert "set StreamMaxLength 26M, MaxFileSize 26M, MaxScanSize 250M and AlertExceeds" in words
    assert told_of_scanner(app, clamd.url, fits) == []
    assert told_of_scanner(app, "none:", over) == []


@pytest.mark.service
@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("MaxFileSize 1M\n", "is called clean without being read"),
        ("MaxFileSize 1M\nAlertExceedsMax yes\n", "stays closed"),
    ],
)
def test_a_scanner_that_takes_a_file_and_does_not_read_it_is_told(
    app: Flask, config: str, words: str
) -> None:
    with own_clamd(config) as running:
        (told,) = told_of_scanner(app, running.url, LARGEST_MB * MEGABYTE)

    assert words in told
    assert "MaxFileSize 3M" in told


def test_a_scanner_that_is_away_or_knows_no_virus_is_told(app: Flask, tmp_path: Path) -> None:
    (away,) = told_of_scanner(app, f"clamd://{tmp_path}/none", 100)
    (knows_nothing,) = told_of_scanner(app, KnowsNothing(), 100)

    assert "Start clamd, or mend SCAN_URL" in away
    assert "Run freshclam" in knows_nothing


def test_the_largest_file_is_what_any_authority_takes(app: Flask, rows: Session) -> None:
    none = largest_file(rows)
    rows.rollback()
    authority = make_authority(rows)
    with writing(rows):
        authority.kept_file_limits = {"films": True, "film_mb": 300}

    assert (none, largest_file(rows)) == (25 * MEGABYTE, 300 * MEGABYTE)
