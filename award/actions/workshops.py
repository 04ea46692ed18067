"""One workshop as the first visit of every setting of a cohort: booked once, written up once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select

from award.actions.gathering_cohort import CohortPlan, change_cohort, must_gather
from award.actions.rearranging import call_off_visit, move_visit
from award.actions.recording import Record, record_visit, share_visit_record
from award.actions.visiting import Plan, book_visit
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import VisitForm
from award.domain.spoken import listed
from award.domain.stages import BEFORE_PLANNING, Stage
from award.domain.visits import GONE, VisitKind, VisitState
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import hold, must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.visits import Visit

DID_NOT_COME: Final = "Nobody from the setting came to the workshop"
OTHER_DAY: Final = "The workshop moves, for everybody who takes part in it"
OTHER_PLACE: Final = "The workshop is at another place, for everybody who takes part in it"
OTHER_LENGTH: Final = "The workshop lasts longer, or less long, for everybody who takes part in it"
AsItIs = tuple[datetime | None, str, int]
TO_HOLD: Final = (VisitState.CONFIRMED, VisitState.DONE)


@dataclass(frozen=True)
class Workshop:
    """Where the settings of a cohort stand towards its workshop, by the number of their place.

    ``to_share``: their record is written, and was not shared, or came back as not right.
    """

    to_book: tuple[CohortPlace, ...] = ()
    booked: tuple[CohortPlace, ...] = ()
    written: tuple[CohortPlace, ...] = ()
    to_share: tuple[CohortPlace, ...] = ()
    not_there_yet: tuple[CohortPlace, ...] = ()
    missed: tuple[CohortPlace, ...] = ()


def workshop_of(cohort: Cohort) -> Workshop:
    """Which settings have the workshop in their diary, which can, and which are not so far."""
    session = session_of(cohort)
    missed = exists().where(
        Visit.journey_id == Journey.id,
        Visit.form == VisitForm.WORKSHOP,
        Visit.state == VisitState.MISSED,
        Visit.starts_at == cohort.workshop_at,
    )
    rows = session.execute(
        select(CohortPlace, Journey, Visit, missed.correlate(Journey))
        .join(Journey, Journey.id == CohortPlace.journey_id)
        .outerjoin(
            Visit,
            (Visit.journey_id == Journey.id)
            & (Visit.kind == VisitKind.INITIAL)
            & Visit.state.not_in(GONE)
            & Visit.superseded_at.is_(None),
        )
        .where(CohortPlace.cohort_id == cohort.id, Journey.ended_at.is_(None))
        .order_by(CohortPlace.id)
    )
    found: defaultdict[str, list[CohortPlace]] = defaultdict(list)
    for place, journey, visit, is_missed in rows:
        where = _where(cohort, journey, visit)
        found["missed" if is_missed and where == "to_book" else where].append(place)
    return Workshop(**{where: tuple(places) for where, places in found.items()})


def _where(cohort: Cohort, journey: Journey, visit: Visit | None) -> str:
    if visit is not None:
        own = visit.form is VisitForm.WORKSHOP and not _is_later(cohort, visit)
        if own and visit.state is VisitState.WRITTEN_UP:
            return "to_share"
        return "booked" if own and visit.state in TO_HOLD else "written"
    if journey.stage is Stage.PLANNING:
        return "to_book"
    return "not_there_yet" if journey.stage in BEFORE_PLANNING else "written"


def _is_later(cohort: Cohort, visit: Visit) -> bool:
    """Whether one setting agreed a later day for itself: it is visited otherwise."""
    held, own = cohort.workshop_at, visit.starts_at
    return held is not None and own is not None and own > held


def change_workshop(
    cohort: Cohort, plan: CohortPlan, *, despite: str = "", by: Actor, at: datetime
) -> int:
    """Change a cohort. A workshop that moves takes along every visit that is booked for it.

    Each setting gets the usual letter. Returns how many visits moved. Raises NotReady where the
    workshop is given up that settings have in their diaries, and WrongDay where whoever holds it
    is elsewhere at its hour and nothing is said ``despite`` it.
    """
    must_be_held(cohort)
    before = _as_it_is(cohort)
    was = cohort.workshop_at
    booked = [one for one in _booked(cohort) if was is not None and one[1].starts_at == was > at]
    if plan.workshop_at is None and booked:
        raise NotReady(
            "Move the workshop instead, or cancel the visit at each setting first: it stands in "
            f"the diary of {listed([one.setting.name for one, _ in booked])}",
            of="workshop_on",
        )
    change_cohort(cohort, plan, by=by, at=at)
    if _as_it_is(cohort) == before:
        return 0
    along = frozenset(one.id for _, one in booked)
    for journey, visit in booked:
        _move(cohort, journey, visit, along, before=before, despite=despite, by=by, at=at)
    return len(booked)


def _as_it_is(cohort: Cohort) -> AsItIs:
    """When the workshop of a cohort is, where, and for how many minutes."""
    return (cohort.workshop_at, cohort.workshop_place, cohort.workshop_minutes)


def _booked(cohort: Cohort) -> list[tuple[Journey, Visit]]:
    """The visits that are booked as this cohort's workshop, each with its journey held."""
    journeys = [_held(cohort, place) for place in workshop_of(cohort).booked]
    found = [(journey, _workshop_visit(journey)) for journey in journeys]
    return [(one, visit) for one, visit in found if visit and visit.state is VisitState.CONFIRMED]


