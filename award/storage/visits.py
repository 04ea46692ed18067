"""Visits: proposed, held, written up, shared and agreed."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.visits import HEARD_WORDS, Heard, VisitKind, VisitState
from award.storage.db import Owned, within, words_of

BY_TIME: Final = "time"  # how a record is signed of which the setting said nothing


class Visit(Owned):
    """One visit, planned or recorded. ``version`` guards its record.

    ``superseded_at`` marks a visit of an assessment that was begun anew: it counts no more.
    ``kept_because`` says why a moment stands at which the setting is closed, the visitor is busy
    or it is night; ``arrival`` is what the setting tells the visitor about the way in.
    ``as_read`` is the record as the setting last read it, while it is changed.
    """

    __tablename__ = "visits"
    __table_args__ = (within("journeys", "journey_id"), UniqueConstraint("id", "authority_id"))

    journey_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[VisitKind] = mapped_column(words_of(VisitKind))
    form: Mapped[VisitForm] = mapped_column(words_of(VisitForm))
    state: Mapped[VisitState] = mapped_column(words_of(VisitState), index=True)
    offered: Mapped[list[Any]] = mapped_column(JSON, default=list)
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(default=90)
    place: Mapped[str] = mapped_column(default="")
    visitor_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    visitor_role: Mapped[Role] = mapped_column(words_of(Role))
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]
    change_reason: Mapped[str] = mapped_column(Text, default="")
    kept_because: Mapped[str] = mapped_column(Text, default="")
    arrival: Mapped[str] = mapped_column(Text, default="")
    met: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    as_read: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    done_at: Mapped[datetime | None]
    written_up_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    signed_how: Mapped[str] = mapped_column(default="")
    superseded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    notes: Mapped[list["VisitNote"]] = relationship(
        primaryjoin="foreign(VisitNote.visit_id) == Visit.id", order_by="VisitNote.id"
    )
    hand_overs: Mapped[list["VisitHandOver"]] = relationship(
        primaryjoin="foreign(VisitHandOver.visit_id) == Visit.id",
        order_by="VisitHandOver.id",
        viewonly=True,
    )


class VisitNote(Owned):
    """What was seen or heard in one conversation or place, tagged to criteria by their codes.

    ``heard`` is one tap, ``words`` a note; one of them may be missing.
    """

    __tablename__ = "visit_notes"
    __table_args__ = (within("visits", "visit_id"),)

    visit_id: Mapped[int] = mapped_column(index=True)
    conversation: Mapped[str]
    criteria: Mapped[list[Any]] = mapped_column(JSON, default=list)
    heard: Mapped[Heard | None] = mapped_column(words_of(Heard))
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    @property
    def said(self) -> str:
        """Tap and note as one reads them: “Partly. Four of six knew the box.”"""
        tapped = HEARD_WORDS[self.heard] + "." if self.heard else ""
        return f"{tapped} {self.words}".strip()


class VisitHandOver(Owned):
    """A visit that somebody else went on with: from whom, to whom, why, and what was written.

    ``written`` is the record as the one before left it; notes say themselves whose they are.
    """

    __tablename__ = "visit_hand_overs"
    __table_args__ = (within("visits", "visit_id"),)

    visit_id: Mapped[int] = mapped_column(index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text)
    written: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class VisitClaim(Owned):
    """What a visitor claims for one visit: minutes there, minutes on the way, tenths of a mile."""

    __tablename__ = "visit_claims"
    __table_args__ = (within("visits", "visit_id"), UniqueConstraint("visit_id"))

    visit_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    minutes: Mapped[int]
    travel_minutes: Mapped[int] = mapped_column(default=0)
    tenths_of_mile: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(default="")
    claimed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
