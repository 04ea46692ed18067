"""A journey that is paused while it is before the panel: its papers ask nobody for anything."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.pausing import pause
from award.adapters import clock
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from tests.fixtures_rooms import Standing
from tests.pages import PageClient
from tests.web.panel.papers import VOTE, Make, make_round, ready, vote_award

HOME = "/leicester/panel"


def rest(world: Standing) -> str:
    """The coordinator pauses the journey for twenty days. Returns until when, in words."""
    until = clock.today() + timedelta(days=20)
    world.fresh()
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.COORDINATOR)
        pause(held, until, reason="A hard term", by=by, at=clock.now())
    return long_day(until)


def rests_once_voted(standing: Make) -> tuple[Standing, PageClient]:
    """Enough votes for an award, and then a pause; with the browser of a member."""
    world = ready(standing)
    vote_award(world)
    rest(world)
    return world, world.member()


def put_on_agenda(world: Standing) -> int:
    """The journey stands on the agenda of a panel day in nine days. Returns the day's number."""
    with writing(world.rows) as session:
        day = clock.today() + timedelta(days=9)
        row = make_round(session, world.walking.setting.authority, day)
        session.add(
            AgendaItem(
                authority_id=row.authority_id,
                round_id=row.id,
                journey_id=world.journey.id,
                place=1,
                minutes=20,
                words="",
                added_at=clock.now(),
            )
        )
        return row.id


@pytest.mark.parametrize("second", [True, False])
def test_papers_that_rest_wait_for_no_vote(standing: Make, second: bool) -> None:
    world = standing(Stage.DECIDING, second=second)
    until = rest(world).split(" ", 1)[1]
    grace = world.member()

    grace.get(HOME)

    assert "No paper waits for your vote." in grace.words()
    assert f"until {until}" in grace.words()
    assert "Nothing is asked of the panel until they go on." in grace.words()
    assert "Read and vote" not in grace.words()
    assert "voting can wait for it" not in grace.words()


def test_papers_that_rest_say_so_and_press_nobody(standing: Make) -> None:
    world = ready(standing)
    until = rest(world)
    grace = world.member()

    grace.get(world.room("panel"))

    assert "This journey is paused" in grace.words()
    assert f"It goes on from {until}" in grace.words()
    assert "Read, then vote" not in grace.words()
    assert "more votes for one outcome" not in grace.words()


def test_votes_on_papers_that_rest_stay_and_neither_release_nor_split_is_asked(
    standing: Make,
) -> None:
    world, grace = rests_once_voted(standing)

    grace.get(HOME)
    home = grace.words()
    grace.get(world.room("panel"))

    assert "to release" not in home
    assert "2 votes so far" in home
    assert "Release the award" not in grace.words()
    assert "This journey is paused" in grace.words()


def test_a_split_is_not_talked_over_while_the_journey_rests(standing: Make) -> None:
    world = ready(standing)
    world.member().send(world.room("panel", "/vote"), **VOTE)
    world.member(1).send(world.room("panel", "/vote"), outcome="defer", reason="Thin.")
    rest(world)
    grace = world.member()

    grace.get(HOME)

    assert "split" not in grace.words()


def test_the_agenda_says_until_when_a_journey_rests(standing: Make) -> None:
    world = ready(standing)
    number = put_on_agenda(world)
    until = rest(world).split(" ", 1)[1]
    grace, colm = world.member(), world.browse(world.walking.cast.coordinator)

    grace.get(f"{HOME}/days/{number}")
    colm.get(f"/leicester/coordinator/rounds/{number}/panel-day")

    for browser in (grace, colm):
        assert f"Paused until {until}" in browser.words()
    assert "Read its papers" not in grace.words()


def test_a_release_that_a_pause_overtook_is_refused_in_words_for_who_cannot_end_it(
    standing: Make,
) -> None:
    world, grace = rests_once_voted(standing)

    grace.get(world.room("panel", "/moves/award"))

    assert "nothing moves while the journey is paused" in grace.words()
    assert "End the pause first" not in grace.words()


def test_a_day_on_which_all_is_paused_has_nothing_left_to_decide(standing: Make) -> None:
    world = ready(standing)
    put_on_agenda(world)
    with writing(world.rows) as session:
        session.get_one(Journey, world.journey.id).round_id = session.scalars(
            select(Round.id).order_by(Round.id.desc())
        ).first()
    grace = world.member()
    grace.get(HOME)
    before = grace.words()
    rest(world)

    grace.get(HOME)

    assert "1 journey still to decide" in before
    assert "still to decide" not in grace.words()
    assert "1 journey paused" in grace.words()


def test_a_journey_that_ended_takes_no_time_of_the_day_and_says_how_it_ended(
    standing: Make,
) -> None:
    world = ready(standing)
    number = put_on_agenda(world)
    rest(world)
    world.walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))
    grace = world.member()

    grace.get(f"{HOME}/days/{number}")
    reads = grace.words()

    assert "Withdrawn" in reads
    assert "Not any more" in reads
    assert "Not before the panel now" not in reads


@pytest.mark.parametrize("ends", [False, True])
def test_the_assessor_reads_that_a_journey_rests_or_has_ended(standing: Make, ends: bool) -> None:
    world = ready(standing)
    rest(world)
    if ends:
        world.walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))
    edith = world.assessor

    edith.get(world.room("assessor"))

    assert ("This journey has ended" if ends else "This journey is paused") in edith.words()
    assert "when it is your turn again" not in edith.words()
