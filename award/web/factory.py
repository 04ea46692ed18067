"""Builds the application: the only place that knows every room."""

from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from award.adapters.files import files_from_url
from award.adapters.mail import mailer_from_url
from award.adapters.scan import scanner_from_url
from award.adapters.sealing import KeySealing
from award.storage.db import db
from award.web import (
    accounts,
    admin,
    assessor,
    audit,
    coordinator,
    group,
    panel,
    public,
    setting,
    steering,
)
from award.web.commands import COMMANDS
from award.web.config import ROOT, Config, from_environment, keys_of
from award.web.kit.access import init_access, must_be_marked
from award.web.kit.addresses import AuthorityCode, RowNumber
from award.web.kit.assets import Templates, init_assets
from award.web.kit.built_files import init_built_files
from award.web.kit.directions import init_directions
from award.web.kit.drafts import init_drafts
from award.web.kit.errors import init_errors
from award.web.kit.filters import init_filters
from award.web.kit.headers import init_headers
from award.web.kit.hyphens import init_hyphens
from award.web.kit.kind_words import init_kind_words
from award.web.kit.once import init_once
from award.web.kit.pages import init_pages
from award.web.kit.rooms import ROOMS
from award.web.kit.signin import init_sign_in, is_signed_in

PACKAGES: Final[dict[str, ModuleType]] = {
    "public": public,
    "accounts": accounts,
    "setting": setting,
    "coordinator": coordinator,
    "assessor": assessor,
    "panel": panel,
    "steering": steering,
    "audit": audit,
    "group": group,
    "admin": admin,
}


def create_app(config: Config | None = None) -> Flask:
    """The whole application. Raises NotSetUp or NotMarked rather than start half-safe."""
    chosen = config or from_environment()
    app = Flask(
        "award",
        root_path=str(ROOT),
        static_folder=str(chosen.static),
        static_url_path="/static",
        instance_path=str(chosen.instance),
    )
    app.config.update(chosen.for_flask())
    _only_the_public_address(app, chosen)
    if chosen.database_url.startswith("sqlite"):
        chosen.instance.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)  # type: ignore[no-untyped-call] # untyped
    app.extensions["files"] = files_from_url(chosen.files_url)
    app.extensions["mailer"] = mailer_from_url(chosen.mail_url)
    app.extensions["scanner"] = scanner_from_url(chosen.scan_url)
    app.extensions["sealing"] = KeySealing(keys_of(chosen), chosen.public_url, chosen.timestamp_url)
    app.jinja_environment = Templates
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_assets(app)
    init_filters(app)
    init_kind_words(app)
    init_sign_in(app)
    init_access(app)
    init_once(app)
    init_headers(app, is_signed_in=is_signed_in)
    init_errors(app)
    init_built_files(app, https=chosen.is_https)
    init_drafts(app)
    init_pages(app)
    init_directions(app)
    init_hyphens(app)
    _open_rooms(app)
    for command in COMMANDS:
        app.cli.add_command(command)
    must_be_marked(app)
    return app


def _open_rooms(app: Flask) -> None:
    """Import every screen of every room, and give each room its addresses."""
    app.url_map.converters["authority"] = AuthorityCode
    app.url_map.converters["int"] = RowNumber
    for room in ROOMS:
        package = PACKAGES[room.name]
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
        blueprint = import_module(f"{package.__name__}.blueprint").bp
        app.register_blueprint(blueprint, url_prefix=room.prefix or None)


def _only_the_public_address(app: Flask, config: Config) -> None:
    """Whatever host a request names, the program knows itself by its configured address only."""
    inner: WSGIApplication = ProxyFix(
        app.wsgi_app, x_for=config.proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
    )

    def at_public_address(environ: WSGIEnvironment, start: StartResponse) -> object:
        environ["HTTP_HOST"] = config.public_host
        environ["wsgi.url_scheme"] = "https" if config.is_https else "http"
        return inner(environ, start)

    app.wsgi_app = at_public_address  # type: ignore[method-assign,assignment] # Flask's own way
