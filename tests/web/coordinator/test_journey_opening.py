"""Opening a journey after an earlier award: only what that did not show is asked."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.actions.appealing import lodge_appeal
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.cohorts import LegacyAward
from award.storage.db import transaction, writing
from award.storage.journeys import CriterionAsked, Journey
from award.storage.settings import Setting
from tests.making import make_setting
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def newcomer(place: Scene) -> tuple[Setting, str]:
    """Another setting, which held the earlier award, and the page that opens its journey."""
    setting = make_setting(place.rows, place.journey.authority, "Rushey Mead")
    with writing(place.rows) as session:
        session.add(
            LegacyAward(
                authority_id=setting.authority_id, setting_id=setting.id,
                name="Anti-Bullying Award", brought_in_at=place.walker.at,
            )
        )  # fmt: skip
    return setting, f"{ROOM}/settings/{setting.id}/journeys/open"


def asked_of(place: Scene, setting: Setting) -> list[str]:
    place.rows.rollback()
    return list(
        place.rows.scalars(
            select(CriterionAsked.code)
            .join(Journey, Journey.id == CriterionAsked.journey_id)
            .where(Journey.setting_id == setting.id)
            .order_by(CriterionAsked.place)
        )
    )


def test_after_an_earlier_award_only_what_was_not_shown_is_asked(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    setting, page = newcomer(place)

    gaps = place.browser.send(page, route="legacy").location or ""
    place.browser.get(gaps)
    words = place.browser.words()
    place.browser.send(gaps, standard_1=["1.1", "1.3"], standard_2=["2.1"])

    assert "They held: Anti-Bullying Award." in words
    asked = asked_of(place, setting)
    assert not {"1.1", "1.3", "2.1"} & set(asked)
    assert {"1.2", "2.2", "3.1", "4.1"} <= set(asked)


def test_a_journey_that_would_ask_nothing_is_not_opened_and_the_ticks_stay(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    setting, page = newcomer(place)
    gaps = place.browser.send(page, route="legacy").location or ""
    every = {
        f"standard_{n}": [f"{n}.{k}" for k in range(1, 9)
                          if f'value="{n}.{k}"' in place.browser.get(gaps).text]
        for n in range(1, 5)
    }  # fmt: skip

    answer = place.browser.send(gaps, **every)

    assert "leave at least one criterion open" in place.browser.words()
    assert answer.text.count("checked") == sum(map(len, every.values()))
    assert asked_of(place, setting) == []


def test_the_gaps_of_a_route_that_asks_all_are_not_there(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    _, page = newcomer(place)

    codes = ["standard", "renewal", "none", ""]

    assert {place.browser.get(f"{page}/gaps?route={one}").status_code for one in codes} == {404}


def routes_of(place: Scene) -> list[str]:
    place.rows.rollback()
    found = place.rows.scalars(select(Journey).order_by(Journey.id).offset(1))
    return [one.route.code for one in found]


@pytest.mark.parametrize(
    ("sent", "opened"),
    [
        ({"route": "standard"}, []),
        ({"route": "standard", "sure": "yes"}, ["standard"]),
        ({"route": "renewal"}, ["renewal"]),
    ],
)
def test_a_holder_begins_anew_only_after_a_look_and_renews_without_one(
    scene: Make, sent: dict[str, str], opened: list[str]
) -> None:
    place = scene(Stage.AWARDED)
    page = f"{ROOM}/settings/{place.journey.setting_id}/journeys/open"

    place.browser.get(page)
    told = place.browser.words()
    place.browser.send(page, **sent)

    assert "Holds the award until" in told
    assert "A renewal asks for less." in told
    assert routes_of(place) == opened
    refused = "Tick the box once you have read what stands above" in place.browser.words()
    assert refused == (not opened)


def test_the_gap_list_of_a_holder_is_not_reached_without_the_look(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    page = f"{ROOM}/settings/{place.journey.setting_id}/journeys/open"

    around = place.browser.get(f"{page}/gaps?route=legacy")
    asked = place.browser.send(page, route="legacy", sure="yes").location or ""

    assert around.location == page
    assert routes_of(place) == []
    assert place.browser.get(asked).status_code == 200


def test_while_an_appeal_could_open_the_last_journey_again_none_is_opened(scene: Make) -> None:
    place = scene(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    walking = place.walker
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="Look again", by=walking.by(Role.LEAD), at=walking.at)
    page = f"{ROOM}/settings/{place.journey.setting_id}/journeys/open"

    place.browser.get(page)
    told = place.browser.words()
    place.browser.send(page, route="standard", sure="yes")

    assert "Its appeal is not over." in told
    assert "a setting has one open journey at most" in place.browser.words()
    assert routes_of(place) == []


def test_a_setting_with_nothing_in_hand_is_asked_nothing_first(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    _, page = newcomer(place)

    shown = place.browser.get(page).text

    assert 'name="sure"' not in shown
    assert "A renewal asks for less." not in shown
