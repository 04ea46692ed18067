"""Finds the built styles, scripts and pictures by the names that pages call them by.

An authority's own colour comes as a small stylesheet, whose address carries the hash of what is
in it, so that a browser may keep it for good.
"""

import hashlib
import json
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, current_app, url_for
from flask.templating import Environment
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from award.domain.brand import USUAL, Look, look_of
from award.storage.authorities import Authority

BUILD: Final = "Run python tools/build_static.py"


class NotBuilt(RuntimeError):
    """The styles and scripts were not built, or not that one."""


@cache
def names_in(manifest: Path, _changed_ns: int) -> dict[str, str]:
    return dict(json.loads(manifest.read_text()))


def asset(name: str) -> str:
    """The address of a built file: `asset("main.css")`; refuses when it has not been built."""
    manifest = Path(current_app.static_folder or "") / "build" / "manifest.json"
    try:
        names = names_in(manifest, manifest.stat().st_mtime_ns)
    except FileNotFoundError:
        raise NotBuilt(f"The styles and scripts are not built yet. {BUILD}") from None
    if name not in names:
        raise NotBuilt(f"{name} is not among the built files. {BUILD}")
    return f"{current_app.static_url_path}/build/{names[name]}"


def look_sheet(look: Look, inside: str = ":root") -> str:
    """The stylesheet that puts an authority's colours in the place of the usual ones."""
    named = {
        "--teal": look.teal,
        "--teal-deep": look.teal_deep,
        "--mint": look.mint,
        "--link": look.link,
        "--govuk-brand-colour": look.teal,
        "--govuk-link-colour": look.link,
        "--govuk-link-visited-colour": look.link,
        "--govuk-link-hover-colour": look.teal_deep,
    }
    return f"{inside}{{{''.join(f'{name}:{value};' for name, value in named.items())}}}\n"


def digest_of(sheet: str) -> str:
    """The short hash that stands in the address of a stylesheet."""
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def look_address(authority: Authority) -> str | None:
    """The address of the authority's stylesheet; None where its colour is the usual one."""
    if authority.brand_colour == USUAL.teal:
        return None
    digest = digest_of(look_sheet(look_of(authority.brand_colour)))
    return url_for("public.look", authority=authority.code, digest=digest)


def logo_address(authority: Authority) -> str | None:
    """The address of the authority's logo, if it has one."""
    if not authority.logo_digest:
        return None
    return url_for("public.logo", authority=authority.code, digest=authority.logo_digest)


class Templates(Environment):
    """Jinja's environment, in which each template has the names that all know in one dictionary.

    Jinja lays a chain over them instead, so that a later name is found too, and walks it in Python
    with each template and each import of a macro. Here all names are there before the first page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows without being given it: everybody's names, and its own."""
        return {**self.globals, **(d or {})}


def init_assets(app: Flask) -> None:
    """Give templates `asset`, and the design system's macros beside our own templates."""
    app.jinja_env.globals["asset"] = asset
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    own = [app.jinja_loader] if app.jinja_loader else []
    app.jinja_env.loader = ChoiceLoader([*own, design_system])
