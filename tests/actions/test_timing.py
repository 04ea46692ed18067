"""A visit's day is one on which the setting is open, and the visitor in one place only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions import rearranging, visiting
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visit_days import LONDON, WrongDay
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.making import journey_at, make_setting

OPEN = "They open for us on this day"


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.PLANNING)[0]


def plan(walking: Walker, days: float = 5, form: VisitForm = VisitForm.ON_SITE) -> visiting.Plan:
    offered = [walking.at + timedelta(days=days)]
    return visiting.Plan(VisitKind.INITIAL, form, offered, walking.cast.coordinator.id)


def book(walking: Walker, wanted: visiting.Plan) -> Visit:
    with transaction(lock=walking.journey) as held:
        return visiting.book_visit(held, wanted, by=walking.by(Role.COORDINATOR), at=walking.at)


@pytest.fixture
def beside(session: Session, walking: Walker) -> Walker:
    """Another setting whose visits the same coordinator makes."""
    setting = make_setting(session, walking.setting.authority, "Abbey Road Primary")
    other = Walker(setting, walking.cast, walking.at)
    other.open("standard")
    other.walk_to(Stage.PLANNING)
    other.at = walking.at
    return other


def test_a_closed_day_is_refused_unless_somebody_says_why(walking: Walker) -> None:
    wanted = plan(walking, days=8)

    with pytest.raises(WrongDay, match="The setting is closed on Saturday"):
        book(walking, wanted)
    visit = book(walking, replace(wanted, despite=OPEN))

    assert (visit.state, visit.kept_because) == (VisitState.CONFIRMED, OPEN)
    assert walking.journey.history[-2].words == (
        f"Initial visit and guided planning. The day stands because: {OPEN}"
    )


@pytest.mark.parametrize(("clock", "asked"), [(2, True), (6, False), (22, False), (23, True)])
def test_an_hour_in_the_night_is_asked_about(walking: Walker, clock: int, *, asked: bool) -> None:
    day = (walking.at + timedelta(days=5)).astimezone(LONDON)
    wanted = replace(plan(walking), offered=[day.replace(hour=clock, minute=0)])

    if asked:
        with pytest.raises(WrongDay, match=r"at \d+[ap]m is in the night") as refused:
            book(walking, wanted)
        assert refused.value.may_stand
        wanted = replace(wanted, despite="The night shift of the home")

    assert book(walking, wanted).kept_because == wanted.despite


def test_words_for_a_day_that_suits_anyway_are_not_kept(walking: Walker) -> None:
    assert book(walking, replace(plan(walking), despite=OPEN)).kept_because == ""


def test_a_visitor_is_in_one_place_at_a_time(walking: Walker, beside: Walker) -> None:
    book(walking, plan(walking))
    same_hour, after = plan(beside), plan(beside, days=5 + 1.5 / 24)

    with pytest.raises(WrongDay, match="Colm Brady has another visit on Wednesday 14 January"):
        book(beside, same_hour)
    assert book(beside, after).state is VisitState.CONFIRMED


def test_an_offer_that_was_taken_by_another_setting_cannot_be_confirmed(
    walking: Walker, beside: Walker
) -> None:
    by, lead = walking.by(Role.COORDINATOR), beside.by(Role.LEAD)
    offer = plan(beside)
    with transaction(lock=beside.journey) as held:
        offered = visiting.propose_visit(held, offer, by=by, at=walking.at)
    book(walking, plan(walking))

    with (
        pytest.raises(WrongDay, match="has another visit"),
        transaction(lock=beside.journey) as held,
    ):
        visiting.confirm_visit(held, offered.id, offer.offered[0], by=lead, at=walking.at)

    assert offered.state is VisitState.PROPOSED


def test_a_date_that_has_passed_cannot_be_confirmed(walking: Walker) -> None:
    offer = plan(walking)
    with transaction(lock=walking.journey) as held:
        visit = visiting.propose_visit(held, offer, by=walking.by(Role.COORDINATOR), at=walking.at)

    at, lead = walking.at + timedelta(days=6), walking.by(Role.LEAD)
    with pytest.raises(WrongDay, match="has passed"), transaction(lock=walking.journey) as held:
        visiting.confirm_visit(held, visit.id, offer.offered[0], by=lead, at=at)


def test_the_setting_offers_other_dates_for_a_booked_visit(walking: Walker) -> None:
    lead, at = walking.by(Role.LEAD), walking.at
    visit = book(walking, plan(walking))
    before, others = visit.version, [at + timedelta(days=6), at + timedelta(days=7)]

    for offered, reason, refusal in (
        (others, " ", "Say why"),
        ([at - timedelta(days=1)], "Snow", "still to come"),
    ):
        with pytest.raises(NotReady, match=refusal), transaction(lock=walking.journey) as held:
            rearranging.offer_other_dates(held, visit.id, offered, reason=reason, by=lead, at=at)
    later = at + timedelta(days=5, hours=1)
    with pytest.raises(NotReady, match="hour has come"), transaction(lock=walking.journey) as held:
        rearranging.offer_other_dates(
            held, visit.id, [at + timedelta(days=7)], reason="Snow", by=lead, at=later
        )
    with transaction(lock=walking.journey) as held:
        rearranging.offer_other_dates(held, visit.id, others, reason="Snow", by=lead, at=at)

    assert (visit.state, visit.starts_at) == (VisitState.PROPOSED, None)
    assert visit.offered == [one.isoformat() for one in others]
    assert (visit.proposed_by_id, visit.change_reason) == (lead.user_id, "Snow")
    assert visit.version > before


def test_the_setting_says_how_one_gets_in(walking: Walker) -> None:
    visit = book(walking, plan(walking))

    with transaction(lock=walking.journey) as held:
        words = " Park in Mill Street; ring at the blue door. "
        rearranging.tell_arrival(held, visit.id, words, by=walking.by(Role.LEAD), at=walking.at)

    assert visit.arrival == words.strip()


def test_a_refusal_names_the_day_that_each_sentence_speaks_of(
    walking: Walker, beside: Walker
) -> None:
    taken = plan(walking)
    book(walking, taken)
    closed = [taken.offered[0] + timedelta(days=days) for days in (1, 3)]
    wanted = replace(plan(beside), offered=[*taken.offered, *closed])

    with pytest.raises(WrongDay) as refused, transaction(lock=beside.journey) as held:
        visiting.propose_visit(held, wanted, by=beside.by(Role.COORDINATOR), at=beside.at)

    there = [one.astimezone(LONDON) for one in wanted.offered]
    assert [(one.day, one.clock) for one in refused.value.against] == [
        (there[2].date(), None),
        (there[0].date(), there[0].time()),
    ]
    assert refused.value.may_stand


def test_whatever_is_against_the_days_of_an_offer_is_said_at_once(walking: Walker) -> None:
    wanted, at = plan(walking), walking.at
    days = [at - timedelta(days=1), at + timedelta(days=8), at + timedelta(days=5)]
    by = walking.by(Role.COORDINATOR)

    said = []
    for despite in ("", OPEN):
        offer = replace(wanted, offered=days, despite=despite)
        with pytest.raises(WrongDay) as refusal, transaction(lock=walking.journey) as held:
            visiting.propose_visit(held, offer, by=by, at=at)
        said.append((refusal.value.may_stand, [one.words for one in refusal.value.against]))

    gone, closed = said[0][1]
    assert gone.startswith("Thursday 8 January 2026")
    assert gone.endswith("has passed. Offer a day and time that is still to come")
    assert closed.startswith("The setting is closed on Saturday 17 January 2026")
    assert said == [(True, [gone, closed]), (True, [gone])]
