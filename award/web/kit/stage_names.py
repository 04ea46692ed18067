"""What is said of where a journey stands, and of one that the coordinator closed, why it ended."""

from typing import Final

from award.domain.lifecycle import BY_MISTAKE, WITH_ITS_AWARD
from award.domain.stages import STAGE_NAMES, Stage
from award.storage.journeys import Journey

# Nobody withdrew from these.
CLOSED_AS: Final = {
    "closed": "Ended, the setting has closed",
    "merged": "Merged with another",
    "duplicate": "Ended, it was a second journey",
    BY_MISTAKE: "Ended, it was opened by mistake",
    WITH_ITS_AWARD: "Ended with the award",
}


def stage_name(journey: Journey) -> str:
    """The name of its stage; of one that was closed, what happened instead of “Withdrawn”."""
    return name_of_stage(journey.stage, journey.end_reason_code)


def name_of_stage(stage: Stage, end_reason_code: str | None) -> str:
    """The same of what a list keeps of a journey."""
    name = STAGE_NAMES[stage]
    if stage is not Stage.WITHDRAWN:
        return name
    return CLOSED_AS.get(end_reason_code or "", name)
