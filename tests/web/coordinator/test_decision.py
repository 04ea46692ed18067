"""A journey's decision as its coordinator reads it, where it no longer stands as it was given."""

from collections.abc import Callable

from sqlalchemy import select

from award.actions import appealing, awarding
from award.adapters import clock
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


def test_only_the_panel_reads_votes_before_the_release(standing: Make) -> None:
    world = standing(Stage.DECIDING, second=True)
    for number, reason in enumerate(("The survey bears it out.", "Pupils say the same.")):
        member = world.member(number)
        member.send(world.room("panel", "/vote"), outcome="award", reason=reason)
    name = world.walking.cast.panel[0].name

    before = read_by_coordinator(world).words()
    world.member().get(world.room("panel"))
    world.member().send(world.room("panel", "/moves/award"), reason="All is met.")
    after = read_by_coordinator(world).words()

    assert name in before
    assert "Until the release you see who has voted and when" in before
    assert "The survey bears it out." not in before
    assert "Has voted" in before
    assert "The survey bears it out." in after
    assert "Has voted" not in after


def test_a_meetings_decision_is_read_outside_the_panel_once_it_is_released(
    standing: Make,
) -> None:
    world = standing(Stage.DECIDING, second=True)
    marek = make_user(world.rows, "Marek Nowak")
    make_member(world.rows, marek, Role.AUDITOR, world.walking.setting.authority)
    world.rows.commit()
    panel, today = [str(one.id) for one in world.walking.cast.panel], clock.today()
    world.member().send(
        world.room("panel", "/meeting"), present=panel, outcome="award",
        held_on=[str(today.day), str(today.month), str(today.year)],
        reasons="Calm at break times.",
    )  # fmt: skip

    def pages() -> str:
        desk, auditor = read_by_coordinator(world), world.browse(marek)
        words = desk.words()
        for page in ("", "/history"):
            desk.get(world.room("coordinator", page))
            words += desk.words()
        auditor.get(world.room("audit"))
        return words + auditor.words()

    before = pages()
    world.member().send(world.room("panel", "/moves/award"), reason="All is met.")

    assert "has decided." in before
    assert "Calm at break times." not in before
    assert "Calm at break times." in pages()
