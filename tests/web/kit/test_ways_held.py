"""A first visit is offered in the ways that the route takes, and one way is said, not asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.assigning import assign
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.authorities import Route
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind, Journey
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing, standing
from tests.making import make_member, make_user
from tests.pages import PageClient

__all__ = ["standing"]

Make = Callable[..., Standing]
Room = tuple[PageClient, str, str, dict[str, object]]
ROOMS = ("setting", "coordinator proposes", "coordinator books", "adviser")


def takes(world: Standing, *ways: VisitForm) -> None:
    """The route takes these ways for its initial visit."""
    rules = replace(world.journey.route.rules, initial_visit=frozenset(ways))
    with writing(world.rows) as session:
        session.get_one(Route, world.journey.route_id).kept_rules = rules.as_json()


def room_of(world: Standing, name: str) -> Room:
    """Somebody's browser, where they plan a visit, its field for the way, and all else it asks."""
    day = clock.today() + timedelta(days=6)
    on, cast = [str(day.day), str(day.month), str(day.year)], world.walking.cast
    initial = {"kind": "initial"}
    if name == "setting":
        address = f"/setting/{world.walking.setting.id}/journeys/{world.journey.id}/visits/propose"
        days = {"day_1": on, "time_1": "2pm"}
        return world.browse(cast.lead), address, "held_as", initial | days
    if name == "adviser":
        adviser = an_adviser(world)
        days = {"day_1": on, "time_1": "2pm", "minutes": "90"}
        return adviser, world.room("assessor", "/visits/add"), "form", initial | days
    path = "/visits/propose" if "proposes" in name else "/visits/book"
    days = {"on_1": on, "at_1": "2pm", "minutes": "90", "visitor_id": str(cast.coordinator.id)}
    return world.browse(cast.coordinator), world.room("coordinator", path), "form", initial | days


def an_adviser(world: Standing) -> PageClient:
    user = make_user(world.rows, "Ravi Bell")
    make_member(world.rows, user, Role.ADVISER, world.walking.setting.authority)
    with transaction(lock=world.fresh()) as held:
        by = world.walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, user.id, by=by, at=world.walking.at)
    world.rows.commit()
    return world.browse(user)


def offered(page: str, field: str) -> list[str]:
    return [str(one) for one in VisitForm if f'name="{field}" type="radio" value="{one}"' in page]


@pytest.mark.parametrize("name", ROOMS)
def test_only_what_the_route_takes_is_offered(standing: Make, name: str) -> None:
    world = standing(Stage.PLANNING)
    takes(world, VisitForm.REMOTE, VisitForm.CALL)
    browser, address, field, said = room_of(world, name)

    page = browser.get(address).text
    answer = browser.send(address, **said, **{field: "call"})

    assert offered(page, field) == ["remote", "call"]
    assert answer.status_code == 302, browser.words()
    world.fresh()
    (visit,) = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.INITIAL))
    assert visit.form is VisitForm.CALL


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize("way", [VisitForm.ON_SITE, VisitForm.WORKSHOP])
def test_the_only_way_is_said_and_not_asked(standing: Make, name: str, way: VisitForm) -> None:
    world = standing(Stage.PLANNING)
    takes(world, way)
    browser, address, field, said = room_of(world, name)

    page = browser.get(address).text
    words = browser.words()
    answer = browser.send(address, **said)

    assert offered(page, field) == []
    assert 'value="initial" checked' in page
    place = "your place" if name == "setting" else "the setting"
    assert {
        VisitForm.ON_SITE: f"The initial visit is made at {place}.",
        VisitForm.WORKSHOP: "The initial visit is a workshop for several settings.",
    }[way] in words
    assert answer.status_code == 302, browser.words()
    world.fresh()
    (visit,) = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.INITIAL))
    assert visit.form is way


@pytest.mark.parametrize("name", ROOMS)
def test_a_way_sent_from_an_older_page_is_refused_and_nothing_is_lost(
    standing: Make, name: str
) -> None:
    world = standing(Stage.PLANNING)
    takes(world, VisitForm.REMOTE, VisitForm.CALL)
    browser, address, field, said = room_of(world, name)

    page = browser.send(address, **said, **{field: "workshop"}).text

    assert browser.refusals()[field] == "Choose one of the answers shown here"
    assert 'value="2pm"' in page
    assert world.rows.scalars(select(Visit)).all() == []


@pytest.mark.parametrize("name", ROOMS)
def test_who_renews_reads_which_ways_are_not_for_an_initial_visit(
    standing: Make, name: str
) -> None:
    world = standing(Stage.PLANNING)
    takes(world, VisitForm.ON_SITE)
    with writing(world.rows) as session:
        session.get_one(Journey, world.journey.id).previous_id = world.journey.id
    browser, address, field, said = room_of(world, name)

    page = browser.get(address).text
    words = browser.words()
    browser.send(address, **said, **{field: "call"})

    assert offered(page, field) == [str(one) for one in VisitForm]
    assert words.count("Not for an initial visit.") == 3
    refused = "Choose another way: this route does not take this one for an initial visit"
    assert browser.refusals() == {field: refused}


def test_other_visits_are_held_as_they_like(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    takes(world, VisitForm.ON_SITE)

    browser, address, field, _ = room_of(world, "setting")

    assert offered(browser.get(address).text, field) == [str(one) for one in VisitForm]
