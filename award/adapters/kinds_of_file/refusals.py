"""What all readers of files share: the refusal, and what was found out about a file."""

from dataclasses import dataclass
from typing import BinaryIO

from award.domain.file_kinds import FileKind


class NotAcceptable(Exception):
    """The file cannot be taken; the sentence says how to mend it."""


@dataclass(frozen=True)
class Found:
    """What a file is, and what was taken out of it.

    ``cleaned`` holds the bytes to keep in its place; None where the file is kept as it came.
    """

    kind: FileKind
    removed: tuple[str, ...] = ()
    cleaned: BinaryIO | None = None

    @property
    def removed_words(self) -> str:
        """What was taken out, as a person reads it: "place and device removed"."""
        if not self.removed:
            return ""
        *first, last = self.removed
        return f"{', '.join(first)} and {last} removed" if first else f"{last} removed"
