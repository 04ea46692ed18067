"""How a piece of evidence came, in words that every room uses."""

from award.storage.evidence import EvidenceItem, Origin
from award.web.kit.filters import day, day_short


def how_it_came(item: EvidenceItem, *, by_link: bool = False) -> str:
    """Who gave it and when, or who saw it at which visit; for a link, when the page was seen."""
    if item.origin is Origin.VISITOR:
        return f"Seen by {item.given_by_name} at the visit on {day_short(item.dated_on)}"
    dated = f"Dated {day_short(item.dated_on)}" if item.dated_on else f"Given {day(item.given_at)}"
    if item.link_address and item.link_seen_on:
        dated = f"Page seen {day_short(item.link_seen_on)}"
    came = by_link or item.origin is Origin.COLLEAGUE
    return f"{dated}, added by {item.given_by_name}" + (", by link" if came else "")
