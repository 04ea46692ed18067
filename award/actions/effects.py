"""What each move changes besides the stage."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import func, select

from award.actions.calling_off import call_off
from award.actions.releasing import (
    appeal_words,
    defer,
    open_the_papers,
    release_award,
    release_conditions,
    turn_down,
)
from award.actions.setting_aside import (
    Kept,
    begin_report,
    judge_again,
    let_approvals_fall,
    set_assessment_visits_aside,
    set_bound_judgements_aside,
    set_judgements_aside,
    set_report_aside,
    set_votes_aside,
    use_appeals,
)
from award.domain.facts import Facts, PlanState, Said
from award.domain.outcomes import SampleReason, sample
from award.domain.people import Actor
from award.domain.report_days import FACT_CHECK, fact_check_words
from award.domain.routes import Approval
from award.domain.spoken import long_day
from award.domain.stages import BEFORE_READY
from award.domain.visits import COMING, VisitKind
from award.storage.assessments import Judge, Judgement, Report
from award.storage.authorities import Round
from award.storage.days import calendar_of, day_of
from award.storage.db import session_of
from award.storage.decisions import REOPENS
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.storage.standing import REPLY_CALENDAR_DAYS, REPLY_DAYS, live_report
from award.storage.visits import Visit

Told = Mapping[str, str]


class Effect(Protocol):
    """Changes rows of the journey, notes in ``kept`` what taking back needs.

    Returns what the letters of the move may say besides its reason.
    """

    def __call__(
        self, journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
    ) -> Told: ...


def _submit(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """Without a round the application falls into the next one that can still be reached."""
    if journey.round_id is None:
        journey.round_id = session_of(journey).scalar(
            select(Round.id)
            .where(Round.authority_id == journey.authority_id, Round.ready_by_on > facts.today)
            .order_by(Round.ready_by_on)
            .limit(1)
        )
    return {}


def _decline(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    return appeal_words(journey, at=at)


def _agree_plan(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """The plan as agreed is kept, so that later edits can be seen against it."""
    journey.plan_state = PlanState.AGREED
    rows = session_of(journey).scalars(
        select(PlannedAction)
        .where(PlannedAction.journey_id == journey.id, PlannedAction.removed_at.is_(None))
        .order_by(PlannedAction.id)
    )
    journey.plan_as_agreed = [one.agreed_words().as_kept(one.id) for one in rows]
    return {}


def _declare_ready(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    journey.feedback_asked_at = None
    journey.deferred_until = None
    use_appeals(journey, "deferred", at=at, kept=kept)
    return {}


def _send_back(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    let_approvals_fall(journey, Approval.READY, at=at, kept=kept)
    return {}


def _begin_assessment(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    assessor_id = facts.assessor_id
    if live_report(journey) is None and assessor_id is not None:
        begin_report(journey, facts, by_id=assessor_id, kept=kept)
    return {"assessor": _name(journey, assessor_id), **_visit_day(journey, at=at)}


def _stop_assessment(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """What was judged is kept; a new assessment begins with its own visit and judgements."""
    set_report_aside(journey, at=at, kept=kept)
    set_judgements_aside(journey, Judge.ASSESSOR, None, at=at, kept=kept)
    set_assessment_visits_aside(journey, by=by, at=at, kept=kept)
    journey.visit_asked = True
    return {}


def _ask_for_more(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    journey.times_asked_for_more += 1
    journey.more_agreed_at = None
    let_approvals_fall(journey, Approval.READY, at=at, kept=kept)
    judge_again(journey, said.criteria, by=by, at=at, kept=kept)
    return {}


def _share_report(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    session, report = session_of(journey), live_report(journey)
    if report is None or report.recommendation is None:  # the guards have asked for both
        raise RuntimeError("A report is shared only when it is written.")
    report.shared_at, report.written_by_id = at, facts.assessor_id or report.written_by_id
    report.judgements = {
        one.criterion: str(one.judged)
        for one in session.scalars(
            select(Judgement).where(
                Judgement.journey_id == journey.id,
                Judgement.judge == Judge.ASSESSOR,
                Judgement.superseded_at.is_(None),
            )
        )
    }
    first = journey.report_first_shared_at is None
    before = frozenset(SampleReason(one) for one in journey.sample_reasons)
    reasons = sample(
        journey_id=journey.id,
        rules=facts.rules,
        recommended=report.recommendation,
        reports_before=_reports_before(journey, report.written_by_id),
        already=before,
        first_sharing=first,
    )
    journey.sample_reasons = sorted(str(one) for one in reasons)
    if first:
        journey.report_first_shared_at = at
    if reasons and journey.second_asked_at is None:
        journey.second_asked_at = at
    last = calendar_of(journey.setting).deadline(facts.today, REPLY_DAYS, REPLY_CALENDAR_DAYS)
    return {"reply_by": long_day(last), FACT_CHECK: fact_check_words(checks=True)}


def _reports_before(journey: Journey, assessor_id: int) -> int:
    """How many other journeys this assessor has reported on."""
    return (
        session_of(journey).scalar(
            select(func.count(Report.journey_id.distinct())).where(
                Report.written_by_id == assessor_id,
                Report.shared_at.is_not(None),
                Report.journey_id != journey.id,
            )
        )
        or 0
    )


def _revise_report(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    set_bound_judgements_aside(journey, facts, at=at, kept=kept)
    earlier = set_report_aside(journey, at=at, kept=kept)
    writer = facts.assessor_id or (earlier.written_by_id if earlier else None)
    if writer is not None:
        begin_report(journey, facts, by_id=writer, kept=kept)
    return {}


def _reopen(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """The appeal is used; votes belong to the report and begin anew."""
    use_appeals(journey, REOPENS[facts.stage], at=at, kept=kept)
    set_votes_aside(journey, at=at, kept=kept)
    return {}


def _end(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """Visits that were still to come are called off; a deferral needs no new date any more."""
    use_appeals(journey, "deferred", at=at, kept=kept)
    rows = session_of(journey).scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.state.in_(COMING))
    )
    call_off(journey, rows.all(), reason="The journey ended", by=by, at=at, kept=kept)
    return {}


def _take_up_again(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """All work is kept. What was ahead of gathering is begun anew when it is reached again."""
    journey.last_setting_act_at = at
    if journey.was_at not in (None, *BEFORE_READY):
        set_report_aside(journey, at=at, kept=kept)
        set_judgements_aside(journey, Judge.ASSESSOR, None, at=at, kept=kept)
        set_assessment_visits_aside(journey, by=by, at=at, kept=kept)
        let_approvals_fall(journey, Approval.READY, at=at, kept=kept)
        journey.visit_asked = True
    journey.was_at, journey.end_reason_code = None, ""
    return {}


EFFECTS: Final[dict[str, Effect]] = {
    "submit": _submit,
    "decline": _decline,
    "agree_plan": _agree_plan,
    "declare_ready": _declare_ready,
    "send_back": _send_back,
    "begin_assessment": _begin_assessment,
    "stop_assessment": _stop_assessment,
    "ask_for_more": _ask_for_more,
    "share_report": _share_report,
    "revise_report": _revise_report,
    "confirm_report": open_the_papers,
    "record_no_reply": open_the_papers,
    "award": release_award,
    "award_with_conditions": release_conditions,
    "defer": defer,
    "turn_down": turn_down,
    "reopen": _reopen,
    "withdraw": _end,
    "lapse": _end,
    "close": _end,
    "take_up_again": _take_up_again,
}


def _name(journey: Journey, user_id: int | None) -> str:
    live = next((one for one in journey.assignments if one.user_id == user_id), None)
    return live.user.name if live else "an assessor"


def _visit_day(journey: Journey, *, at: datetime) -> Told:
    """The day of the assessment visit: one that is to come, or one that was."""
    starts_at = session_of(journey).scalar(
        select(Visit.starts_at)
        .where(
            Visit.journey_id == journey.id,
            Visit.kind == VisitKind.ASSESSMENT,
            Visit.superseded_at.is_(None),
            Visit.starts_at.is_not(None),
        )
        .order_by(Visit.starts_at.desc())
        .limit(1)
    )
    if starts_at is None:
        return {"visit_on": "a day to be agreed"}
    return {"visited_on" if starts_at < at else "visit_on": long_day(day_of(starts_at))}
