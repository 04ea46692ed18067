"""What is said where a setting agrees a day, or a record: by phone, or until which day.

Letters name the same days.
"""

from datetime import date
from typing import Final

from award.actions.recording import last_day_to_agree
from award.storage.settings import Setting
from award.web.kit.filters import day

AGREED_BY_PHONE: Final = "The setting agreed one of these"
DAY_AGREED: Final = "Which date did the setting agree?"
TOLD_AGREED: Final = (
    "These days are offered to the setting. Where it said yes to one, by phone or e-mail, write it "
    "down here: the history says that you did so on its behalf."
)


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
