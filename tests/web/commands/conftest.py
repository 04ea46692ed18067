"""An application of its own for each test of a command, on a database with tables and no rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from award.storage.db import db
from tests.fixtures_web import built_app, fill_with, web_config


@pytest.fixture
def app(tmp_path: Path, empty_database: Path) -> Iterator[Flask]:
    found = built_app(web_config(tmp_path))
    fill_with(tmp_path, empty_database)
    yield found
    with found.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def rows(app: Flask) -> Iterator[Session]:
    """A session beside the command's own."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield session
