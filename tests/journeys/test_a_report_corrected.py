"""A report is corrected after the setting's reply, each at a browser of their own."""

import pytest

from award.domain.stages import Stage
from tests.journeys.browser_people import DESK, PHONE
from tests.journeys.conftest import SceneAt
from tests.journeys.taps import Taps


@pytest.mark.soak
def test_a_fact_is_put_right_and_what_was_shared_before_stays_readable(scene_at: SceneAt) -> None:
    with scene_at(Stage.CHECKING) as here:
        amara = here.sits_down("Amara Holt", PHONE)
        amara.follows("Read the report")
        amara.follows("Some facts are not right")
        amara.writes("Point 1", "Ten children were met, not eight.")
        amara.presses("Send")

        edith = here.sits_down("Edith Moss", DESK)
        taps = Taps(edith)
        taps.on_link("Answer")
        edith.writes("Point 1: your answer", "You are right: ten. I correct it.")
        taps.on_button("Send the answers")
        assert taps.count == 2
        edith.follows("Revise the report")
        edith.writes("Why?", "Ten children, not eight.")
        edith.presses("Revise the report")
        edith.follows("Report")
        edith.writes("What is strong?", "Ten children trust adults to act, and say so.")
        edith.presses("Save and look at it")
        edith.follows("Share the report")
        edith.presses("Share the report")

        amara.goes_to("/where-to")
        amara.follows("Read the report")
        assert amara.reads("Ten children trust adults to act, and say so.")
        amara.follows("Version 1, shared on")
        assert amara.reads("Why it was taken back: Ten children, not eight.")
        assert amara.reads("What changed after it")
