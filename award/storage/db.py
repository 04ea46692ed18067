"""The base of every row, our column types, and the one way to change what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, object_session, registry
from sqlalchemy.types import TypeDecorator

from award.domain.refusals import NotFound

NAMES: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# Marks a column that names a file: ``mapped_column(info=OF_A_FILE)``. The sweep, the doctor and
# the move to another store find every such column by it.
OF_A_FILE: Final = {"file_key": True}
PG_DISK_FULL: Final = "53100"
WRITES: Final = "award_writes"
LOCKED: Final = "award_locked"


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite forgets time zones; this type does not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC. Raises ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words_of(vocabulary: type[StrEnum]) -> Enum:
    """A column of this vocabulary: short text, checked by Python, so words need no migration."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        values_callable=lambda one: [str(word) for word in one],
        length=40,
    )


class Base(DeclarativeBase):
    """What every row is. Its types say how Python's are kept."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Moment(),
            date: Date(),
            str: String(255),
            int: BigInteger().with_variant(Integer(), "sqlite"),
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


class Numbered(Base):
    """A row with a number of its own."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)


class Owned(Numbered):
    """A row that belongs to an authority; foreign keys carry ``authority_id`` along."""

    __abstract__ = True

    authority_id: Mapped[int] = mapped_column(index=True, sort_order=-1)


def within(table: str, column: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """The key to a row of the same authority: both columns must agree, so nothing points across."""
    return ForeignKeyConstraint(
        [column, "authority_id"], [f"{table}.id", f"{table}.authority_id"], ondelete=ondelete
    )


def one_live(name: str, *columns: str, where: str) -> Index:
    """A unique index over the rows that are live: at most one of them for these columns."""
    return Index(
        name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where)
    )


db = SQLAlchemy(model_class=Base)

T = TypeVar("T", bound=Numbered)


def session_of(row: Base) -> Session:
    """The session that a row lives in. Raises RuntimeError for a row that lives in none."""
    found = object_session(row)
    if found is None:
        raise RuntimeError(f"{type(row).__name__} is not part of a session.")
    return found


@contextmanager
def writing(session: Session | None = None) -> Iterator[Session]:
    """One change: what was read before is let go, all of it is kept at the end, or none.

    On SQLite the transaction takes the write lock at its beginning. A read that went before
    cannot grow into a write.
    """
    chosen = session or db.session()
    chosen.rollback()
    chosen.connection(execution_options={WRITES: True})
    chosen.info[LOCKED] = set()
    try:
        yield chosen
        chosen.commit()
    except BaseException:
        chosen.rollback()
        raise
    finally:
        chosen.info[LOCKED] = set()


@contextmanager
def transaction(lock: T, *, first: Numbered | None = None) -> Iterator[T]:
    """One change of what hangs on ``lock``, which is read afresh and held until the end.

    Yields the fresh row. Raises NotFound when it is gone. Whoever waits for the same row goes
    on only after this change is kept or dropped. ``first`` is held before it, if it is still
    there, so that whoever needs both takes them in one order; others may still point at it. Of two
    rows of one kind it is the one with the lower number that is held first, whichever is which.
    """
    kind, session = type(lock), session_of(lock)
    key, before = _key(lock), _key(first) if first is not None else None
    if key is None:
        raise NotFound
    with writing(session):
        swapped = type(first) is kind and before is not None and before > key
        if first is not None and before is not None and not swapped:
            _hold_before(session, type(first), before)
        fresh = session.get(kind, key, with_for_update=True, populate_existing=True)
        if first is not None and before is not None and swapped:
            _hold_before(session, type(first), before)
        if fresh is None:
            raise NotFound
        hold(fresh)
        yield fresh


def _key(row: Numbered) -> Any:
    identity = inspect(row).identity
    return identity[0] if identity else None


def _hold_before(session: Session, kind: type[Numbered], key: Any) -> None:
    found = session.get(kind, key, with_for_update={"key_share": True}, populate_existing=True)
    if found is not None:
        hold(found)


def hold(row: Numbered) -> None:
    """Mark a row as held by the running change: locked, or made by it."""
    session_of(row).info.setdefault(LOCKED, set()).add((type(row), row.id))


def hold_all(session: Session, kind: type[T], *where: ColumnElement[bool]) -> list[T]:
    """These rows, read afresh and held until the running change ends.

    Locked in the order of their numbers, so that two such calls do not lock each other out.
    """
    wanted = select(kind).where(*where).order_by(kind.id).with_for_update(of=kind)
    found = session.scalars(wanted.execution_options(populate_existing=True)).all()
    for one in found:
        hold(one)
    return list(found)


def must_be_held(row: Numbered) -> None:
    """Refuse to change what the running change does not hold. Raises RuntimeError."""
    if (type(row), row.id) not in session_of(row).info.get(LOCKED, set()):
        raise RuntimeError(f"Change a {type(row).__name__} inside transaction(lock=...) only.")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",
        "mmap_size=0",
        "busy_timeout=30000",
        "journal_mode=WAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_full(trouble: BaseException) -> bool:
    """Whether the database has no room left to write, rather than other trouble."""
    if not isinstance(trouble, OperationalError):
        return False
    no_room = getattr(trouble.orig, "sqlstate", "") == PG_DISK_FULL
    return no_room or "disk is full" in str(trouble.orig)
