"""Jobs: work to be done after a change, written in the same transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Numbered


class Job(Numbered):
    """Work that a worker claims, does, and marks as done; tried again when it fails.

    ``claimed_until`` gives a job whose worker died back to the others. ``set_aside_at`` marks
    one that failed too often and waits for a person.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_waiting", "done_at", "set_aside_at", "run_after"),)

    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    unique_key: Mapped[str] = mapped_column(unique=True)
    written_at: Mapped[datetime]
    run_after: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(Text, default="")
