"""What somebody calls the device at which they are signed in, from what its browser says it is."""

from typing import Final

# In this order: most browsers also claim to be those further down.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def device_words(said: str) -> str:
    """Chrome on Windows; where neither is known, what the browser says, or that it says nothing."""
    browser = next((words for mark, words in BROWSERS if mark in said), "")
    system = next((words for mark, words in SYSTEMS if mark in said), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or said or "A device"
