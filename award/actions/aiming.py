"""Rounds and aims: a panel day with the dates that lead to it, and which one a journey aims at."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.moves import refresh, take_step
from award.actions.telling import tell
from award.actions.telling_votes import tell_vote_by
from award.domain.lifecycle import is_open
from award.domain.panel_days import is_to_be_ready
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.domain.stages import OPEN, Stage
from award.storage.authorities import Authority, Round
from award.storage.days import day_of
from award.storage.db import hold, must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.voting_days import vote_by_on

NO_PANEL_DAY: Final = "No panel day for now"
TAKEN_OUT: Final = "That round was taken out meanwhile. Choose another one"


@dataclass(frozen=True)
class RoundDays:
    """What a round is: its name and its days, in the order in which they come."""

    name: str
    ready_by_on: date
    visits_from: date
    visits_until: date
    papers_on: date
    panel_on: date
    notify_by_on: date


def add_round(authority: Authority, days: RoundDays, *, by: Actor) -> Round:
    """A new round of the authority. Raises NotReady for days out of order, or a name taken."""
    must_be_held(authority)
    _must_plan(days, authority.id, by)
    _must_have_own_name(session_of(authority), authority.id, days.name)
    row = Round(authority_id=authority.id, **_values(days))
    session_of(authority).add(row)
    session_of(authority).flush()
    return row


def change_days(row: Round, days: RoundDays, *, by: Actor, at: datetime) -> Round:
    """Change the name or the days of a round; the journeys that aim at it move with it.

    For another name its authority is held as well, before the round, as for a new round.
    Their leads are told, and who has still to vote, where a day that they were told is another.
    """
    must_be_held(row)
    _must_plan(days, row.authority_id, by)
    if days.name.strip().casefold() != row.name.casefold():
        must_be_held(session_of(row).get_one(Authority, row.authority_id))
        _must_have_own_name(session_of(row), row.authority_id, days.name)
    aiming = _hold_aiming(row)
    before = [_days_told(one, at=at) for one in aiming]
    for name, value in _values(days).items():
        setattr(row, name, value)
    row.version += 1
    session_of(row).flush()
    for journey, was in zip(aiming, before, strict=True):
        if _days_told(journey, at=at) == was:
            refresh(journey, at=at)
        else:
            _move_day(journey, was, by=by, at=at)
    return row


def hold_journeys(day: Round, journey_ids: Collection[int]) -> list[Journey]:
    """Journeys of the day's authority, read afresh and held until the change ends.

    They are locked in the order of their numbers, so that two changes never wait for each other.
    Raises NotFound for one that is not there.
    """
    session, found = session_of(day), []
    for journey_id in sorted(set(journey_ids)):
        one = session.get(Journey, journey_id, with_for_update=True, populate_existing=True)
        if one is None or one.authority_id != day.authority_id:
            raise NotFound
        hold(one)
        found.append(one)
    return found


def _read_at_rest(aim: Round) -> None:
    """Wait until nobody changes the round any more, and read its days as they are then.

    Whoever changes them next waits in turn, and finds the journey that aims at it.
    """
    locked = select(Round).where(Round.id == aim.id).with_for_update(read=True, key_share=True)
    found = session_of(aim).scalar(locked.execution_options(populate_existing=True))
    if found is None:
        raise NotReady(TAKEN_OUT)


def must_be_aiming(journey: Journey) -> None:
    """Refuse a panel day for what has ended. Raises NotAllowed."""
    if not is_open(journey.stage):
        raise NotAllowed("This journey has ended: it aims at no panel day any more.")


def change_round(journey: Journey, aim: Round | None, *, by: Actor, at: datetime) -> None:
    """Let a journey aim at another round, or at none.

    Raises NotReady for a round whose panel day has passed, or that was taken out meanwhile. A
    round is held before its journeys, as by whoever changes it or arranges its agenda.
    """
    must_be_held(journey)
    must_be_aiming(journey)
    if aim is not None and aim.authority_id != journey.authority_id:
        raise NotFound
    if aim is not None and journey.round_id != aim.id:
        _read_at_rest(aim)
    if aim is not None and aim.panel_on < day_of(at):
        raise NotReady("Choose a round whose panel day is still to come")
    if journey.round_id == (aim.id if aim else None):
        return
    was = _days_told(journey, at=at)
    journey.round_id = aim.id if aim else None
    session_of(journey).flush()
    session_of(journey).expire(journey, ["round"])
    _move_day(journey, was, by=by, at=at)


@dataclass(frozen=True)
class _Told:
    """The days of its round that people hear of: the lead, and who votes."""

    panel_on: date | None
    ready_by: date | None
    vote_by: date | None


def _days_told(journey: Journey, *, at: datetime) -> _Told:
    aim, votes = journey.round, journey.stage is Stage.DECIDING
    ready = aim and is_to_be_ready(journey.stage, aim.ready_by_on, day_of(at))
    return _Told(
        aim.panel_on if aim else None,
        aim.ready_by_on if aim and ready else None,
        vote_by_on(journey) if votes else None,
    )


def _move_day(journey: Journey, was: _Told, *, by: Actor, at: datetime) -> None:
    """Write down the day aimed at, and tell it: what matters of it to whom it matters.

    A setting that rests hears of it when it looks again.
    """
    aim, now = journey.round, _days_told(journey, at=at)
    words = f"{aim.name}, panel on {long_day(aim.panel_on)}" if aim else NO_PANEL_DAY
    line = take_step(journey, "change_round", by=by, at=at, words=words)
    key = f"history:{line.id}"
    if now.panel_on and journey.paused_at is None:
        step = "aim_to_be_ready" if now.ready_by else "aim_at_panel_day"
        told = {"panel_on": long_day(now.panel_on)}
        told |= {"ready_by": long_day(now.ready_by)} if now.ready_by else {}
        if now.ready_by or now.panel_on != was.panel_on:
            tell(journey, step, at=at, key=key, fields=told)
    if now.vote_by != was.vote_by and journey.paused_at is None:
        tell_vote_by(journey, key=key, at=at)


def _hold_aiming(row: Round) -> list[Journey]:
    """The open journeys that aim at this round, held."""
    aiming = select(Journey.id).where(Journey.round_id == row.id, Journey.stage.in_(OPEN))
    return hold_journeys(row, session_of(row).scalars(aiming).all())


def _must_plan(days: RoundDays, authority_id: int, by: Actor) -> None:
    if by.role not in (Role.COORDINATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a coordinator or an administrator plans rounds.")
    if by.authority_id not in (None, authority_id):
        raise NotFound
    missing = [] if days.name.strip() else ["Give the round a name, for example Spring 2027"]
    in_order = (
        (days.ready_by_on, days.visits_from, "Let the visits begin on or after the ready-by day"),
        (days.visits_from, days.visits_until, "Let the visits end on or after their first day"),
        (days.visits_until, days.papers_on, "Send the papers on or after the last visit"),
        (days.papers_on, days.panel_on, "Let the panel meet on or after the day of the papers"),
        (days.panel_on, days.notify_by_on, "Tell settings on or after the panel day"),
    )
    missing += [words for before, after, words in in_order if after < before]
    if missing:
        raise NotReady(*missing)


def _must_have_own_name(session: Session, authority_id: int, name: str) -> None:
    """Two rounds of one name could not be told apart in a list. Raises NotReady."""
    same = session.scalar(
        select(Round)
        .where(
            Round.authority_id == authority_id,
            func.lower(Round.name) == name.strip().lower(),
        )
        .limit(1)
    )
    if same is not None:
        words = f"{same.name} is there already, with its panel on {long_day(same.panel_on)}"
        raise NotReady(f"{words}. Give this one another name", of="name")


def _values(days: RoundDays) -> dict[str, str | date]:
    found = {one.name: getattr(days, one.name) for one in fields(days)}
    return {**found, "name": days.name.strip()}
