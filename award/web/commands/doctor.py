"""Looks at the whole installation, and says what is wrong and how to mend it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from award.adapters import clock
from award.adapters.scan import Scanner
from award.jobs.examine import (
    file_troubles,
    frozen_troubles,
    history_troubles,
    sqlite_troubles,
    turn_troubles,
)
from award.queries.health import Trouble, is_worker_alive, list_troubles
from award.storage.db import db

SHORTEST_KEY: Final = 32
FEWEST_LETTERS: Final = 10


@click.command("doctor")
@click.option("--bytes", "with_bytes", is_flag=True, help="Read every file and compare its hash.")
@with_appcontext
def doctor_command(with_bytes: bool) -> None:
    """Look for trouble; say what to do about each, and end with 1 where there is any."""
    found = 0
    for name, troubles in checks_of(current_app, at=clock.now(), with_bytes=with_bytes):
        listed = list(troubles)
        found += len(listed)
        click.echo(f"{name}: {len(listed) or 'no'} trouble{'s' if len(listed) > 1 else ''}")
        for one in listed:
            click.echo(f"  {one.what}\n    {one.mend}")
    if found:
        raise SystemExit(1)
    click.echo("All is well")


def checks_of(
    app: Flask, *, at: datetime, with_bytes: bool = False
) -> Iterable[tuple[str, Iterable[Trouble]]]:
    """Every check with what it found; no more of them where the database cannot be read."""
    yield "Keys", key_troubles(app)
    away = database_troubles()
    yield "Database", away
    if away:
        return
    checks: tuple[tuple[str, Callable[[Session], Iterable[Trouble]]], ...] = (
        ("SQLite", sqlite_troubles),
        ("Scanner", lambda _: scanner_troubles(app)),
        ("Worker", lambda session: worker_troubles(session, at=at)),
        ("Jobs, letters, people and terms", lambda session: list_troubles(session, at=at)),
        ("History", history_troubles),
        ("Turns", lambda session: turn_troubles(session, at=at)),
        ("What was decided on", frozen_troubles),
        (
            "Files",
            lambda session: file_troubles(session, app.extensions["files"], with_bytes=with_bytes),
        ),
    )
    for name, check in checks:
        with sessionmaker(db.engine)() as session:
            yield name, list(check(session))


def key_troubles(app: Flask) -> list[Trouble]:
    """A secret key that others could guess, outside a demo."""
    key = str(app.config.get("SECRET_KEY") or "")
    if app.config.get("DEMO") or (len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_LETTERS):
        return []
    return [
        Trouble(
            "SECRET_KEY is missing or easy to guess.",
            "Set it to a long random text: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
        )
    ]


def scanner_troubles(app: Flask) -> list[Trouble]:
    """A virus scanner that is named and does not answer."""
    scanner: Scanner | None = app.extensions["scanner"]
    if scanner is None or scanner.is_well():
        return []
    return [
        Trouble(
            "The virus scanner does not answer: new files stay closed.",
            "Start clamd, or mend SCAN_URL. The files are scanned as soon as it is back.",
        )
    ]


def database_troubles() -> list[Trouble]:
    """Whether the database answers, and whether every migration has run."""
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    try:
        with db.engine.connect() as connection:
            current = set(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError as trouble:
        return [
            Trouble(
                f"The database does not answer: {trouble}",
                "Start it, or mend DATABASE_URL. Then run this again.",
            )
        ]
    if current == set(script.get_heads()):
        return []
    return [Trouble("The database is not up to date.", "Bring it up to date: flask db upgrade")]


def worker_troubles(session: Session, *, at: datetime) -> list[Trouble]:
    """Whether a worker is running."""
    if is_worker_alive(session, at=at):
        return []
    return [
        Trouble(
            "No worker has given word for five minutes: letters and certificates wait.",
            "Start one and keep it running: ./run worker",
        )
    ]


COMMANDS: tuple[click.Command, ...] = (doctor_command,)
