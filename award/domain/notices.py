"""The days that draw near, and how long before each a letter says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from award.domain.letters import Addressee
from award.domain.reminders import CalendarOf, Days

TOO_LATE: Final = timedelta(days=14)
# The first day of the term that lies so many terms before the one that holds a day.
TermsBefore = Callable[[date, int], date]


class Day(StrEnum):
    """A day worth a letter. For a yearly or termly question, each turn of it is such a day."""

    READY_BY = "ready_by"
    VISIT = "visit"
    PANEL = "panel"
    ACTION = "action"
    POLICY_TURNS = "policy_turns"
    POLICY_CHECK = "policy_check"
    CHECK_IN = "check_in"
    AWARD_ENDS = "award_ends"
    PEOPLE_CHECK = "people_check"
    RETENTION = "retention"
    GUIDANCE_CHECK = "guidance_check"
    SUSPENSION_REVIEW = "suspension_review"


@dataclass(frozen=True)
class Notice:
    """When a letter goes for a day: in days from it, below zero before it, and in terms before.

    Those with ``while_paused`` go out although the journey is paused, because the day itself does
    not move. What is due of a plan is told in the person's weekly digest.
    """

    day: Day
    days: tuple[int, ...]
    calendar_of: CalendarOf
    to: tuple[Addressee, ...]
    letter: str
    terms_before: tuple[int, ...] = ()
    while_paused: bool = False


A, C = Addressee, CalendarOf

# fmt: off
NOTICES: Final = (
    Notice(Day.READY_BY, (-20, -5), C.SETTING, (A.LEAD,), "ready_by_soon"),
    Notice(Day.VISIT, (-5, -1), C.SETTING, (A.LEAD, A.VISITOR), "visit_soon"),
    Notice(Day.PANEL, (-5, 0), C.COUNCIL, (A.PANEL,), "panel_soon"),
    Notice(Day.ACTION, (-10, 0, 10), C.SETTING, (A.LEAD,), "actions_due"),
    Notice(Day.POLICY_TURNS, (-30,), C.SETTING, (A.LEAD,), "policy_turns"),
    Notice(Day.POLICY_CHECK, (0,), C.SETTING, (A.LEAD,), "policy_check_due"),
    Notice(Day.CHECK_IN, (0,), C.SETTING, (A.LEAD,), "check_in"),
    Notice(Day.AWARD_ENDS, (-20, 0), C.SETTING, (A.LEAD, A.HEAD), "award_ends",
           terms_before=(3, 2, 1), while_paused=True),
    Notice(Day.PEOPLE_CHECK, (0,), C.SETTING, (A.HEAD, A.LEAD), "people_check"),
    Notice(Day.RETENTION, (-20,), C.SETTING, (A.LEAD, A.HEAD), "retention_soon",
           while_paused=True),
    Notice(Day.GUIDANCE_CHECK, (0,), C.COUNCIL, (A.COORDINATOR,), "guidance_check"),
    Notice(Day.SUSPENSION_REVIEW, (0,), C.COUNCIL, (A.COORDINATOR, A.PANEL), "suspension_review",
           while_paused=True),
)
# fmt: on
BY_DAY: Final = {notice.day: notice for notice in NOTICES}


@dataclass(frozen=True)
class NoticeDue:
    """A letter that is due for a day, with the key under which it goes once only."""

    key: str
    notice: Notice


def notice_due(
    thing: str,
    day: Day,
    on: date,
    *,
    today: date,
    calendars: Mapping[CalendarOf, Days],
    terms_before: TermsBefore,
    paused: bool = False,
) -> NoticeDue | None:
    """The letter that is due today for one day of a thing such as "visit:7", if any.

    Of several moments that have come only the latest counts. It is not made up for when two
    weeks have gone by, or when it lay before the day and the day has come.
    """
    notice = BY_DAY[day]
    if paused and not notice.while_paused:
        return None
    count = calendars[notice.calendar_of].add_days
    moments = [(terms_before(on, n), f"terms-{n}") for n in notice.terms_before]
    moments += [(count(on, n), f"days{n:+d}") for n in notice.days]
    reached = [moment for moment in moments if moment[0] <= today]
    if not reached:
        return None
    when, step = max(reached)
    if when < on <= today or today - when > TOO_LATE:
        return None
    return NoticeDue(f"{thing}:{day}:{on}:{step}", notice)
