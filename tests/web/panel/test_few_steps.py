"""What a panel member does most often, each step counted from their first page."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.decisions import Vote
from tests.fixtures_rooms import Standing
from tests.steps import Steps

Make = Callable[..., Standing]
VOTE = {"outcome": "award", "reason": "The report bears it out."}


def member(world: Standing, number: int = 0) -> Steps:
    """A panel member at the panel's first page."""
    return Steps(world.member(number), f"/{world.walking.setting.authority.code}/panel")


@pytest.fixture
def world(standing: Make) -> Standing:
    """Papers that wait for votes, with the second judgement in."""
    return standing(Stage.DECIDING, second=True)


def votes(world: Standing) -> list[Outcome]:
    world.fresh()
    live = select(Vote).where(Vote.set_aside_at.is_(None)).order_by(Vote.id)
    return [one.outcome for one in world.rows.scalars(live)]


def test_the_report_is_read_in_one_step(world: Standing) -> None:
    somebody = member(world).follows("Read and vote")

    assert somebody.reads("Children trust adults to act")
    assert somebody.reads("What the rule suggests")
    assert somebody.count == 1


def test_the_evidence_of_a_criterion_is_seen_in_three_steps(world: Standing) -> None:
    somebody = member(world).follows("Read and vote").opens("1").follows("1.3")

    assert somebody.reads("How we do 1.3")
    assert somebody.count == 3


def test_a_vote_is_given_in_four_steps(world: Standing) -> None:
    somebody = member(world).follows("Read and vote").follows("Vote").sends(ticks=1, **VOTE)

    assert votes(world) == [Outcome.AWARD]
    assert somebody.count == 4


def test_a_vote_is_changed_in_four_steps(world: Standing) -> None:
    member(world).follows("Read and vote").follows("Vote").sends(ticks=1, **VOTE)
    somebody = member(world).follows("Look").follows("Change my vote")

    somebody.sends(ticks=1, outcome="defer", reason="I read it again.")

    assert votes(world) == [Outcome.DEFER]
    assert somebody.count == 4


def test_a_tie_is_declared_in_four_steps(world: Standing) -> None:
    somebody = member(world).follows("Read and vote").follows("I have a tie")

    somebody.sends(ticks=1, kind="governs", words="I was a governor there.")

    assert somebody.reads("closed for you now")
    assert somebody.count == 4


def test_a_decision_is_released_in_three_steps(world: Standing) -> None:
    for number in (0, 1):
        member(world, number).follows("Read and vote").follows("Vote").sends(ticks=1, **VOTE)
    somebody = member(world, 1).follows("Release it").follows("Release")

    somebody.sends(reason="The report bears it out.")

    assert world.fresh().stage is Stage.AWARDED
    assert somebody.count == 3
