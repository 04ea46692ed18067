"""Journeys that were walked once in a run, put into other empty databases row by row."""

import os
import pickle
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from award.storage.authorities import Authority
from award.storage.days import forget_days
from award.storage.db import Base, writing
from tests.fixtures_servers import FOLDER as RUN_FOLDER

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Walked:
    """Everything that stood in the database after a walk, and the moment at its end."""

    rows: Rows
    moment: datetime


KEPT: Final[dict[str, Walked]] = {}


def is_empty(session: Session) -> bool:
    """Whether nobody has been here yet, so that a walk of before can stand in for a new one."""
    return session.scalar(select(func.count(Authority.id))) == 0


def _file_of(name: str) -> Path:
    """Where the processes of a run leave this walk for one another."""
    folder = Path(os.environ[RUN_FOLDER]) / "walked"
    folder.mkdir(exist_ok=True)
    return folder / sha256(name.encode()).hexdigest()


def is_kept(name: str) -> bool:
    """Whether somebody made this walk before, in this process or another of the run."""
    path = _file_of(name)
    if name not in KEPT and path.exists():
        KEPT[name] = pickle.loads(path.read_bytes())  # noqa: S301 - written below, in this run
    return name in KEPT


def keep(session: Session, name: str, moment: datetime) -> None:
    """Remember every row."""
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        rows = [dict(row) for row in session.execute(select(table)).mappings()]
        if rows:
            found[table.name] = rows
    KEPT[name] = Walked(found, moment)
    path = _file_of(name)
    written = path.with_suffix(f".{os.getpid()}")
    written.write_bytes(pickle.dumps(KEPT[name]))
    written.replace(path)


def bring_back(session: Session, name: str) -> datetime:
    """Put the rows of a walk into an empty database; the moment at which the walk ended."""
    walked = KEPT[name]
    with writing(session):
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table, rows in walked.rows.items():
            session.execute(insert(Base.metadata.tables[table]), rows)
        if session.get_bind().dialect.name == "postgresql":
            _count_on(session, walked.rows)
    forget_days(session)
    return walked.moment


def _count_on(session: Session, rows: Rows) -> None:
    """Let PostgreSQL give the next numbers, not those that were just put in."""
    said = ", ".join(
        f"setval(pg_get_serial_sequence('{table}', 'id'), {max(one['id'] for one in found)})"
        for table, found in rows.items()
        if "id" in found[0]
    )
    session.execute(text(f"SELECT {said}"))
