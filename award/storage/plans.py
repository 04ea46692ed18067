"""The action plan of a journey."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.plan_changes import AgreedAction
from award.storage.db import Owned, within, words_of


class ActionState(StrEnum):
    """How far an action has come."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class PlannedAction(Owned):
    """What will be done, for which criteria, who leads it, and by when.

    ``criteria`` are codes; ``more`` holds what is told on request (where we are now, what will
    be different, success measure ...) and, for a setting's own plan, ``where`` in it each criterion
    stands; ``item_id`` is then the plan itself. ``visit_id`` is the visit that it came from.
    ``version`` guards against silent overwriting.
    """

    __tablename__ = "planned_actions"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("evidence_items", "item_id"),
        within("visits", "visit_id"),
        UniqueConstraint("id", "authority_id"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(Text)
    criteria: Mapped[list[Any]] = mapped_column(JSON, default=list)
    lead_name: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(
        words_of(ActionState), default=ActionState.NOT_STARTED
    )
    why_stopped: Mapped[str] = mapped_column(Text, default="")
    impact: Mapped[str] = mapped_column(Text, default="")
    more: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    item_id: Mapped[int | None]
    visit_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    notes: Mapped[list["ActionNote"]] = relationship(
        primaryjoin="foreign(ActionNote.action_id) == PlannedAction.id",
        order_by="ActionNote.id.desc()",
        viewonly=True,
    )

    def agreed_words(self) -> AgreedAction:
        """What is agreed to with this action; how far it is, is not."""
        more = {name: told for name, told in self.more.items() if name != "where"}
        return AgreedAction(self.what, tuple(self.criteria), self.lead_name, self.due_on, more)


class ActionNote(Owned):
    """A line about how an action goes, with its day and who wrote it."""

    __tablename__ = "action_notes"
    __table_args__ = (within("planned_actions", "action_id"),)

    action_id: Mapped[int] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    at: Mapped[datetime]
