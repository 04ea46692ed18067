"""Runs the migrations in one transaction, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Enum
from sqlalchemy.engine import Connection, Engine

import award.storage  # every row, so that the schema is whole
from award.storage.db import WRITES, Base, Moment

ROWS = award.storage.__all__


class DanglingKeys(Exception):
    """A migration left rows that point at nothing; none of it was kept."""


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as plain ones: a migration stands without the program's code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


@contextmanager
def keys_let_go(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it; its keys are let go meanwhile, and checked after."""
    if connection.dialect.name != "sqlite":
        yield
        return
    bare = connection.connection.dbapi_connection
    if bare is None:
        raise DanglingKeys("The connection was closed before the migration began.")
    bare.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        bare.execute("PRAGMA foreign_keys=ON")


def check_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if loose:
            raise DanglingKeys(f"{len(loose)} rows point at nothing, the first in {loose[0][0]}.")


def run(engine: Engine) -> None:
    with engine.connect() as connection, keys_let_go(connection):
        writing = connection.execution_options(**{WRITES: True})
        context.configure(
            connection=writing,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_keys(writing)
        writing.commit()


run(current_app.extensions["migrate"].db.engine)
