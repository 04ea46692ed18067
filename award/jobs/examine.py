"""Compares what is kept with what it should be: history's chain, turns, files, the database."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from award.actions.histories import chain
from award.adapters.files import FileStore
from award.queries.health import Trouble, difference_in
from award.storage.awards import Certificate
from award.storage.evidence import EvidenceVersion
from award.storage.journeys import History, Journey

# Before this version two connections could damage a database in WAL mode.
SAFE_SQLITE: Final = (3, 51, 3)
AT_ONCE: Final = 500
RESTORE: Final = "Compare with a backup. Until then trust neither this line nor those after it."


def sqlite_troubles(session: Session) -> list[Trouble]:
    """Whether the SQLite in use may damage its file; nothing on another database."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    version = str(session.scalar(text("SELECT sqlite_version()")))
    if tuple(int(part) for part in version.split(".")) >= SAFE_SQLITE:
        return []
    safe = ".".join(str(part) for part in SAFE_SQLITE)
    return [
        Trouble(
            f"SQLite {version} can damage a database that two programs write at once.",
            f"Install the locked packages anew: pysqlite3 brings SQLite {safe} or newer.",
        )
    ]


def history_troubles(session: Session) -> Iterator[Trouble]:
    """Every journey whose lines of history are not as they were written, at its first such line."""
    for journey_id in session.scalars(select(Journey.id).order_by(Journey.id)).all():
        broken = _first_broken(session, journey_id)
        if broken is not None:
            yield Trouble(
                f"The history of journey {journey_id} was changed at line {broken}.", RESTORE
            )
        session.expunge_all()


def turn_troubles(session: Session, *, at: datetime) -> Iterator[Trouble]:
    """Every open journey of which something else is kept than its facts say."""
    open_ones = select(Journey.id).where(Journey.ended_at.is_(None)).order_by(Journey.id)
    for journey_id in session.scalars(open_ones).all():
        journey = session.get_one(Journey, journey_id)
        said = difference_in(journey, at=at)
        if said:
            yield Trouble(
                f"Journey {journey_id} ({journey.stage}) is kept wrongly: {said}.",
                "Have it computed anew: flask remind",
            )
        session.expunge_all()


def file_troubles(session: Session, files: FileStore) -> Iterator[Trouble]:
    """Every row whose file is not there, and of which nothing says that it went."""
    for what, column, kept in (
        ("Evidence version", EvidenceVersion, EvidenceVersion.gone_at.is_(None)),
        ("Certificate", Certificate, Certificate.key.is_not(None)),
    ):
        rows = session.execute(select(column.id, column.key).where(kept).order_by(column.id))
        for number, key in rows.yield_per(AT_ONCE):
            if key is not None and not files.exists(key):
                yield Trouble(
                    f"{what} {number} has lost its file {key}.",
                    "Bring the file back from a backup of the files, under the same key.",
                )


def _first_broken(session: Session, journey_id: int) -> int | None:
    """The number of the first line that does not fit the one before it."""
    before = ""
    lines = session.scalars(
        select(History).where(History.journey_id == journey_id).order_by(History.number)
    )
    for number, line in enumerate(lines, start=1):
        if line.number != number or line.digest != chain(line, before):
            return number
        before = line.digest
    return None
