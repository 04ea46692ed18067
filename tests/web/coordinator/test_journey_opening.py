"""Opening a journey after an earlier award: only what that did not show is asked."""

from collections.abc import Callable

from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.cohorts import LegacyAward
from award.storage.db import writing
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
