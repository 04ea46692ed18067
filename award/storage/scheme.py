"""What an authority words and shows in its own way: letters, a logo, guidance that it looked at."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Owned, one_live


class Logo(Owned):
    """An authority's logo as it was made again from what was sent: a PNG, small enough for a row.

    ``digest`` is part of its address, so that it may be kept by browsers for good.
    """

    __tablename__ = "logos"
    __table_args__ = (UniqueConstraint("authority_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"))
    picture: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]


class SignaturePicture(Owned):
    """A scanned signature as it was made again from what was sent: a PNG on clear ground.

    A signatory names it by its ``digest``; certificates that carry it keep doing so.
    """

    __tablename__ = "signature_pictures"
    __table_args__ = (UniqueConstraint("authority_id", "digest"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    picture: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]


class LetterText(Owned):
    """One version of a letter in the authority's words; empty where it went back to the default."""

    __tablename__ = "letter_texts"
    __table_args__ = (
        UniqueConstraint("authority_id", "code", "version"),
        one_live("uq_letter_texts_current", "authority_id", "code", where="superseded_at IS NULL"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    code: Mapped[str]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    written_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class GuidanceCheck(Owned):
    """When somebody last looked whether a piece of guidance is current; one row for each piece."""

    __tablename__ = "guidance_checks"
    __table_args__ = (UniqueConstraint("authority_id", "code"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    code: Mapped[str]
    checked_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]


class GuidanceWords(Owned):
    """A piece of guidance as the authority words it, in place of the framework's or beside it.

    ``removed_at`` is when it was taken off the list; what it said stays, to be put back.
    """

    __tablename__ = "guidance_words"
    __table_args__ = (UniqueConstraint("authority_id", "code"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    code: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    body: Mapped[str]
    used_for: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    web_address: Mapped[str]
    removed_at: Mapped[datetime | None]


class SchemeChange(Owned):
    """One line of the authority's own history: who changed what of its scheme, and when.

    ``subject`` is what it is about: "look", "signatories", "letter:awarded", "route:standard".
    """

    __tablename__ = "scheme_changes"

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    subject: Mapped[str] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    changed_at: Mapped[datetime]
