"""What needs the coordinator today: what waits for them, what stalls, and what is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ScalarSelect, Select, literal, or_, select, union_all
from sqlalchemy.orm import Session, contains_eager, joinedload

from award.domain.award_moves import PROPOSED
from award.domain.calendars import Calendar
from award.domain.facts import PlanState
from award.domain.frameworks import Judged
from award.domain.people import Actor
from award.domain.putting_aside import Aside
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import GONE, VisitKind, VisitState
from award.queries.week import (
    BEGUN,
    NEAR,
    NO_DAY,
    NO_NUMBER,
    ROUND_DAYS,
    Near,
    begun_parts,
    near_parts,
)
from award.storage.accounts import Enquiry, Membership
from award.storage.asides import PutAside
from award.storage.assessments import Judge, Judgement
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.days import calendar_of, council_calendar, day_of
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.journeys import CriterionAsked, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

MOST: Final = 100
ASIDE: Final = "aside:"
# After so many working days somebody else is asked; see the table of reminders.
USUALLY_GOES_ON: Final = 10
GOES_ON: Final = {"book_visit": 20, "visit_to_write": 7}
# What waits of a setting's journey beside its turn is counted in the setting's days too.
SETTINGS_DAYS: Final = frozenset({"not_applicable", "appeal_lodged", "appeal_upheld", "condition"})


@dataclass(frozen=True)
class Ask:
    """One thing that waits for a coordinator: what, of which place and journey, since when.

    ``calendar`` is whose days are counted: the setting's own; the council's for who is no setting
    yet, and for the award's own moves, which count working days.
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
    that were taken.
    """

    asks: list[Ask]
    aside: list[tuple[Ask, date]]
    near: list[Near]
    begun: frozenset[str]


def list_today(session: Session, actor: Actor, *, at: datetime, today: date) -> Today:
    """Everything that waits; what the week brings; the awards that end within about a term."""
    mine = actor.authority_id or 0
    council = council_calendar(session, mine)
    asks, near, begun = _of_journeys(session, actor, at, council), [], set()
    left: dict[str, Aside] = {}
    parts = [*_asked(mine), _put_aside(actor, today), *near_parts(mine, today), *begun_parts(mine)]
    rows: Any = session.execute(union_all(*(select(one.limit(MOST).subquery()) for one in parts)))
    found = rows.all()
    own = _calendars(session, found)
    for what, place, moment, place_id, journey_id, number, on in found:
        if what.startswith(NEAR):
            kind = what.removeprefix(NEAR)
            near.append(Near(kind, place, moment, on, place_id, journey_id, number))
        elif what.startswith(BEGUN):
            begun |= {what.removeprefix(BEGUN)} if number else set()
        elif what.startswith(ASIDE):
            left[what.removeprefix(ASIDE)] = Aside(day_of(moment), on)
        else:
            days = own.get(place_id, council) if what in SETTINGS_DAYS else council
            due = _deadlines(what, moment, council, on)
            asks.append(Ask(what, place, moment, days, place_id, journey_id, number, due))
    asks.sort(key=lambda one: one.since)
    near.sort(key=lambda one: (one.day, str(one.at or "")))
    hidden = {
        one.thing: left[one.thing].until_on
        for one in asks
        if one.thing in left and left[one.thing].holds(today, one.deadlines)
    }
    shown = [one for one in asks if one.thing not in hidden]
    aside = [(one, hidden[one.thing]) for one in asks if one.thing in hidden]
    return Today(shown, sorted(aside, key=lambda one: one[1]), near, frozenset(begun))


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
    what: str, since: datetime, council: Calendar, *days: date | None
) -> tuple[date, ...]:
    """The days that bring it back: those given, and the one on which the cover is asked."""
    asked_next = council.add_days(day_of(since), GOES_ON.get(what, USUALLY_GOES_ON))
    return (asked_next, *(one for one in days if one is not None))


def _calendars(session: Session, found: Sequence[Any]) -> dict[int, Calendar]:
    """The calendars of the settings for whose journeys something waits beside the turn."""
    numbers = {row[3] for row in found if row[0] in SETTINGS_DAYS}
    places = session.scalars(
        select(Setting).where(Setting.id.in_(numbers)).options(joinedload(Setting.kind))
    )
    return {one.id: calendar_of(one) for one in places}


def _of_first_visit(column: Any) -> ScalarSelect[Any]:
    return (
        select(column)
        .where(
            Visit.journey_id == Journey.id,
            Visit.kind.in_((VisitKind.INITIAL, VisitKind.RENEWAL)),
            Visit.state.not_in(GONE),
        )
        .order_by(Visit.id.desc())
        .limit(1)
        .correlate(Journey)
        .scalar_subquery()
    )


def _of_journeys(session: Session, actor: Actor, at: datetime, council: Calendar) -> list[Ask]:
    """What waits by the turn of a journey; a first visit that is booked waits for its day."""
    rows = session.execute(
        select(Journey, _of_first_visit(Visit.state), _of_first_visit(Visit.starts_at))
        .join(Setting, Setting.id == Journey.setting_id)
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
    for journey, visit, starts_at in rows:
        name = journey.setting.name
        of = (calendar_of(journey.setting), journey.setting_id, journey.id, None)
        aims = [getattr(journey.round, one) for one in ROUND_DAYS] if journey.round else []
        if journey.turn is Turn.COORDINATOR:
            what, since = reason_of(journey, visit), journey.waiting_since
            if what == "visit_booked" and starts_at is not None and starts_at <= at:
                what, since = "visit_to_write", starts_at
            if what != "visit_booked":
                found.append(Ask(what, name, since, *of, _deadlines(what, since, council, *aims)))
        if journey.pause_asked_at is not None:
            since = journey.pause_asked_at
            found.append(Ask("pause", name, since, *of, _deadlines("pause", since, council)))
    return found


def reason_of(journey: Journey, visit: VisitState | None) -> str:
    """Why a journey waits for the coordinator, as a word that screens turn into a sentence."""
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


def _asked(mine: int | None) -> Sequence[Select[Any]]:
    """What waits beside the turn of a journey: (what, place, since, place, journey, number, -)."""
    return (
        _enquiries(mine),
        _of("not_applicable", Judgement.at, CriterionAsked.id, mine)
        .join(Judgement, Judgement.journey_id == Journey.id)
        .join(
            CriterionAsked,
            (CriterionAsked.journey_id == Journey.id)
            & (CriterionAsked.code == Judgement.criterion),
        )
        .where(
            Journey.ended_at.is_(None),
            Judgement.judge == Judge.SETTING,
            Judgement.judged == Judged.NOT_APPLICABLE,
            Judgement.superseded_at.is_(None),
            CriterionAsked.not_applicable_agreed_at.is_(None),
        ),
        _of("appeal_lodged", Appeal.lodged_at, Appeal.id, mine)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(
            or_(
                Appeal.state == AppealState.LODGED,
                (Appeal.state == AppealState.RECEIVED) & Appeal.hearer_id.is_(None),
            )
        ),
        _of("appeal_upheld", Appeal.heard_at, Appeal.id, mine)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(Appeal.state == AppealState.UPHELD, Appeal.used_at.is_(None)),
        _of("condition", Condition.evidence_at, Condition.id, mine, Condition.due_on)
        .join(Condition, Condition.journey_id == Journey.id)
        .where(Condition.state == ConditionState.EVIDENCE_GIVEN),
        _of_award("check_in", CheckIn.said_at, NO_DAY, mine, CheckIn.id)
        .join(CheckIn, CheckIn.award_id == Award.id)
        .where(CheckIn.answered_at.is_(None)),
        _of_award("award_reply", Award.replied_at, NO_DAY, mine).where(
            Award.state.in_(PROPOSED), Award.replied_at.is_not(None)
        ),
    )


def _enquiries(mine: int | None) -> Select[Any]:
    found: Any = select(
        literal("enquiry"),
        Enquiry.setting_name,
        Enquiry.asked_at,
        NO_NUMBER.label("place_id"),
        NO_NUMBER.label("journey_id"),
        Enquiry.id,
        NO_DAY,
    ).where(Enquiry.authority_id == mine, Enquiry.answered_at.is_(None))
    return found  # type: ignore[no-any-return] # no more is known of a select of literals


def _of(
    what: str, since: Any, number: Any, authority_id: int | None, due_on: Any = NO_DAY
) -> Select[Any]:
    return (
        select(literal(what), Setting.name, since, Setting.id, Journey.id, number, due_on)
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == authority_id)
    )


def _of_award(
    what: str, since: Any, on: Any, authority_id: int | None, number: Any = Award.id
) -> Select[Any]:
    no_journey = NO_NUMBER.label("journey_id")
    return (
        select(literal(what), Setting.name, since, Setting.id, no_journey, number, on)
        .select_from(Award)
        .join(Setting, Setting.id == Award.setting_id)
        .where(Award.authority_id == authority_id)
    )
