"""The release as the papers show it: the one outcome that is carried, or what is waited for."""

from collections.abc import Collection
from typing import Any, Final

from award.domain.decision_guards import carried_outcome, second_is_free, second_judgement_in
from award.domain.facts import Facts
from award.domain.lifecycle import OUTCOMES
from award.domain.turns import PanelWait, task_list
from award.web.kit.moves import OpenMove

RESTS: Final = "Nothing is released while the journey is paused"


def release(facts: Facts, moves: list[OpenMove]) -> dict[str, Any]:
    """The one release that votes or meeting carry; what is waited for while there is none."""
    if facts.paused:
        return {"waits": [RESTS], "moves": [], "rest": ""}
    second, carried = second_words(facts), carried_outcome(facts)
    if second or carried is None:
        asked = second_judgement_in(facts)
        others = [one for one in task_list(facts) if one != asked]
        return {"waits": [second, *others] if second else others, "moves": [], "rest": ""}
    shown = [one for one in moves if one.name not in OUTCOMES or one.name == carried]
    who = "The votes are" if facts.meeting is None else "The meeting’s decision is"
    rest = f"{who} for this outcome, so no other can be released."
    return {"waits": [], "moves": shown, "rest": rest}


def second_words(facts: Facts) -> str:
    """Who is waited for while the second judgement is not in; empty when it is, or is not asked."""
    if second_judgement_in(facts) is None:
        return ""
    if facts.second_id is None or not second_is_free(facts):
        return "Waiting for the coordinator to arrange the second judgement"
    return "Waiting for the second judgement"


def after_meeting(wait: PanelWait | None) -> str:
    """What comes next once a meeting's decision is written down, as a sentence."""
    if wait is PanelWait.RELEASE:
        return "It can be released now."
    if wait is PanelWait.SECOND:
        return "It can be released once the second judgement is in."
    return "What comes before its release stands in its papers."


def after_meetings(waits: Collection[PanelWait | None]) -> str:
    """The same for all that were decided on a panel day, by what each waits for."""
    ready = sum(one is PanelWait.RELEASE for one in waits)
    if ready == len(waits):
        return "Next, they are released." if ready > 1 else "Next, it is released."
    if not ready:
        return "What comes before a release stands in the papers of each."
    can = "can be released now; the others wait"
    return f"{ready} of them {can} for what stands in their papers."
