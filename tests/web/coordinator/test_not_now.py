"""What is put aside on Today, comes back, or cannot be put aside."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.stages import Stage
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_not_now_puts_a_thing_aside_and_it_can_be_brought_back(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    browser = place.browser
    browser.get(ROOM)
    assert browser.page is not None
    not_now = next(
        one.get("href", "") for one in browser.page.iter("a") if "/put-aside" in one.get("href", "")
    )

    browser.get(not_now)
    assert "Application sent" in browser.words()
    browser.send(not_now, until="other")
    assert "Enter the other day" in browser.words()
    until = (clock.today() + timedelta(days=4)).isoformat()
    browser.send(not_now, until="other", day=until)
    browser.get(ROOM)
    aside = browser.words()
    browser.send(not_now.replace("put-aside", "put-aside/back"), on=ROOM)
    browser.get(ROOM)

    assert "1 thing, back by itself" in aside
    assert "Back on" in aside
    assert "Willow Lane Primary has applied" not in aside
    assert "Willow Lane Primary has applied" in browser.words()


def test_not_now_is_not_offered_on_the_day_of_a_thing(
    scene: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = scene(Stage.APPLIED)
    place.browser.get(ROOM)
    assert place.browser.page is not None
    not_now = next(
        one.get("href", "")
        for one in place.browser.page.iter("a")
        if "/put-aside" in one.get("href", "")
    )
    monkeypatch.setattr("award.queries.today._deadlines", lambda *_: (clock.today(),))

    room = place.browser.get(ROOM).get_data(as_text=True)
    assert "/put-aside" not in room
    place.browser.get(not_now)

    words = place.browser.words()
    assert "Its day is today, so it stays here" in words
    assert "Note why it has to wait" in words
    assert "When would you like to see it again?" not in words


def test_what_does_not_wait_cannot_be_put_aside(scene: Make) -> None:
    place = scene(Stage.APPLIED)

    assert (
        place.browser.get(f"{ROOM}/put-aside?thing=applied:1:0:20200101000000").status_code == 404
    )
    assert place.browser.get(f"{ROOM}/put-aside").status_code == 404
