"""The commands that do by hand what happens by itself, and the worker that is left running."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.telling import Recipient, queue, write_letter
from award.storage.db import writing
from award.storage.jobs import Job
from award.storage.letters import Letter, LetterState
from award.web.commands.work import (
    COMMANDS,
    means_of,
    remind_command,
    sweep_command,
    worker_command,
)
from tests.making import at


def a_letter(rows: Session) -> None:
    with writing(rows):
        write_letter(
            rows,
            "password_changed",
            Recipient("amara.holt@example.org", "Amara Holt", "/account"),
            authority=None,
            at=at(),
            key="one",
            fields={"changed_at": "noon"},
        )


def test_the_commands_are_offered() -> None:
    assert [one.name for one in COMMANDS] == ["worker", "remind", "sweep", "scan"]


def test_the_worker_does_what_waits_and_ends(app: Flask, rows: Session) -> None:
    a_letter(rows)

    answer = app.test_cli_runner().invoke(worker_command, ["--once"])

    rows.rollback()
    assert (answer.exit_code, answer.exception) == (0, None)
    assert rows.scalars(select(Letter.state)).one() is LetterState.SENT
    assert "done or tried" in answer.output


def test_a_job_that_was_set_aside_is_started_again(app: Flask, rows: Session) -> None:
    with writing(rows):
        job = queue(rows, "note", {}, key="one", at=at())
        assert job is not None
        job.set_aside_at = at()
    runner = app.test_cli_runner()

    good, bad = (runner.invoke(worker_command, ["--retry", n]) for n in ("1", "2"))

    rows.rollback()
    assert (good.exit_code, good.output) == (0, "Job 1 will be tried again\n")
    assert rows.scalars(select(Job.set_aside_at)).one() is None
    assert (bad.exit_code, bad.output) == (
        1,
        "Error: Job 2 was not set aside. See flask doctor.\n",
    )


def test_remind_and_sweep_say_what_they_did(app: Flask, rows: Session) -> None:
    runner = app.test_cli_runner()

    answers = [runner.invoke(one).output for one in (remind_command, sweep_command)]

    assert answers == ["Everything that waits was looked at\n", "0 files removed\n"]


def test_letters_are_signed_by_the_public_host(app: Flask) -> None:
    with app.app_context():
        means = means_of(app)

    assert means.sender == "Positive and Peaceful Places <no-reply@localhost>"
    assert means.address_of("/check/ABC") == "http://localhost/check/ABC"


WORKER = """
import sys
from pathlib import Path
from tests.fixtures_web import built_app, web_config
from award.web.commands.work import worker_command

app = built_app(web_config(Path(sys.argv[1])))
app.test_cli_runner()
with app.app_context():
    worker_command.main([], standalone_mode=False, obj=None)
"""


def test_a_running_worker_ends_cleanly_when_it_is_told_to(
    app: Flask, rows: Session, tmp_path: Path
) -> None:
    a_letter(rows)
    worker = subprocess.Popen(
        [sys.executable, "-u", "-c", WORKER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert worker.stdout is not None
    begun = worker.stdout.readline()
    worker.send_signal(signal.SIGTERM)
    rest, _ = worker.communicate(timeout=60)

    assert (begun, rest, worker.returncode) == (
        "The worker has begun\n",
        "The worker has ended\n",
        0,
    )
