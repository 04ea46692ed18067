"""Has a limited child read a file that somebody sent, and believes little of what it hands back."""

import json
import os
import subprocess
from contextlib import suppress
from dataclasses import asdict
from errno import ENOSPC
from pathlib import Path
from typing import Any, Final

from award.adapters.fenced import run_shut_in
from award.adapters.no_room import ENDED_FULL
from award.adapters.previews.sheets import LIMITS, LIST, CannotShow, Limits, Made, Sheet, clean

CHILD: Final = "award.adapters.previews.child"
LOOKS: Final = ("picture", "text", "table")


def make_pages(source: Path, media_type: str, folder: Path, limits: Limits = LIMITS) -> Made:
    """The file's pages, with their pictures in ``folder``. Raises CannotShow where there is none.

    A child of its own reads the file, with little memory and time, and knows none of our secrets.
    Where it is killed, the pages that it had done are kept. Raises OSError where the disk had no
    room for them: that says nothing of the file, which can be tried again.
    """
    words = [str(source), media_type, str(folder), json.dumps(asdict(limits))]
    # What it had done when its time was up is shown.
    with suppress(subprocess.TimeoutExpired):
        child = run_shut_in(CHILD, words, seconds=limits.seconds, folder=folder)
        if child.returncode == ENDED_FULL:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
    made = _read(folder, limits)
    if not made.sheets:
        raise CannotShow
    return made


def _read(folder: Path, limits: Limits) -> Made:
    """What the child wrote, up to the first line that is not whole."""
    sheets: list[Sheet] = []
    total = 0
    path = folder / LIST
    lines = path.read_text("utf-8", errors="replace").split("\n") if path.is_file() else []
    for line in lines[: limits.pages + 1]:
        try:
            read = json.loads(line)
            if "total" in read:
                total = min(int(read["total"]), 1_000_000)
                continue
            sheets.append(_sheet(read, len(sheets) + 1, folder, limits))
        except (ValueError, TypeError, KeyError, OSError):
            break
    return Made(tuple(sheets), max(total, len(sheets)))


def _sheet(read: dict[str, Any], number: int, folder: Path, limits: Limits) -> Sheet:
    """One line as a page. Raises ValueError where it is not one, or its picture is none of ours."""
    sheet = Sheet(
        number,
        str(read["look"]),
        clean(str(read["heading"]), 200),
        clean(str(read["text"]), limits.letters),
        int(read["width"]),
        int(read["height"]),
    )
    if sheet.look not in LOOKS or int(read["number"]) != number:
        raise ValueError(sheet.look)
    if sheet.look == "picture":
        for name in (sheet.picture, sheet.small):
            _must_be_webp(folder / name, limits)
    return sheet


def _must_be_webp(path: Path, limits: Limits) -> None:
    if path.is_symlink() or path.stat().st_size > limits.picture_bytes:
        raise ValueError(path.name)
    with path.open("rb") as stream:
        start = stream.read(12)
    if start[:4] != b"RIFF" or start[8:] != b"WEBP":
        raise ValueError(path.name)
