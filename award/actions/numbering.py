"""Gives out numbers: each once, in order, however many ask at the same time."""

from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from award.storage.authorities import Counter

INSERTS: Final[dict[str, Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def next_number(session: Session, authority_id: int, name: str) -> int:
    """The next number of this authority's counter; it is kept with the change it is for.

    The row is raised and read in one statement, so two who ask at once get two numbers.
    """
    raised = (
        update(Counter)
        .where(Counter.authority_id == authority_id, Counter.name == name)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
        .execution_options(synchronize_session=False)
    )
    value = session.scalar(raised)
    if value is None:
        insert = INSERTS[session.get_bind().dialect.name]
        begin = insert(Counter).values(authority_id=authority_id, name=name, value=0)
        session.execute(begin.on_conflict_do_nothing())  # somebody may begin it at this moment
        value = session.scalar(raised)
    if value is None:
        raise RuntimeError(f"The counter {name} could not be raised.")
    return value
