"""What needs the coordinator today: what waits for them, what stalls, and what is near."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    exists,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager, joinedload

from award.domain.calendars import Calendar
from award.domain.facts import PlanState
from award.domain.people import Actor
from award.domain.putting_aside import Aside
from award.domain.report_days import share_by
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitState
from award.queries.asked import CONDITION_LATE, CONDITION_LATE_TIED, REPORT_LATE, asked_parts
from award.queries.asked_visits import answered_at, first_visit, last_answer, own_visit_parts
from award.queries.covers import AWAY, COVER, CoverShown, cover_parts
from award.queries.waits_of_visits import answer_to
from award.queries.week import (
    BEGUN,
    NEAR,
    NO_NUMBER,
    ROUND_DAYS,
    Near,
    begun_parts,
    near_parts,
)
from award.storage.accounts import Membership
from award.storage.asides import PutAside
from award.storage.assessments import Report
from award.storage.days import LONDON, calendar_of, council_calendar, day_of
from award.storage.journeys import Assignment, AssignmentKind, History, Journey
from award.storage.settings import Setting, Tie
from award.storage.visits import Visit

MOST: Final = 100
ASIDE: Final = "aside:"
REPORTED: Final = (Stage.CHECKING, Stage.DECIDING)
OF_FIRST_VISIT: Final = frozenset(
    {"visit_proposed", "visit_to_write", "visit_to_share", "visit_answered"}
)
# After so many days somebody else is asked; see the table of reminders.
USUALLY_GOES_ON: Final = 10
LATE: Final = (CONDITION_LATE, CONDITION_LATE_TIED)
GOES_ON: Final = {"book_visit": 20, "visit_to_write": 7, **dict.fromkeys(LATE, 20)}
# What waits here though it is the setting's to do, and so is counted in the setting's days.
SETTINGS_DAYS: Final = frozenset(LATE)


@dataclass(frozen=True)
class Ask:
    """One thing that waits for a coordinator: what, of which place and journey, since when.

    ``calendar`` is whose days are counted: those of whoever is to act, the council's for what is
    the coordinator's to do.
    """

    what: str
    place: str
    since: datetime
    calendar: Calendar
    place_id: int | None = None
    journey_id: int | None = None
    number: int | None = None
    deadlines: tuple[date, ...] = ()

    @property
    def thing(self) -> str:
        """This wait and no other by name: one that begins anew goes by another."""
        where = self.journey_id or self.place_id or 0
        return f"{self.what}:{where}:{self.number or 0}:{self.since:%Y%m%d%H%M%S}"


@dataclass(frozen=True)
class Today:
    """What waits for the coordinator, oldest first, and what is near, soonest first.

    ``aside`` is what they left for another day, each with that day. ``begun`` are the first steps
    that were taken. ``covers`` say who is away or stands in today.
    """

    asks: list[Ask]
    aside: list[tuple[Ask, date]]
    near: list[Near]
    begun: frozenset[str]
    covers: list[CoverShown]


def list_today(session: Session, actor: Actor, *, at: datetime, today: date) -> Today:
    """Everything that waits; what the week brings; the awards that end within about a term."""
    mine = actor.authority_id or 0
    council = council_calendar(session, mine)
    asks, near, begun = _of_journeys(session, actor, at, council), [], set()
    left, covers = dict[str, Aside](), list[CoverShown]()
    asked = [*asked_parts(actor, at), *cover_parts(actor, today), *own_visit_parts(actor, at)]
    parts = [*asked, _put_aside(actor, today), *near_parts(mine, today), *begun_parts(mine)]
    rows: Any = session.execute(union_all(*(select(one.limit(MOST).subquery()) for one in parts)))
    found = rows.all()
    own = _calendars(session, found)
    for what, place, since, place_id, journey_id, number, on in found:
        moment = _day_after(on) if what in LATE else since
        if what.startswith(NEAR):
            kind = what.removeprefix(NEAR)
            near.append(Near(kind, place, moment, on, place_id, journey_id, number))
        elif what.startswith(BEGUN):
            begun |= {what.removeprefix(BEGUN)} if number else set()
        elif what.startswith(COVER):
            covers.append(CoverShown(what == AWAY, place, on))
        elif what.startswith(ASIDE):
            left[what.removeprefix(ASIDE)] = Aside(day_of(moment), on)
        elif what != REPORT_LATE or share_by(day_of(moment), council) < today:
            days = own.get(place_id, council) if what in SETTINGS_DAYS else council
            due = _deadlines(what, moment, days, on)
            asks.append(Ask(what, place, moment, days, place_id, journey_id, number, due))
    asks = sorted(_said_once(_put_right(session, asks)), key=lambda one: one.since)
    near.sort(key=lambda one: (one.day, str(one.at or "")))
    hidden = {
        one.thing: left[one.thing].until_on
        for one in asks
        if one.thing in left and left[one.thing].holds(today, one.deadlines)
    }
    shown = [one for one in asks if one.thing not in hidden]
    aside = [(one, hidden[one.thing]) for one in asks if one.thing in hidden]
    return Today(shown, sorted(aside, key=lambda one: one[1]), near, frozenset(begun), covers)


def _put_right(session: Session, asks: Sequence[Ask]) -> list[Ask]:
    """The same; a record of one's own that its setting answered is to be put right first."""
    numbers = [one.number for one in asks if one.what == "visit_to_share" and one.number]
    since = answered_at(session, numbers)
    return [
        replace(one, what="visit_answered", since=since[one.number])
        if one.what == "visit_to_share" and one.number in since
        else one
        for one in asks
    ]


