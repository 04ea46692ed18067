"""A real virus scanner for the tests: Debian's clamd with two signatures of its own, no others."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory

from award.adapters.scan import Clamd
from tests.servers import LOOPBACK, ServerMissing, find_program, free_port, locked

# The test file that every scanner knows; cut in two, so that no scanner takes this one for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = f"Eicar-Test:0:*:{EICAR[28:].hex()}\n"
LARGEST_MB = 2
STARTS_WITHIN_SECONDS = 30
# Held on to, since Python complains of one that is forgotten while it runs.
STARTED: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class RunningClamd:
    """A scanner that listens on a socket and on a port."""

    folder: Path
    pid: int
    port: int

    @property
    def socket(self) -> Path:
        return self.folder / "clamd.sock"

    @property
    def url(self) -> str:
        return f"clamd://{self.socket}"

    @property
    def tcp_url(self) -> str:
        return f"clamd://{LOOPBACK}:{self.port}"


def start_clamd(folder: Path) -> RunningClamd:
    """Join the scanner that runs in this folder, or start it; safe from several processes."""
    with locked(folder / "clamd.lock"):
        known, room = folder / "clamd.pid", folder / "clamd"
        if known.exists():
            pid, port = map(int, known.read_text().split())
            return RunningClamd(room, pid, port)
        room.mkdir()
        running = _start(room)
        known.write_text(f"{running.pid} {running.port}")
        return running


def stop_clamd(folder: Path) -> None:
    """End the scanner of this folder, if there is one."""
    with locked(folder / "clamd.lock"):
        known = folder / "clamd.pid"
        if known.exists():
            end_clamd(int(known.read_text().split()[0]))
            known.unlink()


def end_clamd(pid: int) -> None:
    """End one scanner by its own number, and wait until it has gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, SIGTERM)
        for _ in range(100):
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            os.kill(pid, 0)
            time.sleep(0.05)


@contextmanager
def own_clamd(more: str = "") -> Iterator[RunningClamd]:
    """A scanner of one's own, to be ended in the middle, with more lines in its config."""
    with TemporaryDirectory(prefix="award-clamd-") as folder:
        running = _start(Path(folder), more)
        try:
            yield running
        finally:
            end_clamd(running.pid)


def _start(room: Path, more: str = "") -> RunningClamd:
    program = find_program("clamd", package="clamav-daemon", beside="usr/sbin/clamd")
    signatures, port = room / "signatures", free_port()
    signatures.mkdir()
    (signatures / "own.ndb").write_text(SIGNATURE)
    as_root = os.geteuid() == 0
    config = room / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {signatures}\nTemporaryDirectory {room}\n"
        f"LocalSocket {room}/clamd.sock\n"
        f"LocalSocketMode 666\nTCPSocket {port}\nTCPAddr {LOOPBACK}\nForeground yes\n"
        f"LogFile {room}/log\nMaxThreads 4\nStreamMaxLength {LARGEST_MB}M\nSelfCheck 86400\n"
        f"DisableCache yes\n{more}" + ("User clamav\n" if as_root else "")
    )
    room.chmod(0o755)
    if as_root:
        for path in (room, signatures, *signatures.iterdir()):
            shutil.chown(path, "clamav")
    with (room / "said").open("w") as said:
        process = subprocess.Popen(
            [program, "--config-file", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            start_new_session=True,
        )
    STARTED.append(process)
    scanner = Clamd(room / "clamd.sock")
    for _ in range(STARTS_WITHIN_SECONDS * 20):
        if scanner.is_well():
            return RunningClamd(room, process.pid, port)
        if process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    raise ServerMissing(f"clamd did not start: {(room / 'said').read_text()}")


@contextmanager
def odd_scanner(*answers: bytes, reads: int = 1 << 20, waits: float = 0.0) -> Iterator[str]:
    """Something that listens like clamd, reads a little, waits, and answers or hangs up.

    Gives its address. Each answer is for one caller; after the last one it listens no more.
    """
    listener = socket.create_server((LOOPBACK, 0))
    listener.settimeout(10)

    def serve() -> None:
        for answer in answers:
            with suppress(OSError), listener.accept()[0] as line:
                line.settimeout(5)
                got = 0
                while got < reads and (piece := line.recv(min(65536, reads - got))):
                    got += len(piece)
                    if piece.endswith(bytes(4)):
                        break
                time.sleep(waits)
                line.sendall(answer)
        listener.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"clamd://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        listener.close()
        thread.join()
