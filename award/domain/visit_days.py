"""When a visit can be: moments in England, days that are closed, and two places at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from award.domain.calendars import Calendar
from award.domain.refusals import NotReady
from award.domain.spoken import clock_words, long_day

LONDON: Final = ZoneInfo("Europe/London")
LONGEST_MINUTES: Final = 600
# Who writes an hour between these has nearly always mistyped it.
NIGHT_FROM: Final = time(23)
NIGHT_UNTIL: Final = time(6)
OR_SAY_WHY: Final = "say below why this one is right"


@dataclass(frozen=True)
class Against:
    """A sentence against a day; ``clock`` is there where it speaks of one hour of the day only."""

    words: str
    day: date | None = None
    clock: time | None = None


class WrongDay(NotReady):
    """A day or a time does not fit; a form says so beside the day that is meant.

    ``against`` has each sentence with the day that it speaks of, by England's clocks, and none
    where it speaks of no single day. ``may_stand`` says that a good reason lets the day stand.
    """

    def __init__(self, *said: str | Against, may_stand: bool = False) -> None:
        self.against = tuple(one if isinstance(one, Against) else Against(one) for one in said)
        self.may_stand = may_stand
        super().__init__(*(one.words for one in self.against))


@dataclass(frozen=True)
class Slot:
    """A stretch of time in which somebody is somewhere; ``shared`` with others on purpose."""

    starts_at: datetime
    minutes: int
    thing: int = 0
    shared: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it is over. Clocks that change in between make it no longer."""
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Slot") -> bool:
        """Whether nobody can be at both: a workshop is in one place for many settings."""
        if self.shared and other.shared and self.starts_at == other.starts_at:
            return False
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def clashing(slots: Sequence[Slot]) -> frozenset[int]:
    """The things among one person's slots that overlap another."""
    found: set[int] = set()
    going: list[Slot] = []
    for slot in sorted(slots, key=lambda one: one.starts_at):
        going = [one for one in going if one.ends_at > slot.starts_at]
        for one in going:
            if one.overlaps(slot):
                found |= {one.thing, slot.thing}
        going.append(slot)
    return frozenset(found)


def minutes_of(slots: Sequence[Slot]) -> int:
    """How long somebody is busy with all of these; a workshop for many settings counts once."""
    return sum({(one.starts_at, one.shared or one.thing): one.minutes for one in slots}.values())


def moment_in_england(day: date, clock: time) -> datetime:
    """The moment at which England's clocks show this time on this day.

    Of an hour that comes twice it is the first. Raises WrongDay for one that is left out, when
    the clocks go forward.
    """
    moment = datetime.combine(day, clock, LONDON).astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != datetime.combine(day, clock):
        words = (
            f"There is no such time on {long_day(day)}: the clocks go forward from 1am to 2am. "
            "Choose another time"
        )
        raise WrongDay(Against(words, day, clock))
    return moment


def closed_words(calendar: Calendar, day: date) -> str | None:
    """The sentence that says that a setting is closed on this day; None where it is not known."""
    if not calendar.is_closed(day):
        return None
    return (
        f"The setting is closed on {long_day(day)}. Choose another day, or say below why this one "
        "is right"
    )


def night_words(moment: datetime, *, or_else: str = OR_SAY_WHY) -> str | None:
    """The sentence that says that a moment is in the night; None where it is not."""
    clock = moment.astimezone(LONDON).time()
    if NIGHT_UNTIL <= clock < NIGHT_FROM:
        return None
    return f"{spoken_moment(moment)} is in the night. Choose another time, or {or_else}"


def busy_words(moment: datetime, who: str, *, may_stand: bool = True) -> str:
    """The sentence that says that the visitor is elsewhere then, and not where.

    Whoever cannot know better (``may_stand`` is false) is told what else there is to do.
    """
    then = "Choose another time, or say below why this one is right"
    instead = "Choose another of the dates, or offer other days"
    return f"{who} has another visit on {spoken_moment(moment)}. {then if may_stand else instead}"


def against(moment: datetime, words: str) -> Against:
    """A sentence against one moment, with its day and hour by England's clocks."""
    there = moment.astimezone(LONDON)
    return Against(words, there.date(), there.time().replace(tzinfo=None))


def passed(moments: Sequence[datetime], then: str) -> list[Against]:
    """What is against moments that are not to come; ``then`` says what to do about each."""
    return [against(one, f"{spoken_moment(one)} has passed. {then}") for one in moments]


def still_to_come(offered: Sequence[str], at: datetime) -> list[datetime]:
    """The moments, as they are kept, among which one can still choose."""
    moments = (datetime.fromisoformat(one) for one in offered)
    return [one for one in moments if one > at]


def spoken_moment(moment: datetime) -> str:
    """Friday 6 March 2026 at 2:05pm, in England's time."""
    there = moment.astimezone(LONDON)
    return f"{long_day(there.date())} at {clock_words(there.time())}"
