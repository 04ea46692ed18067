"""A tiny app around a database, to run the migrations as the program does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from award.storage.db import db
from tests.fixtures_rows import engine_options

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


@contextmanager
def database(url: str) -> Iterator[Flask]:
    """The app with an empty database, whose migrations can be run."""
    app = Flask("award")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
