"""Which letter tells whom of what: one row for each letter that there is."""

from datetime import datetime
from typing import Final

from award.domain.award_moves import SETTLED_WORDS
from award.domain.decisions import is_released
from award.domain.letter_rows import FIELDS_OF_ALL, LEAD_AND_HEAD, Addressee, Letter
from award.domain.letter_rows import letter_row as _letter
from award.domain.letters_by_calendar import BY_CALENDAR
from award.domain.stages import Stage

__all__ = [
    "BY_CODE",
    "FIELDS_OF_ALL",
    "LETTERS",
    "NOT_SENT",
    "SENT",
    "Addressee",
    "Letter",
    "find_letter",
    "is_kept_by_panel",
    "letters_after",
]
A = Addressee

# What tells the panel whether its votes agree. Outside it nobody reads this before the release.
KEPT_BY_PANEL: Final = frozenset({"votes_waiting"})

LETTERS: Final = (
    # Asking and beginning.
    _letter("enquiry_received", (A.PERSON,), "ask_to_take_part"),
    _letter("enquiry_arrived", (A.COORDINATOR,), "ask_to_take_part", "sender"),
    _letter("enquiry_uncoordinated", (A.COORDINATOR,), "ask_to_take_part", "sender"),
    _letter("enquiry_answered", (A.PERSON,), "reply_to_enquiry", "sender words"),
    _letter("journey_opened", LEAD_AND_HEAD, "open_journey"),
    _letter("journey_opened_together", LEAD_AND_HEAD, "open_with_cohort", "cohort what"),
    _letter("renewal_opened", LEAD_AND_HEAD, "open_renewal", "ends_on"),
    # The head's approval.
    _letter("approval_asked", (A.HEAD,), "ask_for_approval", "sender step link_until"),
    _letter("approval_given", (A.LEAD,), "give_approval", "approver step"),
    _letter("approval_returned", (A.LEAD, A.PERSON), "return_approval", "approver step reason"),
    _letter("approval_fallen", (A.LEAD,), "overtake_approval", "step"),
    # The application.
    _letter("application_received", (A.LEAD,), "submit"),
    _letter("application_submitted", (A.COORDINATOR,), "submit"),
    _letter("application_returned", (A.LEAD,), "return", "reason"),
    _letter("application_accepted", LEAD_AND_HEAD, "accept"),
    _letter("application_declined", LEAD_AND_HEAD, "decline", "reason appeal_until"),
    # The plan.
    _letter("plan_put_forward", (A.COORDINATOR, A.ADVISER), "put_forward_plan"),
    _letter("plan_returned", (A.LEAD,), "return_plan", "reason"),
    _letter("plan_agreed", (A.LEAD,), "agree_plan"),
    # Gathering.
    _letter("feedback_asked", (A.ADVISER, A.COORDINATOR), "ask_for_feedback", "standards question"),
    _letter("feedback_given", (A.LEAD,), "digest", "what"),
    _letter("feedback_answered", (A.PERSON,), "digest", "what"),
    _letter("colleague_asked", (A.PERSON,), "ask_colleague", "sender ask link_until"),
    _letter("colleague_answered", (A.LEAD,), "answer_colleague_link", "sender criterion"),
    _letter("file_set_aside", (A.LEAD, A.PERSON), "set_file_aside", "file reason"),
    _letter("file_infected", (A.COORDINATOR,), "set_file_aside", "file"),
    _letter("evidence_withdrawn", (A.COORDINATOR,), "withdraw_evidence", "reason"),
    _letter("shared_evidence_ended", (A.LEAD,), "end_shared_evidence", "evidence owner criteria"),
    _letter("not_applicable_asked", (A.COORDINATOR,), "ask_not_applicable", "criterion reason"),
    _letter("not_applicable_answered", (A.LEAD,), "answer_not_applicable", "criterion answer"),
    # Ready and assessed.
    _letter("declared_ready", (A.COORDINATOR,), "declare_ready"),
    _letter("sent_back", (A.LEAD,), "send_back", "reason"),
    _letter(
        "assessment_begun",
        LEAD_AND_HEAD,
        "begin_assessment",
        "assessor visit_on",
        only_with="visit_on",
    ),
    _letter(
        "assessment_begun_visited",
        LEAD_AND_HEAD,
        "begin_assessment",
        "assessor visited_on",
        only_with="visited_on",
    ),
    _letter(
        "assessment_to_do", (A.ASSESSOR,), "begin_assessment", "visit_on", only_with="visit_on"
    ),
    _letter(
        "assessment_to_do_visited",
        (A.ASSESSOR,),
        "begin_assessment",
        "visited_on",
        only_with="visited_on",
    ),
    _letter("assessment_stopped", (A.LEAD, A.ASSESSOR), "stop_assessment", "reason"),
    _letter("more_asked", (A.LEAD,), "ask_for_more", "what"),
    _letter("look_asked", (A.PERSON,), "ask_for_look", "sender"),
    _letter("look_given", (A.ASSESSOR,), "give_look", "sender"),
    _letter("report_shared", LEAD_AND_HEAD, "share_report", "reply_by fact_check"),
    _letter("report_revised", (A.LEAD, A.HEAD, A.ASSESSOR), "revise_report", "reason"),
    _letter("points_raised", (A.ASSESSOR, A.COORDINATOR), "reply_to_report"),
    _letter("points_answered", (A.LEAD,), "answer_points"),
    _letter("report_confirmed", LEAD_AND_HEAD, "confirm_report"),
    _letter("no_reply_recorded", LEAD_AND_HEAD, "record_no_reply"),
    _letter("papers_ready", (A.PANEL,), "confirm_report record_no_reply", "vote_by"),
    # The second judgement.
    _letter("second_asked", (A.SECOND,), "assign_second"),
    _letter("second_done", (A.COORDINATOR, A.PANEL), "give_second_judgement"),
    _letter("second_set_aside", (A.SECOND, A.COORDINATOR), "set_aside_second", "reason"),
    # The decision.
    _letter("votes_changed", (A.PANEL,), "set_votes_aside"),
    _letter("vote_by_changed", (A.PANEL,), "change_vote_by", "vote_by"),
    _letter("awarded", LEAD_AND_HEAD, "award", "valid_from valid_until kept_until"),
    _letter(
        "awarded_with_conditions",
        LEAD_AND_HEAD,
        "award_with_conditions",
        "valid_from valid_until conditions appeal_until kept_until",
    ),
    _letter("deferred", LEAD_AND_HEAD, "defer", "until_on criteria appeal_until"),
    _letter("not_yet_awarded", LEAD_AND_HEAD, "turn_down", "appeal_until"),
    _letter(
        "decision_released",
        (A.COORDINATOR, A.ADVISER, A.ASSESSOR),
        "award award_with_conditions defer turn_down",
        "outcome",
    ),
    _letter("journey_reopened", LEAD_AND_HEAD, "reopen"),
    _letter("decide_again", (A.PANEL,), "reopen", at=Stage.DECIDING),
    _letter("application_reopened", (A.COORDINATOR,), "reopen", at=Stage.APPLIED),
    # Ends and pauses.
    _letter("withdrawn", (A.COORDINATOR, A.ADVISER, A.ASSESSOR), "withdraw", "reason"),
    _letter("withdrawal_confirmed", LEAD_AND_HEAD, "withdraw"),
    _letter("lapsed", (A.LEAD, A.HEAD, A.ADVISER), "lapse"),
    _letter("closed", (A.LEAD, A.HEAD, A.ADVISER), "close", "reason"),
    _letter("taken_up_again", (A.LEAD, A.HEAD, A.ADVISER), "take_up_again"),
    _letter("move_undone", (A.LEAD, A.COORDINATOR), "undo", "step"),
    _letter("pause_asked", (A.COORDINATOR,), "ask_for_pause", "until_on reason"),
    _letter("pause_declined", LEAD_AND_HEAD, "decline_pause", "reason"),
    _letter("paused", (A.LEAD, A.HEAD, A.ADVISER, A.ASSESSOR), "pause", "until_on"),
    _letter("resumed", (A.LEAD, A.HEAD, A.ADVISER, A.ASSESSOR), "resume"),
    _letter("round_changed", (A.LEAD,), "aim_to_be_ready", "panel_on ready_by"),
    _letter("panel_day_changed", (A.LEAD,), "aim_at_panel_day", "panel_on"),
    # Visits.
    _letter(
        "visit_proposed",
        (A.PERSON,),
        "propose_visit",
        "visit_kind visit_at",
        only_with="visit_at",
    ),
    _letter(
        "visit_offered_anew",
        (A.LEAD, A.HEAD, A.VISITOR),
        "propose_visit",
        "fell_at reason visit_offers chooser",
        only_with="fell_at",
    ),
    _letter(
        "visit_confirmed",
        (A.LEAD, A.HEAD, A.VISITOR),
        "confirm_visit",
        "visit_kind visit_at visitor checks arrival",
    ),
    _letter("visit_moved", (A.LEAD, A.HEAD, A.VISITOR), "move_visit", "visit_at reason arrival"),
    _letter(
        "visit_cancelled",
        (A.LEAD, A.HEAD, A.VISITOR, A.COORDINATOR),
        "cancel_visit",
        "visit_at reason",
    ),
    _letter("visit_missed", (A.LEAD, A.COORDINATOR, A.VISITOR), "miss_visit", "visit_at reason"),
    _letter(
        "visit_handed_over",
        (A.LEAD, A.VISITOR, A.PERSON),
        "hand_over_visit",
        "visit_kind visit_at visitor earlier_visitor arrival",
    ),
    _letter("visit_record_shared", LEAD_AND_HEAD, "share_visit_record", "reply_by"),
    _letter("visit_record_agreed", (A.VISITOR,), "agree_visit_record"),
    _letter("visit_record_counted", (A.VISITOR,), "count_visit_record_agreed"),
    _letter("visit_record_answered", (A.VISITOR, A.COORDINATOR), "answer_visit_record"),
    # People.
    _letter("invitation", (A.PERSON,), "invite", "sender role link_until"),
    _letter(
        "cohort_invitation",
        (A.PERSON,),
        "invite_to_cohort",
        "sender role link_until cohort what",
    ),
    _letter(
        "invitation_to_authority",
        (A.PERSON,),
        "invite_to_authority",
        "sender role link_until",
        place=False,
    ),
    _letter("role_ended", (A.PERSON,), "remove_person", "role", place=False),
    _letter("password_reset", (A.PERSON,), "ask_for_password", "link_until", place=False),
    _letter("password_changed", (A.PERSON,), "change_password", "changed_at", place=False),
    _letter("address_to_confirm", (A.PERSON,), "ask_for_address", "link_until", place=False),
    _letter("address_changed", (A.PERSON,), "change_address", "changed_at", place=False),
    _letter("lead_unreachable", (A.HEAD, A.COORDINATOR), "lose_lead"),
    _letter("lead_changed", (A.HEAD, A.COORDINATOR), "change_lead", "new_lead"),
    _letter("adviser_assigned", (A.ADVISER,), "assign_adviser"),
    _letter("adviser_named", (A.LEAD,), "assign_adviser", "adviser"),
    _letter("assessor_assigned", (A.ASSESSOR,), "assign_assessor", "begins"),
    _letter(
        "assignment_ended",
        (A.PERSON,),
        "end_assignment assign_adviser assign_assessor assign_second",
        "role",
    ),
    _letter("tie_declared", (A.COORDINATOR,), "declare_tie", "sender"),
    _letter("cover_named", (A.PERSON,), "name_cover", "away from_on until_on", place=False),
    _letter(
        "cover_ended",
        (A.PERSON,),
        "end_cover",
        "stands_in away from_on until_on sender",
        place=False,
    ),
    _letter("cover_fell", (A.PERSON,), "remove_person", "stands_in from_on until_on", place=False),
    # Conditions.
    _letter(
        "condition_evidence_given", (A.COORDINATOR, A.PANEL), "give_condition_evidence", "condition"
    ),
    _letter("condition_returned", (A.LEAD,), "return_condition", "condition reason due_on"),
    _letter("condition_met", LEAD_AND_HEAD, "meet_condition", "condition"),
    _letter("condition_not_met", LEAD_AND_HEAD, "miss_condition", "condition reason"),
    _letter("condition_more_time", LEAD_AND_HEAD, "give_more_time", "condition reason due_on"),
    # The yearly check-in.
    _letter("check_in_said", (A.COORDINATOR,), "say_how_it_goes"),
    _letter("check_in_answered", LEAD_AND_HEAD, "answer_check_in", "reason"),
    # Appeals.
    _letter("appeal_received", LEAD_AND_HEAD, "lodge_appeal"),
    _letter("appeal_to_arrange", (A.COORDINATOR,), "lodge_appeal"),
    _letter("appeal_to_hear", (A.PERSON,), "name_hearer"),
    _letter("appeal_upheld", LEAD_AND_HEAD, "uphold_appeal", "reason"),
    _letter("appeal_to_act_on", (A.COORDINATOR,), "uphold_appeal"),
    _letter("appeal_dismissed", LEAD_AND_HEAD, "dismiss_appeal", "reason"),
    _letter("appeal_dismissed_noted", (A.COORDINATOR,), "dismiss_appeal"),
    # The award and its certificate.
    _letter("certificate_ready", LEAD_AND_HEAD, "issue_certificate", "kept_until"),
    _letter("certificate_reissued", LEAD_AND_HEAD, "reissue", "reason"),
    _letter("announcement_set", LEAD_AND_HEAD, "announce", "date"),
    _letter("award_extended", LEAD_AND_HEAD, "extend", "valid_until reason"),
    _letter("award_superseded", LEAD_AND_HEAD, "supersede"),
    _letter("suspension_proposed", LEAD_AND_HEAD, "propose_suspension", "reason reply_by"),
    _letter("revocation_proposed", LEAD_AND_HEAD, "propose_revocation", "reason reply_by"),
    _letter("suspension_answered", (A.PANEL, A.COORDINATOR), "reply_to_suspension"),
    _letter("suspended", LEAD_AND_HEAD, "suspend", "reason appeal_until"),
    _letter("suspension_dropped", LEAD_AND_HEAD, "drop_suspension drop_revocation"),
    _letter("award_reinstated", LEAD_AND_HEAD, "reinstate reinstate_on_appeal"),
    _letter(
        "revoked",
        LEAD_AND_HEAD,
        "revoke revoke_with_the_old",
        "reason open_conditions appeal_until",
    ),
    _letter("award_replaced_by_decision", LEAD_AND_HEAD, "revoke_on_new_decision"),
    _letter("award_in_question_noted", (A.COORDINATOR,), " ".join(SETTLED_WORDS), "standing"),
    # Orders and reports.
    _letter("order_quoted", (A.PERSON,), "quote_order", "until_on"),
    _letter("order_accepted", (A.COORDINATOR,), "accept_order"),
    _letter("termly_report_ready", (A.STEERING,), "issue_termly_report", "term", place=False),
    *BY_CALENDAR,
)

# Their texts are there, but nothing in the program sends them so far, so nobody is offered them.
NOT_SENT: Final = frozenset({"order_quoted", "order_accepted", "termly_report_ready"})
BY_CODE: Final = {letter.code: letter for letter in LETTERS}
SENT: Final = tuple(letter for letter in LETTERS if letter.code not in NOT_SENT)


def find_letter(code: str) -> Letter | None:
    """The letter with this code."""
    return BY_CODE.get(code)


def letters_after(step: str, *, at: Stage | None = None) -> tuple[Letter, ...]:
    """The letters that go out after a move or another step that has led to this stage."""
    return tuple(letter for letter in LETTERS if step in letter.after and letter.at in (None, at))


def is_kept_by_panel(
    code: str, *, stage: Stage, written_at: datetime, released: datetime | None
) -> bool:
    """Whether a letter speaks of votes on a decision that is not released: it is the panel's own.

    Once a journey has its award, the votes are about that award, and no such secret.
    """
    votes_on_decision = code in KEPT_BY_PANEL and stage is not Stage.AWARDED
    return votes_on_decision and not is_released(written_at, released)
