"""Reads the run of closed days to which one of them belongs."""

from collections.abc import Iterable

from sqlalchemy import select

from award.domain.closed_runs import ClosedDay, ClosedRun, run_of
from award.storage.authorities import ClosureDay
from award.storage.db import session_of


def closed_days(rows: Iterable[ClosureDay]) -> list[ClosedDay]:
    """The rows as the rules know them."""
    return [ClosedDay(one.id, one.on, one.name, one.is_bank_holiday) for one in rows]


def closed_run(row: ClosureDay) -> ClosedRun:
    """The days in a row, of the same authority or setting and of the same name."""
    rows = session_of(row).scalars(
        select(ClosureDay).where(
            ClosureDay.authority_id == row.authority_id,
            ClosureDay.setting_id.is_not_distinct_from(row.setting_id),
        )
    )
    return run_of(row.id, closed_days(rows)) or ClosedRun(tuple(closed_days([row])))
