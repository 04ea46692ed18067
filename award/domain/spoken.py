"""Days as people say them, in English."""

from datetime import date


def long_day(day: date) -> str:
    """Friday 6 March 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """6 March 2026."""
    return f"{day.day} {day:%B %Y}"


def listed(words: list[str], last: str = "and") -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
