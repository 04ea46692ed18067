"""Evidence: an item lives once at its setting, has versions, and is linked where it counts."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.people import Role
from award.storage.db import Owned, one_live, within, words_of


class EvidenceState(StrEnum):
    """What was said of an item. Given and accepted ones support a criterion."""

    UNSORTED = "unsorted"
    GIVEN = "given"
    ACCEPTED = "accepted"
    NEEDS_MORE = "needs_more"
    NOT_RELEVANT = "not_relevant"


SUPPORTS = (EvidenceState.GIVEN, EvidenceState.ACCEPTED)


class Scan(StrEnum):
    """What the virus scanner said. ``not_asked`` where the installation has no scanner."""

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    NOT_ASKED = "not_asked"


class Gone(StrEnum):
    """Why the bytes of a file are no longer kept; its name, hash and day stay."""

    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    INFECTED = "infected"
    RECOGNISABLE = "recognisable"
    OUT_OF_TIME = "out_of_time"


class EvidenceItem(Owned):
    """One piece of evidence: a file, a link or a note. ``recognisable`` None: not yet answered.

    ``feedback`` is what was last said of it; the whole talk stands in its remarks.
    """

    __tablename__ = "evidence_items"
    __table_args__ = (within("settings", "setting_id"), UniqueConstraint("id", "authority_id"))

    setting_id: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    shows: Mapped[str] = mapped_column(Text, default="")
    dated_on: Mapped[date | None]
    recognisable: Mapped[bool | None]
    state: Mapped[EvidenceState] = mapped_column(words_of(EvidenceState))
    feedback: Mapped[str] = mapped_column(Text, default="")
    link_address: Mapped[str | None] = mapped_column(Text)
    link_seen_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    given_by_name: Mapped[str]
    given_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list["EvidenceVersion"]] = relationship(
        primaryjoin="foreign(EvidenceVersion.item_id) == EvidenceItem.id",
        order_by="EvidenceVersion.number",
    )
    links: Mapped[list["EvidenceLink"]] = relationship(
        primaryjoin="foreign(EvidenceLink.item_id) == EvidenceItem.id", back_populates="item"
    )


class EvidenceVersion(Owned):
    """One file of an item. ``key`` is where the bytes lie, ``sha256`` only a column.

    ``gone_at`` is when its bytes were let go of for good, ``gone_why`` the reason.
    """

    __tablename__ = "evidence_versions"
    __table_args__ = (
        within("evidence_items", "item_id"),
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("item_id", "number"),
    )

    item_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(unique=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    scan: Mapped[Scan] = mapped_column(words_of(Scan))
    gone_at: Mapped[datetime | None]
    gone_why: Mapped[Gone | None] = mapped_column(words_of(Gone))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime]


class EvidenceLink(Owned):
    """Where an item counts: for one criterion of one journey, and why.

    ``expected`` names the expected kind of evidence that it is, where one was picked.
    """

    __tablename__ = "evidence_links"
    __table_args__ = (
        within("evidence_items", "item_id"),
        within("journeys", "journey_id"),
        one_live(
            "uq_evidence_links_live",
            "item_id",
            "journey_id",
            "criterion",
            where="removed_at IS NULL",
        ),
    )

    item_id: Mapped[int] = mapped_column(index=True)
    journey_id: Mapped[int] = mapped_column(index=True)
    criterion: Mapped[str]
    expected: Mapped[str] = mapped_column(default="")
    why_it_counts: Mapped[str] = mapped_column(Text, default="")
    linked_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    item: Mapped[EvidenceItem] = relationship(
        primaryjoin="foreign(EvidenceLink.item_id) == EvidenceItem.id", back_populates="links"
    )


class EvidenceView(Owned):
    """Who of the authority's people opened which file, and when."""

    __tablename__ = "evidence_views"
    __table_args__ = (within("evidence_versions", "version_id"),)

    version_id: Mapped[int] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(words_of(Role))
    at: Mapped[datetime]
