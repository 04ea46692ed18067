"""A visit whose visitor left comes up on the coordinator's day, and goes to somebody else."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from award.actions.recording import Record, record_visit
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.accounts import Membership, User
from award.storage.db import session_of, transaction, writing
from award.storage.visits import Visit
from tests.making import actor, make_member, make_user
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def begun_by(walker: Walker, other: User) -> Visit:
    """An initial visit of another coordinator, who noted one thing."""
    visit = walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    with writing(session_of(visit)):
        visit.starts_at = walker.at - timedelta(hours=1)
        visit.visitor_id = other.id
    notes = [("lead", ["1.5"], "The governors ask each term.")]
    with transaction(lock=walker.journey) as held:
        record_visit(
            held, visit.id, Record("The lead", "", notes=notes), version=visit.version,
            finished=False, at=walker.at,
            by=actor(other, Role.COORDINATOR, walker.setting.authority),
        )  # fmt: skip
    return visit


def test_the_coordinator_hands_over_a_visit_whose_visitor_left(scene: Make) -> None:
    here = scene(Stage.PLANNING)
    other = make_user(here.rows, "Hana Osei")
    member = make_member(here.rows, other, Role.COORDINATOR, here.walker.setting.authority)
    visit = begun_by(here.walker, other)
    with writing(here.rows) as session:
        session.get_one(Membership, member.id).ended_at = here.walker.at - timedelta(hours=1)
    number, browser = visit.id, here.browser

    browser.get(ROOM)
    assert "A visit at Willow Lane Primary needs somebody" in browser.words()
    browser.get(f"{here.here}/visits/{number}")
    assert "Hand it to somebody else" in browser.words()
    address = f"{here.here}/visits/{number}/hand-over"
    browser.send(address, visitor_id="", reason="")
    assert "Choose who makes the visit" in browser.words()
    mine = here.walker.cast.coordinator.id
    browser.send(address, visitor_id=str(mine), reason="Hana has left.")

    here.now()
    assert here.rows.get_one(Visit, number).visitor_id == mine
    browser.get(f"{here.here}/visits/{number}")
    assert "Colm Brady went on with this visit" in browser.words()
    assert "The governors ask each term. (Noted by Hana Osei.)" in browser.words()
    browser.get(f"{here.here}/visits/{number}/record/lead")
    assert "Noted by Hana Osei. What you change is yours." in browser.words()
    browser.get(ROOM)
    assert "needs somebody" not in browser.words()


def test_who_gives_a_part_to_another_reads_which_visit_is_to_be_handed_on(scene: Make) -> None:
    here = scene(Stage.PLANNING)
    other = make_user(here.rows, "Hana Osei")
    visit = here.walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    said = "Initial visit and guided planning: "

    here.browser.get(f"{here.here}/people")
    assert said not in here.browser.words()
    with writing(here.rows) as session:
        session.get_one(Visit, visit.id).visitor_id = other.id
        session.get_one(Visit, visit.id).visitor_role = Role.ADVISER
    page = here.browser.get(f"{here.here}/people").text

    assert said in here.browser.words()
    assert "Nobody makes it any more. Hand it to somebody else" in here.browser.words()
    assert f'href="{here.here}/visits/{visit.id}/hand-over"' in page


def test_where_nobody_else_may_come_the_page_leads_to_who_has_which_part(scene: Make) -> None:
    place = scene(Stage.ASSESSING)
    visit = place.rows.scalars(select(Visit).where(Visit.kind == VisitKind.ASSESSMENT)).one()

    place.browser.get(f"{place.here}/visits/{visit.id}/hand-over")

    words = place.browser.words()
    assert "Give somebody the part first" in words
    assert "See who has which part" in words
    assert "Why somebody else?" not in words


def test_nobody_hands_over_a_visit_of_another_authority(scene: Make) -> None:
    here = scene(Stage.PLANNING)
    visit = here.walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)

    there = f"/milton-keynes/coordinator/journeys/{here.journey.id}/visits/{visit.id}/hand-over"

    assert here.browser.get(there).status_code == 404


def test_beside_ties_it_is_said_that_who_judged_here_does_not_vote(scene: Make) -> None:
    place = scene(Stage.ASSESSING)

    place.browser.get(f"{place.here}/people")

    assert "Who advised or assessed this setting does not vote on it" in place.browser.words()
    assert "counts as tied" not in place.browser.words()