def _move(
    cohort: Cohort,
    journey: Journey,
    visit: Visit,
    along: frozenset[int],
    *,
    before: AsItIs,
    despite: str,
    by: Actor,
    at: datetime,
) -> None:
    when = cohort.workshop_at
    if when is None:
        return
    _, place, minutes = before
    reason = OTHER_DAY if when != visit.starts_at else OTHER_LENGTH
    if cohort.workshop_place != place:
        visit.place = cohort.workshop_place
        reason = OTHER_DAY if when != visit.starts_at else OTHER_PLACE
    if cohort.workshop_minutes != minutes:
        visit.minutes = cohort.workshop_minutes
    move_visit(journey, visit.id, when, reason=reason, by=by, at=at, despite=despite, along=along)


def book_workshop(cohort: Cohort, *, despite: str = "", by: Actor, at: datetime) -> int:
    """Put the workshop into the diary of every setting that is planning and has no first visit.

    Each lead gets the usual letter. Returns how many there were. Raises WrongDay as a move does.
    """
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    places = workshop_of(cohort).to_book
    for place in places:
        journey = _held(cohort, place)
        book_visit(journey, replace(_plan(cohort, by), despite=despite), by=by, at=at)
    return len(places)


def record_workshop(
    cohort: Cohort,
    record: Record,
    *,
    came: Collection[int],
    by: Actor,
    at: datetime,
) -> int:
    """Write the workshop's record once, for every setting that came, and share it with each.

    ``came`` are numbers of places. Each setting then agrees its own record, or ten days pass:
    only that signs its first visit. A setting that had it in its diary and did not come has
    missed it. Whoever is not planning yet keeps its place for later. Returns how many came.
    """
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    if cohort.workshop_at is None or cohort.workshop_at > at:
        raise NotReady("Write the record after the workshop has begun")
    there = workshop_of(cohort)
    open_places = {one.id: one for one in (*there.to_book, *there.booked)}
    if not set(came) <= set(open_places):
        raise NotFound
    if not came:
        raise NotReady("Tick the settings that came")
    booked = {one.id for one in there.booked}
    for place_id, place in open_places.items():
        if place_id in came:
            _write(cohort, place, record, by=by, at=at)
        elif place_id in booked:
            _missed(cohort, place, by=by, at=at)
    return len(set(came))


def _write(cohort: Cohort, place: CohortPlace, record: Record, *, by: Actor, at: datetime) -> None:
    journey = _held(cohort, place)
    visit = _workshop_visit(journey)
    if visit is None:
        visit = book_visit(journey, _plan(cohort, by), by=by, at=at, held=True)
    if visit.visitor_id != by.user_id:
        raise NotAllowed("Only the coordinator who holds the workshop writes its record.")
    record_visit(journey, visit.id, record, version=visit.version, finished=True, by=by, at=at)
    share_visit_record(journey, visit.id, by=by, at=at)


def _missed(cohort: Cohort, place: CohortPlace, *, by: Actor, at: datetime) -> None:
    journey = _held(cohort, place)
    visit = _workshop_visit(journey)
    if visit is not None and visit.state is VisitState.CONFIRMED:  # one begun is still written
        call_off_visit(journey, visit.id, missed=True, reason=DID_NOT_COME, by=by, at=at)


def _plan(cohort: Cohort, by: Actor) -> Plan:
    if cohort.workshop_at is None or by.user_id is None:
        raise NotReady("Say when the workshop is first")
    return Plan(
        VisitKind.INITIAL,
        VisitForm.WORKSHOP,
        [cohort.workshop_at],
        by.user_id,
        place=cohort.workshop_place,
        minutes=cohort.workshop_minutes,
    )


def _held(cohort: Cohort, place: CohortPlace) -> Journey:
    journey = session_of(cohort).get_one(
        Journey, place.journey_id, with_for_update=True, populate_existing=True
    )
    hold(journey)
    return journey


def _workshop_visit(journey: Journey) -> Visit | None:
    return session_of(journey).scalar(
        select(Visit).where(
            Visit.journey_id == journey.id,
            Visit.kind == VisitKind.INITIAL,
            Visit.form == VisitForm.WORKSHOP,
            Visit.state.in_(TO_HOLD),
            Visit.superseded_at.is_(None),
        )
    )
