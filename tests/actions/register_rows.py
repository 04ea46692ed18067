"""Places as the register gives them, brought in, for the tests of importing."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.importing import apply_import
from award.actions.planning_import import ImportPlan
from award.domain.registers import (
    LineNote,
    RegisterAddress,
    RegisterGroup,
    RegisterReading,
    RegisterRow,
    RegisterStatus,
)
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.settings import Setting
from tests.making import ADMINISTRATOR, at


def place(urn: str = "120001", name: str = "Willow Lane Primary", **said: Any) -> RegisterRow:
    said = {"kind": "primary", "status": RegisterStatus.OPEN, **said}
    return RegisterRow(urn=urn, name=name, **said)


def reading(*rows: RegisterRow, refused: tuple[LineNote, ...] = ()) -> RegisterReading:
    return RegisterReading(rows, refused, (), {"Postcode": 1}, (), 0)


def brought_in(
    session: Session,
    authority: Authority,
    *rows: RegisterRow,
    day: int = 0,
    taken: frozenset[str] = frozenset(),
    left: frozenset[str] = frozenset(),
) -> ImportPlan:
    with transaction(lock=authority) as held:
        return apply_import(
            session, held, reading(*rows), by=ADMINISTRATOR, at=at(day), taken=taken, left=left
        )


def only_setting(session: Session) -> Setting:
    session.expire_all()
    return session.scalars(select(Setting)).one()


def count(session: Session, row: type) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0


FULL: dict[str, Any] = {
    "phase": "Primary",
    "opened_on": date(1998, 9, 1),
    "low_age": 3,
    "high_age": 11,
    "roll": 420,
    "trust": RegisterGroup("Willow Trust", "15900"),
    "address": RegisterAddress("1 Willow Lane", None, None, "Leicester", None, "LE1 1AA", "Abbey"),
    "website": "https://willowlane.example",
    "telephone": "0116 200 0000",
}
