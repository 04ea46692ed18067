"""What is found from any page, by name, person, postcode or number, and what follows from it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.journeys import Journey
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


@pytest.mark.parametrize("words", ["willow", "amara", "LE2"])
def test_a_journey_is_found_by_name_person_or_postcode(scene: Make, words: str) -> None:
    place = scene(Stage.GATHERING)
    with writing(place.rows) as rows:
        rows.get_one(Journey, place.journey.id).setting.postcode = "LE2 7AB"

    place.browser.get(f"{ROOM}/find?q={words}")

    assert place.browser.page is not None
    links = [one.get("href") for one in place.browser.page.findall(".//tbody//th/a")]
    assert links == [place.here]


@pytest.mark.parametrize(("cut", "found"), [(0, True), (1, False)])
def test_an_awards_setting_is_found_by_the_whole_number_as_it_is_written(
    scene: Make, cut: int, found: bool
) -> None:
    place = scene(Stage.AWARDED)
    number = place.rows.scalars(select(Award.number)).one()

    place.browser.get(f"{ROOM}/find?q=+{number.lower()[: len(number) - cut]}+")

    assert ("Willow Lane Primary" in place.browser.words()) is found


def test_what_is_not_found_says_how_to_go_on(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{ROOM}/find?q=atlantis")
    assert "Nothing fits “atlantis”" in place.browser.words()
    place.browser.get(f"{ROOM}/find")
    assert "Type a part of a name" in place.browser.words()


def test_from_a_settings_room_one_comes_back_to_its_journey(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    setting_id = place.journey.setting_id

    place.browser.get(f"/setting/{setting_id}")

    assert "You work here for Willow Lane Primary, as coordinator." in place.browser.words()
    back = place.browser.get(f"{ROOM}/settings/{setting_id}/journey")
    assert back.location == place.here


def test_who_works_at_the_setting_is_told_nothing_of_the_sort(
    scene: Make, signed_in_as: Callable[[User], PageClient]
) -> None:
    place = scene(Stage.GATHERING)
    browser = signed_in_as(place.walker.cast.lead)

    browser.get(f"/setting/{place.journey.setting_id}")

    assert "You work here for" not in browser.words()


def test_a_setting_without_a_journey_leads_to_its_own_page(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    setting_id = place.journey.setting_id

    answer = place.browser.get(f"{ROOM}/settings/{setting_id}/journey")

    assert answer.location == f"{ROOM}/settings/{setting_id}"


def test_a_note_says_whom_it_was_with_and_goes_back_where_one_came_from(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    answer = place.browser.send(
        f"{place.here}/history/note?came=today",
        how="call", with_whom="Priya Nair", words="Rang, all well.",
    )  # fmt: skip

    assert answer.location == ROOM
    place.browser.get(f"{place.here}/history")
    assert "Call with Priya Nair" in place.browser.words()


def test_a_person_who_leads_and_approves_is_named_once(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with writing(place.rows) as rows:
        said = rows.get_one(Journey, place.journey.id).application
        assert said is not None
        said.approver_name = said.lead_name

    place.browser.get(place.here)

    assert "Leads and approves" in place.browser.words()
