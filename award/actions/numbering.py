"""Gives out numbers: each once, in order, however many ask at the same time."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from award.storage.authorities import Counter


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
        held = select(Counter).where(Counter.authority_id == authority_id)
        session.scalars(held.with_for_update()).all()
        session.add(Counter(authority_id=authority_id, name=name, value=0))
        session.flush()
        value = session.scalar(raised)
    if value is None:
        raise RuntimeError(f"The counter {name} could not be raised.")
    return value
