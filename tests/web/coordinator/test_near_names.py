"""A search with a slip in it offers the names that are near; so does a name about to be added."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.settings import Setting
from tests.making import make_authority, make_setting
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
SEARCHES = ("/find?q=wilow", "/journeys?search=wilow", "/settings?search=wilow")
BOTH = ["Willow Lane Primary", "Willow Bank Primary School"]


@pytest.fixture
def place(scene: Make) -> Scene:
    """Two settings here called like it, and one in another authority."""
    found = scene(Stage.DRAFT)
    with writing(found.rows) as session:
        found.journey.setting.name = "Willow Lane Primary"
        make_setting(session, found.journey.setting.authority, name="Willow Bank Primary School")
        make_setting(session, make_authority(session, "milton-keynes"), name="Willow Far Away")
    return found


def offered(place: Scene) -> list[tuple[str, str]]:
    """Each name that is offered, and where it leads."""
    assert place.browser.page is not None
    found = place.browser.page.findall(".//a[@class='choosing__one']")
    return [
        ("".join(one.find(".//strong").itertext()), one.get("href", "").removeprefix(ROOM))
        for one in found
    ]


@pytest.mark.parametrize("address", SEARCHES)
def test_a_search_with_a_slip_offers_the_names_near_it_above_all_else(
    place: Scene, address: str
) -> None:
    place.browser.get(ROOM + address)

    words = place.browser.words()
    assert [one for one, _ in offered(place)] == BOTH
    assert "Did you mean one of these?" in words
    assert "Willow Far Away" not in words


def test_the_names_stand_above_the_offer_to_add_one(place: Scene) -> None:
    place.browser.get(f"{ROOM}/find?q=wilow")

    words = place.browser.words()
    assert words.index("Willow Bank Primary School") < words.index("can be added by hand")


@pytest.mark.parametrize("address", SEARCHES)
def test_each_name_leads_to_where_the_search_would_have_led(place: Scene, address: str) -> None:
    place.browser.get(ROOM + address)

    found = offered(place)
    assert [name for name, _ in found] == BOTH
    for name, there in found:
        page = place.browser.get(ROOM + there)
        while page.location:
            page = place.browser.get(page.location)
        assert name in place.browser.words()


@pytest.mark.parametrize("address", ["/find?q=willow", "/settings?search=humberstone"])
def test_nothing_is_offered_where_the_search_found_something_or_nothing_is_near(
    place: Scene, address: str
) -> None:
    place.browser.get(ROOM + address)

    assert "Did you mean" not in place.browser.words()


def test_a_setting_whose_name_is_near_another_is_added_only_once_that_is_looked_at(
    place: Scene,
) -> None:
    address, sent = f"{ROOM}/settings/add", {"name": "Wilow Bank Primary", "kind": "primary"}

    place.browser.get(address)
    assert "add it as another setting" not in place.browser.words()
    refused = place.browser.send(address, **sent)

    assert refused.status_code == 200
    assert [one for one, _ in offered(place)] == ["Willow Bank Primary School"]
    words = place.browser.words()
    assert "Tick the box if it is another setting" in words
    assert "It is not Willow Bank Primary School: add it as another setting" in words
    assert place.browser.page is not None
    assert place.browser.page.find(".//input[@name='name']").get("value") == "Wilow Bank Primary"
    assert named(place, "Wilow Bank Primary") == 0

    place.browser.send(address, **sent, sure="yes")

    assert named(place, "Wilow Bank Primary") == 1


def named(place: Scene, name: str) -> int:
    place.rows.rollback()
    return len(place.rows.scalars(select(Setting).where(Setting.name == name)).all())
