"""A letter that names a page leads to that page, also once the journey has gone on."""

from collections.abc import Callable
from itertools import groupby

import pytest
from sqlalchemy import select

from award.domain.letter_places import PLACES
from award.domain.letters import BY_CODE
from award.domain.stages import Stage
from award.storage.letters import Letter
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place


def led_by(place: Place) -> dict[str, set[str]]:
    """Where each letter to the setting leads, within its room."""
    rows = select(Letter.code, Letter.path).where(Letter.path.startswith(f"{place.root}/"))
    found = sorted((code, path.removeprefix(f"{place.root}/")) for code, path in
                   place.rows.execute(rows))  # fmt: skip
    return {code: {path for _, path in lines} for code, lines in groupby(found, lambda one: one[0])}


def test_every_page_that_a_letter_leads_to_belongs_to_a_letter() -> None:
    assert set(PLACES) <= set(BY_CODE)


def test_report_and_decision_are_led_to(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    journey = f"journeys/{place.journey.id}"

    led = led_by(place)

    assert led["report_shared"] == {f"{journey}/report"}
    assert led["awarded"] == {f"{journey}/decision"}


@pytest.mark.parametrize("who", ["lead", "head"])
def test_what_was_led_to_opens_for_lead_and_head(place_at: Make, who: str) -> None:
    place = place_at(Stage.AWARDED)
    look: Callable[[Place], PageClient] = getattr(Place, who)
    browser = look(place)

    for path in {path for paths in led_by(place).values() for path in paths}:
        assert browser.get(f"{place.root}/{path}").status_code == 200, path
