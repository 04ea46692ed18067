"""Seals what is given out: a badge with its proofs, a PDF with its signature."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from award.adapters import badges
from award.adapters.keys import Keys
from award.domain.badges import BadgeFace, Document, credential


@dataclass(frozen=True)
class Badge:
    """An Open Badge as it is given out: with its proof, and as a token."""

    text: str
    token: str


@dataclass(frozen=True)
class Mark:
    """The key that signs one kind of thing: what it is known by, and its public half."""

    fingerprint: str
    public: str


class Sealing(Protocol):
    """What signs."""

    def badge(self, face: BadgeFace, *, at: datetime) -> Badge:
        """The credential of one certificate, signed."""

    def sign(self, pdf: bytes) -> bytes:
        """The PDF with our signature at its end. Raises TimeAway."""

    def document_mark(self) -> Mark:
        """The key that signs PDFs now."""

    def badge_mark(self) -> Mark:
        """The key that signs badges now."""


@dataclass(frozen=True)
class KeySealing:
    """Signs with our keys. ``timestamp_url`` is empty where no server for the time is named."""

    keys: Keys
    public_url: str
    timestamp_url: str = ""

    def badge(self, face: BadgeFace, *, at: datetime) -> Badge:
        """The credential of one certificate, signed."""
        document, key = credential(face, self.public_url), self.keys.badge
        signed = badges.sign_document(document, key, self.public_url, at=at)
        return Badge(badges.as_text(signed), badges.as_token(document, key, self.public_url))

    def sealed(self, document: Document, *, at: datetime) -> Document:
        """Another document of ours, as a list of status is, signed as badges are."""
        return badges.sign_document(document, self.keys.badge, self.public_url, at=at)

    def sign(self, pdf: bytes) -> bytes:
        """The PDF with our signature at its end. Raises TimeAway."""
        from award.adapters.pdf_signing import sign_pdf  # noqa: PLC0415 - slow import

        return sign_pdf(pdf, self.keys.document, timestamp_url=self.timestamp_url)

    def document_mark(self) -> Mark:
        """The key that signs PDFs now."""
        return Mark(self.keys.document.fingerprint, self.keys.document.public)

    def badge_mark(self) -> Mark:
        """The key that signs badges now."""
        return Mark(self.keys.badge.fingerprint, self.keys.badge.public)
