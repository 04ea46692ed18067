"""Contact notes in this room: who writes and reads them, who does not, and what is not lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from award.actions.assigning import assign, declare_tie
from award.actions.noting import note_contact
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind, ContactNote
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.steps import Steps

Make = Callable[..., Standing]
LINK = "Note a call or a conversation"


def noted(world: Standing, words: str, by: Role = Role.COORDINATOR) -> None:
    with transaction(lock=world.journey) as held:
        note_contact(held, how="call", words=words, by=world.walking.by(by), at=world.walking.at)


def of_adviser(world: Standing) -> PageClient:
    user = make_user(world.rows, "Hana Osei")
    make_member(world.rows, user, Role.ADVISER, world.walking.setting.authority)
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, user.id, by=by, at=world.walking.at)
    return world.browse(user)


def kept(world: Standing) -> list[tuple[str, str, str]]:
    world.fresh()
    rows = world.rows.scalars(select(ContactNote).order_by(ContactNote.id))
    return [(one.by_name, one.how, one.words) for one in rows]


def test_an_adviser_notes_a_call_in_four_steps_from_home(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    steps = Steps(of_adviser(world), "/leicester/assessor")

    steps.follows("Journeys").follows("Willow Lane Primary").follows(LINK)
    assert steps.count == 3
    assert steps.reads("A worry about a child does not go here.")
    assert steps.reads("These notes can be asked for.")
    steps.sends(how="call", words="They ask for a later day.")

    assert steps.reads("Your note about Willow Lane Primary is kept.")
    assert steps.reads("They ask for a later day.")
    assert kept(world) == [("Hana Osei", "call", "They ask for a later day.")]


def test_an_assessor_reads_what_colleagues_noted_and_adds_to_it(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    for words in ("First.", "Second.", "Third.", "Fourth."):
        noted(world, words)
    browser, page = world.assessor, world.room("assessor", "/note")

    browser.get(world.room("assessor"))
    beside = browser.words()
    browser.send(page, how="meeting", with_whom="Amara Holt", words="Fifth.")
    browser.get(page)

    assert ("Fourth." in beside, "First." in beside) == (True, False)
    assert "All 4 notes" in beside
    assert "Meeting with Amara Holt" in browser.words()
    assert all(one in browser.words() for one in ("First.", "Fifth."))


def test_a_note_without_words_is_told_and_nothing_typed_is_lost(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, page = world.assessor, world.room("assessor", "/note")

    browser.send(page, how="call", with_whom="Amara Holt", words=" ")

    assert "Write a line or two" in browser.words()
    assert "Amara Holt" in browser.get(page).text or "Amara Holt" in browser.words()
    assert kept(world) == []


def test_a_second_neither_reads_nor_writes_notes(standing: Make) -> None:
    world = standing(Stage.DECIDING, second=True)
    noted(world, "For the authority alone.")
    browser = world.second

    browser.get(world.room("assessor"))

    assert "For the authority alone." not in browser.words()
    assert LINK not in browser.words()
    assert browser.get(world.room("assessor", "/note")).status_code == 404


@pytest.mark.parametrize("is_adviser", [True, False])
def test_who_has_a_tie_writes_no_note(standing: Make, is_adviser: bool) -> None:
    world = standing(Stage.ASSESSING)
    browser = of_adviser(world) if is_adviser else world.assessor
    page = world.room("assessor", "/note")
    token = browser.token(page)
    ids = {one.kind: one.user_id for one in world.fresh().assignments}
    me = ids[AssignmentKind.ADVISER if is_adviser else AssignmentKind.ASSESSOR]
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.COORDINATOR)
        declare_tie(held, me, TieKind.RELATED, by=by, at=world.walking.at)

    browser.get(world.room("assessor"))
    beside = browser.words()
    browser.get(page)

    assert LINK not in beside
    assert "You have a tie to this setting. Tell the coordinator" in browser.words()
    browser.post(page, data={"csrf_token": token, "how": "call", "words": "Still."})
    assert kept(world) == []


def test_somebody_of_another_journey_finds_no_page_for_notes(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    user = make_user(world.rows, "Hana Osei")
    make_member(world.rows, user, Role.ADVISER, world.walking.setting.authority)
    browser = world.browse(user)

    assert browser.get(world.room("assessor", "/note")).status_code == 404


def test_an_assessor_does_not_read_what_a_second_noted_who_judges_blind(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    colleague = replace(world.walking.by(Role.SECOND), role=Role.COORDINATOR)
    with transaction(lock=world.journey) as held:
        held.sample_reasons = ["drawn"]
        by, second = world.walking.by(Role.COORDINATOR), world.walking.cast.second.id
        assign(held, AssignmentKind.SECOND, second, by=by, at=world.walking.at)
        note_contact(held, how="call", words="Theirs.", by=colleague, at=world.walking.at)
    noted(world, "Ours.")
    browser = world.assessor

    for page in ("", "/note"):
        browser.get(world.room("assessor", page))
        assert ("Ours." in browser.words(), "Theirs." in browser.words()) == (True, False)
