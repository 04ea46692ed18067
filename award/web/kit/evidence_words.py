"""How a piece of evidence came, stands and went, in words that every room uses."""

from pathlib import PurePosixPath
from typing import Final

from award.storage.evidence import (
    EvidenceItem,
    EvidenceState,
    EvidenceVersion,
    Gone,
    Origin,
    Scan,
)
from award.web.kit.filters import day_short

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
STATE_WORDS: Final[dict[EvidenceState, tuple[str, str]]] = {
    EvidenceState.UNSORTED: ("others", "Not sorted yet"),
    EvidenceState.GIVEN: ("others", "Given"),
    EvidenceState.ACCEPTED: ("done", "Accepted"),
    EvidenceState.NEEDS_MORE: ("attention", "Needs more"),
    EvidenceState.NOT_RELEVANT: ("stopped", "Does not fit here"),
}
HELD_BACK: Final = {
    Scan.WAITING: "This file is still being checked for viruses. Look again in a few minutes.",
    Scan.INFECTED: "This file was held back: a virus was found in it.",
}
GONE_WORDS: Final = {
    Gone.REMOVED: "Its file was taken away.",
    Gone.WITHDRAWN: "Its file was withdrawn. The list keeps its name and date.",
    Gone.INFECTED: "Its file was destroyed: a virus was found in it.",
    Gone.RECOGNISABLE: "Its file was let go of, as children may be recognised in it.",
    Gone.OUT_OF_TIME: "Its file was kept for as long as was agreed, and let go of then.",
}
GONE: Final = "Its file is not kept any more."


def kind_of_file(file_name: str) -> tuple[str, str]:
    """The sign and the words of what a file is, from the name that it got when it was kept."""
    suffix = PurePosixPath(file_name).suffix.lower()
    if suffix in PICTURES:
        return "photo", "Photo"
    return "file", suffix.removeprefix(".").upper() or "File"


def how_it_came(item: EvidenceItem) -> str:
    """Who gave it and when, or who saw it at which visit; for a link, when the page was seen."""
    if item.origin is Origin.VISITOR:
        return f"Seen by {item.given_by_name} at the visit on {day_short(item.dated_on)}"
    by = f"by {item.given_by_name}{by_link(item)}"
    if item.link_address and item.link_seen_on:
        return f"Page seen {day_short(item.link_seen_on)}, added {by}"
    if item.dated_on:
        return f"Dated {day_short(item.dated_on)}, added {by}"
    return f"Added on {day_short(item.given_at)} {by}"


def by_link(item: EvidenceItem) -> str:
    """What follows the name of a colleague who sent it without an account; else nothing."""
    return ", by link" if item.origin is Origin.COLLEAGUE else ""


def gone_words(file: EvidenceVersion) -> str:
    """Why a file is not kept any more; nothing while it is."""
    if file.gone_at is None:
        return ""
    return GONE_WORDS.get(file.gone_why, GONE) if file.gone_why else GONE


def closed_words(file: EvidenceVersion) -> str:
    """Why a file cannot be opened, be it gone or held back; nothing where it can."""
    return gone_words(file) or HELD_BACK.get(file.scan, "")


def is_web_address(address: str | None) -> bool:
    """Whether this may stand as a link on a page."""
    return bool(address) and str(address).startswith(("https://", "http://"))
