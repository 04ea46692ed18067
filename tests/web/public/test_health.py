"""Whether the program lives, and whether what it needs is there."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.adapters import clock
from award.adapters.files import FilesTrouble
from award.storage.db import writing
from award.web.public import health
from tests.making import at
from tests.pages import PageClient


def test_a_living_program_says_so(client: PageClient) -> None:
    assert client.get("/healthz").status_code == 200


def test_all_is_well_at_the_start(client: PageClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert "worker: well" in answer.get_data(as_text=True)


def test_a_letter_that_waits_long_shows_that_the_worker_is_gone(
    client: PageClient, rows: Session
) -> None:
    with writing(rows) as session:
        queue(session, "deliver_letter", {}, key="one", at=at())

    with clock.frozen_at(at() + timedelta(minutes=16)):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "worker: not well" in answer.get_data(as_text=True)


def test_a_store_that_is_gone_is_seen(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise FilesTrouble("the disk is gone")

    monkeypatch.setattr(health, "store", gone)

    assert "files: not well" in client.get("/readyz").get_data(as_text=True)
