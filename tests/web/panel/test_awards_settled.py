"""An award in question once enough have voted: what can be done, here and on the first page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions import awarding
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.people import Role, the_clock
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.web.kit.filters import day_short
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user

Make = Callable[..., Standing]


def voted(standing: Make, choice: str) -> tuple[Standing, Award, str]:
    """An award whose suspension is proposed, voted on by enough; and the address of its page."""
    world = standing(Stage.AWARDED)
    award = world.rows.scalars(select(Award)).one()
    with transaction(lock=award) as held:
        by = world.walking.by(Role.COORDINATOR)
        awarding.make_award_move(
            held, "propose_suspension", words="Two complaints.", by=by, at=world.walking.at
        )
    address = f"/leicester/panel/awards/{award.id}"
    for number in (0, 1):
        world.member(number).send(f"{address}/vote", choice=choice, reason="So it is.")
    return world, award, address


def test_what_enough_voted_for_is_the_button_and_stands_on_the_first_page(standing: Make) -> None:
    world, award, address = voted(standing, "yes")
    with writing(world.rows):
        award.reply, award.replied_at = "We have nothing to add.", world.walking.at
    member = world.member()

    member.get("/leicester/panel")
    home = member.words()
    member.get(address)
    page = member.words()

    assert "You voted, and enough of you agree: suspend the award" in home
    assert "one award in question waits" in home
    assert page.index("Suspend the award") < page.index("Change my vote")
    assert "Wait until enough have voted against it" in page


def test_while_the_reply_is_waited_for_a_vote_is_all_there_is(standing: Make) -> None:
    world, _, address = voted(standing, "yes")
    member = world.member()

    member.get("/leicester/panel")
    assert "You voted" in member.words()
    assert "enough of you agree" not in member.words()
    member.get(address)
    assert "You have voted" in member.words()


def test_a_proposal_that_was_voted_down_is_dropped(standing: Make) -> None:
    world, award, address = voted(standing, "no")
    member = world.member()

    member.get("/leicester/panel")
    assert "enough of you agree: drop the proposal" in member.words()
    member.send(f"{address}/moves/drop_suspension", reason="It was answered.")

    world.fresh()
    assert award.state is AwardState.IN_FORCE


def test_a_suspension_that_ends_by_vote_is_the_button(standing: Make) -> None:
    world, award, address = voted(standing, "yes")
    with writing(world.rows):
        award.state = AwardState.SUSPENDED
    member = world.member()

    member.get(address)

    page = member.words()
    assert page.index("End the suspension") < page.index("Change my vote")


def test_what_enough_voted_for_is_not_dropped_for_want_of_a_vote(standing: Make) -> None:
    world, award, _ = voted(standing, "yes")
    later = world.walking.at + timedelta(days=60)

    with pytest.raises(NotReady, match="Release what"), transaction(lock=award) as held:
        awarding.make_award_move(
            held, "drop_suspension", words="Late.", by=the_clock(award.authority_id), at=later
        )


def test_who_has_not_voted_is_led_to_release_what_enough_agree_on(standing: Make) -> None:
    world, award, address = voted(standing, "yes")
    with writing(world.rows):
        award.reply, award.replied_at = "We have nothing to add.", world.walking.at
    ines = make_user(world.rows, "Ines Rowe")
    make_member(world.rows, ines, Role.PANEL, world.walking.setting.authority)
    member = world.browse(ines)

    member.get("/leicester/panel")
    home = member.words()
    member.get(address)

    assert "A suspension is proposed. Enough of you agree: suspend the award" in home
    assert "Read and vote" not in home
    assert "Enough of you agree" in member.words()


def test_a_suspended_award_waits_to_be_reviewed_since_it_was_suspended(standing: Make) -> None:
    world, award, _ = voted(standing, "yes")
    later = world.walking.at + timedelta(days=40)
    with transaction(lock=award) as held:
        by = world.walking.by(Role.PANEL)
        awarding.make_award_move(held, "suspend", words="Until it is kept.", by=by, at=later)
    member = world.member()

    member.get("/leicester/panel")

    assert f"since {day_short(later)}" in member.words()
    assert f"since {day_short(world.walking.at)}" not in member.words()


def test_how_long_a_setting_can_reply_is_said_while_it_can(standing: Make) -> None:
    world, award, address = voted(standing, "yes")
    coordinator = address.replace("/panel/", "/coordinator/")
    told = []
    for days, state in ((0, None), (30, None), (30, AwardState.SUSPENDED)):
        with writing(world.rows):
            award.state = state or award.state
        with clock.frozen_at(world.walking.at + timedelta(days=days)):
            member = world.member()
            member.get(address)
            colm = world.browse(world.walking.cast.coordinator)
            colm.get(coordinator)
            told.append((member.words(), colm.words()))

    assert all("The setting can reply until" in words for words in told[0])
    assert all("to reply, and still can." in words for words in told[1])
    assert not any("can reply until" in words for words in (*told[1], *told[2]))
    assert "The setting did not reply." in told[2][0]
