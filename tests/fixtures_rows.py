"""Fixtures for a database with every table: SQLite, PostgreSQL, or one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from award.storage.db import Base, db


def engine_options(url: str) -> dict[str, Any]:
    return {"module": pysqlite3} if url.startswith("sqlite") else {}


@contextmanager
def tables(url: str) -> Iterator[Session]:
    """A session in a database whose tables were just made."""
    app = Flask("award")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        try:
            yield db.session()
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on a new SQLite database."""
    with tables(f"sqlite:///{tmp_path}/test.sqlite") as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """A session on a new database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/test.sqlite"
    else:
        url = request.getfixturevalue("postgres_url")
    with tables(url) as found:
        yield found
