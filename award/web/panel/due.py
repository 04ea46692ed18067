"""What a panel member reads first and by when they vote, in words."""

from datetime import date

from award.storage.journeys import Journey
from award.web.kit.filters import day_short, in_days, number_word

SOON_DAYS = 5


def due_words(panel_on: date | None, today: date) -> str:
    """26 June 2026, in 9 days, or today; empty where the journey aims at no panel day."""
    if panel_on == today:
        return "today"
    return f"{day_short(panel_on)}, {in_days(panel_on, today)}" if panel_on else ""


def is_soon(panel_on: date | None, today: date) -> bool:
    """Whether the panel's day is near, or over."""
    return panel_on is not None and (panel_on - today).days <= SOON_DAYS


def differ_words(count: int, *, with_second: bool) -> str:
    """How many criteria are seen differently, and what stands open because of it."""
    if not count:
        who = "Setting, assessor and second" if with_second else "Setting and assessor"
        return f"{who} see every criterion alike. Open a standard to look."
    one = "One criterion is" if count == 1 else f"{count} criteria are"
    return f"{one} seen differently. Those standards are open, with who said what."


def what_to_read(held: Journey, today: date) -> str:
    """What a member does with the papers, and by when."""
    needed = held.route.rules.votes
    agree = "One vote decides" if needed == 1 else f"{number_word(needed).capitalize()} must agree"
    due = due_words(held.round.panel_on if held.round else None, today)
    order = "Report first, then what is seen differently, then your vote."
    return f"{order} {agree}{', by ' + due if due else ''}."
