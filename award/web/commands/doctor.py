"""Looks at the whole installation, and says what is wrong and how to mend it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import BinaryIO, Final, cast

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from award.adapters import clock
from award.adapters.keys import KeyTrouble
from award.adapters.scan import TOO_MUCH, EicarFile, Scanner, ScannerTrouble
from award.domain.file_kinds import MEGABYTE
from award.domain.file_limits import FileLimits
from award.jobs.examine import (
    file_troubles,
    frozen_troubles,
    history_troubles,
    sqlite_troubles,
    turn_troubles,
)
from award.queries.health import Trouble, is_worker_alive, list_troubles
from award.storage.authorities import Authority
from award.storage.db import db

SHORTEST_KEY: Final = 32
FEWEST_LETTERS: Final = 10
KNOWS_NOTHING: Final = Trouble(
    "The virus scanner does not know the test virus: it has no signatures.",
    "Run freshclam, restart clamd, then have all files scanned: flask scan --again",
)


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
    click.echo(words_on_keys(app))
    away = database_troubles()
    yield "Database", away
    if away:
        return
    checks: tuple[tuple[str, Callable[[Session], Iterable[Trouble]]], ...] = (
        ("SQLite", sqlite_troubles),
        ("Scanner", lambda session: scanner_troubles(app, most=largest_file(session))),
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


def words_on_keys(app: Flask) -> str:
    """Whose key signs certificates; no trouble, but an administrator should know."""
    try:
        own = app.extensions["sealing"].keys.document.is_own
    except (KeyTrouble, OSError) as trouble:
        return f"  Certificates cannot be signed: {trouble}"
    if own:
        return (
            "  Certificates are signed by a key that vouches for itself: readers will not know the "
            "issuer.\n    Name a key that others know in SIGNING_KEY and SIGNING_CERT."
        )
    return "  Certificates are signed by the key that SIGNING_KEY names."


def scanner_troubles(app: Flask, *, most: int) -> list[Trouble]:
    """A virus scanner that is named, and is away, knows nothing, or does not read ``most`` bytes.

    It is tried with the test virus: alone, and at the head of as large a file as may be added.
    """
    scanner: Scanner | None = app.extensions["scanner"]
    if scanner is None:
        return []
    if not scanner.is_well():
        return [
            Trouble(
                "The virus scanner does not answer: new files stay closed.",
                "Start clamd, or mend SCAN_URL. The files are scanned as soon as it is back.",
            )
        ]
    try:
        if scanner.scan(cast("BinaryIO", EicarFile())).is_clean:
            return [KNOWS_NOTHING]
        if not scanner.scan(cast("BinaryIO", EicarFile(most))).is_clean:
            return []
    except ScannerTrouble as trouble:
        if str(trouble) != TOO_MUCH:
            return [Trouble(str(trouble), "Look at clamd’s own log, then run this again.")]
        unread = "stays closed"
    else:
        unread = "is called clean without being read"
    size = most // MEGABYTE
    return [
        Trouble(
            f"A file of {size} MB may be added, but {unread}: clamd takes less.",
            f"In clamd.conf set StreamMaxLength {size + 1}M, MaxFileSize {size + 1}M, "
            f"MaxScanSize {2 * size + 200}M and AlertExceedsMax yes, and restart clamd.",
        )
    ]


def largest_file(session: Session) -> int:
    """How many bytes the largest file may have that any authority takes."""
    limits = [one.file_limits.most_bytes for one in session.scalars(select(Authority))]
    return max(limits, default=FileLimits().most_bytes)


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
