"""What a piece of evidence is called until somebody says it better."""

from pathlib import PurePosixPath
from typing import Final

LONGEST_CALLED: Final = 80


def called_by(file_name: str) -> str:
    """What a piece is called after its file."""
    return PurePosixPath(file_name).stem.replace("_", " ").strip() or file_name


def called_after(note: str, link: str = "") -> str:
    """What a note or a link is called: how it begins."""
    words = " ".join((note.splitlines() or [""])[0].split()) or link
    if len(words) <= LONGEST_CALLED:
        return words
    kept = words[: LONGEST_CALLED - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
