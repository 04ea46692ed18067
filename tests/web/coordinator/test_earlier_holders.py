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
