"""Before a release no page, file or letter tells anybody outside the panel whether votes agree."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.moves import refresh
from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs.remind import go_over
from award.storage.accounts import User
from award.storage.authorities import Round
from award.storage.db import transaction, writing
from award.storage.decisions import Vote
from award.storage.letters import Letter
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.pdf_checks import text_of
from tests.web.panel.papers import VOTE, make_round

Make = Callable[..., Standing]
MOST_PAGES = 60


@pytest.fixture
def voted(standing: Make) -> Standing:
    """On the agenda of a panel day, with two votes that agree."""
    world = standing(Stage.DECIDING, second=True)
    with writing(world.rows) as session:
        make_round(session, world.walking.setting.authority, clock.today() + timedelta(days=9))
    number = world.rows.scalars(select(Round.id)).one()
    desk = world.browse(world.walking.cast.coordinator)
    desk.send(f"/leicester/coordinator/rounds/{number}/panel-day", journeys=[str(world.journey.id)])
    for member in (0, 1):
        world.member(member).send(world.room("panel", "/vote"), **VOTE)
    return world


def change_the_second_vote(world: Standing) -> None:
    """To another outcome, so that nothing else is different."""
    world.fresh()
    with transaction(lock=world.journey) as held:
        vote = world.rows.scalars(select(Vote).order_by(Vote.id.desc())).first()
        assert vote is not None
        vote.outcome = Outcome.DEFER
        refresh(held, at=clock.now())


def everything_read(client: PageClient, start: str) -> dict[str, str]:
    """The words of the pages and files of a room that links lead to, a journey’s own first."""
    read: dict[str, str] = {}
    ahead = [start, *([f"{start}/rounds"] if "coordinator" in start else [])]
    while ahead and len(read) < MOST_PAGES:
        address = ahead.pop(0)
        answer = client.get(address)
        if answer.content_type == "application/pdf":
            read[address] = text_of(answer.data)
        elif answer.status_code == 200 and answer.content_type.startswith("text/"):
            is_page = answer.content_type.startswith("text/html")
            read[address] = client.words() if is_page else answer.text
            links = [one.get("href") or "" for one in client.page.iter("a")] if is_page else []
            ahead += [
                one
                for one in dict.fromkeys(links)
                if one.startswith(start) and "#" not in one and one not in (*read, *ahead)
            ]
            ahead.sort(
                key=lambda one: (
                    not any(part in one for part in ("rounds", "panel-day", "journeys/"))
                )
            )
        else:
            read[address] = answer.status
    return read


def outsider(world: Standing, role: Role) -> User:
    person = make_user(world.rows, f"A {role}")
    make_member(world.rows, person, role, world.walking.setting.authority)
    world.rows.commit()
    return person


def test_votes_that_agree_and_votes_that_are_split_read_the_same_outside_the_panel(
    voted: Standing,
) -> None:
    cast, start = voted.walking.cast, "/leicester"
    rooms = {
        f"{start}/coordinator": voted.browse(cast.coordinator),
        f"{start}/assessor": voted.assessor,
        f"{start}/audit": voted.browse(outsider(voted, Role.AUDITOR)),
        f"{start}/steering": voted.browse(outsider(voted, Role.STEERING)),
        f"/setting/{voted.walking.setting.id}": voted.browse(cast.lead),
    }

    agreed = {room: everything_read(client, room) for room, client in rooms.items()}
    change_the_second_vote(voted)
    split = {room: everything_read(client, room) for room, client in rooms.items()}

    differ = {
        page
        for room, pages in agreed.items()
        for page in pages.keys() | split[room].keys()
        if pages.get(page) != split[room].get(page)
    }
    assert differ == set()
    seen = agreed[f"{start}/coordinator"]
    assert {voted.room("coordinator"), voted.room("coordinator", "/letters")} <= set(seen)
    assert any(one.endswith("/panel-day.pdf") for one in seen)
    assert {room: len(pages) > 1 for room, pages in agreed.items()} == dict.fromkeys(rooms, True)
    assert "2 votes so far" in next(words for one, words in seen.items() if "panel-day" in one)


def test_the_list_and_its_file_say_no_more_of_what_is_left_than_that_it_is_the_decision(
    voted: Standing,
) -> None:
    desk, room = voted.browse(voted.walking.cast.coordinator), "/leicester/coordinator/journeys"

    def lists() -> list[str]:
        read = [desk.get(f"{room}{one}").text for one in (".csv?view=open",)]
        for one in ("?view=open&sort=left", "?view=late&sort=left&down=yes", "/print?view=open"):
            desk.get(room + one)
            read.append(desk.words())
        return read

    agreed = lists()
    change_the_second_vote(voted)

    assert lists() == agreed
    assert "The decision" in agreed[1]


def test_letters_about_votes_are_read_by_the_panel_alone_until_the_release(
    voted: Standing,
) -> None:
    change_the_second_vote(voted)
    later = clock.now() + timedelta(days=30)
    go_over(voted.rows, voted.journey.id, at=later)
    written = voted.rows.scalars(
        select(Letter).where(Letter.journey_id == voted.journey.id, Letter.written_at == later)
    ).all()
    desk = voted.browse(voted.walking.cast.coordinator)

    read = ""
    for one in ["", *(f"/{one.id}" for one in written)]:
        desk.get(voted.room("coordinator", f"/letters{one}"))
        read += desk.words()

    assert {one.code for one in written} >= {"votes_waiting", "panel_waits"}
    assert any("the votes are split" in one.body for one in written)
    assert "split" not in read
    assert "Only the panel reads it until its decision is released" in read
    assert "The panel has not decided" in read
