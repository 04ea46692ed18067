"""Sentences about whoever approves, with what they are called at this very setting."""

from typing import Final

from award.domain.routes import Approval as ApprovalOf
from award.storage.frameworks import kind_of
from award.storage.journeys import Approval, Journey

THE_HEAD: Final = "the head"
# What has to change before an approval holds no longer, as the digest of each is made.
OVERTAKEN_BY: Final[dict[ApprovalOf, str]] = {
    ApprovalOf.APPLY: "what the application says",
    ApprovalOf.READY: "where the setting stands with an essential criterion",
    ApprovalOf.REPLY: "what the reply says",
}


def called_here(journey: Journey) -> str:
    """What whoever approves is called: as the application says, else as the kind does."""
    said = journey.application.approver_title.strip() if journey.application else ""
    called = said or next(iter(kind_of(journey.setting).approver_titles), "")
    if not called:
        return THE_HEAD
    return called if called.lower().startswith("the ") else f"the {called}"


def in_own_words(sentence: str, journey: Journey) -> str:
    """A sentence that speaks of the head, in the setting's own words."""
    return sentence.replace(THE_HEAD, called_here(journey))


def ask_again(asked: Approval) -> str:
    """What is said where something was changed after somebody was asked, or approved it."""
    name = asked.approver_name
    since = f"{name} approved it" if asked.approved_at else f"you asked {name}"
    return f"You changed it since {since}: ask again"
