"""What every room shows of a journey: its line of steps, whose turn it is, its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from award.actions.moves import mark_opened
from award.adapters import clock
from award.domain.lifecycle import MOVES
from award.domain.people import ROLE_NAMES
from award.domain.stages import CLOSED, OPEN, STAGE_NAMES, STEPS, Stage
from award.domain.turns import TURN_NAMES, Turn
from award.storage.days import day_of
from award.storage.db import session_of, transaction
from award.storage.journeys import History, Journey
from award.storage.standing import last_move_line
from award.web.kit.access import actor
from award.web.kit.looks import tone_of

PAST: Final = {row.name: row.past for row in MOVES}
STEP_WORDS: Final = {
    "open_journey": "Journey opened",
    "open_renewal": "Renewal opened",
    "save_application": "Application saved",
    "ask_for_approval": "The head was asked to approve",
    "give_approval": "Approved by the head",
    "judge": "Said where they stand",
    "ask_not_applicable": "Asked whether it applies",
    "answer_not_applicable": "Answered whether it applies",
    "on_the_day": "To be shown on the day",
    "policy_reviewed": "Policy looked at",
    "add_action": "Action added",
    "change_action": "Action changed",
    "remove_action": "Action taken out",
    "put_forward_plan": "Plan put forward",
    "return_plan": "Plan returned",
    "add_evidence": "Evidence added",
    "describe_evidence": "Evidence described",
    "remove_evidence": "Evidence taken away",
    "withdraw_evidence": "Evidence withdrawn",
    "ask_for_feedback": "Feedback asked for",
    "give_feedback": "Feedback given",
    "propose_visit": "Visit proposed",
    "confirm_visit": "Visit confirmed",
    "move_visit": "Visit moved",
    "cancel_visit": "Visit cancelled",
    "miss_visit": "Visit missed",
    "record_visit": "Visit recorded",
    "share_visit_record": "Visit record shared",
    "agree_visit_record": "Visit record agreed",
    "answer_visit_record": "Visit record answered",
    "assign_adviser": "Adviser assigned",
    "assign_assessor": "Assessor assigned",
    "assign_second": "Second assessor assigned",
    "end_assignment": "Assignment ended",
    "declare_tie": "Tie declared",
    "end_tie": "Tie ended",
    "agree_to_more": "Asking for more agreed",
    "reply_to_report": "Reply to the report",
    "answer_points": "Points answered",
    "give_second_judgement": "Second judgement given",
    "set_aside_second": "Second judgement set aside",
    "vote": "Vote given",
    "record_meeting": "Panel meeting recorded",
    "ask_for_pause": "Pause asked for",
    "pause": "Paused",
    "resume": "Under way again",
    "lodge_appeal": "Appeal lodged",
    "receive_appeal": "Appeal received",
    "uphold_appeal": "Appeal upheld",
    "dismiss_appeal": "Appeal dismissed",
    "change_deferral": "Deferral given a new date",
    "give_condition_evidence": "Evidence for a condition",
    "return_condition": "Condition given back",
    "meet_condition": "Condition met",
    "change_round": "Aim changed",
    "passed": "Not asked by the route",
}
# What stays inside the panel until the decision, and what stays inside the authority.
OF_PANEL: Final = frozenset({"vote", "record_meeting"})
OF_AUTHORITY: Final = frozenset(
    {"declare_tie", "end_tie", "set_aside_second", "give_second_judgement", "assign_second"}
)


@dataclass(frozen=True)
class Step:
    """One step of the journey line: done, now or to come."""

    words: str
    when: str
    state: str


@dataclass(frozen=True)
class Line:
    """One line of history, in words."""

    when: datetime
    what: str
    text: str
    who: str
    is_move: bool


def journey_steps(journey: Journey) -> list[Step]:
    """The six steps, each with when it was reached."""
    reached = _reached(journey)
    place = _place(journey.stage if journey.stage in _on_line() else journey.was_at)
    over = journey.stage is Stage.AWARDED
    steps = []
    for number, (words, stages) in enumerate(STEPS):
        state = "done" if number < place or over else ("now" if number == place else "todo")
        moments = [reached[stage] for stage in stages if stage in reached]
        when = f"{day_of(min(moments)):%-d %B %Y}" if moments and state != "todo" else ""
        steps.append(Step(words, when, state))
    return steps


def _on_line() -> set[Stage]:
    return {stage for _, stages in STEPS for stage in stages}


def _place(stage: Stage | None) -> int:
    return next((n for n, (_, stages) in enumerate(STEPS) if stage in stages), 0)


def _reached(journey: Journey) -> dict[Stage, datetime]:
    found = {Stage.DRAFT: journey.opened_at}
    for line in journey.history:
        if line.is_move and line.undone_at is None and line.went_to is not None:
            found[line.went_to] = line.at
    return found


def stage_words(journey: Journey) -> tuple[str, str]:
    """The tone and the words of where the journey stands."""
    if journey.paused_until is not None:
        return "stopped", "Paused"
    return tone_of(journey.stage), STAGE_NAMES[journey.stage]


def turn_words(journey: Journey) -> str:
    """Whose turn it is, in words; empty when nobody is waited for."""
    return "" if journey.turn is Turn.NOBODY else f"Waiting for {TURN_NAMES[journey.turn]}"


def history_lines(
    journey: Journey, *, inside: bool = False, panel: bool = False, limit: int | None = None
) -> list[Line]:
    """The history, newest first; ``inside`` for the authority's people, ``panel`` with votes."""
    decided = journey.stage in CLOSED
    shown = [
        line
        for line in reversed(journey.history)
        if (panel or decided or line.what not in OF_PANEL)
        and (inside or line.what not in OF_AUTHORITY | OF_PANEL)
    ]
    return [_line(line) for line in shown[:limit]]


def _line(line: History) -> Line:
    role = ROLE_NAMES[line.role]
    who = f"{line.by_name}, {role}" if line.by_name else role
    if line.on_behalf:
        who += ", on behalf of the setting"
    what = PAST.get(line.what) or STEP_WORDS.get(line.what, line.what.replace("_", " "))
    if line.undone_at is not None:
        what += " (taken back)"
    return Line(line.at, what, line.words if line.what != "undo" else "", who, line.is_move)


def note_opened(journey: Journey) -> None:
    """Write down that somebody else has opened the page since the last move, which is then kept.

    It writes at most once for a move, in its own short change, and only while it could be undone.
    """
    line = last_move_line(session_of(journey), journey)
    who = actor()
    now = clock.now()
    if line is None or line.opened_by_another_at is not None or line.by_id == who.user_id:
        return
    if day_of(line.at) != day_of(now) or who.user_id is None:
        return
    with transaction(lock=journey) as held:
        mark_opened(held, at=now)


def is_under_way(journey: Journey) -> bool:
    """Whether the journey has not ended."""
    return journey.stage in OPEN
