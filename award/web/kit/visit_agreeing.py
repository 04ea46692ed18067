"""Until when a setting can agree the record of a visit, in words; letters name the same day."""

from datetime import date

from award.actions.recording import last_day_to_agree
from award.storage.settings import Setting
from award.web.kit.filters import day


def share_words(setting: Setting, today: date) -> str:
    """What happens to a record that is shared today."""
    until = day(last_day_to_agree(setting, today))
    return (
        "The setting agrees it, or says what is not right. "
        f"If it says nothing by {until}, the record counts as agreed."
    )


def silence_words(last: date | None) -> str:
    """What the setting is told of a record that it says nothing to; a clock that rests is none."""
    return f"If you say nothing by {day(last)}, it counts as agreed." if last else ""


def until_words(last: date | None) -> str:
    """How long the setting has for a record that is shared; a clock that rests names no day."""
    if last is None:
        return "While the journey rests, so does the time to agree it."
    return f"The setting can agree it until {day(last)}; then it counts as agreed."
