"""Every kind of screen that links reach is taken, once, at both widths."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, redirect, request, session
from playwright.sync_api import Browser
from werkzeug.wrappers import Response

from tests import servers
from tools import pictures
from tools.pictures import Person, screen_of, take_all

LEAD = Person(role="lead", email="lead@example.org", password="teal leaf", home="/setting/7/")


def a_small_site() -> Flask:
    app = Flask("small")
    app.secret_key = "only for this test"

    @app.get("/")
    def start() -> str:
        return "<h1>The award</h1><a href='/sign-in'>Sign in</a><a href='/register.csv'>List</a>"

    @app.route("/sign-in", methods=["GET", "POST"])
    def sign_in() -> str | Response:
        if request.form.get("password") == LEAD.password:
            session["email"] = request.form["email"]
            return redirect(LEAD.home)
        fields = "<input type=email name=email><input type=password name=password>"
        return f"<form method=post>{fields}<button>Sign in</button></form>"

    @app.get("/setting/<int:setting_id>/")
    def home(setting_id: int) -> str:
        assert session["email"] == LEAD.email
        return f"<h1>{setting_id}</h1><a href='visits/1'>One</a><a href='visits/2'>Two</a>"

    @app.get("/setting/7/visits/<int:visit_id>")
    def visit(visit_id: int) -> str:
        return f"<h1>Visit {visit_id}</h1><a href='/sign-out'>Sign out</a>"

    return app


@pytest.fixture
def address() -> Iterator[str]:
    with servers.web_server(a_small_site()) as address:
        yield address


def test_each_kind_of_screen_is_taken_at_both_widths(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    counts = take_all(browser, address, [LEAD], tmp_path)

    assert counts == {"public": 2, "lead": 2}
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.glob("*/*.png")) == [
        "lead/setting-one-1280.png",
        "lead/setting-one-375.png",
        "lead/setting-one-visits-one-1280.png",
        "lead/setting-one-visits-one-375.png",
        "public/sign-in-1280.png",
        "public/sign-in-375.png",
        "public/start-1280.png",
        "public/start-375.png",
    ]


def test_no_screen_is_left_out_in_silence(
    browser: Browser, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_SCREENS", 1)

    with pytest.raises(SystemExit, match=r"more than 1 screens from / on, as sign-in"):
        take_all(browser, address, [LEAD], tmp_path)


def test_a_sign_in_that_does_not_work_is_said(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    stranger = Person(role="lead", email="who@example.org", password="no", home="/")

    with pytest.raises(SystemExit, match=r"Signing in as who@example\.org did not work"):
        take_all(browser, address, [stranger], tmp_path)


def test_numbers_and_codes_are_left_out_of_a_screens_name() -> None:
    assert screen_of("http://x/leicester/coordinator/journeys/12/edit?page=2") == (
        "leicester-coordinator-journeys-one-edit"
    )
