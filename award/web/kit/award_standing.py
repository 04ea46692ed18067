"""How an award stands today, in the authority's rooms: its state, or else what its dates say."""

from collections.abc import Mapping
from typing import Final

from award.adapters import clock
from award.domain.award_moves import PROPOSED, AwardState
from award.domain.validity import Standing
from award.queries.awards import reply_until
from award.storage.awards import Award
from award.storage.db import db
from award.web.kit.filters import day_whole
from award.web.kit.looks import AWARD_TONES

AWARD_WORDS: Final = {
    AwardState.IN_FORCE: "In force",
    AwardState.SUSPENSION_PROPOSED: "Suspension proposed",
    AwardState.REVOCATION_PROPOSED: "Revocation proposed",
    AwardState.SUSPENDED: "Suspended",
    AwardState.REVOKED: "Revoked",
    AwardState.SUPERSEDED: "Replaced by a later award",
}
STANDING_WORDS: Final = {
    Standing.NOT_YET_BEGUN: "Not begun yet",
    Standing.IN_GRACE: "In its term of grace",
    Standing.EXPIRED: "Expired",
}
STANDING_TONES: Final = {
    Standing.NOT_YET_BEGUN: "others",
    Standing.IN_GRACE: "attention",
    Standing.EXPIRED: "stopped",
}


def by_its_dates(award: Award, *, renewal_open: bool) -> Standing | None:
    """What the dates say of an award that is in force otherwise; None where they add nothing."""
    if award.state is not AwardState.IN_FORCE:
        return None
    standing = award.validity.standing(clock.today(), renewal_open=renewal_open)
    return standing if standing in STANDING_WORDS else None


def tag_of(
    award: Award, state_words: Mapping[AwardState, str], *, renewal_open: bool
) -> tuple[str, str]:
    """The tone and the words of its tag; ``state_words`` are those of the room."""
    if (standing := by_its_dates(award, renewal_open=renewal_open)) is not None:
        return STANDING_TONES[standing], STANDING_WORDS[standing]
    return AWARD_TONES[award.state], state_words[award.state]


def no_reply_words(award: Award) -> str:
    """Until when its setting can reply to what is proposed, or that it has not; else nothing."""
    if award.reply or award.state not in (*PROPOSED, AwardState.SUSPENDED):
        return ""
    if award.state is AwardState.SUSPENDED:
        return "The setting did not reply."
    last = reply_until(db.session(), award)
    if last is None:
        return "The setting has not replied yet."
    if last < clock.today():
        return f"The setting had until {day_whole(last)} to reply, and still can."
    return f"The setting can reply until {day_whole(last)}."
