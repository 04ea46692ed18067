"""Says in people's words which browser and which machine a request came from."""

from typing import Final

from ua_parser import parse

CALLED: Final = {
    "Mobile Safari": "Safari",
    "Mac OS X": "Mac",
    "HeadlessChrome": "Chrome",
    "Chrome OS": "Chromebook",
}
NOTHING_SAID: Final = "A device"
NAMED_BY_THEMSELVES: Final = frozenset({"iPhone", "iPad"})


def called(name: str) -> str:
    return CALLED.get(name, name.removesuffix(" Mobile").removeprefix("Mobile "))


def device_name(agent: str) -> str:
    """As "Edge on Windows" or "Safari on iPhone"; "A device" where nothing can be told.

    `agent` is the header User-Agent, whole or cut off. It says what it likes: the name helps a
    person to recognise where they signed in, and is no proof of anything.
    """
    found = parse(agent)
    browser = called(found.user_agent.family) if found.user_agent else ""
    machine = called(found.os.family) if found.os else ""
    if found.device and found.device.family in NAMED_BY_THEMSELVES:
        machine = found.device.family
    return " on ".join(part for part in (browser, machine) if part) or NOTHING_SAID
