"""What was built is answered before the program is asked: small, for good, alike for everybody."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from whitenoise.compress import Compressor

from award.web.kit.built_files import init_built_files

SHEET = "p { color: teal }\n" * 100


def client(folder: Path, *, https: bool = False) -> FlaskClient:
    app = Flask("built", static_folder=str(folder), static_url_path="/static")
    init_built_files(app, https=https)
    return app.test_client()


def got(browser: FlaskClient, name: str, takes: str = "") -> TestResponse:
    """The answer for the file of that name, read to its end."""
    wanted = {"Accept-Encoding": takes}
    return browser.get(f"/static/build/{name}", headers=wanted, buffered=True)


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder in which one style sheet was built."""
    (tmp_path / "build").mkdir()
    sheet = tmp_path / "build/main-0a1b.css"
    sheet.write_text(SHEET)
    Compressor(quiet=True).compress(str(sheet))
    return tmp_path


@pytest.mark.parametrize(
    ("takes", "form", "opened"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_sheet_comes_as_small_as_the_browser_takes_it(
    static: Path, takes: str, form: str | None, opened: type[bytes]
) -> None:
    answer = got(client(static), "main-0a1b.css", takes)

    assert answer.headers.get("Content-Encoding") == form
    assert opened(answer.data).decode() == SHEET
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_it_is_kept_for_good_and_what_is_missing_is_not(static: Path) -> None:
    kept = got(client(static), "main-0a1b.css").headers["Cache-Control"]
    missing = got(client(static), "main-9z9z.css")

    assert set(kept.split(", ")) >= {"public", "immutable"}
    assert (missing.status_code, missing.headers.get("Cache-Control")) == (404, None)


def test_it_can_do_nothing_and_is_for_our_own_pages(static: Path) -> None:
    plain = got(client(static), "main-0a1b.css").headers
    secure = got(client(static, https=True), "main-0a1b.css").headers

    assert plain["Content-Security-Policy"] == "default-src 'none'"
    assert plain["X-Content-Type-Options"] == "nosniff"
    assert plain["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in plain
    assert "Strict-Transport-Security" in secure
    assert "Strict-Transport-Security" not in plain


@pytest.mark.parametrize("address", ["../main.css", "%2e%2e/main.css", "..%2fmain.css", ".stamp/"])
def test_nothing_beside_the_folder_is_handed_out(static: Path, address: str) -> None:
    (static.parent / "main.css").write_text("secret")

    assert got(client(static), address).status_code == 404


def test_what_was_built_since_the_start_is_answered_too(static: Path) -> None:
    browser = client(static)
    (static / "build/main-2b3c.css").write_text("p { color: teal }")

    assert got(browser, "main-2b3c.css").text == "p { color: teal }"


def test_nothing_built_is_no_reason_not_to_start(tmp_path: Path) -> None:
    assert got(client(tmp_path), "main-0a1b.css").status_code == 404
