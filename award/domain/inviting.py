"""Whether a setting is free to be invited to begin, is asked about first, or cannot begin now."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OPEN_ALREADY: Final = "It has an open journey already"
APPEAL_NOT_OVER: Final = (
    "Its appeal is not over. If it is upheld, its last journey is opened again, and a setting "
    "has one open journey at most"
)


class AskFirst(StrEnum):
    """Why a coordinator is asked before a setting is invited that could begin."""

    HOLDS_AWARD = "holds_award"
    APPEALS_AWARD = "appeals_award"


@dataclass(frozen=True)
class InvitationFacts:
    """What a setting has that an invitation to begin would run into.

    ``may_be_reopened``: an appeal that opens its last journey again, if it is upheld, is not over.
    ``appeals_award``: one against a suspension or a revocation waits to be heard.
    """

    has_open_journey: bool = False
    may_be_reopened: bool = False
    holds_award: bool = False
    appeals_award: bool = False


def refuses(facts: InvitationFacts) -> str | None:
    """Why the setting cannot begin now, as one sentence; None where it could."""
    if facts.has_open_journey:
        return OPEN_ALREADY
    return APPEAL_NOT_OVER if facts.may_be_reopened else None


def asks_first(facts: InvitationFacts, *, renews: bool = False) -> tuple[AskFirst, ...]:
    """What a coordinator looks at before the setting begins; empty where it is refused.

    A journey that ``renews`` is what an award is followed by: that it is held is no question.
    """
    if refuses(facts):
        return ()
    holds = facts.holds_award and not renews
    found = {AskFirst.HOLDS_AWARD: holds, AskFirst.APPEALS_AWARD: facts.appeals_award}
    return tuple(one for one, holds in found.items() if holds)


def is_free(facts: InvitationFacts) -> bool:
    """Whether the setting can be invited without a question."""
    return not refuses(facts) and not asks_first(facts)
