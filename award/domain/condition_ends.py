"""When the conditions of an award are asked no more, because what set them is over."""

from enum import StrEnum
from typing import Final


class Over(StrEnum):
    """Why nobody is asked for what an award asked, though it was neither met nor closed."""

    REVOKED = "revoked"
    REPLACED = "replaced"
    ENDED = "ended"
    SETTING_CLOSED = "setting_closed"
    DECIDED_ANEW = "decided_anew"
    DECIDED_AGAIN = "decided_again"


OVER_WORDS: Final = {
    Over.REVOKED: "the award was taken back",
    Over.REPLACED: "another award took its place",
    Over.ENDED: "the award ended",
    Over.SETTING_CLOSED: "the setting closed",
    Over.DECIDED_AGAIN: "the panel decided again",
}
WHILE_DECIDED: Final = "It is not asked while the panel decides again."


def not_asked_words(over: Over, on: str = "") -> str:
    """Why a condition is not asked, in a sentence, with the day in words where it is known."""
    if over is Over.DECIDED_ANEW:
        return WHILE_DECIDED
    return f"It is not asked any more: {OVER_WORDS[over]}{f' on {on}' if on else ''}."


def open_words(number: int) -> str:
    """What a letter says of conditions that were open when their award was taken back."""
    if number == 0:
        return ""
    if number == 1:
        return "You are not asked any more for the condition that was still open."
    return f"You are not asked any more for the {number} conditions that were still open."
