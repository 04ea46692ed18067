"""Which rows name a file: found by how their columns are marked, never by a list of tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, func, null, select
from sqlalchemy.orm import Session

from award.storage.db import Base


@dataclass(frozen=True)
class Named:
    """A file that a row names, with what the row says of it where it says so."""

    table: str
    row_id: int
    key: str
    sha256: str | None
    size: int | None


def key_columns() -> list[Column[str]]:
    """Every column that names a file, in every table."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.info.get("file_key")
    ]


def keys_named(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the keys that a row names and still wants: its bytes were not let go of."""
    return {
        key
        for column in key_columns()
        for key in session.scalars(_wanted(column).where(column.in_(keys)))
    }


def list_named(session: Session, *, at_once: int = 500) -> Iterator[Named]:
    """Every file that a row names and wants, table by table, a part at a time."""
    for column in key_columns():
        table, after = column.table, 0
        while rows := session.execute(_part(column, after, at_once)).all():
            after = rows[-1].id
            session.rollback()  # a long look holds no reading open
            for row in rows:
                yield Named(table.name, row.id, row.key, row.sha256, row.size)


def count_named(session: Session) -> int:
    """How many files are named and wanted."""
    parts = [select(func.count()).select_from(_wanted(one).subquery()) for one in key_columns()]
    return sum(session.scalar(one) or 0 for one in parts)


def _wanted(column: Column[str]) -> Select[str]:
    query = select(column).where(column.is_not(None))
    gone = column.table.columns.get("gone_at")
    return query if gone is None else query.where(gone.is_(None))


def _part(column: Column[str], after: int, most: int) -> Select[int, str, str | None, int | None]:
    table = column.table
    number = table.columns["id"]
    return (
        _wanted(column)
        .with_only_columns(
            number.label("id"),
            column.label("key"),
            _own(table, "sha256").label("sha256"),
            _own(table, "size").label("size"),
        )
        .where(number > after)
        .order_by(number)
        .limit(most)
    )


def _own(table: Table, name: str) -> ColumnElement[Any]:
    found = table.columns.get(name)
    return null() if found is None else found
