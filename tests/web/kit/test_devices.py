"""A browser's long name for itself, as a person would say it."""

import pytest

from award.web.kit.devices import device_words

MOZILLA = "Mozilla/5.0 "
WEBKIT = " AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (MOZILLA + "(X11; Linux x86_64)" + WEBKIT + "Chrome/131.0.0.0 Safari/537.36",
         "Chrome on Linux"),
        (MOZILLA + "(Windows NT 10.0; Win64; x64)" + WEBKIT + "Chrome/131.0 Safari/537 Edg/131.0",
         "Edge on Windows"),
        (MOZILLA + "(iPhone; CPU iPhone OS 18_1 like Mac OS X)" + WEBKIT + "Version/18 Safari/604",
         "Safari on an iPhone"),
        (MOZILLA + "(Linux; Android 10; K)" + WEBKIT + "Chrome/131.0 Mobile Safari/537.36",
         "Chrome on Android"),
        (MOZILLA + "(Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0",
         "Firefox on a Mac"),
        ("Firefox", "Firefox"),
        ("a test", "a test"),
        ("", "A device"),
    ],
)  # fmt: skip
def test_a_device_is_called_by_browser_and_system(said: str, words: str) -> None:
    assert device_words(said) == words
