"""One workshop as the first visit of every setting of a cohort: booked once, written up once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.gathering_cohort import must_gather
from award.actions.rearranging import call_off_visit
from award.actions.recording import Record, record_visit, share_visit_record
from award.actions.visiting import Plan, book_visit
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import VisitForm
from award.domain.stages import BEFORE_PLANNING, Stage
from award.domain.visits import GONE, VisitKind, VisitState
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import hold, must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.visits import Visit

DID_NOT_COME: Final = "Nobody from the setting came to the workshop"
TO_HOLD: Final = (VisitState.CONFIRMED, VisitState.DONE)


@dataclass(frozen=True)
class Workshop:
    """Where the settings of a cohort stand towards its workshop, by the number of their place."""

    to_book: tuple[CohortPlace, ...] = ()
    booked: tuple[CohortPlace, ...] = ()
    written: tuple[CohortPlace, ...] = ()
    not_there_yet: tuple[CohortPlace, ...] = ()


def workshop_of(cohort: Cohort) -> Workshop:
    """Which settings have the workshop in their diary, which can, and which are not so far."""
    session = session_of(cohort)
    rows = session.execute(
        select(CohortPlace, Journey, Visit)
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
    found: dict[str, list[CohortPlace]] = {"to_book": [], "booked": [], "written": [], "early": []}
    for place, journey, visit in rows:
        found[_where(journey, visit)].append(place)
    return Workshop(
        tuple(found["to_book"]),
        tuple(found["booked"]),
        tuple(found["written"]),
        tuple(found["early"]),
    )


def _where(journey: Journey, visit: Visit | None) -> str:
    if visit is not None:
        own = visit.form is VisitForm.WORKSHOP and visit.state in TO_HOLD
        return "booked" if own else "written"
    if journey.stage is Stage.PLANNING:
        return "to_book"
    return "early" if journey.stage in BEFORE_PLANNING else "written"


def book_workshop(cohort: Cohort, *, by: Actor, at: datetime) -> int:
    """Put the workshop into the diary of every setting that is planning and has no first visit.

    Each lead gets the usual letter. Returns how many there were.
    """
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    places = workshop_of(cohort).to_book
    for place in places:
        journey = _held(cohort, place)
        book_visit(journey, _plan(cohort, by), by=by, at=at)
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
