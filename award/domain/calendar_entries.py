"""One visit as a calendar shows it; what is hidden is not named there."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CalendarEntry:
    """A visit in a calendar. ``uid`` never changes; ``sequence`` grows with each change of it.

    A cancelled visit stays, marked as such, so that calendars that know it strike it out. An
    offer is one of several moments, of which at most one will be.
    """

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    title: str
    place: str = ""
    words: str = ""
    is_cancelled: bool = False
    is_offer: bool = False


def uid_of(number: int, host: str) -> str:
    """The name of a visit's entry, the same in letters, files and feeds of one installation."""
    return f"visit-{number}@{host or 'award.invalid'}"


def uid_of_offer(number: int, place: int, host: str) -> str:
    """The name of one of the moments that are offered for a visit."""
    return uid_of(number, host).replace("@", f"-offer-{place}@", 1)


def title_of(kind: str, place: str, *, is_hidden: bool) -> str:
    """Monitoring visit: Willow Lane; of a hidden setting only what it is."""
    return kind if is_hidden else f"{kind}: {place}"
