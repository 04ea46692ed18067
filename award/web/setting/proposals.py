"""What is proposed against an award, as its setting reads of it before anything else."""

from typing import Final

from flask import url_for

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.permissions import May
from award.queries.awards import reply_until
from award.storage.awards import Award
from award.storage.db import db
from award.web.kit.access import candidates, has
from award.web.kit.filters import day_whole
from award.web.setting.nexts import Next

PROPOSALS: Final = {
    AwardState.SUSPENSION_PROPOSED: "to suspend the award",
    AwardState.REVOCATION_PROPOSED: "to take the award back",
}


def reply_words(award: Award) -> str:
    """Until when the setting can reply, or that it has."""
    if award.replied_at is not None:
        return f"You replied on {day_whole(award.replied_at)}. The panel reads it."
    last = reply_until(db.session(), award)
    if last is None:
        return ""
    if last < clock.today():
        return f"You had until {day_whole(last)} to reply, and still can until it is decided."
    return f"You can reply until {day_whole(last)}."


def proposed_card(award: Award | None) -> Next | None:
    """The first card while something is proposed against the award; None while nothing is."""
    if award is None or award.state not in PROPOSALS:
        return None
    replies = any(has(May.REPLY_SUSPENSION, one) for one in candidates())
    return Next(
        f"It is proposed {PROPOSALS[award.state]}",
        f"{award.proposed_reason} {reply_words(award)}".strip(),
        "Read it and reply" if replies and award.replied_at is None else "Read it",
        url_for("setting.award", award_id=award.id),
        why="Please read this",
    )
