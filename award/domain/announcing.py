"""The day on which an award is told to the public: when it may be set, moved or taken away."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from award.domain.spoken import long_day

STILL_NEWS: Final = timedelta(days=28)
"""So long after its release an award may still be kept back until a day that is to come."""

FARTHEST: Final = timedelta(days=366)


@dataclass(frozen=True)
class Announced:
    """What the rule has to know of an award; ``announce_on`` is None where it was told at once."""

    released_on: date
    valid_until: date
    announce_on: date | None = None

    def is_public(self, today: date) -> bool:
        """Whether everybody may know of it today."""
        return self.announce_on is None or self.announce_on <= today

    def is_old_news(self, today: date) -> bool:
        """Whether everybody has known of it for so long that no day can be chosen any more."""
        return self.is_public(today) and today > self.released_on + STILL_NEWS


def announcement_blocker(award: Announced, on: date | None, today: date) -> str | None:
    """Why the award cannot be announced on this day (None: at once); None where it can."""
    if on is None or on <= today:
        return None
    if on > today + FARTHEST:
        return "Choose a day within a year from now"
    if on > award.valid_until:
        return "Choose a day before the award ends"
    if award.is_old_news(today):
        return "Leave it as it is: everybody has known of this award for more than four weeks"
    return None


def day_of_announcement(planned: date | None, released_on: date) -> date | None:
    """The day that a new award carries: the one of its panel day, unless that has come."""
    return planned if planned is not None and planned > released_on else None


def kept_until_words(announce_on: date | None, today: date) -> str:
    """What letters ask of a setting whose award is announced on a day to come; else nothing."""
    if (on := day_of_announcement(announce_on, today)) is None:
        return ""
    return (
        f"Please keep the news among yourselves until {long_day(on)}: it is announced on that day."
    )


def lines_of(words: str) -> tuple[str, ...]:
    """What was written line by line, without empty lines."""
    return tuple(" ".join(line.split()) for line in words.splitlines() if line.strip())
