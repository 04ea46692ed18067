"""Stand-ins for the outside world that keep everything in memory."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from email.message import EmailMessage
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from award.adapters import clock
from award.adapters.files import FilesTrouble, KeptFile, NotKept, StoredFile, checked_key, copied
from award.adapters.keys import badge_fingerprint, public_pem
from award.adapters.sealing import Badge, Mark
from award.domain.badges import BadgeFace


class MemoryFiles:
    """A FileStore in memory, with the same promises as the real ones."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, datetime]] = {}

    def put(self, key: str, stream: BinaryIO, *, limit: int) -> StoredFile:
        if checked_key(key) in self._kept:
            raise FilesTrouble(f"There is already a file under {key}")
        target = io.BytesIO()
        stored = copied(stream, target, limit=limit)
        self._kept[key] = (target.getvalue(), clock.now())
        return stored

    def open(self, key: str) -> BinaryIO:
        if checked_key(key) not in self._kept:
            raise NotKept(key)
        return io.BytesIO(self._kept[key][0])

    def delete(self, key: str) -> None:
        self._kept.pop(checked_key(key), None)

    def exists(self, key: str) -> bool:
        return checked_key(key) in self._kept

    def keys(self) -> Iterator[KeptFile]:
        for key, (_, kept_at) in list(self._kept.items()):
            yield KeptFile(key, kept_at)

    def clear_unfinished(self, before: datetime) -> int:
        return 0


class QuickSealing:
    """Signs nothing that anybody would believe, and takes no time for it."""

    def badge(self, face: BadgeFace, *, at: datetime) -> Badge:
        return Badge(f'{{"badge of": "{face.code}-{face.certificate_number}"}}', face.holder)

    def sign(self, pdf: bytes) -> bytes:
        return pdf + b" signed"

    def document_mark(self) -> Mark:
        return Mark("documents", "a certificate")

    def badge_mark(self) -> Mark:
        public = public_pem(Ed25519PrivateKey.from_private_bytes(bytes(32)))
        return Mark(badge_fingerprint(public), public)


class MailBox:
    """A Mailer that keeps the letters, and fails as it is told to."""

    def __init__(self, *, failing_with: Exception | None = None) -> None:
        self.letters: list[EmailMessage] = []
        self.failing_with = failing_with

    def send(self, message: EmailMessage) -> None:
        if self.failing_with is not None:
            raise self.failing_with
        self.letters.append(message)


class FullDisk(ExitStack):
    """Hands out files as ``TemporaryFile`` does, in which the kernel itself finds no room."""

    def __call__(self, *_: object, **__: object) -> FileIO:
        return self.enter_context(Path("/dev/full").open("r+b", buffering=0))
