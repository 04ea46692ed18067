"""A panel member’s first page: the first steps, and by when to vote."""

from datetime import timedelta

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.journeys import Journey
from award.web.panel.home import first_of
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


def test_what_can_be_released_comes_before_what_can_wait() -> None:
    later, now = {"can_wait": True}, {"can_wait": False}

    assert first_of([now, later], [{"is": "ready"}]) is now
    assert first_of([later], [{"is": "ready"}]) == {"is": "ready"}
    assert first_of([later], []) is later
    assert first_of([], []) is None
