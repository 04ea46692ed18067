"""Writes to those who vote: that their votes no longer count, or that the day to vote by moved."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from award.actions.telling import Recipient, recipients, tell
from award.domain.letters import Addressee
from award.domain.spoken import long_day
from award.domain.ties import binds_voter
from award.storage.accounts import User
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.decisions import Vote
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.voting_days import vote_by_on


def ask_to_vote_again(journey: Journey, votes: Sequence[int], *, key: str, at: datetime) -> None:
    """Tell who gave these votes, by their numbers, that they are set aside.

    Who has left the panel, or declared a tie since, is not asked.
    """
    gave = select(User.email).join(Vote, Vote.user_id == User.id).where(Vote.id.in_(votes))
    those = set(session_of(journey).scalars(gave))
    meant = [one for one in _free_to_vote(journey, at=at) if one.email in those]
    tell(journey, "set_votes_aside", at=at, key=key, people={Addressee.PANEL: meant})


def tell_vote_by(journey: Journey, *, key: str, at: datetime) -> None:
    """Tell who has still to vote by when: the day that they were told before is another one now.

    A day that is over asks nobody for anything.
    """
    on = vote_by_on(journey)
    if on < day_of(at):
        return
    voted = select(User.email).join(Vote, Vote.user_id == User.id)
    voted = voted.where(Vote.journey_id == journey.id, Vote.set_aside_at.is_(None))
    those = set(session_of(journey).scalars(voted))
    meant = [one for one in _free_to_vote(journey, at=at) if one.email not in those]
    fields, people = {"vote_by": long_day(on)}, {Addressee.PANEL: meant}
    tell(journey, "change_vote_by", at=at, key=key, fields=fields, people=people)


def _free_to_vote(journey: Journey, *, at: datetime) -> list[Recipient]:
    """The panel now, without those whom a tie keeps from voting."""
    panel, facts = recipients(journey, Addressee.PANEL, at=at), facts_of(journey, at=at)
    emails = {one.email for one in panel}
    rows = session_of(journey).execute(select(User.id, User.email).where(User.email.in_(emails)))
    free = {email for one, email in rows if not binds_voter(facts.ties_of(one), facts.rules)}
    return [one for one in panel if one.email in free]
