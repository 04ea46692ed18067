"""What of a file can be read in the browser: its pages as pictures that we made, and its text."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.storage.db import OF_A_FILE, Owned, within, words_of


class PreviewState(StrEnum):
    """Where the making of a file's pages stands."""

    WAITING = "waiting"
    READY = "ready"
    NOT_SHOWN = "not_shown"


class PageLook(StrEnum):
    """How a page is shown: as a picture, as text under a heading, or as a table."""

    PICTURE = "picture"
    TEXT = "text"
    TABLE = "table"


class EvidencePreview(Owned):
    """The pages of one version. ``pages_in_all`` counts also those that are not shown."""

    __tablename__ = "evidence_previews"
    __table_args__ = (
        within("evidence_versions", "version_id"),
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("version_id"),
    )

    version_id: Mapped[int]
    state: Mapped[PreviewState] = mapped_column(words_of(PreviewState))
    pages_in_all: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]

    pages: Mapped[list["PreviewPage"]] = relationship(
        primaryjoin="foreign(PreviewPage.preview_id) == EvidencePreview.id",
        order_by="PreviewPage.number",
        cascade="all, delete-orphan",
    )


class PreviewPage(Owned):
    """One page. Pictures lie in the store, a large and a small one. Rows of a table are lines."""

    __tablename__ = "preview_pages"
    __table_args__ = (
        within("evidence_previews", "preview_id", ondelete="CASCADE"),
        UniqueConstraint("preview_id", "number"),
    )

    preview_id: Mapped[int]
    number: Mapped[int]
    look: Mapped[PageLook] = mapped_column(words_of(PageLook))
    heading: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str | None] = mapped_column(unique=True, info=OF_A_FILE)
    small_key: Mapped[str | None] = mapped_column(unique=True, info=OF_A_FILE)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)


def is_small_picture() -> ColumnElement[bool]:
    """In a query for pages with their previews: the first page, where we made a picture of it."""
    return and_(
        EvidencePreview.state == PreviewState.READY,
        PreviewPage.number == 1,
        PreviewPage.look == PageLook.PICTURE,
    )
