"""A panel member’s first page: the first steps, and by when to vote."""

from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.queries.papers import list_papers
from award.storage.db import writing
from award.storage.journeys import Journey
from award.web.panel.due import days_count, needs_member_soon
from award.web.panel.home import first_of
from tests.fixtures_rooms import Standing
from tests.web.panel.papers import VOTE, Make, make_round, ready


def test_who_has_never_voted_is_shown_the_way_and_may_leave_it(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    browser.get("/leicester/panel")
    assert "See how papers, votes and a release go" in browser.words()
    browser.get("/leicester/panel/first-steps")
    assert "Go to the papers" in browser.words()

    browser.send(world.room("panel", "/vote"), **VOTE)
    browser.get("/leicester/panel")

    assert "New here?" not in browser.words()


def test_the_home_says_by_when_to_vote(standing: Make) -> None:
    world = ready(standing)
    with writing(world.rows) as session:
        day = clock.today() + timedelta(days=9)
        row = make_round(session, world.walking.setting.authority, day)
        journey = session.get_one(Journey, world.journey.id)
        journey.round_id = row.id
    browser = world.member()

    browser.get("/leicester/panel")

    assert "Vote by" in browser.words()
    assert "in 9 days" in browser.words()


def test_papers_without_their_second_judgement_are_read_and_voted_on_later(
    standing: Make,
) -> None:
    world = standing(Stage.DECIDING)
    browser = world.member()

    browser.get("/leicester/panel")

    assert "the second judgement is not in yet, and voting can wait for it" in browser.words()
    assert "Read and vote" not in browser.words()


def aim_at(world: Standing, days: int) -> None:
    """The panel meets in so many days."""
    with writing(world.rows) as session:
        day = clock.today() + timedelta(days=days)
        row = make_round(session, world.walking.setting.authority, day)
        session.get_one(Journey, world.journey.id).round_id = row.id


@pytest.mark.parametrize(
    ("second", "voted", "days", "amber", "by"),
    [
        (True, False, 0, True, True),
        (True, True, 0, False, True),
        (True, False, 9, False, True),
        (False, False, 0, False, False),
        (False, False, 9, False, True),
    ],
)
def test_a_day_to_vote_by_presses_only_who_can_vote_now(
    standing: Make, second: bool, voted: bool, days: int, amber: bool, by: bool
) -> None:
    world = standing(Stage.DECIDING, second=second)
    aim_at(world, days)
    browser = world.member()
    if voted:
        browser.send(world.room("panel", "/vote"), **VOTE)

    world.fresh()
    who = Actor(Role.PANEL, world.walking.cast.panel[0].id, authority_id=world.journey.authority_id)
    found, _ = list_papers(world.rows, who)

    assert [needs_member_soon(one, 0, clock.today()) for one in found] == [amber]
    assert [days_count(one, clock.today()) for one in found] == [by]


def test_what_can_be_released_comes_before_what_can_wait() -> None:
    later, now = {"can_wait": True}, {"can_wait": False}

    assert first_of([now, later], [{"is": "ready"}]) is now
    assert first_of([later], [{"is": "ready"}]) == {"is": "ready"}
    assert first_of([later], []) is later
    assert first_of([], []) is None


def test_a_split_is_to_be_talked_over_and_stands_above_what_is_voted_on(standing: Make) -> None:
    world = ready(standing)
    member = world.member()
    member.send(world.room("panel", "/vote"), **VOTE)
    member.get("/leicester/panel")
    assert "Already voted on" in member.words()
    world.member(1).send(
        world.room("panel", "/vote"), outcome="turn_down", reason="It is too early."
    )

    member.get("/leicester/panel")

    assert "Split, to talk over" in member.words()
    assert "one split vote to talk over waits" in member.words()
    assert "Already voted on" not in member.words()
