"""Who asked to take part is not written to by closing an enquiry, and the page says so."""

from collections.abc import Callable

from award.actions.enquiring import Ask, ask_to_take_part
from award.domain.stages import Stage
from award.storage.db import transaction
from tests.web.coordinator.conftest import ROOM, Scene


def test_it_says_that_nothing_is_sent_and_offers_to_write(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    with transaction(lock=place.now().authority) as held:
        ask = Ask("Rushey & Mead", "primary", "Sam Lee", "sam@example.org")
        ask_to_take_part(held, ask, at=place.walker.at)

    asked = place.browser.get(f"{ROOM}/enquiries/1").text
    place.browser.send(f"{ROOM}/enquiries/1", setting_id="none")
    place.browser.get(f"{ROOM}/enquiries")

    assert "Nothing is sent from here." in asked
    assert (
        'href="mailto:sam@example.org?subject=The%20award%2C%20and%20Rushey%20%26%20Mead"' in asked
    )
    assert "Sam Lee is not told: write to sam@example.org." in place.browser.words()
