"""The form by which a coordinator puts right what is written down of a setting."""

from collections.abc import Callable
from typing import Any

from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.settings import Setting, SettingState
from tests.making import make_setting
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

Make = Callable[..., Scene]
FACTS = {"name": "Willow Lane Primary", "kind": "primary", "state": "active"}


def page_of(place: Scene) -> str:
    return f"{ROOM}/settings/{place.journey.setting_id}"


def send(place: Scene, **more: Any) -> Any:
    return place.browser.send(f"{page_of(place)}/change", **{**FACTS, **more})


def test_a_coordinator_changes_the_facts_and_reads_who_did(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    sent = send(place, name="Willow Lane Academy", size="210", ward="Abbey")
    place.browser.get(sent.location or "")
    shown = place.browser.words()
    place.browser.get(f"{page_of(place)}/change")

    assert "Willow Lane Primary (until" in shown
    assert "Colm Brady" in place.browser.words()
    assert "Ward was blank, and is Abbey now." in place.browser.words()


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    send(place, ward="Abbey", gias_urn="12")

    assert place.browser.page is not None
    (link,) = [
        one for one in place.browser.page.iter("a") if (one.get("href") or "") == "#gias_urn"
    ]
    assert "six figures" in "".join(link.itertext())
    assert [
        one.get("value") for one in place.browser.page.iter("input") if one.get("name") == "ward"
    ] == ["Abbey"]


def test_who_was_slower_sees_both_texts_and_may_save_then(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    place.browser.get(f"{page_of(place)}/change")
    with writing(place.rows) as session:
        row = session.get_one(Setting, place.journey.setting_id)
        row.ward, row.version = "Belgrave", row.version + 1

    send(place, ward="Abbey", version=str(row.version - 1))
    assert "What is there now" in place.browser.words()
    assert "Ward (optional) Belgrave" in place.browser.words()

    send(place, ward="Abbey", version=str(row.version))
    place.rows.rollback()
    assert place.rows.get_one(Setting, place.journey.setting_id).ward == "Abbey"


def test_a_place_without_a_kind_is_offered_one_on_its_page(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    with writing(place.rows) as session:
        row = session.get_one(Setting, place.journey.setting_id)
        row.kind_id, row.state, row.state_reason = None, SettingState.KNOWN, "Not yet open"

    place.browser.get(page_of(place))
    assert "Give it a kind" in place.browser.words()
    send(place, kind="youth_club")
    place.browser.get(page_of(place))

    assert "Open a journey" in place.browser.words()


def test_the_registers_words_stand_beside(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with writing(place.rows) as session:
        row = session.get_one(Setting, place.journey.setting_id)
        row.register_says = {"name": "WILLOW LANE PRIMARY", "size": None}

    place.browser.get(f"{page_of(place)}/change")

    assert "WILLOW LANE PRIMARY (different here)" in place.browser.words()


def test_another_authority_does_not_find_it(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    place = scene(Stage.GATHERING)
    browser = stranger()

    assert browser.get(f"{page_of(place)}/change").status_code == 404
    assert browser.get(f"{ELSEWHERE}/settings/{place.journey.setting_id}/change").status_code == 404


def test_a_website_is_a_web_address_and_one_that_stood_there_breaks_no_form(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with writing(place.rows) as session:
        session.get_one(Setting, place.journey.setting_id).website = "ask the office"

    send(place, website="javascript:alert(1)")
    refused = place.browser.words()
    kept = send(place, website="ask the office", ward="Abbey")
    send(place, website="www.willow-lane.example")
    place.rows.rollback()

    assert "Write the website’s address, like https://" in refused
    assert kept.status_code == 302
    row = place.rows.get_one(Setting, place.journey.setting_id)
    assert (row.website, row.ward) == ("https://www.willow-lane.example", "Abbey")


def test_the_name_of_another_setting_is_asked_about_once(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    make_setting(
        place.rows, place.journey.setting.authority, "Elm Grove School", postcode="LE2 4AB"
    )

    send(place, name="elm grove school")
    asked = place.browser.words()
    place.rows.rollback()
    before = place.rows.get_one(Setting, place.journey.setting_id).name
    sent = send(place, name="elm grove school", is_namesake="y")

    assert "There is a setting called Elm Grove School already, at LE2 4AB." in asked
    assert (before, sent.status_code) == ("Willow Lane Primary", 302)


def test_whoever_closes_a_setting_reads_what_becomes_of_its_award(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    place.browser.get(f"{page_of(place)}/change")
    before = place.browser.words()
    sent = send(place, state="closed", state_reason="It moved away")
    place.browser.get(sent.location or "")

    assert "If it has closed, its award LEI-" in before
    assert "stays as it was given, until" in place.browser.words()
    assert "Look at its award" in place.browser.words()


def test_whoever_closes_a_setting_with_a_journey_is_led_to_close_that_first(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{page_of(place)}/change")

    assert "its journey has to end first, and its visits with it: close the journey" in (
        place.browser.words()
    )
    assert place.browser.get(f"{place.here}/moves/close").status_code == 200
