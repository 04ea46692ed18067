"""A connection that breaks in the middle of a file, at a real server."""

import gc
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from award.adapters import clock
from award.domain.stages import Stage
from tests.pages import PageClient
from tests.servers import web_server
from tests.web.setting.conftest import Make
from tests.web.setting.test_evidence import given, kept_keys

BORDER = "a-border"


def request_of(browser: PageClient, address: str, content: bytes) -> bytes:
    """The form for evidence as a browser writes it down, with its file."""
    fields = {"csrf_token": browser.token(address), "recognisable": "no", "title": "Our log"}
    body = b"".join(
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += (
        f'--{BORDER}\r\nContent-Disposition: form-data; name="files"; filename="log.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    ).encode()
    body += content + f"\r\n--{BORDER}--\r\n".encode()
    held = (browser.get_cookie(name) for name in ("award", "award-page"))
    cookies = "; ".join(f"{one.key}={one.value}" for one in held if one is not None)
    head = (
        f"POST {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={BORDER}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send(address: str, content: bytes, *, whole: bool) -> bytes:
    """Send these bytes and hang up; what was answered to a whole request."""
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as line:
        line.settimeout(30)
        line.sendall(content)
        if whole:
            return line.recv(200)
        line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass
        return b""


# Werkzeug leaves the half file, which has no name, to Python's cleaning up.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.service
def test_a_request_cut_off_half_way_leaves_nothing_and_the_whole_one_is_kept(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    content = request_of(
        place.lead(), f"{place.at}/criteria/1.4/evidence/add", b"Three reports.\n" * 60_000
    )
    before, moment = kept_keys(app), clock.now()

    def at_that_moment(environ: Any, start: Any) -> Any:
        with clock.frozen_at(moment):
            return app(environ, start)

    with web_server(at_that_moment) as address:
        send(address, content[: len(content) // 2], whole=False)
        gc.collect()  # the half file goes here, where its warning is expected
        half = kept_keys(app), given(place)
        answer = send(address, content, whole=True)

    assert half == (before, [])
    assert answer.startswith(b"HTTP/1.1 302")
    assert [one.title for one in given(place)] == ["Our log"]
    assert len(kept_keys(app) - before) == 1
