"""Hands out the built styles, scripts, pictures and fonts before the program itself is asked.

Each name carries the hash of what is in the file, so a browser keeps it for good. It comes as
small as the browser can take it, and, as no session is looked at, the same to everybody.
"""

from pathlib import Path
from typing import Final
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from award.web.kit.headers import ALWAYS, BY_HTTPS

PREFIX: Final = "/static/build/"


def init_built_files(app: Flask, *, https: bool) -> None:
    """Answer for all that is in `static/build/` now; what is built later is Flask's to answer."""
    built = Path(app.static_folder or "") / "build"
    if not built.is_dir():
        return

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        known = ALWAYS | (BY_HTTPS if https else {})
        for name, value in {"Content-Security-Policy": "default-src 'none'", **known}.items():
            headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign] # Flask's own way
        app.wsgi_app,
        root=built,
        prefix=PREFIX,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=add_headers,
    )
