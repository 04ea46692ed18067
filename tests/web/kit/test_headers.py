"""The headers of every answer."""

import re

from flask import Flask, Response, render_template_string
from flask.testing import FlaskClient

from award.web.kit.headers import init_headers


def client(*, signed_in: bool = False) -> FlaskClient:
    app = Flask("headers")
    init_headers(app, is_signed_in=lambda: signed_in)

    @app.get("/")
    def page() -> str:
        return render_template_string("{{ csp_nonce() }} {{ csp_nonce() }}")

    @app.get("/file")
    def file() -> Response:
        return Response("x", headers={"Content-Security-Policy": "sandbox"})

    return app.test_client()


def test_a_page_may_load_only_what_is_ours() -> None:
    answer = client().get("/")

    nonce = answer.text.split()[0]
    assert answer.headers["Content-Security-Policy"] == (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self';"
        " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    )


def test_the_nonce_is_the_same_within_an_answer_and_new_in_the_next() -> None:
    browser = client()

    first, second = (browser.get("/").text.split() for _ in range(2))

    assert first[0] == first[1]
    assert first[0] != second[0]
    assert re.fullmatch(r"[\w-]{22}", first[0])


def test_every_answer_carries_them_even_one_that_was_not_found() -> None:
    headers = client().get("/nowhere").headers

    assert [
        headers[name]
        for name in (
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
        )
    ] == ["nosniff", "DENY", "same-origin", "same-origin"]
    assert "camera=()" in headers["Permissions-Policy"]


def test_what_a_screen_has_set_itself_stays() -> None:
    assert client().get("/file").headers["Content-Security-Policy"] == "sandbox"


def test_nothing_of_the_signed_in_is_kept_by_the_browser() -> None:
    assert client(signed_in=True).get("/").headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in client().get("/").headers


def test_https_is_kept_once_it_is_there() -> None:
    secure = client().get("/", base_url="https://localhost").headers
    plain = client().get("/").headers

    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in plain


def test_trouble_is_not_kept_by_the_browser_either() -> None:
    assert client().get("/nowhere").headers["Cache-Control"] == "no-store"
