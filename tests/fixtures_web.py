"""Fixtures for pages: the application on a fresh database, and a client that inspects pages."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from award.actions.signing import sign_in
from award.adapters import clock, passwords
from award.adapters.passwords import new_secret
from award.storage.accounts import User
from award.storage.db import db, writing
from award.web.config import Config
from award.web.factory import create_app
from tests.fixtures_servers import FOLDER as RUN_FOLDER
from tests.pages import PageClient
from tools import build_static

BUILT = (
    "main.css",
    "scripts/main.js",
    "scripts/drafts.js",
    "scripts/printing.js",
    "scripts/govuk-frontend.min.js",
    "scripts/judging.js",
    "scripts/noting.js",
    "scripts/agreeing.js",
    "scripts/paging.js",
    "scripts/uploading.js",
    "scripts/covering.js",
    "scripts/covering_here.js",
    "scripts/trying.js",
    "scripts/counting.js",
    "images/favicon.svg",
)


IN_EARNEST = passwords._HASHER
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """No password of a test is worth a sixth of a second of two processors each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK)
        patch.setattr(passwords, "_NOBODY", QUICK.hash("nobody’s"))
        yield


def web_config(folder: Path, **changed: object) -> Config:
    """A config whose every folder lies in this one."""
    given: dict[str, object] = {
        "secret_key": "q8Zt3VYw5rXnB1mK7pLs0dFhJc2gTe9u",
        "public_url": "http://localhost",
        "database_url": f"sqlite:///{folder}/award.sqlite",
        "files_url": f"file://{folder}/files",
        "mail_url": f"folder://{folder}/outbox",
        "scan_url": "none:",
        "instance": folder,
        "static": folder / "static",
    }
    return Config(**(given | changed))  # type: ignore[arg-type] # names and types as in Config


def built_app(config: Config) -> Flask:
    """The application with a list of built files, as if they had been built."""
    manifest = config.static / "build" / "manifest.json"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({name: name for name in BUILT}))
    app = keeping_templates(create_app(config))
    app.config["PROPAGATE_TROUBLE"] = True
    app.test_client_class = PageClient
    return app


def built_styles() -> str:
    """The styles that the pages bring, as they are built from the sources now."""
    build_static.build()
    manifest = json.loads((build_static.BUILD / "manifest.json").read_text())
    return (build_static.BUILD / str(manifest["main.css"])).read_text()


def keeping_templates(app: Flask) -> Flask:
    """Each template is compiled once in a run, for all the applications of all its processes."""
    folder = Path(os.environ[RUN_FOLDER]) / "templates"
    folder.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return app


@pytest.fixture(scope="session")
def web_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="session")
def whole_app(web_folder: Path) -> Flask:
    """Built once in a process, since templates take their time; its database changes below."""
    return built_app(web_config(web_folder))


@pytest.fixture
def app(whole_app: Flask, web_folder: Path, empty_database: Path) -> Iterator[Flask]:
    """The application on a new, empty SQLite database."""
    fill_with(web_folder, empty_database)
    yield whole_app
    with whole_app.app_context():
        db.session.remove()
        db.engine.dispose()


def fill_with(folder: Path, template: Path) -> None:
    """Put a copy of the template where the application looks for its database."""
    for ending in ("-wal", "-shm"):
        (folder / f"award.sqlite{ending}").unlink(missing_ok=True)
    shutil.copyfile(template, folder / "award.sqlite")


@pytest.fixture
def rows(app: Flask) -> Iterator[Session]:
    """A session beside the application's own, to make rows with and to look at what it kept.

    Call ``rows.rollback()`` to see what a request changed after it was last used.
    """
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield session


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without a person."""
    return new_client(app)


def new_client(app: Flask) -> PageClient:
    """Another browser."""
    found = app.test_client()
    assert isinstance(found, PageClient)
    return found


@pytest.fixture
def signed_in_as(app: Flask, rows: Session) -> Callable[[User], PageClient]:
    """A browser in which this person is signed in: ``signed_in_as(user).get(...)``."""
    return signing_in(app, rows)


def signing_in(app: Flask, rows: Session) -> Callable[[User], PageClient]:
    """What opens a browser in which a person is signed in."""

    def begin(user: User) -> PageClient:
        token, digest = new_secret()
        with writing(rows) as session:
            person = session.get_one(User, user.id)
            sign_in(session, person, digest=digest, device="a test", at=clock.now())
        browser = new_client(app)
        browser.set_cookie("award", token)
        return browser

    return begin
