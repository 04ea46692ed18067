"""What every room shows of a journey: where it stands, whose turn it is, its history."""

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from award.actions.aiming import NO_PANEL_DAY
from award.actions.approving import WAYS
from award.actions.moves import mark_opened
from award.adapters import clock
from award.domain.decisions import is_released
from award.domain.lifecycle import MOVES
from award.domain.permissions import May
from award.domain.stages import OPEN, STAGE_NAMES, Stage
from award.domain.turns import TURN_NAMES, Turn
from award.queries.journeys import closed_judges, situation_of
from award.storage.days import day_of
from award.storage.db import session_of, transaction
from award.storage.journeys import History, Journey
from award.storage.settings import Setting
from award.storage.standing import last_move_line
from award.web.kit.access import actor, may_with
from award.web.kit.history_words import codes_told, released_at, who_words, words_shown
from award.web.kit.looks import as_read, tone_of
from award.web.kit.stage_names import stage_name
from award.web.kit.timelines import Line, gathered

PAST: Final = {row.name: row.past for row in MOVES}
STEP_WORDS: Final = {
    "open_journey": "Journey opened",
    "bring_in": "Journey brought in, already under way",
    "join_settings": "Two settings became one",
    "change_group": "Group changed",
    "change_setting": "Details of the setting changed",
    "open_renewal": "Renewal opened",
    "save_application": "Application saved",
    "ask_for_approval": "Approval asked for",
    "give_approval": "Approved",
    "return_approval": "Not approved yet",
    "judge": "Said where they stand",
    "ask_not_applicable": "Asked whether it applies",
    "answer_not_applicable": "Answered whether it applies",
    "on_the_day": "To be shown on the day",
    "policy_reviewed": "Said when the policy was reviewed",
    "begin_policy_check": "Policy check begun",
    "rest_policy_check": "Policy check changed",
    "answer_policy_points": "Policy check answered",
    "finish_policy_check": "Policy check finished",
    "share_policy_check": "Policy check shared with the group",
    "stop_sharing_policy_check": "Policy check no longer shared",
    "add_action": "Action added",
    "change_action": "Action changed",
    "remove_action": "Action taken out",
    "put_forward_plan": "Plan put forward",
    "return_plan": "Plan returned",
    "add_evidence": "Evidence added",
    "describe_evidence": "Evidence described",
    "add_seen": "Seen at the visit, and added",
    "file_paper": "Signed paper kept with an approval",
    "sort_evidence": "Evidence sorted",
    "cover_picture": "Picture cropped or blurred",
    "link_evidence": "Evidence linked",
    "change_link": "Why evidence counts was changed",
    "unlink_evidence": "Evidence unlinked",
    "use_evidence": "Evidence chosen for an action or a visit",
    "end_use": "Evidence no longer used for it",
    "replace_evidence": "Evidence replaced by another version",
    "bring_back_evidence": "Evidence brought back",
    "share_evidence": "Evidence shared",
    "stop_sharing_evidence": "Evidence no longer shared",
    "end_shared_evidence": "Shared evidence ended",
    "carry_on_evidence": "Earlier evidence carried on",
    "see_evidence_again": "Evidence seen again, and still true",
    "add_newer_evidence": "Newer evidence kept for the renewal",
    "ask_colleague": "A colleague was asked",
    "withdraw_colleague_ask": "A link to a colleague taken back",
    "answer_colleague_link": "A colleague answered",
    "end_links": "Links ended with somebody’s access",
    "remove_evidence": "Evidence taken away",
    "remove_version": "An older version of evidence taken away",
    "withdraw_evidence": "Evidence withdrawn",
    "freeze_evidence": "List of evidence kept as it was decided on",
    "let_go_recognisable": "Files in which children may be recognised were removed",
    "set_file_aside": "A harmful file was removed",
    "ask_for_feedback": "Feedback asked for",
    "give_feedback": "Feedback given",
    "take_back_ask": "Request for feedback taken back",
    "answer_feedback": "Feedback answered",
    "propose_visit": "Visit proposed",
    "confirm_visit": "Visit confirmed",
    "move_visit": "Visit moved",
    "cancel_visit": "Visit cancelled",
    "miss_visit": "The visit did not take place",
    "hand_over_visit": "Somebody else makes the visit",
    "record_visit": "Visit recorded",
    "share_visit_record": "Visit record shared",
    "agree_visit_record": "Visit record agreed",
    "count_visit_record_agreed": "Visit record counts as agreed: nothing was said in time",
    "answer_visit_record": "Visit record answered",
    "assign_adviser": "Adviser assigned",
    "assign_assessor": "Assessor assigned",
    "assign_second": "Second assessor assigned",
    "end_assignment": "Somebody’s part in the journey ended",
    "declare_tie": "Tie declared",
    "end_tie": "Tie ended",
    "agree_to_more": "Agreed that more is asked for once again",
    "reply_to_report": "Reply to the report",
    "answer_points": "Points answered",
    "give_second_judgement": "Second judgement given",
    "set_aside_second": "Second judgement set aside",
    "agree_judgement": "Agreed on a judgement",
    "ask_for_look": "A colleague was asked to look at the report",
    "end_look": "Nobody looks at the report any more",
    "give_look": "A colleague looked at the report",
    "vote": "Vote given",
    "withdraw_vote": "Vote taken back",
    "record_meeting": "Panel meeting recorded",
    "put_on_agenda": "Put on the agenda of a panel day",
    "take_off_agenda": "Taken off the agenda of a panel day",
    "ask_for_pause": "Pause asked for",
    "decline_pause": "Pause declined",
    "pause": "Paused",
    "resume": "Under way again",
    "lodge_appeal": "Appeal lodged",
    "receive_appeal": "Appeal received",
    "name_hearer": "Somebody asked to hear the appeal",
    "uphold_appeal": "Appeal upheld",
    "dismiss_appeal": "Appeal dismissed",
    "change_deferral": "A new day by which the panel looks again",
    "give_condition_evidence": "Evidence for a condition",
    "return_condition": "Condition sent back, with what it still needs",
    "meet_condition": "Condition met",
    "miss_condition": "Condition closed without being fulfilled",
    "give_more_time": "More time for a condition",
    "name_condition_owner": "Who sees to a condition",
    "say_how_it_goes": "Yearly check-in",
    "answer_check_in": "Yearly check-in answered",
    "change_round": "Panel day set",
    "nudge": "Letter sent by the coordinator",
    "passed": "Not needed this time",
}
# What stays inside the panel until the decision, and what stays inside the authority.
OF_PANEL: Final = frozenset({"vote", "withdraw_vote", "record_meeting"})
OF_AUTHORITY: Final = frozenset(
    {
        "declare_tie",
        "end_tie",
        "set_aside_second",
        "give_second_judgement",
        "assign_second",
        "agree_judgement",
        "ask_for_look",
        "end_look",
        "give_look",
    }
)

