"""Kept files go out as attachments that no browser runs, from us or through nginx alike."""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from award.actions.opening import open_journey
from award.adapters.files import file_key
from award.domain.people import Actor, Role
from award.storage.accounts import User
from award.storage.db import transaction
from award.storage.evidence import EvidenceVersion
from tests.jobs.named import name_file
from tests.making import at, make_authority, make_member, make_setting, make_user
from tests.nginx import nginx
from tests.pages import PageClient
from tests.servers import LOOPBACK, web_server

CONTENT = bytes(range(256)) * 40
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
SAFE = {
    "Content-Security-Policy": SANDBOX,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Place:
    """A setting with one file, and its lead signed in."""

    def __init__(self, app: Flask, rows: Session, signed_in_as: Callable[[User], PageClient]):
        setting = make_setting(rows, make_authority(rows))
        lead = make_user(rows)
        make_member(rows, lead, Role.LEAD, setting)
        with transaction(lock=setting) as held:
            journey = open_journey(
                held,
                route="standard",
                by=Actor(Role.COORDINATOR, authority_id=setting.authority_id),
                at=at(),
            )
        key = file_key("leicester", str(setting.id))
        app.extensions["files"].put(key, io.BytesIO(CONTENT), limit=len(CONTENT))
        self.file: EvidenceVersion = name_file(rows, setting, key, CONTENT)
        self.key = key
        self.address = (
            f"/setting/{setting.id}/journeys/{journey.id}"
            f"/evidence/{self.file.item_id}/files/{self.file.id}"
        )
        rows.rollback()
        self.browser = signed_in_as(lead)

    def get(self, headers: Mapping[str, str] | None = None) -> TestResponse:
        """The whole answer, as a browser takes it."""
        return self.browser.get(self.address, headers=headers, buffered=True)


@pytest.fixture
def place(app: Flask, rows: Session, signed_in_as: Callable[[User], PageClient]) -> Place:
    return Place(app, rows, signed_in_as)


def test_a_file_comes_whole_as_an_attachment_with_its_hash_and_is_not_kept_by_the_browser(
    place: Place,
) -> None:
    answer = place.get()

    assert answer.data == CONTENT
    assert {name: answer.headers[name] for name in SAFE} == SAFE
    assert answer.headers["Content-Disposition"] == "attachment; filename=policy.pdf"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["ETag"] == f'"{sha256(CONTENT).hexdigest()}"'


def test_a_download_that_broke_off_is_taken_up_again(place: Place) -> None:
    whole = place.get()

    rest = place.get({"Range": "bytes=10000-", "If-Range": whole.headers["ETag"]})
    other = place.get({"Range": "bytes=10000-", "If-Range": '"another"'})
    beyond = place.get({"Range": "bytes=99999999-"})

    assert (rest.status_code, rest.data) == (206, CONTENT[10000:])
    assert (other.status_code, other.data) == (200, CONTENT)
    assert (beyond.status_code, beyond.data) == (416, b"")


def ask(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def refused_by_nginx(port: int, path: str, size: int) -> bool:
    """Whether nginx itself refuses so many bytes, and not the program behind it."""
    connection = HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.send(b"a" * size)
        answer = connection.getresponse()
        return answer.status == 413 and b"nginx" in answer.read()
    finally:
        connection.close()


@pytest.mark.service
def test_nginx_sends_the_file_with_every_header_and_opens_nothing_else(
    place: Place, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, web_folder: Path
) -> None:
    monkeypatch.setitem(app.config, "AWARD", replace(app.config["AWARD"], x_accel="/kept"))
    cookie = place.browser.get_cookie("award")
    assert cookie is not None
    known = {"Cookie": f"award={cookie.value}"}
    here, files = web_server(app), web_folder / "files"
    with here as upstream, nginx(tmp_path, upstream=upstream, files=files) as port:
        answer, body = ask(port, place.address, **known)
        part, rest = ask(port, place.address, Range="bytes=10000-", **known)
        outside, _ = ask(port, f"/kept/{place.key}", **known)
        stranger, _ = ask(port, place.address)
        large = [
            refused_by_nginx(port, path, 3_000_000)
            for path in ("/sign-in", "/leicester/ask", "/colleague/no-such-link")
        ]

    assert (answer.status, body == CONTENT) == (200, True)
    assert {name: answer.getheader(name) for name in SAFE} == SAFE
    assert answer.getheader("Server", "").startswith("nginx")
    assert answer.getheader("Content-Type") == "application/pdf"
    assert answer.getheader("Content-Disposition") == "attachment; filename=policy.pdf"
    assert answer.getheader("X-Accel-Redirect") is None
    assert (part.status, rest) == (206, CONTENT[10000:])
    assert large == [True, True, False]
    assert (outside.status, stranger.status in (302, 303, 404)) == (404, True)


def test_with_nginx_the_program_itself_sends_no_byte(
    place: Place, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "AWARD", replace(app.config["AWARD"], x_accel="/kept"))

    answer = place.get()
    app.extensions["files"].delete(place.key)
    gone = place.get()

    assert (answer.headers["X-Accel-Redirect"], answer.data) == (f"/kept/{place.key}", b"")
    assert gone.status_code == 404