def _day_after(on: date) -> datetime:
    """The first moment after a day, in England."""
    return datetime.combine(on + timedelta(days=1), time(), tzinfo=LONDON)


def _said_once(asks: Sequence[Ask]) -> list[Ask]:
    """Where somebody is to be found first, what they are to do is not said as well."""
    visits = {one.journey_id for one in asks if one.what == "visit_nobody"}
    parts = {one.journey_id for one in asks if one.what in ("assessing", "report_bound")}
    return [
        one
        for one in asks
        if not (one.what in OF_FIRST_VISIT and one.journey_id in visits)
        and not (one.what == "part_nobody" and one.journey_id in parts)
    ]


def _put_aside(actor: Actor, today: date) -> Select[Any]:
    """What the actor put aside as coordinator here, until a day that is still to come."""
    what: Any = literal(ASIDE).concat(PutAside.thing)
    places = (NO_NUMBER.label("place_id"), NO_NUMBER.label("journey_id"), NO_NUMBER.label("number"))
    return (
        select(what, literal(""), PutAside.put_at, *places, PutAside.until_on)
        .join(Membership, Membership.id == PutAside.membership_id)
        .where(
            Membership.user_id == actor.user_id,
            Membership.role == actor.role,
            Membership.ended_at.is_(None),
            PutAside.authority_id == actor.authority_id,
            PutAside.until_on > today,
        )
    )


def _deadlines(
    what: str, since: datetime, calendar: Calendar, *days: date | None
) -> tuple[date, ...]:
    """The days that bring it back: those given, and the one on which the next one is asked."""
    asked_next = calendar.add_days(day_of(since), GOES_ON.get(what, USUALLY_GOES_ON))
    return (asked_next, *(one for one in days if one is not None))


def _calendars(session: Session, found: Sequence[Any]) -> dict[int, Calendar]:
    """The calendars of the settings that are to do something which waits here."""
    numbers = {row[3] for row in found if row[0] in SETTINGS_DAYS}
    places = session.scalars(
        select(Setting).where(Setting.id.in_(numbers)).options(joinedload(Setting.kind))
    )
    return {one.id: calendar_of(one) for one in places}


def _assessor_is_tied() -> ColumnElement[bool]:
    """In a query for journeys: who assesses it, or wrote its report, declared a tie to it."""
    declared = (Tie.setting_id == Journey.setting_id) & Tie.ended_at.is_(None)
    assesses = exists().where(
        Assignment.journey_id == Journey.id,
        Assignment.kind == AssignmentKind.ASSESSOR,
        Assignment.ended_at.is_(None),
        Tie.user_id == Assignment.user_id,
        declared,
    )
    wrote = exists().where(
        Report.journey_id == Journey.id,
        Report.superseded_at.is_(None),
        Tie.user_id == Report.written_by_id,
        declared,
    )
    return assesses | wrote


def _of_journeys(session: Session, actor: Actor, at: datetime, council: Calendar) -> list[Ask]:
    """What waits by the turn of a journey; a first visit that is booked waits for its day."""
    rows = session.execute(
        select(Journey, Visit, History)
        .add_columns(_assessor_is_tied())
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(Visit, Visit.id == first_visit())
        .outerjoin(History, History.id == last_answer())
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.ended_at.is_(None),
            or_(Journey.turn == Turn.COORDINATOR, Journey.pause_asked_at.is_not(None)),
        )
        .options(
            contains_eager(Journey.setting).joinedload(Setting.kind), joinedload(Journey.round)
        )
        .order_by(Journey.waiting_since)
        .limit(MOST)
    )
    found = []
    for journey, visit, answer, is_tied in rows:
        name = journey.setting.name
        of = (council, journey.setting_id, journey.id, None)
        aims = [getattr(journey.round, one) for one in ROUND_DAYS] if journey.round else []
        if journey.turn is Turn.COORDINATOR:
            what, since = _turn_of(journey, visit, answer, at, is_tied=is_tied)
            if what != "visit_booked":
                found.append(Ask(what, name, since, *of, _deadlines(what, since, council, *aims)))
        if journey.pause_asked_at is not None:
            since = journey.pause_asked_at
            found.append(Ask("pause", name, since, *of, _deadlines("pause", since, council)))
    return found


def _turn_of(
    journey: Journey, visit: Visit | None, answer: History | None, at: datetime, *, is_tied: bool
) -> tuple[str, datetime]:
    """What the turn asks for, and since when; the hour of a visit and an answer to it count."""
    what = reason_of(journey, visit.state if visit else None, is_tied=is_tied)
    if visit is not None and what == "visit_booked" and visit.starts_at and visit.starts_at <= at:
        return "visit_to_write", visit.starts_at
    if visit is not None and what == "visit_to_share" and answer and answer_to(visit, [answer]):
        return "visit_answered", answer.at
    return what, journey.waiting_since


def reason_of(journey: Journey, visit: VisitState | None, *, is_tied: bool = False) -> str:
    """Why a journey waits for the coordinator, as a word that screens turn into a sentence."""
    if is_tied and journey.stage in REPORTED:
        return "report_bound"
    if journey.stage is not Stage.PLANNING:
        ready = journey.stage is Stage.READY and journey.blockers_left == 0
        return "begin" if ready else str(journey.stage)
    if journey.plan_state is PlanState.PUT_FORWARD:
        return "plan"
    words = {
        None: "book_visit",
        VisitState.PROPOSED: "visit_proposed",
        VisitState.CONFIRMED: "visit_booked",
        VisitState.DONE: "visit_to_write",
        VisitState.WRITTEN_UP: "visit_to_share",
    }
    return words.get(visit, "planning")
