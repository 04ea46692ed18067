"""A second judges blind on every page; a borrowed piece tells nothing of its own setting."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask

from award.actions.assigning import assign
from award.actions.visiting import Plan, propose_visit
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.fixtures_rooms import Standing
from tests.pages import PageClient
from tests.web.assessor.blind import CODE, Blind

MARKED = re.compile("zebra|okapi", re.IGNORECASE)


@pytest.fixture
def blind(app: Flask, standing: Callable[..., Standing]) -> Blind:
    return Blind(app, standing(Stage.ASSESSING)).build()


def found_in(browser: PageClient, address: str) -> str:
    """The marked words of a page, where there is any such page."""
    answer = browser.get(address, buffered=True)
    assert answer.status_code != 500, address
    told = answer.get_data() + str(answer.headers).encode()
    return " ".join(MARKED.findall(told.decode(errors="ignore")))


def zip_of(blind: Blind, browser: PageClient, start: str) -> str:
    """The names in the zip of the criterion, and its contents page."""
    answer = browser.send(f"{start}/evidence/zip?code={CODE}")
    packed = ZipFile(io.BytesIO(answer.data))
    return " ".join(packed.namelist()) + packed.read("contents.csv").decode()


@pytest.mark.parametrize("room", ["assessor", "setting"])
def test_no_page_tells_a_second_what_the_other_saw_or_said(blind: Blind, room: str) -> None:
    browser = blind.world.second
    addresses = list(blind.pages(room))

    told = {one: words for one in addresses if (words := found_in(browser, one))}

    assert len(addresses) > 40
    assert told == {}


def test_a_second_is_not_shown_the_state_that_the_assessor_set(blind: Blind) -> None:
    browser, start = blind.world.second, blind.world.room("assessor")
    own = f"{start}/criteria/{CODE}/evidence"

    shown = []
    for name in ("own", "lent"):
        page = browser.get(f"{own}/{blind.items[name]}").get_data(as_text=True)
        shown.append(("Needs more" in page, "Given" in page))

    browser.get(f"{start}/evidence/coverage?as=table")
    assert shown == [(False, True), (False, True)]
    assert "Needs more 1.3" not in browser.words()


def test_what_a_visitor_saw_is_not_there_for_a_second(blind: Blind) -> None:
    browser, start = blind.world.second, blind.world.room("assessor")
    seen, file = blind.items["seen"], blind.versions["seen"]
    paths = (
        f"/criteria/{CODE}/evidence/{seen}",
        f"/evidence/{file}",
        f"/evidence/{file}/pages/1/large",
        f"/evidence/{file}/pages/1/small",
        f"/evidence/{seen}/talk",
    )

    mine = [browser.get(start + one).status_code for one in paths]
    assessors = [blind.world.assessor.get(start + one, buffered=True).status_code for one in paths]

    assert (mine, assessors) == ([404] * 5, [200] * 5)
    assert not MARKED.search(zip_of(blind, browser, start))
    assert "zebra" in zip_of(blind, blind.world.assessor, start)


@pytest.mark.parametrize("room", ["setting", "coordinator", "assessor"])
def test_a_borrowed_piece_is_read_in_its_newest_version_without_what_was_said_elsewhere(
    blind: Blind, room: str
) -> None:
    cast = blind.world.walking.cast
    people = {"setting": cast.lead, "coordinator": cast.coordinator, "assessor": cast.assessor}
    browser = blind.world.browse(people[room])
    start = blind.world.room(room)
    if room == "setting":
        start = f"/setting/{blind.world.walking.setting.id}/journeys/{blind.world.journey.id}"
    now, before = blind.versions["lent"], blind.versions["lent before"]

    page = browser.get(f"{start}/criteria/{CODE}/evidence/{blind.items['lent']}")
    pictures = [
        browser.get(f"{start}/evidence/{one}/pages/1/{size}", buffered=True).status_code
        for one in (now, before)
        for size in ("large", "small")
    ]

    assert page.status_code == 200
    assert "Okapi" not in page.get_data(as_text=True)
    assert pictures == [200, 200, 404, 404]
    assert "our-policy" in zip_of(blind, browser, start)


def test_a_piece_for_a_criterion_that_is_asked_no_more_is_not_there(blind: Blind) -> None:
    world = blind.world
    world.fresh()
    asked = next(one for one in world.journey.asked if one.code == CODE)
    world.rows.delete(asked)
    world.rows.commit()

    address = world.room("assessor", f"/criteria/{CODE}/evidence/{blind.items['own']}")

    assert world.assessor.get(address).status_code == 404


def test_who_judges_blind_reads_that_no_visit_is_asked_and_may_offer_one(
    standing: Callable[..., Standing],
) -> None:
    world = standing(Stage.DECIDING)
    by, person = world.walking.by(Role.COORDINATOR), world.walking.cast.second
    with transaction(lock=world.fresh()) as held:
        assign(held, AssignmentKind.SECOND, person.id, by=by, at=world.walking.at)
    browser = world.second

    browser.get(world.room("assessor", "/visits"))

    assert "No visit is asked of you" in browser.words()
    assert "without the assessor’s visit. If you need to see the place yourself" in browser.words()
    assert "No visit yet" not in browser.words()
    assert "Offer dates for a visit" in browser.words()


def test_who_has_given_the_second_judgement_is_offered_no_visit(
    standing: Callable[..., Standing],
) -> None:
    world = standing(Stage.DECIDING, second=True)
    browser = world.second

    browser.get(world.room("assessor", "/visits"))
    words = browser.words()
    browser.get(world.room("assessor", "/visits/add"))

    assert "No visit is asked of you" in words
    assert "offer" not in words.lower()
    assert "No visit of yours fits now" in browser.words()


def test_an_assessor_does_not_find_the_visit_of_a_second_who_has_not_judged(
    standing: Callable[..., Standing],
) -> None:
    world = standing(Stage.CHECKING)
    walking = world.walking
    with transaction(lock=world.fresh()) as held:
        held.sample_reasons, held.second_asked_at = ["drawn"], walking.at
        by, second = walking.by(Role.COORDINATOR), walking.cast.second.id
        assign(held, AssignmentKind.SECOND, second, by=by, at=walking.at)
        day = [walking.at + timedelta(days=4)]
        plan = Plan(VisitKind.MODERATION, VisitForm.ON_SITE, day, second, despite="They asked.")
        visit = propose_visit(held, plan, by=walking.by(Role.SECOND), at=walking.at)
    address = world.room("assessor", f"/visits/{visit.id}")

    assert world.second.get(address).status_code == 200
    assert world.assessor.get(address).status_code == 404
