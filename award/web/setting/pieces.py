"""What one piece of evidence is, in words and signs, and where its file is opened."""

from flask import url_for

from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.journeys import Journey
from award.web.kit.evidence_words import kind_of_file


def kind_of_piece(journey: Journey, item: EvidenceItem) -> tuple[str, str, str | None]:
    """The sign and the words of what a piece is, and where it is opened, if it can be."""
    file = item.newest
    if file is None:
        return ("link", "Link", item.link_address) if item.link_address else ("note", "Note", None)
    return *kind_of_file(file.file_name), file_address(journey, file)


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
    if file is None or kind_of_file(file.file_name)[0] != "photo":
        return ""
    return file_address(journey, file) or ""
