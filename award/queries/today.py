"""What needs the coordinator today: what waits for them, what stalls, and what is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Date,
    Select,
    String,
    cast,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager

from award.domain.award_moves import AwardState
from award.domain.facts import PlanState
from award.domain.frameworks import Judged
from award.domain.people import Actor
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import GONE, VisitKind, VisitState
from award.queries.lists import is_stalling
from award.storage.accounts import Enquiry
from award.storage.assessments import Judge, Judgement
from award.storage.awards import Award
from award.storage.db import Moment
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.journeys import CriterionAsked, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

MOST: Final = 100
MOST_STALLING: Final = 10
ENDS_WITHIN_DAYS: Final = 130
NEAR: Final = "near:"
NO_NUMBER: Final = cast(null(), BigInteger)
NO_DAY: Final = cast(null(), Date)
NO_MOMENT: Final = cast(null(), Moment())
PROPOSED: Final = (AwardState.SUSPENSION_PROPOSED, AwardState.REVOCATION_PROPOSED)


@dataclass(frozen=True)
class Ask:
    """One thing that waits for a coordinator: what, of which place and journey, since when."""

    what: str
    place: str
    since: datetime
    place_id: int | None = None
    journey_id: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Near:
    """A visit of this week (``at``), or an award that ends soon (``on``)."""

    what: str
    place: str
    at: datetime | None
    on: date | None
    place_id: int
    journey_id: int | None


@dataclass(frozen=True)
class Today:
    """What waits for the coordinator, oldest first, and what is near, soonest first."""

    asks: list[Ask]
    near: list[Near]


def list_today(session: Session, actor: Actor, *, at: datetime, today: date) -> Today:
    """Everything that waits; the visits of a week; the awards that end within about a term."""
    asks, near = _of_journeys(session, actor), []
    parts = [*_asked(actor.authority_id), *_near(actor.authority_id, at, today)]
    rows: Any = session.execute(union_all(*(select(one.limit(MOST).subquery()) for one in parts)))
    for what, place, moment, place_id, journey_id, number, on in rows:
        if what.startswith(NEAR):
            kind = what.removeprefix(NEAR)
            near.append(Near(kind, place, moment, on, place_id, journey_id))
        else:
            asks.append(Ask(what, place, moment, place_id, journey_id, number))
    asks.sort(key=lambda one: one.since)
    near.sort(key=lambda one: (one.at is None, str(one.at or one.on)))
    return Today(asks, near)


def _of_journeys(session: Session, actor: Actor) -> list[Ask]:
    first_visit = (
        select(Visit.state)
        .where(
            Visit.journey_id == Journey.id,
            Visit.kind.in_((VisitKind.INITIAL, VisitKind.RENEWAL)),
            Visit.state.not_in(GONE),
        )
        .order_by(Visit.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Journey, first_visit)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.ended_at.is_(None),
            or_(Journey.turn == Turn.COORDINATOR, Journey.pause_asked_at.is_not(None)),
        )
        .options(contains_eager(Journey.setting))
        .order_by(Journey.waiting_since)
        .limit(MOST)
    )
    found = []
    for journey, visit in rows:
        place = (journey.setting.name, journey.setting_id, journey.id)
        if journey.turn is Turn.COORDINATOR:
            found.append(_ask(reason_of(journey, visit), journey.waiting_since, *place))
        if journey.pause_asked_at is not None:
            found.append(_ask("pause", journey.pause_asked_at, *place))
    return found


def _ask(what: str, since: datetime, name: str, place_id: int, journey_id: int) -> Ask:
    return Ask(what, name, since, place_id, journey_id)


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
    enquiries: Any = select(
        literal("enquiry"),
        Enquiry.setting_name,
        Enquiry.asked_at,
        NO_NUMBER.label("place_id"),
        NO_NUMBER.label("journey_id"),
        Enquiry.id,
        NO_DAY,
    ).where(Enquiry.authority_id == mine, Enquiry.answered_at.is_(None))
    return (
        enquiries,
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
        .where(Appeal.state == AppealState.LODGED),
        _of("appeal_upheld", Appeal.heard_at, Appeal.id, mine)
        .join(Appeal, Appeal.journey_id == Journey.id)
        .where(Appeal.state == AppealState.UPHELD, Appeal.used_at.is_(None)),
        _of("condition", Condition.evidence_at, Condition.id, mine)
        .join(Condition, Condition.journey_id == Journey.id)
        .where(Condition.state == ConditionState.EVIDENCE_GIVEN),
        _of_award("award_reply", Award.replied_at, NO_DAY, mine).where(
            Award.state.in_(PROPOSED), Award.replied_at.is_not(None)
        ),
    )


def _of(what: str, since: Any, number: Any, authority_id: int | None) -> Select[Any]:
    return (
        select(literal(what), Setting.name, since, Setting.id, Journey.id, number, NO_DAY)
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == authority_id)
    )


def _of_award(what: str, since: Any, on: Any, authority_id: int | None) -> Select[Any]:
    no_journey = NO_NUMBER.label("journey_id")
    return (
        select(literal(what), Setting.name, since, Setting.id, no_journey, Award.id, on)
        .join(Setting, Setting.id == Award.setting_id)
        .where(Award.authority_id == authority_id)
    )


def _near(mine: int | None, at: datetime, today: date) -> Sequence[Select[Any]]:
    """The visits of this week, and the awards that run out, in the same columns."""
    kind = literal(NEAR).concat(type_coerce(Visit.kind, String()))
    visits: Any = (
        select(kind, Setting.name, Visit.starts_at, Setting.id, Journey.id, Visit.id, NO_DAY)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Visit.authority_id == mine,
            Visit.state == VisitState.CONFIRMED,
            Visit.starts_at.between(at - timedelta(days=1), at + timedelta(days=7)),
        )
        .order_by(Visit.starts_at)
    )
    awards = (
        _of_award(f"{NEAR}award", NO_MOMENT, Award.valid_until, mine)
        .where(
            Award.state.not_in((AwardState.REVOKED, AwardState.SUPERSEDED)),
            Award.valid_until.between(today, today + timedelta(days=ENDS_WITHIN_DAYS)),
        )
        .order_by(Award.valid_until)
    )
    return visits, awards


def list_stalling(session: Session, actor: Actor, *, at: datetime) -> Sequence[Journey]:
    """The journeys that have been quiet longest on the setting's side."""
    return session.scalars(
        select(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == actor.authority_id, is_stalling(at))
        .options(contains_eager(Journey.setting))
        .order_by(Journey.last_setting_act_at, Journey.id)
        .limit(MOST_STALLING)
    ).all()
