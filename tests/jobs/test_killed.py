"""Workers killed at any moment lose nothing: a soak with real processes and a real mail server."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.telling import Recipient, write_letter
from award.storage.db import db, writing
from award.storage.jobs import Job
from award.storage.letters import Letter, LetterState
from tests.making import at
from tests.servers import MailServer

LETTERS = 150
KILLS = 12
WORKER = """
import sys
from datetime import timedelta
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from award.adapters import clock
from award.adapters.mail import mailer_from_url
from award.jobs import worker
from award.jobs.means import Means
from tests.fakes import MemoryFiles, QuickSealing
from tests.fixtures_rows import engine_options

url, mail = sys.argv[1:]
worker.HOLDS_FOR = timedelta(0)  # the next worker takes over at once what a killed one held
means = Means(
    sessions=sessionmaker(create_engine(url, **engine_options(url))),
    files=MemoryFiles(),
    mailer=mailer_from_url(mail),
    draw=lambda face, at, badge: b"%PDF",
    sealing=QuickSealing(),
    public_url="https://award.example.org",
    sender="Award <award@example.org>",
)
print("begun", flush=True)
worker.run_all(means, worker="one", at=clock.now(), jobs=worker.JOBS)
"""


def a_worker(mail: MailServer) -> subprocess.Popen[str]:
    url = db.engine.url.render_as_string(hide_password=False)
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, url, mail.url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert worker.stdout is not None
    worker.stdout.readline()
    return worker


@pytest.mark.soak
def test_killed_workers_lose_no_letter_and_send_one_twice_at_most_for_each_kill(
    both: Session, mail_server: MailServer, count: Callable[[str, int], None]
) -> None:
    with writing(both):
        for n in range(LETTERS):
            write_letter(
                both,
                "password_changed",
                Recipient("amara.holt@example.org", "Amara Holt", "/account"),
                authority=None,
                at=at(),
                key=f"letter {n}",
                fields={"changed_at": "noon"},
            )
    both.close()
    chance = random.Random(20260105)
    killed = 0
    while killed < KILLS:
        worker = a_worker(mail_server)
        time.sleep(chance.uniform(0, 0.05))  # a soak kills at a moment that nobody chose
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            killed += 1
        worker.communicate()
        if worker.returncode == 0:
            break
    with writing(both):
        for job in both.scalars(select(Job).where(Job.done_at.is_(None))):
            job.tries, job.set_aside_at = 0, None
    both.close()
    last = a_worker(mail_server)
    last.communicate(timeout=120)
    assert last.returncode == 0

    sent = Counter(str(one["Message-ID"]) for one in mail_server.letters)
    states = set(both.scalars(select(Letter.state)))
    undone = both.scalar(select(func.count(Job.id)).where(Job.done_at.is_(None)))
    count("workers killed", killed)
    count("letters sent after kills", len(sent))
    count("letters sent twice", sum(sent.values()) - len(sent))
    assert (len(sent), states, undone) == (LETTERS, {LetterState.SENT}, 0)
    assert sum(sent.values()) - len(sent) <= killed
