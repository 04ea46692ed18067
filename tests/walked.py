"""Journeys that were walked once in this process, put into other empty databases row by row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from award.storage.authorities import Authority
from award.storage.days import forget_days
from award.storage.db import Base, writing

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


def keep(session: Session, name: str, moment: datetime) -> None:
    """Remember every row."""
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        rows = [dict(row) for row in session.execute(select(table)).mappings()]
        if rows:
            found[table.name] = rows
    KEPT[name] = Walked(found, moment)


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
