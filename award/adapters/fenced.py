"""Shuts a process in before it opens what somebody sent, and starts such a process."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
NICE: Final = 10
# Names of Linux's, which Python 3.11 does not know.
_NO_DUMPS: Final = 4
_NO_NEW_RIGHTS: Final = 38
_OWN_USERS: Final = 0x10000000
_OWN_NETWORK: Final = 0x40000000


def shut_in(*, memory: int, cpu: int, writes: int, alone: bool = True) -> None:
    """Little memory, little time, nothing dumped, no other process, behind everybody else.

    It cannot be taken back. ``alone`` forbids threads too. Where a limit is lower already it
    stays so. Where the system allows it there is no network either. What it does not take away:
    reading what this user may read.
    """
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, writes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        # Linux does not hold root to this one.
        *([(resource.RLIMIT_NPROC, 0)] if alone else []),
    ):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))
    os.nice(NICE)
    _leave_the_network()


def keep_to_itself() -> None:
    """Nobody else of this user may read this process's memory, environment or open files.

    Call it once at the start of a process that holds secrets: what breaks out of a child, which
    runs as the same user, finds nothing there. A system that is not Linux does without.
    """
    _ask_system("prctl", _NO_DUMPS, 0, 0, 0, 0)


def run_shut_in(
    module: str,
    words: Sequence[str],
    *,
    seconds: float,
    folder: Path = Path("/"),
    source: int = subprocess.DEVNULL,
    answers: int = subprocess.DEVNULL,
    handed_on: Sequence[int] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run one of our modules, which shuts itself in first. Raises subprocess.TimeoutExpired.

    It gets nothing of our environment: no database, no keys. Of our open files it has those
    that are named here, and no word of a person's.
    """
    return subprocess.run(  # noqa: S603 - our own program, and no shell
        [sys.executable, "-m", module, *words],
        stdin=source,
        stdout=answers,
        stderr=subprocess.DEVNULL,
        pass_fds=handed_on,
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "LANG": "C.UTF-8",
            "OMP_NUM_THREADS": "1",
        },
        timeout=seconds,
        check=False,
    )


def _leave_the_network() -> None:
    """A network of its own, with nothing in it; root needs no users of its own for that."""
    if not _ask_system("unshare", _OWN_NETWORK):
        _ask_system("unshare", _OWN_USERS | _OWN_NETWORK)
    _ask_system("prctl", _NO_NEW_RIGHTS, 1, 0, 0, 0)


def _ask_system(what: str, *numbers: int) -> bool:
    """Whether the system did it; one that does not know it, or forbids it, did not."""
    with suppress(AttributeError, OSError):
        given = [ctypes.c_ulong(one) for one in numbers]
        return int(getattr(ctypes.CDLL(None), what)(*given)) == 0
    return False
