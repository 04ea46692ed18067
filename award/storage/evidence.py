"""Evidence: an item lives once at its setting, has versions, and is linked where it counts."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, ForeignKey, Text, UniqueConstraint, and_, func, or_, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from award.domain.people import Role
from award.storage.db import OF_A_FILE, Owned, one_live, within, words_of


class EvidenceState(StrEnum):
    """What was said of an item. Given and accepted ones support a criterion."""

    UNSORTED = "unsorted"
    GIVEN = "given"
    ACCEPTED = "accepted"
    NEEDS_MORE = "needs_more"
    NOT_RELEVANT = "not_relevant"


class Scan(StrEnum):
    """What the virus scanner said. ``not_asked`` where the installation has no scanner."""

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    NOT_ASKED = "not_asked"


OPEN_TO_READ: Final = (Scan.CLEAN, Scan.NOT_ASKED)


class Gone(StrEnum):
    """Why a piece, or the bytes of a file, are no longer kept; its name, hash and day stay."""

    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    INFECTED = "infected"
    RECOGNISABLE = "recognisable"
    OUT_OF_TIME = "out_of_time"


class Origin(StrEnum):
    """Who a piece came from: the setting, a colleague by a link, a visitor who saw it."""

    SETTING = "setting"
    COLLEAGUE = "colleague"
    VISITOR = "visitor"


class EvidenceItem(Owned):
    """One piece of evidence: a file, a link or a note. ``recognisable`` None: not yet answered.

    ``visit_id`` is the visit at which a visitor saw it. ``sent_token`` is the name that the
    sender's browser gave to the sending, so that what is sent again is not kept twice.
    ``beside_id`` is the shared piece of another setting that this is the setting's own version of.
    ``removed_why`` tells what was withdrawn, and never comes back, from what was taken away.
    ``feedback`` is what was last said of it; the whole talk stands in its remarks.
    """

    __tablename__ = "evidence_items"
    __table_args__ = (
        within("settings", "setting_id"),
        within("visits", "visit_id"),
        within("evidence_items", "beside_id"),
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("setting_id", "sent_token"),
    )

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
    removed_why: Mapped[Gone | None] = mapped_column(words_of(Gone))
    beside_id: Mapped[int | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[Origin] = mapped_column(words_of(Origin), default=Origin.SETTING)
    visit_id: Mapped[int | None] = mapped_column(index=True)
    sent_token: Mapped[str | None]

    versions: Mapped[list["EvidenceVersion"]] = relationship(
        primaryjoin="foreign(EvidenceVersion.item_id) == EvidenceItem.id",
        order_by="EvidenceVersion.place",
    )
    links: Mapped[list["EvidenceLink"]] = relationship(
        primaryjoin="foreign(EvidenceLink.item_id) == EvidenceItem.id", back_populates="item"
    )

    @property
    def newest(self) -> "EvidenceVersion | None":
        """The file that counts now; None for a link or a note."""
        return self.versions[-1] if self.versions else None


def _own_number(context: DefaultExecutionContext) -> int:
    """A new version comes last: it takes its own number as its place."""
    given = context.get_current_parameters()  # type: ignore[no-untyped-call] # no types there
    return int(given["number"])


class EvidenceVersion(Owned):
    """One file of an item. ``key`` is where the bytes lie, ``sha256`` only a column.

    ``number`` is its name for good; the one with the highest ``place`` counts now, so that an
    older version can be gone back to. ``dated_on`` is the item's date while this version counted.
    ``recognisable`` is what was answered of this very file; the item holds the answer for the
    one that counts. ``gone_at`` is when its bytes were let go of for good, ``gone_why`` the sort
    of reason, and ``gone_reason`` what the person said who withdrew it. ``removed`` says in words
    what was taken out of it before it was kept: the place, the device.
    """

    __tablename__ = "evidence_versions"
    __table_args__ = (
        within("evidence_items", "item_id"),
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("item_id", "number"),
    )

    item_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    place: Mapped[int] = mapped_column(default=_own_number)
    dated_on: Mapped[date | None]
    recognisable: Mapped[bool | None]
    key: Mapped[str] = mapped_column(unique=True, info=OF_A_FILE)
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    removed: Mapped[str] = mapped_column(default="")
    scan: Mapped[Scan] = mapped_column(words_of(Scan))
    gone_at: Mapped[datetime | None]
    gone_why: Mapped[Gone | None] = mapped_column(words_of(Gone))
    gone_reason: Mapped[str] = mapped_column(Text, default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    added_by_name: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_open(self) -> bool:
        """Whether the file may be read: its bytes are kept, and nothing holds it back."""
        return self.gone_at is None and self.scan in OPEN_TO_READ


class EvidenceLink(Owned):
    """Where an item counts: for one criterion of one journey, and why.

    ``expected`` names the expected kind of evidence that it is, where one was picked. ``state``
    is what was said of the item in this journey alone, where that is not what the item says: of
    another setting's item that is shared, and of what was carried on into a later journey.
    ``seen_on`` is when the setting saw it again, and found it still true, before it was carried on.
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
    state: Mapped[EvidenceState | None] = mapped_column(words_of(EvidenceState))
    seen_on: Mapped[date | None]
    linked_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    item: Mapped[EvidenceItem] = relationship(
        primaryjoin="foreign(EvidenceLink.item_id) == EvidenceItem.id", back_populates="links"
    )

    @property
    def stands(self) -> EvidenceState:
        """What was said of the item, as it holds in this journey."""
        return self.state or self.item.state


