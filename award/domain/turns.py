"""Whose turn it is, since when, and how many blockers are left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from award.domain.decision_guards import (
    old_award_not_suspended,
    outcome_can_be_released,
    report_stands,
    second_is_free,
    second_judgement_in,
)
from award.domain.facts import Facts, VisitStanding
from award.domain.guards import (
    assessor_untied,
    planning_waits_for_setting,
)
from award.domain.lifecycle import find_move, onward_move
from award.domain.people import Role
from award.domain.stages import Stage


class Turn(StrEnum):
    """Who is waited for."""

    SETTING = "setting"
    COORDINATOR = "coordinator"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    SECOND = "second"
    PANEL = "panel"
    NOBODY = "nobody"


TURN_NAMES: Final[dict[Turn, str]] = {
    Turn.SETTING: "the setting",
    Turn.COORDINATOR: "the coordinator",
    Turn.ADVISER: "the adviser",
    Turn.ASSESSOR: "the assessor",
    Turn.SECOND: "the second assessor",
    Turn.PANEL: "the panel",
    Turn.NOBODY: "nobody",
}


def turn_of(facts: Facts) -> Turn:
    """Who is waited for now. A paused or ended journey waits for nobody."""
    if facts.paused or facts.stage not in TURNS:
        return Turn.NOBODY
    return TURNS[facts.stage](facts)


def _gathering(facts: Facts) -> Turn:
    if not facts.feedback_asked:
        return Turn.SETTING
    return Turn.ADVISER if facts.adviser_id is not None else Turn.COORDINATOR


def _planning(facts: Facts) -> Turn:
    """The coordinator books; the visitor visits; the setting signs and plans; then it is read."""
    if facts.rules.initial_visit:
        if facts.initial_visit in (VisitStanding.NONE, VisitStanding.PROPOSED):
            return Turn.COORDINATOR
        if facts.initial_visit not in (VisitStanding.SHARED, VisitStanding.SIGNED):
            advises = facts.initial_visitor is Role.ADVISER and facts.adviser_id is not None
            return Turn.ADVISER if advises else Turn.COORDINATOR
    return Turn.SETTING if planning_waits_for_setting(facts) else Turn.COORDINATOR


def _assessing(facts: Facts) -> Turn:
    """An assessor who turns out to have a tie is as good as none: another is to be assigned."""
    found = facts.assessor_id is not None and assessor_untied(facts) is None
    return Turn.ASSESSOR if found else Turn.COORDINATOR


def _checking(facts: Facts) -> Turn:
    """The report of an assessor who turns out to have a tie does not stand, whoever answers it."""
    if report_stands(facts):
        return Turn.COORDINATOR
    if facts.points_open:
        return Turn.ASSESSOR if facts.assessor_id is not None else Turn.COORDINATOR
    return Turn.COORDINATOR if facts.reply_time_over else Turn.SETTING


def _deciding(facts: Facts) -> Turn:
    if report_stands(facts):
        return Turn.COORDINATOR
    if second_judgement_in(facts) is None:
        return Turn.PANEL
    found = facts.second_id is not None and second_is_free(facts)
    return Turn.SECOND if found else Turn.COORDINATOR


TURNS: Final[dict[Stage, Callable[[Facts], Turn]]] = {
    Stage.DRAFT: lambda _: Turn.SETTING,
    Stage.APPLIED: lambda _: Turn.COORDINATOR,
    Stage.PLANNING: _planning,
    Stage.GATHERING: _gathering,
    Stage.READY: lambda _: Turn.COORDINATOR,
    Stage.ASSESSING: _assessing,
    Stage.CHECKING: _checking,
    Stage.DECIDING: _deciding,
}


# What keeps the panel from any release, whoever releases and whatever the outcome.
DECIDING_ASKS: Final = (
    report_stands,
    second_judgement_in,
    old_award_not_suspended,
    outcome_can_be_released,
)


# The same but for the votes: before a release only the panel reads whether they agree.
ASKED_OUTSIDE: Final = tuple(one for one in DECIDING_ASKS if one is not outcome_can_be_released)


@dataclass(frozen=True)
class Waiting:
    """What is kept on a journey so that lists can filter by it."""

    turn: Turn
    since: datetime
    blockers_left: int


def task_list(facts: Facts) -> tuple[str, ...]:
    """What blocks the step that the stage waits for: the same sentences that refuse the move.

    Once the time for a reply is over, going on without it is the step.
    """
    row = onward_move(facts.stage)
    if row is None:
        return ()
    if facts.stage is Stage.CHECKING and facts.reply_time_over:
        row = find_move("record_no_reply", Stage.CHECKING)
    if facts.stage is Stage.DECIDING:
        return tuple(filter(None, (guard(facts) for guard in DECIDING_ASKS)))
    return row.blockers(facts if facts.said is None else facts.saying(None))


def task_list_outside(facts: Facts) -> tuple[str, ...]:
    """The same for who is not of the panel: it does not tell whether enough votes agree."""
    if facts.stage is Stage.DECIDING:
        return tuple(filter(None, (guard(facts) for guard in ASKED_OUTSIDE)))
    return task_list(facts)


def tells_of_votes(stage: Stage) -> bool:
    """Whether how many blockers are left tells how the panel votes, and so is kept inside."""
    return stage is Stage.DECIDING


def waiting(facts: Facts, *, at: datetime, before: tuple[Stage, Waiting] | None) -> Waiting:
    """The turn, since when, and how many blockers are left.

    The wait begins anew at ``at`` when the stage or the turn is another than ``before``.
    """
    turn = turn_of(facts)
    same = before is not None and before[0] is facts.stage and before[1].turn is turn
    since = before[1].since if before is not None and same else at
    return Waiting(turn, since, len(task_list(facts)))


class PanelWait(StrEnum):
    """What comes next for a journey before the panel."""

    PAUSED = "paused"
    SECOND = "second"
    OTHERS = "others"
    PANEL = "panel"
    RELEASE = "release"


def panel_wait(
    stage: Stage, turn: Turn, blockers_left: int, *, second_open: bool
) -> PanelWait | None:
    """The same of what is kept on a journey; None where it is not before the panel.

    While it is before the panel, the turn is nobody's only where the journey is paused.
    ``second_open``: a second judgement is asked for, and is neither in nor set aside.
    """
    if stage is not Stage.DECIDING:
        return None
    if turn is Turn.PANEL:
        return PanelWait.PANEL if blockers_left else PanelWait.RELEASE
    if turn is Turn.NOBODY:
        return PanelWait.PAUSED
    is_second = turn is Turn.SECOND or (turn is Turn.COORDINATOR and second_open)
    return PanelWait.SECOND if is_second else PanelWait.OTHERS
