"""What is waited for, when the one waited for is reminded, and when somebody else is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from award.domain.letters import Addressee
from award.domain.stages import Stage
from award.domain.turns import Turn


class CalendarOf(StrEnum):
    """Whose days a wait is counted in."""

    SETTING = "setting"
    COUNCIL = "council"


class Days(Protocol):
    """A calendar, as far as reminders need one."""

    def add_days(self, start: date, n: int) -> date:
        """The nth day that counts after ``start``, or before it when below zero."""
        ...


class Wait(StrEnum):
    """A thing that somebody is waited for. ``TURN`` is the turn of a journey as such."""

    TURN = "turn"
    ENQUIRY = "enquiry"
    HEAD_APPROVAL = "head_approval"
    PLAN_PUT_FORWARD = "plan_put_forward"
    VISIT_DATE_SETTING = "visit_date_setting"
    VISIT_DATE_VISITOR = "visit_date_visitor"
    VISIT_TO_WRITE_UP = "visit_to_write_up"
    VISIT_TO_SHARE = "visit_to_share"
    VISIT_TO_SIGN = "visit_to_sign"
    VISIT_ANSWERED = "visit_answered"
    VISIT_NEEDS_SOMEBODY = "visit_needs_somebody"
    VISIT_TO_ARRANGE = "visit_to_arrange"
    REPORT_LOOK = "report_look"
    NOT_APPLICABLE_ASKED = "not_applicable_asked"
    PAUSE_ASKED = "pause_asked"
    PAUSE_ENDED = "pause_ended"
    DEFERRAL = "deferral"
    VOTES_SPLIT = "votes_split"
    VOTES_AGREED = "votes_agreed"
    SUSPENSION_REPLY = "suspension_reply"
    SUSPENSION_VOTE = "suspension_vote"
    APPEAL_TO_ASSIGN = "appeal_to_assign"
    APPEAL_TO_HEAR = "appeal_to_hear"
    APPEAL_UPHELD = "appeal_upheld"
    CONDITION = "condition"
    CONDITION_EVIDENCE = "condition_evidence"
    CHECK_IN = "check_in"
    CHECK_IN_ANSWER = "check_in_answer"
    LEAD_MISSING = "lead_missing"
    ORDER_ASKED = "order_asked"
    ORDER_QUOTED = "order_quoted"


@dataclass(frozen=True)
class Reminder:
    """One wait: when the one waited for is reminded, and when, and to whom, it is escalated.

    Days are counted from the day the wait began, or from the day something is due: below zero is
    before it. ``what`` fills the field of that name; empty where each thing brings its own words.
    A row with a stage and a turn that is not ``Wait.TURN`` stands in for the turn's own row.
    ``letter_late`` goes in place of ``letter`` once the day that something is due has passed.
    """

    wait: Wait
    stage: Stage | None
    turn: Turn | None
    what: str
    calendar_of: CalendarOf
    remind_after: tuple[int, ...]
    escalate_after: int
    to: tuple[Addressee, ...]
    escalate_to: tuple[Addressee, ...]
    letter: str
    escalation_letter: str
    while_paused: bool = False
    letter_late: str = ""


A, S, T, W = Addressee, Stage, Turn, Wait
USUAL: Final = ("reminder", "escalation")
TO_PANEL: Final = ("votes_waiting", "panel_waits")
OF_SETTING: Final = frozenset({A.LEAD, A.HEAD})


def _row(
    wait: Wait,
    what: str,
    *to: Addressee,
    at: tuple[Stage, Turn] | None = None,
    after: tuple[int, ...] = (5,),
    escalate: int = 10,
    escalate_to: tuple[Addressee, ...] = (),
    letters: tuple[str, str] = USUAL,
    while_paused: bool = False,
    days_of: CalendarOf | None = None,
    late: str = "",
) -> Reminder:
    """A row by the usual rule: to the coordinator next, and the coordinator's own to the cover.

    ``days_of`` says otherwise in whose days it is counted than by who is reminded.
    """
    next_to = (A.COVER,) if to == (A.COORDINATOR,) else (A.COORDINATOR,)
    usual = bool(OF_SETTING & set(to))
    return Reminder(
        wait=wait,
        stage=at[0] if at else None,
        turn=at[1] if at else None,
        what=what,
        calendar_of=days_of or (CalendarOf.SETTING if usual else CalendarOf.COUNCIL),
        remind_after=after,
        escalate_after=escalate,
        to=to,
        escalate_to=escalate_to or next_to,
        letter=letters[0],
        escalation_letter=letters[1],
        while_paused=while_paused,
        letter_late=late,
    )


# fmt: off
REMINDERS: Final = (
    # Whose turn it is, stage by stage.
    _row(W.TURN, "the application", A.LEAD, at=(S.DRAFT, T.SETTING), after=(15,), escalate=30,
         letters=("draft_untouched", "quiet_setting")),
    _row(W.TURN, "an application to accept or return", A.COORDINATOR,
         at=(S.APPLIED, T.COORDINATOR)),
    _row(W.TURN, "where you stand, the first visit record, and your plan", A.LEAD,
         at=(S.PLANNING, T.SETTING)),
    _row(W.TURN, "the first visit to book", A.COORDINATOR,
         at=(S.PLANNING, T.COORDINATOR), after=(10,), escalate=20),
    _row(W.TURN, "the first visit and its record", A.ADVISER, at=(S.PLANNING, T.ADVISER)),
    _row(W.TURN, "the next step of the plan", A.LEAD, at=(S.GATHERING, T.SETTING),
         after=(20, 40), escalate=40, letters=("gone_quiet", "quiet_setting")),
    _row(W.TURN, "the feedback that was asked for", A.ADVISER, at=(S.GATHERING, T.ADVISER)),
    _row(W.TURN, "the feedback that was asked for", A.COORDINATOR,
         at=(S.GATHERING, T.COORDINATOR)),
    _row(W.TURN, "an assessor and a visit to arrange", A.COORDINATOR, at=(S.READY, T.COORDINATOR)),
    _row(W.TURN, "the assessment and its report", A.ASSESSOR, at=(S.ASSESSING, T.ASSESSOR)),
    _row(W.TURN, "an assessor to name", A.COORDINATOR, at=(S.ASSESSING, T.COORDINATOR)),
    # The letter that shares the report is the word of day 0.
    _row(W.TURN, "the report to check", A.LEAD, at=(S.CHECKING, T.SETTING), after=(5, 9),
         letters=("report_check", "report_unanswered")),
    _row(W.TURN, "points on the report to answer", A.ASSESSOR, at=(S.CHECKING, T.ASSESSOR)),
    _row(W.TURN, "a report to confirm, or points on it to answer", A.COORDINATOR,
         at=(S.CHECKING, T.COORDINATOR)),
    _row(W.TURN, "the second judgement", A.SECOND, at=(S.DECIDING, T.SECOND)),
    _row(W.TURN, "somebody to name for the second judgement", A.COORDINATOR,
         at=(S.DECIDING, T.COORDINATOR)),
    _row(W.TURN, "votes are still missing", A.PANEL, at=(S.DECIDING, T.PANEL), letters=TO_PANEL),
    # Waits that stand in for a turn, because they say better what is missing.
    _row(W.PLAN_PUT_FORWARD, "a plan to agree or return", A.COORDINATOR,
         at=(S.PLANNING, T.COORDINATOR)),
    _row(W.VOTES_SPLIT, "the votes are split", A.PANEL, at=(S.DECIDING, T.PANEL),
         letters=TO_PANEL),
    _row(W.VOTES_AGREED, "the votes agree, and the decision can be released", A.PANEL,
         at=(S.DECIDING, T.PANEL), letters=TO_PANEL),
    _row(W.VISIT_TO_ARRANGE, "a new assessment visit to arrange", A.ASSESSOR,
         at=(S.ASSESSING, T.ASSESSOR)),
    # Waits beside the turn.
    _row(W.ENQUIRY, "somebody who asks to take part", A.COORDINATOR),
    _row(W.HEAD_APPROVAL, "", A.HEAD, escalate_to=(A.LEAD, A.COORDINATOR),
         letters=("approval_waits", "approval_still_waits")),
    _row(W.VISIT_DATE_SETTING, "a date for a visit to confirm", A.LEAD),
    _row(W.VISIT_DATE_VISITOR, "a date for a visit to confirm", A.VISITOR),
    _row(W.VISIT_TO_WRITE_UP, "a visit to write up", A.VISITOR, after=(3, 5), escalate=7,
         letters=("visit_to_write_up", "escalation")),
    _row(W.VISIT_TO_SHARE, "a visit record to share", A.VISITOR),
    _row(W.VISIT_TO_SIGN, "a visit record to agree", A.LEAD),
    _row(W.VISIT_ANSWERED, "the setting’s words on a visit record to answer", A.VISITOR),
    _row(W.VISIT_NEEDS_SOMEBODY, "a visit that somebody else is to make", A.COORDINATOR),
    _row(W.REPORT_LOOK, "a look at a report before it is shared", A.PERSON, after=(2,),
         escalate=5),
    _row(W.NOT_APPLICABLE_ASKED, "whether a criterion applies", A.COORDINATOR),
    _row(W.PAUSE_ASKED, "a pause that was asked for", A.COORDINATOR),
    _row(W.PAUSE_ENDED, "the next step, now that the pause has ended", A.LEAD),
    _row(W.DEFERRAL, "what the panel gave more time for", A.LEAD, A.HEAD, after=(-20, -5, 0),
         letters=("deferral_ends", "escalation")),
    # The time to reply runs in working days, in the holidays too; so do its reminders.
    _row(W.SUSPENSION_REPLY, "your reply to the question about your award", A.LEAD, A.HEAD,
         days_of=CalendarOf.COUNCIL),
    _row(W.SUSPENSION_VOTE, "a suspension to confirm or drop", A.PANEL, letters=TO_PANEL,
         while_paused=True),
    _row(W.APPEAL_TO_ASSIGN, "somebody to hear an appeal", A.COORDINATOR, while_paused=True),
    _row(W.APPEAL_TO_HEAR, "an appeal to hear", A.PERSON, while_paused=True),
    _row(W.APPEAL_UPHELD, "the step after an appeal that was upheld", A.COORDINATOR,
         while_paused=True),
    _row(W.CONDITION, "", A.LEAD, A.HEAD, after=(-20, -5, 0, 10), escalate=20,
         letters=("condition_due", "condition_overdue"), late="condition_late"),
    _row(W.CONDITION_EVIDENCE, "what was shown for a condition", A.COORDINATOR),
    _row(W.CHECK_IN, "a few words on how the award goes", A.LEAD, after=(20,), escalate=40),
    _row(W.CHECK_IN_ANSWER, "a yearly check-in to answer", A.COORDINATOR),
    _row(W.LEAD_MISSING, "a new lead, or an address that works", A.HEAD),
    _row(W.ORDER_ASKED, "a quote to write", A.COORDINATOR),
    _row(W.ORDER_QUOTED, "a quote to accept", A.PERSON, after=(15,), escalate=30),
)
# fmt: on


@dataclass(frozen=True)
class Waiting:
    """One thing that waits now: ``thing`` names its row, such as "journey:12" or "visit:7".

    ``stage`` and ``turn`` are those of the journey it belongs to. ``coordinators_own`` says that
    the one waited for is the coordinator, whatever part they play here.
    """

    thing: str
    wait: Wait
    since: date
    stage: Stage | None = None
    turn: Turn | None = None
    paused: bool = False
    coordinators_own: bool = False


@dataclass(frozen=True)
class Due:
    """A letter that is due, with the key under which it goes once only."""

    key: str
    letter: str
    to: tuple[Addressee, ...]
    what: str
    waiting: Waiting


def find_reminder(waiting: Waiting) -> Reminder | None:
    """The row for a wait; None where nobody is waited for."""
    for row in REMINDERS:
        general = row.wait is Wait.TURN
        if row.wait is waiting.wait and (
            not general or (row.stage, row.turn) == (waiting.stage, waiting.turn)
        ):
            return row
    return None


def reminders_due(
    waits: Iterable[Waiting], *, today: date, calendars: Mapping[CalendarOf, Days]
) -> tuple[Due, ...]:
    """The letters due today for the waits of one journey: for each at most a reminder and an
    escalation, each with its key. A paused journey gets none.

    A reminder that was missed is not made up for by two: only the latest one goes.
    """
    listed = tuple(waits)
    covered = {_place(find_reminder(one)) for one in listed if one.wait is not Wait.TURN}
    due: list[Due] = []
    for one in listed:
        row = find_reminder(one)
        if row is None or (one.paused and not row.while_paused):
            continue
        if one.wait is Wait.TURN and _place(row) in covered:
            continue
        due.extend(_steps(row, one, today, calendars[row.calendar_of]))
    return tuple(due)


def _place(row: Reminder | None) -> tuple[Stage, Turn] | None:
    if row is None or row.stage is None or row.turn is None:
        return None
    return row.stage, row.turn


def _steps(row: Reminder, one: Waiting, today: date, calendar: Days) -> Iterable[Due]:
    reached = [n for n in row.remind_after if calendar.add_days(one.since, n) <= today]
    if reached:
        step = "remind" if len(reached) == 1 else f"remind-{len(reached)}"
        letter = row.letter_late if row.letter_late and one.since < today else row.letter
        yield Due(_key(one, step), letter, row.to, row.what, one)
    if calendar.add_days(one.since, row.escalate_after) <= today:
        to = (A.COVER,) if one.coordinators_own else row.escalate_to
        yield Due(_key(one, "escalate"), row.escalation_letter, to, row.what, one)


def _key(one: Waiting, step: str) -> str:
    if one.wait is Wait.TURN:
        return f"{one.thing}:{one.stage}:{one.turn}:{one.since}:{step}"
    return f"{one.thing}:{one.wait}:{one.since}:{step}"
