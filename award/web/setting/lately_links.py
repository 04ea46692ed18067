"""Where in the setting's room that can be read of which a line of history tells."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import url_for

from award.actions.overtaking import STEP_WORDS
from award.domain.permissions import May
from award.storage.frameworks import standards_of
from award.storage.journeys import History, Journey
from award.web.kit.journeys import OF_EVIDENCE
from award.web.kit.pages import Link
from award.web.setting.here import can

PAPERS: Final = (
    "setting.application_check",
    "setting.evidence",
    "setting.report",
    "setting.decision",
)
SHEETS: Final[Mapping[str, frozenset[str]]] = {
    "setting.application_check": frozenset({
        "save_application", "submit", "return", "accept", "decline",
    }),
    "setting.plan": frozenset({
        "add_action", "change_action", "remove_action", "put_forward_plan", "return_plan",
        "agree_plan",
    }),
    "setting.policy_check": frozenset({
        "policy_reviewed", "begin_policy_check", "rest_policy_check", "answer_policy_points",
        "finish_policy_check", "share_policy_check", "stop_sharing_policy_check",
    }),
    "setting.visits": frozenset({
        "propose_visit", "confirm_visit", "move_visit", "cancel_visit", "miss_visit",
        "hand_over_visit", "record_visit", "share_visit_record", "agree_visit_record",
        "count_visit_record_agreed", "answer_visit_record",
    }),
    "setting.evidence": OF_EVIDENCE,
    "setting.criteria": frozenset({
        "judge", "on_the_day", "ask_not_applicable", "answer_not_applicable", "declare_ready",
        "send_back",
    }),
    "setting.report": frozenset({
        "share_report", "reply_to_report", "answer_points", "confirm_report", "record_no_reply",
    }),
    "setting.decision": frozenset({
        "award", "award_with_conditions", "defer", "turn_down", "lodge_appeal", "receive_appeal",
        "uphold_appeal", "dismiss_appeal", "change_deferral", "give_condition_evidence",
        "return_condition", "meet_condition", "miss_condition", "give_more_time",
    }),
}  # fmt: skip
SHEET_OF: Final = {what: sheet for sheet, every in SHEETS.items() for what in every}
APPROVALS: Final = frozenset({"ask_for_approval", "give_approval", "return_approval"})
TALKS: Final = frozenset({"ask_for_feedback", "give_feedback", "answer_feedback"})


def sheets_open(journey: Journey, papers: Sequence[Link]) -> dict[str, str]:
    """The addresses of what whoever looks may read now, by screen.

    ``papers`` are what the page lists to read already: a report or a decision is among them only
    once it is there.
    """
    listed = {one.href for one in papers}
    found = {sheet: url_for(sheet, journey_id=journey.id) for sheet in SHEETS}
    closed = {one for one in PAPERS if found[one] not in listed}
    if not can(May.SEE_JUDGEMENTS, journey):
        closed.add("setting.criteria")
    return {sheet: address for sheet, address in found.items() if sheet not in closed}


def address_for(journey: Journey, line: History, sheets: Mapping[str, str]) -> str:
    """The address of what a line tells of; empty where there is nothing to open."""
    if line.undone_at is not None:
        return ""
    if line.what in APPROVALS and "setting.application_check" in sheets:
        return _approval(journey, line)
    if line.what in TALKS and "setting.evidence" in sheets:
        return _talk(journey, line) or sheets["setting.evidence"]
    return sheets.get(SHEET_OF.get(line.what, ""), "")


def _approval(journey: Journey, line: History) -> str:
    named = (of for of, words in STEP_WORDS.items() if line.words.startswith(words))
    of = next(named, None)
    return url_for("setting.approval", journey_id=journey.id, of=str(of)) if of else ""


def _talk(journey: Journey, line: History) -> str:
    for standard, _ in standards_of(journey):
        if line.words.startswith(standard.title):
            return url_for("setting.standard_talk", journey_id=journey.id, code=standard.code)
    return ""
