"""How much and which files a setting may add: the usual limits, which an authority may change."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from award.domain.file_kinds import (
    FILMS,
    LARGEST_FILE_BYTES,
    LARGEST_FILM_BYTES,
    MEGABYTE,
    MOST_FILES_AT_ONCE,
    MOST_PIXELS,
    MOST_UNPACKED_BYTES,
    MOST_UNPACKED_TIMES,
    SETTING_QUOTA_BYTES,
    kind_by_name,
)

GIGABYTE: Final = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class FileLimits:
    """One authority's limits. A film is a video; it is refused unless the authority allows it."""

    file_mb: int = LARGEST_FILE_BYTES // MEGABYTE
    film_mb: int = LARGEST_FILM_BYTES // MEGABYTE
    files_at_once: int = MOST_FILES_AT_ONCE
    room_gb: int = SETTING_QUOTA_BYTES // GIGABYTE
    megapixels: int = MOST_PIXELS // 1_000_000
    unpacked_mb: int = MOST_UNPACKED_BYTES // MEGABYTE
    unpacked_times: int = MOST_UNPACKED_TIMES
    films: bool = False

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "FileLimits":
        """What an authority keeps; what it does not name, or no longer exists, is as usual."""
        known = {one.name: kept[one.name] for one in fields(cls) if one.name in kept}
        return cls(**known)

    def to_json(self) -> dict[str, Any]:
        """What is kept: only what differs from the usual, so that a new usual reaches everybody."""
        usual = asdict(FileLimits())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def troubles(self) -> list[str]:
        """What is wrong with these limits, a sentence each."""
        return [
            f"{RANGES[name].words} is a number from {RANGES[name].least} to {RANGES[name].most}"
            for name in RANGES
            if not RANGES[name].least <= getattr(self, name) <= RANGES[name].most
        ]

    def largest_bytes(self, name: str) -> int:
        """How many bytes a file with this name may have."""
        return (self.film_mb if kind_by_name(name) in FILMS else self.file_mb) * MEGABYTE

    @property
    def most_bytes(self) -> int:
        """How many bytes the largest of all may have."""
        return (max(self.file_mb, self.film_mb) if self.films else self.file_mb) * MEGABYTE

    def words(self, *, at_once: bool = True) -> str:
        """What may be added, told before anybody chooses. ``at_once``: several can be chosen."""
        many = f"Up to {self.files_at_once} at once, {self.file_mb} MB each"
        size = many if at_once else f"Up to {self.file_mb} MB"
        if self.films:
            kinds, size = "Excel, PowerPoint or film", f"{size}, a film {self.film_mb} MB"
            instead = "Not sound alone: add a few words on it"
        else:
            kinds = "Excel or PowerPoint"
            instead = "Not film or sound: add a picture from it, a link, or a few words"
        return (
            f"Pictures, PDF, Word, {kinds}. {size}. {instead}. Please leave out children’s names."
        )

    def words_for_picture(self) -> str:
        """How large one picture may be."""
        return f"Up to {self.file_mb} MB, and {self.megapixels} megapixels."

    def too_large(self, name: str, size: int) -> str | None:
        """What to do about a file of so many bytes; None where it may be added."""
        most = self.largest_bytes(name)
        if size <= most:
            return None
        if kind_by_name(name) in FILMS:
            return f"The film is larger than {most // MEGABYTE} MB. Make it shorter and add that."
        return (
            f"The file is larger than {most // MEGABYTE} MB. "
            "Make its pictures smaller, or split it, and add that."
        )

    def over_room(self, kept: int, size: int) -> str | None:
        """What to do where a file would pass what one setting may keep; None where it fits."""
        if kept + size <= self.room_gb * GIGABYTE:
            return None
        return (
            f"Your setting has used its {self.room_gb} GB. "
            "Take away files that you no longer need, with “Delete the file now”, "
            "then add this one."
        )


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where a limit may be set; its words begin a sentence."""

    words: str
    least: int
    most: int


# The most is what one installation can bear: a request of 520 MB, a child of a gigabyte.
RANGES: Final[Mapping[str, Range]] = {
    "file_mb": Range("The largest file in MB", 1, 100),
    "film_mb": Range("The largest film in MB", 1, 500),
    "files_at_once": Range("How many files at once", 1, 50),
    "room_gb": Range("The room of one setting in GB", 1, 100),
    "megapixels": Range("The largest picture in megapixels", 5, 60),
    "unpacked_mb": Range("What a document may unpack to in MB", 10, 500),
    "unpacked_times": Range("How many times larger a document may unpack to", 10, 200),
}
