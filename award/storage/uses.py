"""What else a piece of evidence is for: an action that it shows to be done, a visit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Owned, one_live, within


class EvidenceUse(Owned):
    """A piece that shows an action to be done, or that a visit looks at, and why.

    It is of one of the two. What counts for a criterion is an EvidenceLink; a piece is used only
    while it counts for one in the same journey.
    """

    __tablename__ = "evidence_uses"
    __table_args__ = (
        within("evidence_items", "item_id"),
        within("journeys", "journey_id"),
        within("planned_actions", "action_id"),
        within("visits", "visit_id"),
        CheckConstraint("(action_id IS NULL) <> (visit_id IS NULL)", name="of_one"),
        one_live(
            "uq_evidence_uses_action",
            "item_id",
            "action_id",
            where="removed_at IS NULL AND action_id IS NOT NULL",
        ),
        one_live(
            "uq_evidence_uses_visit",
            "item_id",
            "visit_id",
            where="removed_at IS NULL AND visit_id IS NOT NULL",
        ),
    )

    item_id: Mapped[int] = mapped_column(index=True)
    journey_id: Mapped[int] = mapped_column(index=True)
    action_id: Mapped[int | None] = mapped_column(index=True)
    visit_id: Mapped[int | None] = mapped_column(index=True)
    why_it_counts: Mapped[str] = mapped_column(Text, default="")
    linked_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
