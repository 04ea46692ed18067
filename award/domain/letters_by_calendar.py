"""The letters that the calendar sends: what waits, what draws near, and what a day was about."""

from typing import Final

from award.domain.letter_rows import LEAD_AND_HEAD, Addressee
from award.domain.letter_rows import letter_row as _letter

A = Addressee

BY_CALENDAR: Final = (
    # Reminders.
    _letter("reminder", (A.PERSON,), "remind", "what since"),
    _letter("escalation", (A.PERSON,), "escalate", "since what"),
    _letter("administrator_asked", (A.COVER,), "escalate", "since what coordinators"),
    _letter("draft_untouched", (A.LEAD,), "remind", "since"),
    _letter("gone_quiet", (A.LEAD,), "remind", "since"),
    _letter("quiet_setting", (A.COORDINATOR,), "escalate", "since"),
    _letter("approval_waits", (A.HEAD,), "remind", "what"),
    _letter("approval_still_waits", (A.LEAD, A.COORDINATOR), "escalate", "since what"),
    _letter("report_check", (A.LEAD,), "remind"),
    _letter("report_unanswered", (A.COORDINATOR,), "escalate", "since"),
    _letter("visit_to_write_up", (A.VISITOR,), "remind"),
    _letter("votes_waiting", (A.PANEL,), "remind", "what"),
    _letter("panel_waits", (A.COORDINATOR,), "escalate", "since"),
    _letter("nudge", (A.PERSON,), "nudge", "sender subject words"),
    # Days that draw near.
    _letter("ready_by_soon", (A.LEAD,), "notice", "date"),
    _letter("visit_soon", (A.LEAD, A.VISITOR), "notice", "date what"),
    _letter("panel_soon", (A.PANEL,), "notice", "date"),
    _letter("actions_due", (A.LEAD,), "notice", "what"),
    _letter("policy_turns", (A.LEAD,), "notice", "date"),
    _letter("policy_check_due", (A.LEAD,), "notice"),
    _letter("deferral_ends", LEAD_AND_HEAD, "notice", "date"),
    _letter("condition_due", LEAD_AND_HEAD, "notice", "date what"),
    _letter("condition_late", LEAD_AND_HEAD, "notice", "date what"),
    _letter("condition_overdue", (A.COORDINATOR,), "escalate", "since what"),
    _letter("check_in", (A.LEAD,), "notice"),
    _letter("award_ends", LEAD_AND_HEAD, "notice", "date"),
    _letter("people_check", (A.HEAD, A.LEAD), "notice"),
    _letter("retention_soon", LEAD_AND_HEAD, "notice", "date what"),
    _letter("guidance_check", (A.COORDINATOR,), "notice", place=False),
    _letter("suspension_review", (A.COORDINATOR, A.PANEL), "notice", "date"),
    _letter("digest", (A.PERSON,), "digest", "what", place=False),
)
