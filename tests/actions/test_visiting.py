"""Visits: offered, confirmed by the other side, moved, called off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions import rearranging, visiting
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visit_days import spoken_moment
from award.domain.visits import VisitKind, VisitState
from award.storage.db import session_of, transaction
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.PLANNING)[0]


def plan(
    walking: Walker,
    kind: VisitKind = VisitKind.INITIAL,
    form: VisitForm = VisitForm.ON_SITE,
    days: int = 5,
) -> visiting.Plan:
    offered = [walking.at + timedelta(days=days)]
    return visiting.Plan(kind, form, offered, walking.cast.coordinator.id)


def test_what_does_not_fit_is_not_offered(walking: Walker) -> None:
    by = walking.by(Role.COORDINATOR)

    for wrong, refusal in (
        (plan(walking, VisitKind.ASSESSMENT), NotAllowed),
        (plan(walking, form=VisitForm.CALL), NotReady),
        (plan(walking, days=-1), NotReady),
    ):
        with pytest.raises(refusal), transaction(lock=walking.journey) as held:
            visiting.propose_visit(held, wrong, by=by, at=walking.at)
    with pytest.raises(NotAllowed), transaction(lock=walking.journey) as held:
        visiting.book_visit(held, plan(walking), by=walking.by(Role.LEAD), at=walking.at)


def test_the_assessor_is_assigned_before_their_visit(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    wrong = plan(walking, VisitKind.ASSESSMENT)

    with pytest.raises(NotReady, match="Assign"), transaction(lock=journey) as held:
        visiting.propose_visit(held, wrong, by=walking.by(Role.COORDINATOR), at=walking.at)


def test_the_other_side_confirms_one_of_the_dates(walking: Walker) -> None:
    lead, by, at = walking.by(Role.LEAD), walking.by(Role.COORDINATOR), walking.at
    offer = plan(walking)
    with transaction(lock=walking.journey) as held:
        visit = visiting.propose_visit(held, offer, by=lead, at=at)

    for who, moment, refusal in (
        (by, at + timedelta(days=6), NotReady),
        (lead, offer.offered[0], NotAllowed),
    ):
        with pytest.raises(refusal), transaction(lock=walking.journey) as held:
            visiting.confirm_visit(held, visit.id, moment, by=who, at=at)
    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        visiting.confirm_visit(held, 999, offer.offered[0], by=by, at=at)
    with transaction(lock=walking.journey) as held:
        visiting.confirm_visit(held, visit.id, offer.offered[0], by=by, at=at)
    with pytest.raises(NotAllowed), transaction(lock=walking.journey) as held:
        visiting.confirm_visit(held, visit.id, offer.offered[0], by=by, at=at)

    assert visit.starts_at == offer.offered[0]


def test_days_that_wait_for_a_first_visit_are_off_once_another_is_booked(walking: Walker) -> None:
    by, at = walking.by(Role.COORDINATOR), walking.at
    later = replace(plan(walking), offered=[at + timedelta(days=6)])
    with transaction(lock=walking.journey) as held:
        offered = visiting.propose_visit(held, plan(walking), by=by, at=at)
        beside = visiting.propose_visit(held, later, by=by, at=at)
    with transaction(lock=walking.journey) as held:
        booked = visiting.book_visit(held, plan(walking, days=7), by=by, at=at)
    with pytest.raises(NotAllowed), transaction(lock=walking.journey) as held:
        visiting.confirm_visit(held, offered.id, plan(walking).offered[0], by=by, at=at)

    assert booked.starts_at is not None
    said = f"The first visit is on {spoken_moment(booked.starts_at)}"
    assert {(one.state, one.change_reason) for one in (offered, beside)} == {
        (VisitState.CANCELLED, said)
    }
    letters = session_of(walking.journey).scalars(select(Letter.body)).all()
    assert any(said in one for one in letters)


def test_a_visit_that_has_taken_place_is_written_down(walking: Walker) -> None:
    by, at = walking.by(Role.COORDINATOR), walking.at

    for days, held in ((-91, True), (1, True), (-1, False)):
        with (
            pytest.raises(visiting.WrongDay, match="already taken place"),
            transaction(lock=walking.journey) as journey,
        ):
            visiting.book_visit(journey, plan(walking, days=days), by=by, at=at, held=held)
    letters = session_of(walking.journey).scalars(select(func.count(Letter.id))).one()
    with transaction(lock=walking.journey) as journey:
        on_a_saturday = replace(plan(walking, days=-90), despite="They opened for us")
        visit = visiting.book_visit(journey, on_a_saturday, by=by, at=at, held=True)

    assert (visit.state, visit.starts_at) == (VisitState.CONFIRMED, at - timedelta(days=90))
    assert session_of(walking.journey).scalars(select(func.count(Letter.id))).one() == letters
    assert walking.journey.history[-1].words == (
        "Initial visit and guided planning. It has already taken place. "
        "The day stands because: They opened for us"
    )


def test_a_visit_moves_and_is_missed_with_reasons(walking: Walker) -> None:
    by, at = walking.by(Role.COORDINATOR), walking.at
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)

    for moment, reason in ((at + timedelta(days=3), " "), (at - timedelta(days=2), "Snow")):
        with pytest.raises(NotReady), transaction(lock=walking.journey) as held:
            rearranging.move_visit(held, visit.id, moment, reason=reason, by=by, at=at)
    with transaction(lock=walking.journey) as held:
        moment = at + timedelta(days=3)
        rearranging.move_visit(held, visit.id, moment, reason="Snow", by=by, at=at)
    for reason in (" ", "Nobody was there"):
        with pytest.raises(NotReady), transaction(lock=walking.journey) as held:
            rearranging.call_off_visit(held, visit.id, missed=True, reason=reason, by=by, at=at)
    with transaction(lock=walking.journey) as held:
        later = at + timedelta(days=4)
        rearranging.call_off_visit(held, visit.id, missed=True, reason="Ill", by=by, at=later)

    assert visit.state is VisitState.MISSED


def test_a_letter_that_tells_of_a_new_day_says_how_one_arrives(walking: Walker) -> None:
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    with transaction(lock=walking.journey) as held:
        by, moment = walking.by(Role.COORDINATOR), walking.at + timedelta(days=3)
        rearranging.move_visit(held, visit.id, moment, reason="Snow", by=by, at=walking.at)

    letters = session_of(walking.journey).query(Letter).filter_by(code="visit_moved").all()

    assert letters
    assert all("\n\nSnow\n\nWhere: " in one.body for one in letters)


CHANGES: dict[str, Callable[..., Visit]] = {
    "confirm": visiting.confirm_visit,
    "move": partial(rearranging.move_visit, reason="Snow"),
    "offer": lambda held, number, day, **said: rearranging.offer_other_dates(
        held, number, [day], reason="Snow", **said
    ),
    "call off": lambda held, number, _, **said: rearranging.call_off_visit(
        held, number, missed=False, reason="Snow", **said
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_who_is_assigned_changes_only_the_visits_that_they_make(
    session: Session, change: str
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()
    by, at, later = walking.by(Role.SECOND), walking.at, walking.at + timedelta(days=6)
    if change == "confirm":
        with transaction(lock=journey) as held:
            CHANGES["offer"](held, visit.id, later, by=walking.by(Role.ASSESSOR), at=at)
    before = (visit.state, visit.starts_at, visit.version)

    with pytest.raises(NotAllowed, match="Somebody else"), transaction(lock=journey) as held:
        CHANGES[change](held, visit.id, later, by=by, at=at)

    assert (visit.state, visit.starts_at, visit.version) == before


def test_a_day_that_was_agreed_on_the_phone_is_told_once_and_asks_for_no_yes(
    walking: Walker,
) -> None:
    by, session = walking.by(Role.COORDINATOR), session_of(walking.journey)
    known = {one.id for one in session.scalars(select(Letter))}

    with transaction(lock=walking.journey) as held:
        visiting.book_visit(held, plan(walking), by=by, at=walking.at)

    told = [one for one in session.scalars(select(Letter)) if one.id not in known]
    assert [one.code for one in told if one.to_email == walking.cast.lead.email] == [
        "visit_confirmed"
    ]


def test_whoever_writes_down_the_yes_of_a_setting_does_so_on_its_behalf(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()
    lines = []
    for offers, writes in (
        (Role.ASSESSOR, Role.ASSESSOR),
        (Role.COORDINATOR, Role.ASSESSOR),
        (Role.ASSESSOR, Role.COORDINATOR),
        (Role.LEAD, Role.ASSESSOR),
        (Role.ASSESSOR, Role.LEAD),
    ):
        day = walking.at + timedelta(days=6)
        for change, who in (("offer", offers), ("confirm", writes)):
            with transaction(lock=journey) as held:
                CHANGES[change](held, visit.id, day, by=walking.by(who), at=walking.at)
        lines.append(journey.history[-1])

    assert [one.on_behalf for one in lines] == [True, True, True, False, False]
    assert {one.by_name for one in lines[:2]} == {walking.cast.assessor.name}


def test_a_setting_does_not_undo_a_visit_from_an_old_page_and_says_that_nobody_came(
    walking: Walker,
) -> None:
    lead, session = walking.by(Role.LEAD), session_of(walking.journey)
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    begun = visit.starts_at or walking.at
    later = begun + timedelta(minutes=visit.minutes + 1)
    known = {one.id for one in session.scalars(select(Letter))}

    for at, missed in ((begun, False), (begun, True), (later, False)):
        with pytest.raises(NotReady), transaction(lock=walking.journey) as held:
            rearranging.call_off_visit(held, visit.id, missed=missed, reason="Ill", by=lead, at=at)
    with transaction(lock=walking.journey) as held:
        rearranging.call_off_visit(
            held, visit.id, missed=True, reason="Nobody came", by=lead, at=later
        )

    told = {one.to_email for one in session.scalars(select(Letter)) if one.id not in known}
    assert visit.state is VisitState.MISSED
    assert walking.cast.coordinator.email in told


def test_an_assessor_who_finds_a_day_on_the_phone_is_not_tied_by_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()
    by, day = walking.by(Role.ASSESSOR), walking.at + timedelta(days=6)

    for change in ("offer", "confirm"):
        with transaction(lock=journey) as held:
            CHANGES[change](held, visit.id, day, by=by, at=walking.at)

    assert journey.history[-1].on_behalf
    assert journey.turn is Turn.ASSESSOR
