"""What a job works with: the database, files, mail, the scanner, the drawing of certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from award.adapters.files import FileStore
from award.adapters.mail import Mailer
from award.adapters.scan import Scanner
from award.adapters.sealing import Sealing
from award.domain.certificates import CertificateFace

Draw = Callable[[CertificateFace, datetime, str], bytes]
"""Draws a face, as at a moment, with this Open Badge inside."""


@dataclass(frozen=True)
class Means:
    """Handed to every job. ``public_url`` begins each link, ``sender`` signs each letter."""

    sessions: Callable[[], Session]
    files: FileStore
    mailer: Mailer
    draw: Draw
    sealing: Sealing
    public_url: str
    sender: str
    scanner: Scanner | None = None

    def address_of(self, path: str) -> str:
        """The whole address of a path such as "/setting/7"."""
        return self.public_url.rstrip("/") + path
