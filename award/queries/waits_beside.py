"""What waits beside the turn: approvals, appeals, conditions, proposals, a missing lead."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import select

from award.domain.award_guards import WORKING_DAYS_TO_REPLY
from award.domain.award_moves import LIVE, PROPOSED
from award.domain.calendars import Calendar
from award.domain.check_ins import check_in_asked_on
from award.domain.frameworks import Judged
from award.domain.lifecycle import is_open
from award.domain.people import Role
from award.domain.reminders import Wait
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.domain.waits import Found
from award.queries.waits_of_visits import Making
from award.storage.accounts import Membership, User
from award.storage.asked_conditions import asked_of
from award.storage.assessments import Judge, Judgement, ReportLook
from award.storage.awards import Award, is_asked_nothing
from award.storage.check_ins import CheckIn
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.decisions import (
    Appeal,
    AppealState,
    Condition,
    ConditionState,
)
from award.storage.facts import JourneyFacts
from award.storage.journeys import Approval, Journey
from award.storage.letters import Letter
from award.storage.taking_part import find_hearer

APPROVED_AT: Final = {
    Stage.DRAFT: (ApprovalOf.APPLY, "the application"),
    Stage.GATHERING: (ApprovalOf.READY, "that the setting is ready to be assessed"),
    Stage.CHECKING: (ApprovalOf.REPLY, "the reply to the report"),
}


def approval_waits(journey: Journey, facts: JourneyFacts, waiting: Making) -> Iterator[Found]:
    """The head was asked to approve what stands now, and has not answered."""
    asked = APPROVED_AT.get(journey.stage)
    if asked is None:
        return
    of, words = asked
    session = session_of(journey)
    row = session.scalar(
        select(Approval)
        .where(Approval.journey_id == journey.id, Approval.of == of, Approval.fell_at.is_(None))
        .order_by(Approval.approved_at.is_(None), Approval.asked_at.desc())
        .limit(1)
    )
    if row is None or row.approved_at is not None:
        return
    if row.digest != facts.digest_of(of):
        return
    link = session.scalar(
        select(Letter.path)
        .where(
            Letter.journey_id == journey.id,
            Letter.code == "approval_asked",
            Letter.to_email == row.approver_email,
        )
        .order_by(Letter.id.desc())
        .limit(1)
    )
    made = waiting(f"approval:{row.id}", Wait.HEAD_APPROVAL, day_of(row.asked_at))
    yield Found(made, what=words, path=link or "")


def not_applicable_waits(journey: Journey, waiting: Making) -> Iterator[Found]:
    """The setting said that a criterion does not apply, and nobody agreed or refused yet."""
    if not is_open(journey.stage):
        return
    rows = session_of(journey).scalars(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.judge == Judge.SETTING,
            Judgement.judged == Judged.NOT_APPLICABLE,
            Judgement.superseded_at.is_(None),
        )
    )
    said = {one.criterion: one.at for one in rows}
    for asked in journey.asked:
        if asked.code in said and asked.not_applicable_agreed_at is None:
            since = day_of(said[asked.code])
            yield Found(waiting(f"criterion:{asked.id}", Wait.NOT_APPLICABLE_ASKED, since))


def look_waits(journey: Journey, waiting: Making) -> Iterator[Found]:
    """A colleague was asked to look at the report, and has not answered."""
    if journey.stage is not Stage.ASSESSING:
        return
    rows = session_of(journey).scalars(
        select(ReportLook).where(
            ReportLook.journey_id == journey.id,
            ReportLook.answered_at.is_(None),
            ReportLook.ended_at.is_(None),
        )
    )
    for one in rows:
        yield Found(
            waiting(f"look:{one.id}", Wait.REPORT_LOOK, day_of(one.asked_at)),
            person_id=one.colleague_id,
            path=f"/{journey.authority.code}/assessor/looks/{one.id}",
        )


def appeal_waits(journey: Journey, facts: JourneyFacts, waiting: Making) -> Iterator[Found]:
    """An appeal to give to somebody, to hear, or to act upon.

    Who was asked and may not any more, by a tie or an ended role, is asked no longer.
    """
    rows = session_of(journey).scalars(
        select(Appeal).where(
            Appeal.journey_id == journey.id,
            Appeal.state != AppealState.DISMISSED,
            Appeal.used_at.is_(None),
        )
    )
    for one in rows:
        thing = f"appeal:{one.id}"
        if one.state is AppealState.UPHELD:
            since = day_of(one.heard_at or one.lodged_at)
            yield Found(waiting(thing, Wait.APPEAL_UPHELD, since))
        elif (asked := find_hearer(journey, facts)) is None:
            yield Found(waiting(thing, Wait.APPEAL_TO_ASSIGN, day_of(one.lodged_at)))
        else:
            since = day_of(one.named_at or one.lodged_at)
            yield Found(
                waiting(thing, Wait.APPEAL_TO_HEAR, since),
                person_id=asked,
                path=f"/{journey.authority.code}/panel/journeys/{journey.id}/appeal",
            )


def condition_waits(journey: Journey, today: date, waiting: Making) -> Iterator[Found]:
    """Conditions of an award that stands: due by a day, or shown and to be looked at."""
    rows = session_of(journey).scalars(
        select(Condition)
        .where(Condition.id.in_(asked_of(journey.id, today)))
        .order_by(Condition.id)
    )
    for one in rows:
        thing = f"condition:{one.id}"
        if one.state is ConditionState.OPEN:
            yield Found(waiting(thing, Wait.CONDITION, one.due_on), what=one.words)
        elif one.evidence_at is not None:
            since = day_of(one.evidence_at)
            yield Found(waiting(thing, Wait.CONDITION_EVIDENCE, since), what=one.words)


def award_waits(
    journey: Journey, today: date, council_days: Calendar, waiting: Making
) -> Iterator[Found]:
    """A proposal to suspend or revoke: the setting's reply first, then the panel's votes."""
    award = session_of(journey).scalar(
        select(Award).where(Award.journey_id == journey.id, Award.state.in_(PROPOSED))
    )
    if award is None or award.proposed_at is None:
        return
    thing, proposed_on = f"award:{award.id}", day_of(award.proposed_at)
    if award.replied_at is not None:
        yield Found(waiting(thing, Wait.SUSPENSION_VOTE, day_of(award.replied_at)))
        return
    reply_by = council_days.add_days(proposed_on, WORKING_DAYS_TO_REPLY)
    if today <= reply_by:
        yield Found(waiting(thing, Wait.SUSPENSION_REPLY, proposed_on))
    else:
        yield Found(waiting(thing, Wait.SUSPENSION_VOTE, reply_by))


def check_in_waits(journey: Journey, today: date, waiting: Making) -> Iterator[Found]:
    """What a setting was asked this year about its award, and what it said and nobody answered."""
    session = session_of(journey)
    award = session.scalar(
        select(Award).where(Award.journey_id == journey.id, Award.state.in_(LIVE))
    )
    if award is None:
        return
    rows = session.scalars(select(CheckIn).where(CheckIn.award_id == award.id)).all()
    for one in rows:
        if one.answered_at is None:
            since = day_of(one.said_at)
            yield Found(waiting(f"check_in:{one.id}", Wait.CHECK_IN_ANSWER, since))
    asked_on = check_in_asked_on(award.validity, today)
    if asked_on is None or asked_on in {one.asked_on for one in rows}:
        return
    if not is_asked_nothing(session, award):
        yield Found(waiting(f"award:{award.id}", Wait.CHECK_IN, asked_on))


def lead_waits(journey: Journey, waiting: Making) -> Iterator[Found]:
    """Nobody leads at the setting any more, or letters do not reach who does."""
    if not is_open(journey.stage):
        return
    rows = session_of(journey).execute(
        select(Membership.ended_at, User.ended_at, User.bounced_at)
        .join(User, User.id == Membership.user_id)
        .where(Membership.setting_id == journey.setting_id, Membership.role == Role.LEAD)
    )
    gone = [next((one for one in row if one is not None), None) for row in rows]
    if any(moment is None for moment in gone):
        return
    since = max((moment for moment in gone if moment is not None), default=journey.opened_at)
    thing = f"lead-of-journey:{journey.id}"
    yield Found(waiting(thing, Wait.LEAD_MISSING, day_of(since)))
