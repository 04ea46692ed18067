"""Built files by the names that pages call them by."""

import json
import os
from pathlib import Path

import pytest
from flask import Flask

from award.web.kit.assets import NotBuilt, asset, init_assets


def app_with(static: Path, names: dict[str, str] | None) -> Flask:
    app = Flask("assets", static_folder=str(static), static_url_path="/static")
    init_assets(app)
    if names is not None:
        (static / "build").mkdir(exist_ok=True)
        (static / "build/manifest.json").write_text(json.dumps(names))
    return app


def test_a_name_becomes_the_address_that_carries_its_hash(tmp_path: Path) -> None:
    app = app_with(tmp_path, {"main.css": "main-1a2b.css"})

    with app.test_request_context():
        assert asset("main.css") == "/static/build/main-1a2b.css"


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    app = app_with(tmp_path, {"main.css": "main-old.css"})
    with app.test_request_context():
        asset("main.css")
        manifest = tmp_path / "build/manifest.json"
        manifest.write_text(json.dumps({"main.css": "main-new.css"}))
        os.utime(manifest, ns=(1, 1))

        assert asset("main.css") == "/static/build/main-new.css"


def test_without_a_build_it_says_what_to_run(tmp_path: Path) -> None:
    app = app_with(tmp_path, None)

    with (
        app.test_request_context(),
        pytest.raises(NotBuilt, match=r"not built yet\. Run "),
    ):
        asset("main.css")


def test_a_name_that_was_not_built_is_named(tmp_path: Path) -> None:
    app = app_with(tmp_path, {})

    with app.test_request_context(), pytest.raises(NotBuilt, match=r"^other\.css is not among"):
        asset("other.css")


def test_the_macros_of_the_design_system_are_found_beside_our_own(tmp_path: Path) -> None:
    environment = app_with(tmp_path, {}).jinja_env

    found = environment.get_template("govuk_frontend_jinja/components/tag/macro.html")

    assert "govukTag" in dir(found.module)
