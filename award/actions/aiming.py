"""Rounds and aims: a panel day with the dates that lead to it, and which one a journey aims at."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from award.actions.histories import write_history
from award.actions.moves import refresh, take_step
from award.domain.lifecycle import is_open
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.storage.authorities import Authority, Round
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey


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
    """A new round of the authority. Raises NotReady for days out of order."""
    must_be_held(authority)
    _must_plan(days, authority.id, by)
    row = Round(authority_id=authority.id, **_values(days))
    session_of(authority).add(row)
    session_of(authority).flush()
    return row


def change_days(row: Round, days: RoundDays, *, by: Actor) -> Round:
    """Change the name or the days of a round; the journeys that aim at it move with it."""
    must_be_held(row)
    _must_plan(days, row.authority_id, by)
    for name, value in _values(days).items():
        setattr(row, name, value)
    row.version += 1
    session_of(row).flush()
    return row


def must_be_aiming(journey: Journey) -> None:
    """Refuse a panel day for what has ended. Raises NotAllowed."""
    if not is_open(journey.stage):
        raise NotAllowed("This journey has ended: it aims at no panel day any more.")


def change_round(journey: Journey, aim: Round | None, *, by: Actor, at: datetime) -> None:
    """Let a journey aim at another round, or at none.

    Raises NotReady for a round whose panel day has passed.
    """
    must_be_held(journey)
    must_be_aiming(journey)
    if aim is not None and aim.authority_id != journey.authority_id:
        raise NotFound
    if aim is not None and aim.panel_on < day_of(at):
        raise NotReady("Choose a round whose panel day is still to come")
    if journey.round_id == (aim.id if aim else None):
        return
    journey.round_id = aim.id if aim else None
    session_of(journey).flush()
    session_of(journey).expire(journey, ["round"])
    words = f"{aim.name}, panel on {long_day(aim.panel_on)}" if aim else "No panel day for now"
    if aim is None:
        write_history(journey, "change_round", by=by, at=at, words=words)
        refresh(journey, at=at)
        return
    told = {"panel_on": long_day(aim.panel_on), "ready_by": long_day(aim.ready_by_on)}
    take_step(journey, "change_round", by=by, at=at, words=words, fields=told)


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


def _values(days: RoundDays) -> dict[str, str | date]:
    found = {one.name: getattr(days, one.name) for one in fields(days)}
    return {**found, "name": days.name.strip()}
