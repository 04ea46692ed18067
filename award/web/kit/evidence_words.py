"""How a piece of evidence came, in words that every room uses."""

from typing import Final

from award.storage.evidence import EvidenceItem, EvidenceVersion, Gone, Origin, Scan
from award.web.kit.filters import day, day_short

HELD_BACK: Final = {
    Scan.WAITING: "This file is still being checked for viruses. Look again in a few minutes.",
    Scan.INFECTED: "This file was held back: a virus was found in it.",
}
GONE_WORDS: Final = {
    Gone.REMOVED: "Its file was taken away.",
    Gone.WITHDRAWN: "Its file was withdrawn. The list keeps its name and date.",
    Gone.INFECTED: "Its file was destroyed: a virus was found in it.",
    Gone.RECOGNISABLE: "Its file was let go of, as children could be recognised in it.",
    Gone.OUT_OF_TIME: "Its file was kept for as long as was agreed, and let go of then.",
}
GONE: Final = "Its file is not kept any more."


def why_closed(file: EvidenceVersion) -> str:
    """Why a file may not be read, in a sentence; empty where it may."""
    if file.gone_at is not None:
        return GONE_WORDS[file.gone_why] if file.gone_why else GONE
    return HELD_BACK.get(file.scan, "")


def how_it_came(item: EvidenceItem, *, by_link: bool = False) -> str:
    """Who gave it and when, or who saw it at which visit; for a link, when the page was seen."""
    if item.origin is Origin.VISITOR:
        return f"Seen by {item.given_by_name} at the visit on {day_short(item.dated_on)}"
    dated = f"Dated {day_short(item.dated_on)}" if item.dated_on else f"Given {day(item.given_at)}"
    if item.link_address and item.link_seen_on:
        dated = f"Page seen {day_short(item.link_seen_on)}"
    came = by_link or item.origin is Origin.COLLEAGUE
    return f"{dated}, added by {item.given_by_name}" + (", by link" if came else "")
