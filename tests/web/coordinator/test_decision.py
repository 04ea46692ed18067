"""A journey's decision as its coordinator reads it, where it no longer stands as it was given."""

from collections.abc import Callable

from sqlalchemy import select

from award.actions import appealing, awarding
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction
from award.storage.decisions import Appeal
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient

Make = Callable[..., Standing]


def read_by_coordinator(world: Standing) -> PageClient:
    desk = world.browse(world.walking.cast.coordinator)
    desk.get(world.room("coordinator", "/decision"))
    return desk


def test_an_award_in_question_says_so_beside_its_number(standing: Make) -> None:
    world = standing(Stage.AWARDED)
    award = world.rows.scalars(select(Award)).one()
    before = read_by_coordinator(world).words()
    with transaction(lock=award) as held:
        by = world.walking.by(Role.COORDINATOR)
        awarding.make_award_move(
            held, "propose_suspension", words="Two complaints.", by=by, at=world.walking.at
        )

    assert "Suspension proposed" not in before
    assert "Suspension proposed" in read_by_coordinator(world).words()


def test_a_decision_that_was_reopened_is_the_earlier_one(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    world.walking.outcome = Outcome.TURN_DOWN
    world.walking.decide()
    walking = world.walking
    with transaction(lock=world.fresh()) as held:
        appealing.lodge_appeal(
            held, words="The survey was not read.", by=walking.by(Role.LEAD), at=walking.at
        )
    hearer = make_user(world.rows, "Ines Rowe")
    make_member(world.rows, hearer, Role.PANEL, walking.setting.authority)
    world.rows.commit()
    world.browse(hearer).send(
        world.room("panel", "/appeal"), upheld="yes", reasons="It was on page 4."
    )
    upheld = read_by_coordinator(world).words()
    desk = world.browse(walking.cast.coordinator)
    desk.send(world.room("coordinator", "/moves/reopen"))

    assert world.rows.scalars(select(Appeal)).one()
    assert "The setting says: The survey was not read." in upheld
    assert "The panel says: It was on page 4." in upheld
    assert "The earlier decision" not in upheld
    assert "The earlier decision The appeal was upheld, so the panel decides anew." in (
        read_by_coordinator(world).words()
    )
