"""The headers of every answer: what a page may load, and who may keep it."""

import secrets
from collections.abc import Callable
from typing import Final

from flask import Flask, Response, g, request

PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
YEAR = 31_536_000
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in PERMISSIONS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BY_HTTPS = {"Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains"}


def csp_nonce() -> str:
    """This request's own word, without which no script of a page runs."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def page_policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


OF_ONE: Final = "accounts"
"""The room of links from letters and of passwords: a page there is for one person, and once. A
browser would keep “this link is over” for good, and show it where the link is good again."""


def init_headers(app: Flask, *, is_signed_in: Callable[[], bool] = lambda: False) -> None:
    """Set them on every answer; what a screen has set itself, as for a file, stays."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        wanted = {"Content-Security-Policy": page_policy(), **ALWAYS}
        if request.is_secure:
            wanted |= BY_HTTPS
        for name, value in wanted.items():
            response.headers.setdefault(name, value)
        is_for_one = request.blueprint == OF_ONE or response.status_code >= 400
        if (
            request.endpoint != "static"
            and "immutable" not in response.headers.get("Cache-Control", "")
            and (is_for_one or is_signed_in())
        ):
            response.headers["Cache-Control"] = "no-store"
        return response

    app.jinja_env.globals["csp_nonce"] = csp_nonce