class EvidenceShare(Owned):
    """An item that another setting of the same group and authority may use as its evidence."""

    __tablename__ = "evidence_shares"
    __table_args__ = (
        within("evidence_items", "item_id"),
        within("settings", "setting_id"),
        one_live("uq_evidence_shares_live", "item_id", "setting_id", where="ended_at IS NULL"),
    )

    item_id: Mapped[int] = mapped_column(index=True)
    setting_id: Mapped[int] = mapped_column(index=True)
    shared_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    shared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def counts_now() -> ColumnElement[bool]:
    """In a query for versions with their items: the version that counts now."""
    beside = aliased(EvidenceVersion)
    newest = (
        select(func.max(beside.place))
        .where(beside.item_id == EvidenceItem.id)
        .correlate(EvidenceItem)
        .scalar_subquery()
    )
    return EvidenceVersion.place == newest


def is_newest_kept(ended_at: datetime | None = None) -> ColumnElement[bool]:
    """In a query for items: those whose newest file, where they have one, is kept.

    In a journey that ended, what was kept then counts as it did. One that still waits for the
    scanner counts as given: a slow scanner is not the setting's fault.
    """
    if ended_at is None:
        return NEWEST_KEPT_NOW
    return _newest_is_kept(
        and_(EvidenceVersion.gone_at.is_not(None), EvidenceVersion.gone_at <= ended_at)
    )


def _newest_is_kept(gone: ColumnElement[bool]) -> ColumnElement[bool]:
    lost = select(EvidenceVersion.id).where(
        EvidenceVersion.item_id == EvidenceItem.id,
        or_(EvidenceVersion.scan == Scan.INFECTED, gone),
        ~select(LATER_VERSION.id)
        .where(
            LATER_VERSION.item_id == EvidenceVersion.item_id,
            LATER_VERSION.place > EvidenceVersion.place,
        )
        .exists(),
    )
    return ~lost.exists()


# Put together once: each page asks for it several times, and to write it costs more than to run it.
LATER_VERSION: Final = aliased(EvidenceVersion)
NEWEST_KEPT_NOW: Final = _newest_is_kept(EvidenceVersion.gone_at.is_not(None))


class EvidenceView(Owned):
    """Who of the authority's people opened which file, and when."""

    __tablename__ = "evidence_views"
    __table_args__ = (within("evidence_versions", "version_id"),)

    version_id: Mapped[int] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(words_of(Role))
    at: Mapped[datetime]
