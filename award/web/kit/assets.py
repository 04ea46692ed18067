"""Finds the built styles, scripts and pictures by the names that pages call them by."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, current_app, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader


class NotBuilt(RuntimeError):
    """The styles and scripts were not built, or not that one."""


@cache
def names_in(manifest: Path, _changed_ns: int) -> dict[str, str]:
    return dict(json.loads(manifest.read_text()))


def asset(name: str) -> str:
    """The address of a built file: `asset("main.css")`; refuses when it has not been built."""
    manifest = Path(current_app.static_folder or "") / "build" / "manifest.json"
    if not manifest.is_file():
        raise NotBuilt("The styles and scripts are not built yet. Run ./run build")
    names = names_in(manifest, manifest.stat().st_mtime_ns)
    if name not in names:
        raise NotBuilt(f"{name} is not among the built files. Run ./run build")
    return url_for("static", filename=f"build/{names[name]}")


def init_assets(app: Flask) -> None:
    """Give templates `asset`, and the design system's macros beside our own templates."""
    app.jinja_env.globals["asset"] = asset
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    own = [app.jinja_loader] if app.jinja_loader else []
    app.jinja_env.loader = ChoiceLoader([*own, design_system])
