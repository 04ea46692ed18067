"""The agenda of a panel day: which journeys come, in which order, and where the panel meets."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from award.actions.aiming import change_round, hold_journeys
from award.actions.moves import take_step
from award.domain.panel_days import FEWEST_MINUTES, MOST_MINUTES, USUAL_MINUTES, put_at
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey


@dataclass(frozen=True)
class Sitting:
    """Where and from when the panel meets, and what its members should know beforehand."""

    meets_at: time | None
    meets_where: str
    words: str


def say_where(day: Round, sitting: Sitting, *, by: Actor) -> None:
    """Say where and from when the panel meets on its day."""
    _must_arrange(day, by)
    day.meets_at, day.meets_where = sitting.meets_at, sitting.meets_where.strip()
    day.agenda_words = sitting.words.strip()
    day.version += 1


def put_on_agenda(
    day: Round, journey_ids: Collection[int], *, by: Actor, at: datetime
) -> list[AgendaItem]:
    """Put journeys that are before the panel on the agenda of a day, after those already there.

    Each aims at that day from then on, and stands on no other agenda that is still to come. What
    stands on it already stays where it is. All of it is done or nothing.
    """
    _must_arrange(day, by)
    if not journey_ids:
        raise NotReady("Tick at least one journey")
    session, items = session_of(day), items_of(day)
    there = {one.journey_id for one in items}
    added: list[AgendaItem] = []
    last = max((one.place for one in items), default=0)
    for journey in hold_journeys(day, journey_ids):
        if journey.id in there:
            continue
        if journey.stage is not Stage.DECIDING:
            raise NotReady(f"{journey.setting.name} is not before the panel now. Untick it")
        change_round(journey, day, by=by, at=at)
        _leave_other_days(journey, day, at=at)
        item = AgendaItem(
            authority_id=day.authority_id,
            round_id=day.id,
            journey_id=journey.id,
            place=last + len(added) + 1,
            minutes=USUAL_MINUTES,
            added_at=at,
        )
        session.add(item)
        added.append(item)
        words = f"{day.name}, {long_day(day.panel_on)}"
        take_step(journey, "put_on_agenda", by=by, at=at, words=words)
    day.version += 1
    session.flush()
    return added


def change_item(
    day: Round, journey_id: int, *, place: int, minutes: int, words: str, by: Actor
) -> AgendaItem:
    """Change when a journey comes on the agenda, for how long, and what to talk about first."""
    _must_arrange(day, by)
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        raise NotReady(f"Give it between {FEWEST_MINUTES} and {MOST_MINUTES} minutes")
    items = {one.journey_id: one for one in items_of(day)}
    item = items.get(journey_id)
    if item is None:
        raise NotFound
    item.minutes, item.words = minutes, words.strip()
    _put_in_order(items[one] for one in put_at(list(items), journey_id, place))
    day.version += 1
    _write_down(day)
    return item


def take_off_agenda(day: Round, journey_id: int, *, by: Actor, at: datetime) -> None:
    """Take a journey off the agenda again; it still aims at the day."""
    _must_arrange(day, by)
    items = items_of(day)
    item = next((one for one in items if one.journey_id == journey_id), None)
    if item is None:
        raise NotFound
    (journey,) = hold_journeys(day, [journey_id])
    session_of(day).delete(item)
    _put_in_order(one for one in items if one is not item)
    day.version += 1
    _write_down(day)
    take_step(journey, "take_off_agenda", by=by, at=at, words=day.name)


def items_of(day: Round) -> list[AgendaItem]:
    """The agenda of a day, in its order."""
    return list(
        session_of(day).scalars(
            select(AgendaItem)
            .where(AgendaItem.round_id == day.id)
            .order_by(AgendaItem.place, AgendaItem.id)
        )
    )


def _must_arrange(day: Round, by: Actor) -> None:
    must_be_held(day)
    if not allows(May.EDIT_ROUNDS, by.role, Situation()):
        raise NotAllowed("Only a coordinator or an administrator arranges a panel day.")
    if by.authority_id not in (None, day.authority_id):
        raise NotFound


def _leave_other_days(journey: Journey, day: Round, *, at: datetime) -> None:
    """A journey stands on one agenda only, apart from days that are over."""
    session = session_of(day)
    others = session.scalars(
        select(AgendaItem)
        .join(Round, Round.id == AgendaItem.round_id)
        .where(
            AgendaItem.journey_id == journey.id,
            AgendaItem.round_id != day.id,
            Round.panel_on >= day_of(at),
        )
    )
    for one in others:
        session.delete(one)


def _write_down(day: Round) -> None:
    """Keep the agenda. Raises Stale where a journey went to another day's agenda meanwhile."""
    try:
        session_of(day).flush()
    except StaleDataError:
        raise Stale("the agenda") from None


def _put_in_order(items: Iterable[AgendaItem]) -> None:
    for place, one in enumerate(items, start=1):
        one.place = place
