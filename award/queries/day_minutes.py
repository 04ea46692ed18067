"""What was decided on a panel day, for its minutes: how, by whom, why, and what followed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from award.domain.people import Actor, Role
from award.queries.agendas import OnAgenda, list_agenda
from award.queries.papers import is_untied
from award.queries.votes import Cast
from award.storage.accounts import Membership, User
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.days import day_of
from award.storage.decisions import Condition, Decision, Meeting, Vote
from award.storage.journeys import Journey
from award.storage.settings import Tie

People = Mapping[int, tuple[str, bool]]


@dataclass(frozen=True)
class Minuted:
    """One journey of a panel day, with what was decided on it there.

    ``votes`` are those that stood when the decision was released, where no meeting decided.
    ``people`` are who was at the meeting or voted: the name, and whether no tie binds them.
    ``others`` are the rest of the panel of that day, with the same of when it was decided.
    """

    on: OnAgenda
    meeting: Meeting | None
    decision: Decision | None
    votes: Sequence[Cast]
    conditions: Sequence[Condition]
    people: People
    others: People

    @property
    def is_decided(self) -> bool:
        return self.meeting is not None or self.decision is not None


def list_minuted(session: Session, actor: Actor, day: Round) -> list[Minuted]:
    """The agenda in its order with what came of each journey on this day.

    What belongs to another day is left there: a journey that was deferred comes on a later
    agenda, and is decided anew. A member sees no journey to which a tie binds them.
    """
    agenda = list_agenda(session, actor, day)
    numbers = [one.journey.id for one in agenda]
    items = _by_journey(
        session.scalars(
            select(AgendaItem)
            .where(AgendaItem.journey_id.in_(numbers))
            .order_by(AgendaItem.added_at, AgendaItem.id)
        )
    )
    decisions = _by_journey(_rows_of(session, Decision, numbers, by=Decision.released_at))
    meetings = _by_journey(_rows_of(session, Meeting, numbers, by=Meeting.recorded_at))
    pairs = [(one, *_of_day(one, items, decisions, meetings)) for one in agenda]
    votes = _votes(session, [made for _, met, made in pairs if made is not None and met is None])
    conditions = _conditions(session, [made for _, _, made in pairs if made is not None])
    people = {one.journey.id: set(met.present) for one, met, _ in pairs if met is not None}
    for those in votes.values():
        people[those[0].vote.journey_id] = {cast.vote.user_id for cast in those}
    known = _free(session, people)
    others = _others(session, _moments(pairs), people)
    return [
        Minuted(
            one,
            met,
            made,
            votes.get(made.id, ()) if made else (),
            conditions.get(made.id, ()) if made else (),
            known.get(one.journey.id, {}),
            others.get(one.journey.id, {}),
        )
        for one, met, made in pairs
    ]


def _rows_of(session: Session, kind: Any, numbers: Sequence[int], *, by: Any) -> Iterable[Any]:
    return session.scalars(select(kind).where(kind.journey_id.in_(numbers)).order_by(by, kind.id))


def _by_journey(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.journey_id, []).append(row)
    return found


def _of_day(
    one: OnAgenda,
    items: Mapping[int, list[AgendaItem]],
    decisions: Mapping[int, list[Decision]],
    meetings: Mapping[int, list[Meeting]],
) -> tuple[Meeting | None, Decision | None]:
    """The last decision that came of this day, and the meeting that stood behind it."""
    number, here = one.journey.id, one.item.id
    made = [
        row for row in decisions.get(number, ()) if _item_at(items[number], row.released_at) == here
    ]
    decided = made[-1] if made else None
    met = [
        row
        for row in meetings.get(number, ())
        if _item_at(items[number], row.recorded_at) == here and _stood(row, decided)
    ]
    return (met[-1] if met else None), decided


def _moments(
    pairs: Iterable[tuple[OnAgenda, Meeting | None, Decision | None]],
) -> dict[int, tuple[datetime, date]]:
    """When each journey was decided, and on which day: by its meeting, else with its release."""
    found = {}
    for one, met, made in pairs:
        if met is not None:
            found[one.journey.id] = (met.recorded_at, met.held_on)
        elif made is not None:
            found[one.journey.id] = (made.released_at, day_of(made.released_at))
    return found


def _item_at(items: Sequence[AgendaItem], at: datetime) -> int:
    """The agenda on which a journey stood at a moment: the last before it, else the first."""
    before = [one for one in items if one.added_at <= at]
    return (before[-1] if before else items[0]).id


def _stood(row: Any, decided: Decision | None) -> bool:
    """Whether a meeting or a vote stood when the decision was released, or stands now."""
    aside: datetime | None = row.set_aside_at
    if decided is None:
        return aside is None
    at = row.recorded_at if isinstance(row, Meeting) else row.at
    return at <= decided.released_at and (aside is None or aside >= decided.released_at)


def _votes(session: Session, made: Sequence[Decision]) -> dict[int, list[Cast]]:
    """The votes that stood behind each decision, in the order in which they were given."""
    of_report = {one.report_id: one for one in made if one.report_id is not None}
    found: dict[int, list[Cast]] = {}
    rows = session.execute(
        select(Vote, User.name)
        .join(User, User.id == Vote.user_id)
        .where(Vote.report_id.in_(of_report))
        .order_by(Vote.at, Vote.id)
    )
    for vote, name in rows:
        decided = of_report[vote.report_id]
        if _stood(vote, decided):
            found.setdefault(decided.id, []).append(Cast(vote, name))
    return found


def _conditions(session: Session, made: Sequence[Decision]) -> dict[int, list[Condition]]:
    found: dict[int, list[Condition]] = {}
    numbers = [one.id for one in made]
    for row in session.scalars(
        select(Condition).where(Condition.decision_id.in_(numbers)).order_by(Condition.id)
    ):
        found.setdefault(row.decision_id, []).append(row)
    return found


def _free(
    session: Session, asked: Mapping[int, set[int]]
) -> dict[int, dict[int, tuple[str, bool]]]:
    """Of each journey its people by number: the name, and whether no tie keeps them from it."""
    everybody = {person for people in asked.values() for person in people}
    rows: Any = session.execute(
        select(Journey.id, User.id, User.name, is_untied(User.id, Journey.setting_id, Journey.id))
        .join(User, User.id.in_(everybody))
        .where(Journey.id.in_(asked))
        .order_by(User.name, User.id)
    )
    found: dict[int, dict[int, tuple[str, bool]]] = {}
    for journey_id, person, name, is_free in rows:
        if person in asked[journey_id]:
            found.setdefault(journey_id, {})[person] = (name, bool(is_free))
    return found


def _others(
    session: Session,
    moments: Mapping[int, tuple[datetime, date]],
    took: Mapping[int, set[int]],
) -> dict[int, dict[int, tuple[str, bool]]]:
    """Of each journey who was of the panel on the day of its decision, and took no part in it.

    A tie that was declared only later is none here, and one that has ended since still is.
    """
    member = aliased(Membership)
    rows: Any = session.execute(
        select(
            Journey.id, Journey.setting_id, User.id, User.name,
            is_untied(User.id, Journey.setting_id, Journey.id), member.started_at, member.ended_at,
        )
        .join(member, member.authority_id == Journey.authority_id)
        .join(User, User.id == member.user_id)
        .where(Journey.id.in_(moments), member.role == Role.PANEL)
        .order_by(User.name, User.id)
    )  # fmt: skip
    ties = _ties(session, moments)
    found: dict[int, dict[int, tuple[str, bool]]] = {}
    for journey_id, setting_id, person, name, is_free_now, since, until in rows:
        at, on = moments[journey_id]
        was_here = day_of(since) <= on and (until is None or day_of(until) > on)
        if was_here and person not in took.get(journey_id, ()):
            declared = ties.get((setting_id, person), ())
            is_free = _was_free(declared, at, is_free_now=bool(is_free_now))
            found.setdefault(journey_id, {})[person] = (name, is_free)
    return found


def _ties(session: Session, journeys: Iterable[int]) -> dict[tuple[int, int], list[Tie]]:
    """Every tie to the settings of these journeys, ended or not, by setting and person."""
    places = select(Journey.setting_id).where(Journey.id.in_(list(journeys)))
    found: dict[tuple[int, int], list[Tie]] = {}
    for tie in session.scalars(select(Tie).where(Tie.setting_id.in_(places))):
        found.setdefault((tie.setting_id, tie.user_id), []).append(tie)
    return found


def _was_free(declared: Sequence[Tie], at: datetime, *, is_free_now: bool) -> bool:
    """Whether nothing bound somebody at a moment: no tie of then, and what binds now came later."""
    if any(
        one.declared_at <= at and (one.ended_at is None or one.ended_at > at) for one in declared
    ):
        return False
    return is_free_now or any(one.declared_at > at and one.ended_at is None for one in declared)
