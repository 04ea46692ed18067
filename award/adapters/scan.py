"""Asks the virus scanner: bytes go to clamd as a stream, and its answer is one line."""

import io
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol
from urllib.parse import unquote, urlsplit

CONNECT_SECONDS: Final = 5
SEND_SECONDS: Final = 30
ANSWER_SECONDS: Final = 300
PING_SECONDS: Final = 2
_CHUNK: Final = 1 << 17
_LONGEST_ANSWER: Final = 4096
# What clamd says where it is told (AlertExceedsMax) not to call clean what it did not read.
_NOT_READ: Final = "Heuristics.Limits.Exceeded"
TOO_MUCH: Final = (
    "The file is more than the virus scanner reads. Set StreamMaxLength and MaxFileSize in "
    "clamd.conf to more than the largest file that may be added, and MaxScanSize to more than "
    "that and what is packed in it."
)
# The test file that every scanner knows; in two parts, so that none takes this file for it.
_TEST_VIRUS: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_STREAM: Final = b"zINSTREAM\0"
_PING: Final = b"zPING\0"


class ScannerTrouble(Exception):
    """The scanner did not say what the file is: it is away, slow, or could not read it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said: the name of what it found, or nothing."""

    found: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.found


class Scanner(Protocol):
    """Who says whether a file is clean."""

    def scan(self, stream: BinaryIO) -> Verdict:
        """What it says of these bytes. Raises ScannerTrouble where it says nothing certain."""

    def is_well(self) -> bool:
        """Whether it answers now."""


class Clamd:
    """clamd, over a socket of this machine or over TCP. Never takes silence for a clean file."""

    def __init__(self, address: Path | tuple[str, int], *, seconds: float = ANSWER_SECONDS) -> None:
        self._address = address
        self._seconds = seconds

    def scan(self, stream: BinaryIO) -> Verdict:
        try:
            with self._connected(CONNECT_SECONDS) as line:
                line.settimeout(min(SEND_SECONDS, self._seconds))
                # clamd answers, and closes, as soon as it will not read on: its answer counts.
                with suppress(BrokenPipeError, ConnectionResetError):
                    _send(line, stream)
                line.settimeout(self._seconds)
                answer = _answer(line)
        except OSError as trouble:
            raise ScannerTrouble(f"The virus scanner did not answer: {trouble}") from trouble
        return _verdict(answer)

    def is_well(self) -> bool:
        try:
            with self._connected(PING_SECONDS) as line:
                line.sendall(_PING)
                return _answer(line) == "PONG"
        except OSError:
            return False

    def _connected(self, seconds: float) -> socket.socket:
        if isinstance(self._address, Path):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(seconds)
            try:
                line.connect(str(self._address))
            except OSError:
                line.close()
                raise
            return line
        return socket.create_connection(self._address, timeout=seconds)


class EicarFile(io.RawIOBase):
    """The test file that every scanner knows, and zeros after it until it has so many bytes."""

    def __init__(self, size: int = len(_TEST_VIRUS)) -> None:
        self._left, self._head = size, _TEST_VIRUS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        count = min(len(buffer), self._left)
        buffer[:count] = self._head[:count] + bytes(max(0, count - len(self._head)))
        self._head, self._left = self._head[count:], self._left - count
        return count


def scanner_from_url(url: str) -> Scanner | None:
    """The scanner that SCAN_URL names; None for ``none:``. Raises ValueError for another."""
    if url == "none:":
        return None
    parts = urlsplit(url)
    if parts.scheme == "clamd" and parts.netloc and parts.port and parts.hostname:
        return Clamd((parts.hostname, parts.port))
    if parts.scheme == "clamd" and not parts.netloc and parts.path not in ("", "/"):
        return Clamd(Path(unquote(parts.path)))
    raise ValueError(
        "SCAN_URL must name clamd, like clamd:///run/clamav/clamd.ctl or clamd://localhost:3310, "
        "or be none: ."
    )


def _send(line: socket.socket, stream: BinaryIO) -> None:
    line.sendall(_STREAM)
    while chunk := stream.read(_CHUNK):
        line.sendall(len(chunk).to_bytes(4, "big") + chunk)
    line.sendall(bytes(4))


def _answer(line: socket.socket) -> str:
    """One line that ends in a zero byte; a half one is none. Raises OSError."""
    got = b""
    while not got.endswith(b"\0") and len(got) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            raise ConnectionError("it hung up in the middle")
        got += piece
    return got.removesuffix(b"\0").decode(errors="replace").strip()


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict()
    if said.startswith(_NOT_READ) or "size limit exceeded" in said:
        raise ScannerTrouble(TOO_MUCH)
    if said.endswith(" FOUND"):
        return Verdict(found=said.removesuffix(" FOUND")[:200] or "unnamed")
    raise ScannerTrouble(f"The virus scanner could not read the file: {said[:200]}")
