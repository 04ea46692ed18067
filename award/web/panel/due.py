"""What a panel member reads first and by when they vote, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from award.domain.turns import PanelWait
from award.queries.judgements import Seen
from award.queries.papers import Paper
from award.storage.assessments import Judge
from award.storage.journeys import Journey
from award.storage.voting_days import vote_by_on
from award.web.kit.filters import day_short, in_days, number_word

SOON_DAYS: Final = 5
LONG_DAYS: Final = 5
SILENT: Final = "The setting did not say where it stands"


def due_words(by: date, today: date) -> str:
    """26 June 2026, in 9 days, or today."""
    return "today" if by == today else f"{day_short(by)}, {in_days(by, today)}"


def is_soon(by: date, today: date) -> bool:
    """Whether the day to vote by is near, or over."""
    return (by - today).days <= SOON_DAYS


def waits_for_panel(one: Paper) -> bool:
    """Whether the panel itself is waited for, and nobody else first."""
    return one.wait in (PanelWait.PANEL, PanelWait.RELEASE)


def days_count(one: Paper, today: date) -> bool:
    """Whether a member is told by when to vote: not where it is near, and others come first."""
    if one.voting_day is None:
        return False
    return waits_for_panel(one) or not is_soon(one.voting_day, today)


def needs_member_soon(one: Paper, waited: int, today: date) -> bool:
    """Whether a paper needs this member, and soon; ``waited`` is for how many days it has."""
    done = (one.voted or one.met) and not (one.can_be_released or one.is_split)
    if done or not waits_for_panel(one):
        return False
    return is_soon(one.voting_day, today) if one.voting_day else waited > LONG_DAYS


def differ_words(seen: Sequence[Seen], differ: int, *, with_second: bool) -> str:
    """How many criteria are seen differently, and on which the setting said nothing."""
    unsaid = sum(one.judged(Judge.SETTING) is None for one in seen)
    who = "setting, assessor and second" if with_second else "setting and assessor"
    if differ:
        one = "One criterion is" if differ == 1 else f"{differ} criteria are"
        return f"{one} seen differently. {_silence(unsaid, len(seen))}".strip()
    if not unsaid:
        return f"{who.capitalize()} see every criterion alike."
    if unsaid < len(seen):
        return f"{_silence(unsaid, len(seen))} On the others {who} see alike."
    if with_second:
        return f"{SILENT}. Assessor and second see every criterion alike."
    return f"{SILENT}: there is one view of each criterion."


def _silence(unsaid: int, asked: int) -> str:
    """Where the setting said nothing of its own; no words where it spoke of everything."""
    if unsaid == asked:
        return f"{SILENT}."
    which = "one criterion" if unsaid == 1 else f"{unsaid} criteria"
    return f"On {which} the setting did not say where it stands." if unsaid else ""


def open_words(differ: int) -> str:
    """Which standards are open, below how they are seen."""
    return "Those standards are open, with who said what." if differ else "Open a standard to look."


def what_to_read(held: Journey, today: date) -> str:
    """What a member does with the papers, and by when."""
    needed = held.route.rules.votes
    agree = "One vote decides" if needed == 1 else f"{number_word(needed).capitalize()} must agree"
    due = due_words(vote_by_on(held), today)
    order = "Report first, then what is seen differently, then your vote."
    return f"{order} {agree}, by {due}."
