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

APPLIED: Final = "The application was made before the journey came here, and is not kept here."


def applied_elsewhere(journey: Journey) -> str:
    """That an application of which nothing stands here was made before the journey came in.

    No words for every other journey.
    """
    said = journey.application
    is_here = said is None or bool(said.why or said.already_done) or journey.stage is Stage.DRAFT
    came_after = any(
        one.what == BROUGHT_IN and one.kept.get("stage", Stage.DRAFT) != Stage.DRAFT
        for one in journey.history
    )
    return APPLIED if came_after and not is_here else ""


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
