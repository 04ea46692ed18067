"""Fixtures for a database with every table: SQLite, PostgreSQL, or one after the other."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import pysqlite3
import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from award.storage.db import Base, db
from award.web.config import engine_options
from tests import servers

DATABASES: Final = ("sqlite", pytest.param("postgres", marks=pytest.mark.service))


@event.listens_for(Engine, "connect")
def _wait_for_no_disk(connection: Any, _record: Any) -> None:
    """A test's database need not outlive a power cut; it does outlive a killed process."""
    if isinstance(connection, pysqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", autouse=True)
def no_wait_for_the_disk() -> Iterator[None]:
    """Nor need a test's files and letters outlive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


def make_tables(url: str) -> None:
    """Every table and no row."""
    engine = create_engine(url, **engine_options(url))
    Base.metadata.create_all(engine)
    engine.dispose()  # the last connection to SQLite brings everything into the one file


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "empty.sqlite"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this process keeps its own SQLite database, a new file for each use."""
    return tmp_path_factory.mktemp("rows") / "test.sqlite"


def fresh_copy(path: Path, template: Path) -> str:
    """Put a new copy of the template at this path; its address.

    The file is another one each time, so that whoever still has the last one open keeps that.
    """
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_tables(sqlite_kept: Path, empty_database: Path) -> str:
    """The address of a new SQLite database with every table."""
    return fresh_copy(sqlite_kept, empty_database)


@pytest.fixture(scope="session")
def postgres_kept(postgres: servers.Postgres) -> Iterator[str]:
    """This process's own PostgreSQL database with every table, to be emptied before each use."""
    template = postgres.make_template("every_table", make_tables)
    with postgres.database(template=template) as url:
        yield url


@pytest.fixture
def postgres_tables(postgres_kept: str) -> str:
    """The address of a PostgreSQL database with every table and no row.

    To empty one takes a tenth of the time of making one.
    """
    servers.empty(postgres_kept, [table.name for table in Base.metadata.sorted_tables])
    return postgres_kept


@cache
def app_at(url: str) -> Flask:
    """One application for each address in a process, so that statements are compiled once."""
    app = Flask("award")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    return app


@contextmanager
def rows_in(url: str) -> Iterator[Session]:
    """A session as the application has it, without the application."""
    with app_at(url).app_context():
        try:
            yield db.session()
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def session(sqlite_tables: str) -> Iterator[Session]:
    """A session on a new SQLite database."""
    with rows_in(sqlite_tables) as found:
        yield found


@pytest.fixture(params=DATABASES)
def both(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on a new database: the test runs once on SQLite and once on PostgreSQL."""
    with rows_in(request.getfixturevalue(f"{request.param}_tables")) as found:
        yield found
