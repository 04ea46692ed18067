"""The words in which a plan and its actions are told, in every room alike."""

from typing import Final

from award.domain.facts import PlanState
from award.storage.plans import ActionState

STATES: Final[dict[ActionState, tuple[str, str]]] = {
    ActionState.NOT_STARTED: ("others", "Not started"),
    ActionState.UNDER_WAY: ("yours", "Under way"),
    ActionState.DONE: ("done", "Done"),
    ActionState.STOPPED: ("stopped", "Stopped"),
}
PLANS: Final[dict[PlanState, tuple[str, str]]] = {
    PlanState.DRAFT: ("yours", "Being written"),
    PlanState.PUT_FORWARD: ("others", "With the coordinator"),
    PlanState.AGREED: ("done", "Agreed"),
}
ENDED: Final = (ActionState.DONE, ActionState.STOPPED)
# What may be told on request: the name it is kept by, how it is asked, and how it is headed.
MORE: Final = (
    ("now", "Where are you now?", "Where we are now"),
    ("different", "What will be different for children?", "What will be different for children"),
    ("measure", "How will you know that it worked?", "How we will know"),
    ("others", "Who else helps?", "Who else helps"),
    ("children", "How do children take part?", "How children take part"),
    ("resources", "What do you need: time, money, things?", "What we need"),
    ("training", "Which training would help?", "Training that would help"),
)
HEADED: Final = {name: headed for name, _, headed in MORE}
