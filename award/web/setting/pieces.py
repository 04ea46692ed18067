"""What one piece of evidence is, in words and signs, and where its file is opened."""

from pathlib import PurePosixPath
from typing import Final

from flask import url_for

from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.journeys import Journey

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})


def kind_of_piece(journey: Journey, item: EvidenceItem) -> tuple[str, str, str | None]:
    """The sign and the words of what a piece is, and where it is opened, if it can be."""
    file = item.newest
    if file is None:
        return ("link", "Link", item.link_address) if item.link_address else ("note", "Note", None)
    suffix = PurePosixPath(file.file_name).suffix.lower()
    photo = suffix in PICTURES
    words = "Photo" if photo else suffix.removeprefix(".").upper() or "File"
    return "photo" if photo else "file", words, file_address(journey, file)


def file_address(journey: Journey, file: EvidenceVersion) -> str | None:
    """Where a file is opened; nowhere while it is held back, or once it is gone."""
    if not file.is_open:
        return None
    return url_for(
        "setting.evidence_download",
        journey_id=journey.id,
        item_id=file.item_id,
        version_id=file.id,
    )


def picture_address(journey: Journey, item: EvidenceItem) -> str:
    """The address of the picture itself, where it is one and may be looked at."""
    file = item.newest
    if file is None or PurePosixPath(file.file_name).suffix.lower() not in PICTURES:
        return ""
    return file_address(journey, file) or ""
