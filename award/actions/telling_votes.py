"""Writes to those whose votes no longer count, since what they voted on is open again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from award.actions.telling import recipients, tell
from award.domain.letters import Addressee
from award.domain.ties import binds_voter
from award.storage.accounts import User
from award.storage.db import session_of
from award.storage.decisions import Vote
from award.storage.facts import facts_of
from award.storage.journeys import Journey


def ask_to_vote_again(journey: Journey, votes: Sequence[int], *, key: str, at: datetime) -> None:
    """Tell who gave these votes, by their numbers, that they are set aside.

    Who has left the panel, or declared a tie since, is not asked.
    """
    rows = session_of(journey).execute(
        select(User.id, User.email).join(Vote, Vote.user_id == User.id).where(Vote.id.in_(votes))
    )
    facts = facts_of(journey, at=at)
    free = {email for one, email in rows if not binds_voter(facts.ties_of(one), facts.rules)}
    panel = recipients(journey, Addressee.PANEL, at=at)
    meant = [one for one in panel if one.email in free]
    tell(journey, "set_votes_aside", at=at, key=key, people={Addressee.PANEL: meant})
