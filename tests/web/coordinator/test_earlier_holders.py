"""Earlier holders, as a coordinator answers them."""

from collections.abc import Callable
from io import BytesIO

from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.cohorts import LegacyAward
from award.storage.links import EarlierHolder
from tests.making import make_setting
from tests.web.coordinator.conftest import ROOM, Scene

HOLDERS = f"{ROOM}/settings/earlier-holders"
LIST = "name,awarded on\nWilow Lane Primary,01-07-2012\nHill Infants,\n"


def brought(place: Scene, text: str = LIST) -> list[int]:
    place.browser.send(f"{HOLDERS}/bring-in", file=(BytesIO(text.encode()), "holders.csv"))
    place.rows.rollback()
    return list(place.rows.scalars(select(EarlierHolder.id).order_by(EarlierHolder.id)))


def kept(place: Scene) -> list[int]:
    place.rows.rollback()
    return list(place.rows.scalars(select(LegacyAward.setting_id)))


def test_a_misspelt_holder_is_matched_in_one_answer(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.GATHERING)
    setting_id = place.journey.setting_id
    first, _ = brought(place)
    place.browser.get(HOLDERS)
    assert "Likely Willow Lane Primary" in place.browser.words()
    assert kept(place) == []

    place.browser.send(f"{HOLDERS}/{first}", who=str(setting_id))
    place.browser.get(f"{HOLDERS}?show=answered")

    assert kept(place) == [setting_id]
    assert "Willow Lane Primary" in place.browser.words()


def test_another_setting_has_to_be_named(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.GATHERING)
    other = make_setting(place.rows, place.journey.authority, "Hillside").id
    _, second = brought(place)

    place.browser.send(f"{HOLDERS}/{second}", who="another")
    refused = place.browser.words()
    place.browser.send(f"{HOLDERS}/{second}", who="another", another=str(other))

    assert "Choose the setting that is meant" in refused
    assert kept(place) == [other]


def test_nobody_may_be_meant_and_a_file_without_names_is_refused(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.GATHERING)
    _, second = brought(place)

    place.browser.send(f"{HOLDERS}/{second}", who="nobody")
    brought(place, "a,b\n1,2\n")

    assert "This file has no column called name" in place.browser.words()
    assert kept(place) == []


def test_who_was_said_to_be_meant_by_mistake_is_taken_back(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.GATHERING)
    setting_id = place.journey.setting_id
    wrong = make_setting(place.rows, place.journey.authority, "Hillside").id
    first, second = brought(place)
    place.browser.send(f"{HOLDERS}/{second}", who="another", another=str(setting_id))
    place.browser.send(f"{HOLDERS}/{first}", who="another", another=str(wrong))

    place.browser.get(f"{HOLDERS}/{first}")
    asked = place.browser.words()
    place.browser.send(f"{HOLDERS}/{first}", again="yes")
    left = kept(place)
    place.browser.send(f"{HOLDERS}/{first}", who=str(setting_id))

    assert "It is Hillside, " in asked
    assert "It is not this setting" in asked
    assert left == [setting_id]
    assert kept(place) == [setting_id, setting_id]


def test_an_answer_from_an_older_page_changes_nothing_and_says_so(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.GATHERING)
    setting_id = place.journey.setting_id
    first, _ = brought(place)
    place.browser.send(f"{HOLDERS}/{first}", who=str(setting_id))

    late = place.browser.send(f"{HOLDERS}/{first}", who="nobody", again="")
    place.browser.get(late.location or "")

    assert "This was answered before you sent yours." in place.browser.words()
    assert kept(place) == [setting_id]


def test_lines_that_are_not_taken_are_counted_where_they_are_too_many_to_name(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.GATHERING)
    lines = "".join(f"Hill Infants {n},yesterday\n" for n in range(7))

    brought(place, f"name,awarded on\n{lines}")
    place.browser.get(HOLDERS)

    assert "And 2 more lines that cannot be taken." in place.browser.words()
