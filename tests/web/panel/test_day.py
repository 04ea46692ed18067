"""A panel day: arranged by the coordinator, read, printed and written up by the panel."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.decisions import Meeting, Vote
from tests.fixtures_rooms import Standing
from tests.pdf_checks import text_of
from tests.web.panel.papers import VOTE, make_round, vote_award

Make = Callable[..., Standing]


@pytest.fixture
def world(standing: Make) -> Standing:
    """Papers with the second judgement in, and a panel day in nine days."""
    made = standing(Stage.DECIDING, second=True)
    with writing(made.rows) as session:
        day = clock.today() + timedelta(days=9)
        make_round(session, made.walking.setting.authority, day)
    return made


def day_of(world: Standing) -> Round:
    world.fresh()
    return world.rows.scalars(select(Round)).one()


def put(world: Standing) -> str:
    """Colm Brady puts the journey on the agenda. Returns the address of the panel's page."""
    number = day_of(world).id
    colm = world.browse(world.walking.cast.coordinator)
    address = f"/leicester/coordinator/rounds/{number}/panel-day"
    colm.send(address, journeys=[str(world.journey.id)])
    return f"/leicester/panel/days/{number}"


def begin(world: Standing) -> None:
    """The day has come."""
    with writing(world.rows) as session:
        session.scalars(select(Round)).one().panel_on = clock.today()


def test_a_coordinator_arranges_the_day_and_prints_it(world: Standing) -> None:
    number = day_of(world).id
    colm, room = world.browse(world.walking.cast.coordinator), "/leicester/coordinator"
    address = f"{room}/rounds/{number}/panel-day"
    colm.get(f"{room}/rounds")
    assert "Agenda" in colm.words()
    colm.send(address, journeys=[])
    assert "Tick at least one journey" in colm.words()
    put(world)

    colm.send(f"{address}/where", meets_at="2pm", meets_where="City Hall", words="Read 2.2 first.")
    colm.send(f"{address}/{world.journey.id}", place="1", minutes="30", words="The survey is thin.")

    colm.get(address)
    for words in ("from 2pm", "City Hall", "30 minutes", "The survey is thin.", "No vote so far"):
        assert words in colm.words()
    paper = colm.get(f"{address}.pdf")
    assert paper.content_type == "application/pdf"
    colm.send(f"{address}/{world.journey.id}", place="1", minutes="30", off="yes")
    world.fresh()
    assert world.rows.scalars(select(AgendaItem)).all() == []


def test_members_read_the_agenda_and_its_papers(world: Standing) -> None:
    address = put(world)
    grace = world.member()

    grace.get("/leicester/panel")
    assert "1 journey still to decide" in grace.words()
    grace.get(address)
    assert "Read: Willow Lane Primary" in grace.words()
    assert "Write the minutes" not in grace.words()
    paper = grace.get(f"{address}/papers.pdf")

    with pikepdf.open(BytesIO(paper.data)) as pdf:
        assert len(pdf.pages) == 2
    assert grace.get("/leicester/panel/days/999").status_code == 404
    assert grace.get("/bristol/panel/days/1").status_code == 404


def test_what_is_released_before_the_day_takes_no_time_of_it(world: Standing) -> None:
    address = put(world)
    colm, number = world.browse(world.walking.cast.coordinator), day_of(world).id
    room = f"/leicester/coordinator/rounds/{number}/panel-day"
    colm.send(f"{room}/where", meets_at="2pm", meets_where="City Hall", words="")
    colm.send(f"{room}/{world.journey.id}", place="1", minutes="30", words="Ask about 2.2.")
    colm.get(room)
    planned = colm.words()
    vote_award(world)

    world.member().send(world.room("panel", "/moves/award"), reason="Children feel safe here.")
    colm.get(room)
    grace = world.member()
    grace.get(address)

    assert "30 minutes" in planned
    assert "Ask about 2.2." in planned
    for words in (colm.words(), grace.words()):
        assert "Decided before" in words
        assert "Released: award" in words
        assert "30 minutes" not in words
        assert "Ask about 2.2." not in words


def test_a_member_with_a_tie_sees_neither_the_journey_nor_its_papers(world: Standing) -> None:
    address = put(world)
    grace = world.member()
    grace.send(world.room("panel", "/tie"), kind="governs")

    grace.get(address)

    assert "Willow Lane Primary" not in grace.words()
    assert "1 journey is not shown here: you have a tie" in grace.words()
    with pikepdf.open(BytesIO(grace.get(f"{address}/papers.pdf").data)) as pdf:
        assert len(pdf.pages) == 1
    assert world.member(1).get(address).status_code == 200


def test_split_votes_are_said_on_the_panels_home_and_on_its_day(world: Standing) -> None:
    address, grace, ruth = put(world), world.member(), world.member(1)
    grace.send(world.room("panel", "/vote"), **VOTE)
    grace.get(address)
    one_vote = grace.words()
    ruth.send(world.room("panel", "/vote"), outcome="defer", reason="The survey is thin.")

    grace.get("/leicester/panel")
    home = grace.words()
    grace.get(address)

    assert "split" not in one_vote
    assert "2 votes so far; the votes are split, so talk it over" in home
    assert "The votes are split 2 votes so far, yours too" in grace.words()


