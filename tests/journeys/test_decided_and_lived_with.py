"""Whole stories after the report: deferral, conditions and the yearly check-in; an appeal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import select

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState, Decision
from award.storage.frameworks import criteria_of
from tests.fixtures_rooms import Standing, standing
from tests.making import make_member, make_user
from tests.pages import PageClient

__all__ = ["standing"]
Make = Callable[..., Standing]
WEAK = "2.2"


@contextmanager
def later(world: Standing, **passed: int) -> Iterator[None]:
    """Some time after what happened last."""
    world.fresh()
    with clock.frozen_at(world.walking.pass_time(**passed)):
        yield


def parts(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def of_setting(world: Standing, path: str = "") -> str:
    return f"/setting/{world.walking.setting.id}/journeys/{world.journey.id}{path}"


def box_for(world: Standing, code: str) -> str:
    """The name of the box on a release in which something is asked for a criterion."""
    codes = [one.code for one in criteria_of(world.journey)]
    return f"criterion_{codes.index(code)}"


def everybody_votes(world: Standing, outcome: str, *members: User) -> PageClient:
    """The panel votes alike; returns the browser of the last one."""
    for user in members or world.walking.cast.panel:
        browser = world.browse(user)
        browser.send(world.room("panel", "/vote"), outcome=outcome, reason="We talked it over.")
    return browser


def test_a_journey_is_deferred_then_awarded_with_a_condition_and_asked_a_year_later(
    standing: Make,
) -> None:
    world = standing(Stage.DECIDING, outcome=Outcome.DEFER, weak=frozenset({WEAK}), second=True)
    with later(world, hours=1):
        grace = everybody_votes(world, "defer")
        until = clock.today() + timedelta(days=60)
        grace.send(
            world.room("panel", "/moves/defer"), reason="One thing is thin.",
            until_on=parts(until), **{box_for(world, WEAK): "Ask the parents again."},
        )  # fmt: skip
        assert world.fresh().stage is Stage.GATHERING
        amara = world.browse(world.walking.cast.lead)
        amara.get(of_setting(world, "/decision"))
        assert "Ask the parents again." in amara.words()

    world.walking.outcome = Outcome.AWARD_WITH_CONDITIONS
    world.walking.walk_to(Stage.DECIDING)
    with later(world, hours=2):
        grace = everybody_votes(world, "award_with_conditions")
        due = clock.today() + timedelta(days=40)
        grace.send(
            world.room("panel", "/moves/award_with_conditions"), reason="Nearly all is there.",
            condition_1="Share what parents said.", due_1=parts(due), owner_1="Jo Fell",
        )  # fmt: skip
        assert world.fresh().stage is Stage.AWARDED

    one = world.rows.scalars(select(Condition)).one()
    path = f"/conditions/{one.id}"
    with later(world, days=20):
        amara = world.browse(world.walking.cast.lead)
        amara.get(f"/setting/{world.walking.setting.id}")
        assert "Share what parents said." in amara.words()
        amara.send(of_setting(world, path), words="It is in the May newsletter.")
        colm = world.browse(world.walking.cast.coordinator)
        colm.get(world.room("coordinator", path))
        assert "Jo Fell sees to it." in colm.words()
        colm.send(world.room("coordinator", path), verdict="met")
    world.fresh()
    assert one.state is ConditionState.MET

    award = world.rows.scalars(select(Award)).one()
    with later(world, days=360):
        amara = world.browse(world.walking.cast.lead)
        amara.get(f"/setting/{world.walking.setting.id}")
        assert "How is it going?" in amara.words()
        address = f"/setting/{world.walking.setting.id}/awards/{award.id}/check-in"
        amara.send(address, going="Children run the worry box now.")
        world.fresh()
        number = world.rows.scalars(select(CheckIn.id)).one()
        colm = world.browse(world.walking.cast.coordinator)
        colm.send(f"/leicester/coordinator/check-ins/{number}", words="That is lovely to hear.")
        amara.get(address)
        assert "That is lovely to hear." in amara.words()
    decided = world.rows.scalars(select(Decision.outcome).order_by(Decision.id)).all()
    assert decided == [Outcome.DEFER, Outcome.AWARD_WITH_CONDITIONS]


def test_an_appeal_is_upheld_by_another_panel(standing: Make) -> None:
    world = standing(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    others = [make_user(world.rows, name) for name in ("Ines Rowe", "Per Dahl", "Mo Said")]
    for user in others:
        make_member(world.rows, user, Role.PANEL, world.walking.setting.authority, is_outside=True)
    with later(world, days=2):
        amara = world.browse(world.walking.cast.lead)
        amara.send(of_setting(world, "/appeal"), words="You did not see the walk.")
        colm = world.browse(world.walking.cast.coordinator)
        colm.send(world.room("coordinator", "/appeal"), hearer=str(others[0].id))
        grace = world.member()
        grace.get(world.room("panel", "/appeal"))
        assert "Ines Rowe is asked to hear it." in grace.words()
    with later(world, days=60):
        edith = world.assessor
        assert edith.get(world.room("assessor")).status_code == 200
        edith.get("/leicester/assessor/journeys")
        assert "Willow Lane Primary" in edith.words()
        ines = world.browse(others[0])
        ines.get("/leicester/panel")
        assert "You are asked to hear it" in ines.words()
        ines.send(world.room("panel", "/appeal"), upheld="yes", reasons="The walk was missed.")
        colm = world.browse(world.walking.cast.coordinator)
        colm.send(world.room("coordinator", "/moves/reopen"))
        assert world.fresh().stage is Stage.DECIDING
        browser = everybody_votes(world, "award", *others[1:])
        browser.send(world.room("panel", "/moves/award"), reason="The walk shows it.")
        assert world.fresh().stage is Stage.AWARDED
    with later(world, days=90):
        assert world.assessor.get(world.room("assessor")).status_code == 404

    decisions = world.rows.scalars(select(Decision).order_by(Decision.id)).all()
    assert [one.outcome for one in decisions] == [Outcome.TURN_DOWN, Outcome.AWARD]
    assert [one.superseded_at is None for one in decisions] == [False, True]
    assert world.rows.scalars(select(Appeal.state)).one() is AppealState.UPHELD
    assert {one["user"] for one in decisions[1].votes} == {one.id for one in others[1:]}
