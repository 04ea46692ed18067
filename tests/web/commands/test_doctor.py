"""The doctor says what is wrong and how to mend it, and ends accordingly."""

from pathlib import Path

from flask import Flask
from flask_migrate import stamp
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.adapters import clock
from award.jobs.claims import beat
from award.storage.db import writing
from award.web.commands.doctor import (
    COMMANDS,
    checks_of,
    database_troubles,
    doctor_command,
    key_troubles,
    worker_troubles,
)
from tests.fixtures_web import built_app, web_config
from tests.making import at


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
