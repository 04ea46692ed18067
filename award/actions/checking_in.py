"""The yearly check-in: a setting that holds the award says how it goes, and is answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from award.actions.certifying import write_award_history
from award.actions.telling_awards import tell_of_check_in
from award.domain.award_moves import LIVE
from award.domain.check_ins import Changed, check_in_asked_on, missing_in
from award.domain.people import Actor, Role
from award.domain.permissions import Cell, May, cell
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.awards import Award, is_asked_nothing
from award.storage.check_ins import CheckIn
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey


@dataclass(frozen=True)
class CheckInWords:
    """What a setting says: how it goes, what has changed and more about it, what would help."""

    going: str
    changed: Collection[Changed]
    words: str
    help_wanted: str


def asked_now(award: Award, *, at: datetime) -> date | None:
    """The day of this year on which the award was asked about; None while nothing is asked."""
    if award.state not in LIVE or is_asked_nothing(session_of(award), award):
        return None
    return check_in_asked_on(award.validity, day_of(at))


def say_how_it_goes(
    award: Award, words: CheckInWords, *, version: int = 0, by: Actor, at: datetime
) -> CheckIn:
    """Answer this year's question, or change the answer until the coordinator has replied.

    ``version`` is that of the answer which the page showed, 0 for none. Raises Stale where
    somebody else was faster, NotReady for what is still to be written.
    """
    must_be_held(award)
    if cell(May.CHECK_IN, by.role) is Cell.NO:
        raise NotAllowed("The lead or the head of the setting says how it goes.")
    asked_on = asked_now(award, at=at)
    if asked_on is None:
        raise NotAllowed("Nothing is asked about this award now. We write once a year.")
    row = find_check_in(award, asked_on)
    if row is not None and row.answered_at is not None:
        raise NotAllowed("The coordinator has answered already. Write to them to add more.")
    if version != (row.version if row else 0):
        raise Stale("the check-in")
    if missing := missing_in(words.going, words.changed, words.words):
        raise NotReady(*missing)
    if row is None:
        row = CheckIn(
            authority_id=award.authority_id, award_id=award.id, asked_on=asked_on, version=0
        )
        session_of(award).add(row)
    row.going, row.words = words.going.strip(), words.words.strip()
    row.changed = [str(one) for one in Changed if one in set(words.changed)]
    row.help_wanted = words.help_wanted.strip()
    row.by_id, row.by_name, row.on_behalf = by.user_id, by.name, by.on_behalf
    row.said_at = at
    row.version += 1
    session_of(award).flush()
    _tell(award, row, "say_how_it_goes", by=by, at=at, words="")
    return row


def find_check_in(award: Award, asked_on: date) -> CheckIn | None:
    """What was said about an award in one year."""
    return session_of(award).scalar(
        select(CheckIn).where(CheckIn.award_id == award.id, CheckIn.asked_on == asked_on)
    )


def answer_check_in(
    award: Award, check_in_id: int, *, words: str, version: int, by: Actor, at: datetime
) -> CheckIn:
    """The coordinator answers what a setting said; once.

    Raises Stale where the setting has changed it since it was read.
    """
    must_be_held(award)
    row = session_of(award).get(CheckIn, check_in_id, populate_existing=True)
    if row is None or row.award_id != award.id:
        raise NotFound
    if by.role is not Role.COORDINATOR:
        raise NotAllowed("A coordinator answers a check-in.")
    if row.answered_at is not None:
        raise NotAllowed("This check-in was answered already.")
    if row.version != version:
        raise Stale("the check-in")
    if not words.strip():
        raise NotReady("Write a word to the setting")
    row.answer, row.answered_at = words.strip(), at
    row.answered_by_id, row.answered_by_name = by.user_id, by.name
    row.version += 1
    session_of(award).flush()
    _tell(award, row, "answer_check_in", by=by, at=at, words=words.strip())
    return row


def _tell(award: Award, row: CheckIn, step: str, *, by: Actor, at: datetime, words: str) -> None:
    line = write_award_history(award, step, by=by, at=at, words=words)
    session_of(award).flush()
    journey = session_of(award).get(Journey, award.journey_id) if award.journey_id else None
    if journey is not None:
        key = f"award:{line.id}"
        tell_of_check_in(journey, award.id, row.id, step, key=key, words=words, at=at)
