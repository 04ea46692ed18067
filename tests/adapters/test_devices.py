"""Where somebody is signed in is named so that they recognise it."""

import pytest

from award.adapters.devices import device_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            (
                f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT}"
                " Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"
            ),
            "Edge on Windows",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
                " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
            ),
            "Safari on iPhone",
        ),
        (
            (
                f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {WEBKIT}"
                " Chrome/141.0.0.0 Mobile Safari/537.36"
            ),
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Firefox on Mac",
        ),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/141.0.0.0 Safari/537.36",
            "Chrome on Chromebook",
        ),
        ("curl/7.88.1", "curl"),
        ("", "A device"),
        ("<b>mine</b>" * 18, "A device"),
    ],
)
def test_a_device_is_named_as_people_name_it(agent: str, name: str) -> None:
    assert device_name(agent) == name