def test_a_day_is_written_up_at_one_go_and_released(world: Standing) -> None:
    address, key = put(world), world.journey.id
    begin(world)
    grace, present = world.member(), [str(one.id) for one in world.walking.cast.panel]
    today = clock.today()
    said = {
        "held_on": [str(today.day), str(today.month), str(today.year)],
        "present": present,
        "others": "Colm Brady",
        f"outcome_{key}": "award",
        f"reasons_{key}": "We all agree.",
    }
    grace.send(f"{address}/minutes", **said | {"present": present[:1]})
    assert "Willow Lane Primary: At least 2 panel members" in grace.words()
    assert "We all agree." in grace.words()

    grace.send(f"{address}/minutes", **said)

    world.fresh()
    met = world.rows.scalars(select(Meeting)).one()
    assert (met.outcome, met.others_present) == (Outcome.AWARD, "Colm Brady")
    grace.get(address)
    assert "Release: Willow Lane Primary Decided: award. With the release" in grace.words()
    grace.send(world.room("panel", "/moves/award"), reason="Children feel safe here.")
    assert world.fresh().stage is Stage.AWARDED
    grace.get(address)
    assert "Released: award" in grace.words()
    assert "Children trust adults" not in text_of(grace.get(f"{address}/papers.pdf").data)


def test_minutes_from_a_page_that_was_overtaken_keep_their_words(world: Standing) -> None:
    address, key = put(world), world.journey.id
    begin(world)
    grace, today = world.member(), clock.today()
    said = {
        "held_on": [str(today.day), str(today.month), str(today.year)],
        "present": [str(one.id) for one in world.walking.cast.panel],
        f"outcome_{key}": "defer",
        f"reasons_{key}": "From an old page.",
    }

    grace.send(f"{address}/minutes", **said | {f"version_{key}": "1"})

    assert "Somebody else changed the papers of Willow Lane Primary" in grace.words()
    assert "From an old page." in grace.words()
    assert world.rows.scalars(select(Meeting)).all() == []


def test_who_wrote_the_minutes_in_another_window_reads_that_it_was_they(world: Standing) -> None:
    address, key = put(world), world.journey.id
    begin(world)
    grace, today, version = world.member(), clock.today(), world.fresh().version
    said = {
        "held_on": [str(today.day), str(today.month), str(today.year)],
        "present": [str(one.id) for one in world.walking.cast.panel],
        f"version_{key}": str(version),
    }
    first = {f"outcome_{key}": "award", f"reasons_{key}": "From the first window."}
    second = {f"outcome_{key}": "defer", f"reasons_{key}": "From the second window."}
    token = {"csrf_token": grace.token(f"{address}/minutes")}

    grace.post(f"{address}/minutes", data=said | first | token)
    grace.post(f"{address}/minutes", data=said | second | token)

    assert "In another window you changed the papers of Willow Lane Primary" in grace.words()
    assert "From the second window." in grace.words()


def test_minutes_of_a_journey_that_was_taken_off_meanwhile_are_given_back(
    world: Standing,
) -> None:
    address, key, today = put(world), world.journey.id, clock.today()
    begin(world)
    grace = world.member()
    token = grace.token(f"{address}/minutes")
    with writing(world.rows) as session:
        session.delete(session.scalars(select(AgendaItem)).one())
    said = {
        "csrf_token": token,
        "held_on": [str(today.day), str(today.month), str(today.year)],
        "present": [str(one.id) for one in world.walking.cast.panel],
        f"reasons_{key}": "They were clear.",
    }

    grace.post(f"{address}/minutes", data=said)

    assert "Of the one that is gone you wrote: They were clear." in grace.words()


def test_a_vote_is_taken_back_on_its_own_page(world: Standing) -> None:
    grace, address = world.member(), world.room("panel", "/vote/withdraw")
    grace.get(address)
    assert "You have no vote here now" in grace.words()
    grace.send(world.room("panel", "/vote"), **VOTE)
    grace.get(world.room("panel"))
    assert "Take my vote back" in grace.words()

    grace.send(address)

    world.fresh()
    assert [one.set_aside_at is None for one in world.rows.scalars(select(Vote))] == [False]
    grace.get(world.room("panel"))
    assert "Nobody has voted yet." in grace.words()


def test_the_awards_of_a_day_are_released_together(world: Standing) -> None:
    address, key = put(world), world.journey.id
    begin(world)
    grace, today = world.member(), clock.today()
    grace.get(f"{address}/release")
    assert "Nothing can be released at once" in grace.words()
    grace.send(
        f"{address}/minutes",
        held_on=[str(today.day), str(today.month), str(today.year)],
        present=[str(one.id) for one in world.walking.cast.panel],
        **{f"outcome_{key}": "award", f"reasons_{key}": "We all agree."},
    )
    with writing(world.rows) as session:
        session.scalars(select(Round)).one().announce_on = today + timedelta(days=7)

    grace.get("/leicester/panel")
    assert "1 journey to release" in grace.words()
    grace.get(f"{address}/release")
    assert "Everybody else hears on" in grace.words()
    grace.send(f"{address}/release", journeys=[str(key)])

    assert world.fresh().stage is Stage.AWARDED
    assert world.rows.scalars(select(Award)).one().announce_on == today + timedelta(days=7)
    grace.get(address)
    assert "1 award released. The certificates are being made." in grace.words()
    assert "Certificates of this day: 0 of 1 made." in grace.words()


def test_the_agenda_comes_before_the_meeting_and_says_what_each_link_changes(
    world: Standing,
) -> None:
    put(world)
    colm = world.browse(world.walking.cast.coordinator)

    colm.get(f"/leicester/coordinator/rounds/{day_of(world).id}/panel-day")

    words = colm.words()
    assert words.index("The agenda") < words.index("The meeting")
    assert "Change Willow Lane Primary" in words
