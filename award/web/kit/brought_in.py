"""Says of a journey that came in under way that what was shown before is kept elsewhere."""

from typing import Final

from award.domain.stages import Stage
from award.storage.journeys import BROUGHT_IN, Journey
from award.web.kit.filters import day

CAME: Final = (
    "This journey was brought in on {}, already under way. What the setting showed and said of "
    "itself before that is kept elsewhere"
)
NOT_COUNTED: Final = "and is not counted here."
ASK: Final = "so a criterion without anything here may have been shown then. Ask the coordinator."


def came_to_count(journey: Journey) -> str:
    """When it came in after its setting had begun to show something, beside what is counted here.

    No words for every other journey.
    """
    return _came(journey, NOT_COUNTED)


def came_to_read(journey: Journey) -> str:
    """The same for who judges or decides by what is here."""
    return _came(journey, ASK)


def _came(journey: Journey, then: str) -> str:
    late = (str(Stage.GATHERING), str(Stage.READY))
    for line in journey.history:
        if line.what == BROUGHT_IN and line.kept.get("stage") in late:
            return f"{CAME.format(day(line.at))}, {then}"
    return ""
