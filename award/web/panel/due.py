"""By when the panel's votes are asked for, in words."""

from datetime import date

from award.web.kit.filters import day_short, in_days

SOON_DAYS = 5


def due_words(panel_on: date | None, today: date) -> str:
    """26 June 2026, in 9 days; empty where the journey aims at no panel day."""
    return f"{day_short(panel_on)}, {in_days(panel_on, today)}" if panel_on else ""


def is_soon(panel_on: date | None, today: date) -> bool:
    """Whether the panel's day is near, or over."""
    return panel_on is not None and (panel_on - today).days <= SOON_DAYS
