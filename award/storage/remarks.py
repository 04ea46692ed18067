"""What is said of evidence: what feedback was asked for, the remarks, and who has read how far."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.domain.people import Role
from award.storage.db import Numbered, Owned, within, words_of
from award.storage.evidence import EvidenceState


class FeedbackAsk(Owned):
    """A setting's question: about which standards, in its own words. It is never changed.

    The last one stands for as long as the journey's ``feedback_asked_at`` is set.
    """

    __tablename__ = "feedback_asks"
    __table_args__ = (within("journeys", "journey_id"),)

    journey_id: Mapped[int] = mapped_column(index=True)
    standards: Mapped[list[Any]] = mapped_column(JSON, default=list)
    question: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_by_name: Mapped[str]
    asked_at: Mapped[datetime]


class Remark(Owned):
    """One thing said of a standard, or of a piece (then ``item_id`` is set). Only ever added.

    One goes again: that all is fine, taken back before a letter told of it.
    ``said`` is what became of the piece or the standard with it. ``from_setting`` tells the two
    sides apart; ``to_id`` is whose remark a setting answers, and the piece's standard stands in
    ``standard`` too.
    """

    __tablename__ = "remarks"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("evidence_items", "item_id"),
        UniqueConstraint("id", "authority_id"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    standard: Mapped[str]
    item_id: Mapped[int | None] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[EvidenceState | None] = mapped_column(words_of(EvidenceState))
    from_setting: Mapped[bool]
    to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    by_role: Mapped[Role] = mapped_column(words_of(Role))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(index=True)


class RemarkTold(Numbered):
    """That a letter told somebody of a remark: nobody is told of one twice."""

    __tablename__ = "remarks_told"
    __table_args__ = (UniqueConstraint("user_id", "remark_id"),)

    remark_id: Mapped[int] = mapped_column(ForeignKey("remarks.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Place(StrEnum):
    """Where somebody looks at a journey: from the setting's home, or as one who reads evidence."""

    HOME = "home"
    EVIDENCE = "evidence"


class LookedAt(Owned):
    """How far one person has read one journey. ``before_at`` is when they were here before now."""

    __tablename__ = "looked_at"
    __table_args__ = (
        within("journeys", "journey_id"),
        UniqueConstraint("user_id", "journey_id", "place"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    place: Mapped[Place] = mapped_column(words_of(Place))
    before_at: Mapped[datetime | None]
    at: Mapped[datetime]
