"""Days and times as people say them, in English."""

from datetime import date, time


def long_day(day: date) -> str:
    """Friday 6 March 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """6 March 2026."""
    return f"{day.day} {day:%B %Y}"


def clock_words(at: time) -> str:
    """2:05pm, 2pm, midday, midnight."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def listed(words: list[str], last: str = "and") -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
