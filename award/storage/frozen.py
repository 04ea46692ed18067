"""The list of evidence as it stood at a decision; its lines are written once and never changed."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from award.storage.contents import digest_of
from award.storage.db import Owned, within
from award.storage.decisions import Decision

FREEZE: Final = "freeze_evidence"


class FrozenEvidence(Owned):
    """One line of the list: a piece of evidence for one criterion, with one of its files.

    The numbers of item and version are no foreign keys: the list outlives what it names.
    ``sha256`` is empty for a link or a note.
    """

    __tablename__ = "frozen_evidence"
    __table_args__ = (within("decisions", "decision_id"), UniqueConstraint("decision_id", "number"))

    decision_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    criterion: Mapped[str]
    item_id: Mapped[int] = mapped_column(index=True)
    version_id: Mapped[int | None] = mapped_column(index=True)
    title: Mapped[str]
    file_name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)


def list_digest(lines: Iterable[FrozenEvidence]) -> str:
    """One digest over all lines of a list, in their order: any change of any line changes it."""
    return digest_of(
        [
            [
                one.number,
                one.criterion,
                one.item_id,
                one.version_id,
                one.title,
                one.file_name,
                one.sha256,
                one.size,
            ]
            for one in lines
        ]
    )


def said_of(decision: Decision) -> str:
    """What the line of history says when a list is frozen, so that the chain holds its digest."""
    return f"Decision {decision.id}. Digest {decision.evidence_digest}"


@event.listens_for(FrozenEvidence, "before_update")
@event.listens_for(FrozenEvidence, "before_delete")
def _stays(_mapper: Mapper[Any], _connection: Any, line: FrozenEvidence) -> None:
    raise RuntimeError(f"Line {line.number} of a frozen list is written once and never changed.")