# The application to take part: Jo Fell. By phone, on 3 May 2026.
WRITTEN_DOWN: Final = re.compile(rf"[^:]+: (.+?)\. (?:{'|'.join(WAYS.values())}), on ", re.DOTALL)
# What is said of them names pieces of evidence, by titles and files that people gave them.
OF_EVIDENCE: Final = frozenset(
    {
        "add_evidence", "describe_evidence", "add_seen", "file_paper", "sort_evidence",
        "cover_picture", "link_evidence", "change_link", "unlink_evidence", "use_evidence",
        "end_use", "replace_evidence", "bring_back_evidence", "share_evidence",
        "stop_sharing_evidence", "end_shared_evidence", "carry_on_evidence",
        "see_evidence_again", "add_newer_evidence", "remove_evidence", "withdraw_evidence",
        "let_go_recognisable", "remove_version", "set_file_aside", "answer_feedback",
    }
)  # fmt: skip
REPLACING: Final = frozenset({"assign_adviser", "assign_assessor", "assign_second"})
OF_REPORT: Final = frozenset({"ask_for_more", "revise_report", "stop_assessment"})


def stage_words(journey: Journey) -> tuple[str, str]:
    """The tone and the words of where the journey stands."""
    if journey.paused_until is not None:
        return "stopped", "Paused"
    return tone_of(journey.stage), stage_name(journey)


def stage_read(journey: Journey) -> tuple[str, str]:
    """The same for somebody whose turn it is not."""
    tone, words = stage_words(journey)
    return as_read(tone), words


def turn_words(journey: Journey, *, mine: bool = False) -> str:
    """Whose turn it is, in words; empty when nobody is waited for. ``mine``: that of who looks."""
    if mine:
        return "Your turn"
    return "" if journey.turn is Turn.NOBODY else f"Waiting for {TURN_NAMES[journey.turn]}"


def history_lines(
    journey: Journey, *, inside: bool = False, panel: bool = False, limit: int | None = None
) -> list[Line]:
    """The history, newest first; ``inside`` for the authority's people, ``panel`` with votes.

    What the other judge wrote, or others about their report, is left out for who judges blind.
    Of steps on evidence, who may not see it reads the criteria alone.
    """
    released, closed = released_at(journey.history), closed_judges(journey, actor())
    shown = [
        line
        for line in reversed(journey.history)
        if (panel or line.what not in OF_PANEL or is_released(line.at, released))
        and (inside or line.what not in OF_AUTHORITY | OF_PANEL)
    ]
    lines = (
        (line, bool(closed) and (line.by_id in closed or line.what in OF_REPORT)) for line in shown
    )
    sees = _reads_evidence(journey)
    told = (
        (_line(line, journey.setting, sees=sees), hidden) for line, hidden in islice(lines, limit)
    )
    return gathered(replace(line, text="") if hidden else line for line, hidden in told)


def _reads_evidence(journey: Journey) -> bool:
    """Whether what is inside the evidence of a journey is open to who looks."""
    known = situation_of(journey, actor(), at=clock.now())
    return not known.without_content and may_with(May.SEE_EVIDENCE, journey)


def _line(line: History, place: Setting, *, sees: bool) -> Line:
    who = who_words(line.by_name, line.role, place)
    if line.on_behalf:
        who += ", on behalf of the setting"
    what = step_words(line)
    if line.undone_at is not None:
        what += " (taken back)"
    said = words_shown(line) if sees or line.what not in OF_EVIDENCE else codes_told(line.words)
    return Line(line.at, what, said, who, line.is_move, line.what in REPLACING)


def step_words(line: History) -> str:
    """What a line of history tells of; of an approval that was written down, who gave it."""
    if line.what == "give_approval" and line.on_behalf:
        found = WRITTEN_DOWN.match(line.words)
        return f"Approval by {found[1]} written down" if found else "Approval written down"
    if line.what == "change_round" and line.words == NO_PANEL_DAY:
        return "No panel day any more"
    return PAST.get(line.what) or STEP_WORDS.get(line.what, line.what.replace("_", " "))


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


def outcome_beside(stage: Stage | None, outcome: str) -> str:
    """What was decided, where the stage that stands beside it does not say the same."""
    return "" if stage and PAST[outcome] == STAGE_NAMES[stage] else PAST[outcome]
