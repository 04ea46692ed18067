"""What is decided a second time, since an appeal was upheld: how it is taken up, and read."""

from collections.abc import Callable

from award.actions import appealing
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import transaction, writing
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.web.panel.papers import VOTE, ready

Make = Callable[..., Standing]


def upheld(standing: Make) -> tuple[Standing, User]:
    """A decision against which an appeal was upheld, and who heard it."""
    world = standing(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        appealing.lodge_appeal(held, words="The walk was missed.", by=by, at=world.walking.at)
    person = make_user(world.rows, "Ines Rowe")
    make_member(world.rows, person, Role.PANEL, world.walking.setting.authority)
    world.rows.commit()
    hearing = world.browse(person)
    hearing.send(world.room("panel", "/appeal"), upheld="yes", reasons="It is on page 4.")
    return world, person


def test_to_reopen_is_the_one_next_step_once_an_appeal_was_upheld(standing: Make) -> None:
    world, _ = upheld(standing)
    desk = world.browse(world.walking.cast.coordinator)

    desk.get(world.room("coordinator", ""))
    said = desk.words()

    assert "This journey has ended" not in said
    assert said.index("Reopen it") < said.index("See the decision")
    assert said.count("Reopen after the appeal") == 1


def test_papers_say_that_they_are_decided_again_and_why(standing: Make) -> None:
    world, hearer = upheld(standing)
    desk = world.browse(world.walking.cast.coordinator)
    desk.send(world.room("coordinator", "/moves/reopen"))

    for who in (world.member(), world.browse(hearer)):
        who.get(world.room("panel"))
        said = who.words()
        assert "The second decision, after an appeal." in said
        assert "since an appeal was upheld It is on page 4." in said
        assert "What the setting said in its appeal The walk was missed." in said
        assert said.index("It is on page 4.") < said.index("What is strong")


def test_papers_that_are_decided_once_speak_of_no_appeal(standing: Make) -> None:
    world = ready(standing)
    member = world.member()

    member.get(world.room("panel"))

    assert "appeal" not in member.words()


def test_each_of_two_members_of_one_name_reads_their_own_vote(standing: Make) -> None:
    world = ready(standing)
    one, other = world.walking.cast.panel[:2]
    with writing(world.rows):
        other.name = one.name
    world.member(1).send(
        world.room("panel", "/vote"), outcome="turn_down", reason="It is too early."
    )
    member = world.member()
    member.send(world.room("panel", "/vote"), **VOTE)

    member.get(world.room("panel"))

    assert "You voted: Award" in member.words()
