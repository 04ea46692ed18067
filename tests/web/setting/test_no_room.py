"""A disk without room, wherever it is met: a plain sentence, no file blamed, nothing half kept."""

import io
import tempfile
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from award.domain.stages import Stage
from tests.adapters.kinds_of_file.hostile import photo
from tests.fakes import FullDisk
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place
from tests.web.setting.test_evidence import given, kept_keys

SAID = "There is no room left here at the moment"
SAFE = "Nothing that you sent just now was kept by half, and everything from before is safe."
LARGE = b"Twelve reports this term.\n" * 40_000  # more than is held in memory while it comes


def add(browser: PageClient, place: Place, body: bytes, name: str = "log.txt") -> int:
    address = f"{place.at}/criteria/1.4/evidence/add"
    data = {"csrf_token": browser.token(address), "recognisable": "no", "title": "Our log"}
    data |= {"note": "From the autumn term", "files": FileStorage(io.BytesIO(body), name)}
    border, sent = encode_multipart(data)
    kind = f"multipart/form-data; boundary={border}"
    return browser.post(address, data=sent, content_type=kind).status_code


@pytest.fixture
def place(place_at: Make, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setitem(app.config, "PROPAGATE_TROUBLE", False)
    return place_at(Stage.GATHERING)


def test_where_the_request_itself_finds_no_room(
    place: Place, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, before = place.lead(), (kept_keys(app), len(given(place)))
    lead.get(place.at)
    with monkeypatch.context() as patched, FullDisk() as full:
        patched.setattr(tempfile, "TemporaryFile", full)
        status = add(lead, place, LARGE)
    words = lead.words()

    assert status == 503
    assert SAID in words
    assert SAFE in words
    assert (kept_keys(app), len(given(place))) == before
    assert add(lead, place, LARGE) == 302


@pytest.mark.parametrize(
    ("name", "body"), [("hall.jpg", photo), ("hall.png", lambda: photo("PNG"))]
)
def test_where_a_picture_cannot_be_written_anew(
    place: Place,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    body: Callable[[], bytes],
) -> None:
    lead, before = place.lead(), (kept_keys(app), len(given(place)))
    lead.get(place.at)
    content = body()
    with monkeypatch.context() as patched, FullDisk() as full:
        patched.setattr(tempfile, "TemporaryFile", full)
        status = add(lead, place, content, name)

    assert status == 503
    assert SAID in lead.words()
    assert "From the autumn term" in lead.words()
    assert (kept_keys(app), len(given(place))) == before


def test_where_the_database_cannot_grow(place: Place, app: Flask) -> None:
    lead, before = place.lead(), (kept_keys(app), len(given(place)))
    lead.get(place.at)
    pages = place.rows.scalar(text("PRAGMA page_count"))
    place.rows.rollback()

    def most(number: int) -> None:
        place.rows.execute(text(f"PRAGMA max_page_count = {number}"))
        place.rows.rollback()

    most(pages)
    try:
        statuses = [add(lead, place, LARGE + bytes([65 + one])) for one in range(20)]
    finally:
        most(1 << 30)

    assert statuses[-1] == 503
    assert SAID in lead.words()
    kept = statuses.count(302)
    assert (len(kept_keys(app) - before[0]), len(given(place)) - before[1]) == (kept, kept)
    assert add(lead, place, b"Once there is room again.\n") == 302
