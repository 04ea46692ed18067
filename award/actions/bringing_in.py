"""Brings journeys in that were under way in a spreadsheet, each at its stage and exactly once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.entering import MAY_ENTER
from award.actions.histories import write_history
from award.actions.inviting import Invited, invite
from award.actions.matching import (
    EARLIER_AWARD,
    plan_running,
    stage_said,
)
from award.actions.moves import refresh
from award.actions.opening import begin_journey
from award.actions.running_plans import Bringable, RunningPlan
from award.domain.facts import PlanState
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.running_journeys import RunningReading, RunningRow
from award.domain.spoken import short_day
from award.domain.stages import OPEN, Stage
from award.storage.accounts import Membership
from award.storage.authorities import Authority, Round
from award.storage.cohorts import LegacyAward
from award.storage.days import LONDON, day_of
from award.storage.db import hold, must_be_held
from award.storage.journeys import BROUGHT_IN, Application, ContactNote, Journey
from award.storage.settings import Contact, ContactPart, Setting

AT_ONCE: Final = 50
FROM_SHEET: Final = "From the spreadsheet"
NOON: Final = time(12)
Tokens = Callable[[], tuple[str, str]]


@dataclass(frozen=True)
class BroughtIn:
    """What one run did: the journeys and awards that came in, how many wait, who was invited.

    ``led`` counts where nobody was invited since somebody leads there already.
    """

    journeys: int
    awards: int
    left: int
    invited: int
    led: int = 0


def bring_in(
    session: Session,
    authority: Authority,
    reading: RunningReading,
    *,
    by: Actor,
    at: datetime,
    most: int = AT_ONCE,
    tokens: Tokens | None = None,
) -> BroughtIn:
    """Bring in the next lines that are new, at most so many; the authority is held by the caller.

    What is there already stays as it is, so that a second run changes nothing. With ``tokens``
    each lead who has no part in the setting yet is invited by a letter.
    """
    must_be_held(authority)
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator or an administrator brings journeys in.")
    plan: RunningPlan = plan_running(session, authority, reading, today=day_of(at))
    now, later = plan.new[:most], plan.new[most:]
    invited = led = 0
    for one in now:
        setting = session.get_one(Setting, one.setting_id, with_for_update=True)
        hold(setting)
        if one.is_award:
            _keep_award(session, setting, one, by=by, at=at)
            continue
        _bring(session, setting, one, by=by, at=at)
        if tokens is None or not one.row.lead_email or by.role is not Role.COORDINATOR:
            continue
        if has_lead(session, setting):
            led += 1
            continue
        _invite_lead(setting, one.row, tokens, by=by, at=at)
        invited += 1
    awards = sum(one.is_award for one in now)
    return BroughtIn(len(now) - awards, awards, len(later), invited, led)


def _bring(session: Session, setting: Setting, one: Bringable, *, by: Actor, at: datetime) -> None:
    row, stage = one.row, one.row.stage or Stage.DRAFT
    aim = session.get(Round, one.round_id) if one.round_id else None
    journey = begin_journey(setting, route=one.route_code, by=by, at=at, round=aim, stage=stage)
    if row.since_on is not None:
        journey.stage_since = _noon(row.since_on)
    journey.policy_reviewed_on = row.policy_on
    if OPEN.index(stage) >= OPEN.index(Stage.GATHERING):
        journey.plan_state, journey.plan_as_agreed = PlanState.AGREED, []
    _name_people(session, journey, setting, one)
    _note(session, journey, one, by=by, at=at)
    write_history(
        journey,
        BROUGHT_IN,
        by=by,
        at=at,
        words=_line_of(one),
        kept={"stage": str(stage), "line": row.line},
    )
    refresh(journey, at=at)


def _line_of(one: Bringable) -> str:
    """The one line that stands for all that came before."""
    since = f", since {short_day(one.row.since_on)}" if one.row.since_on else ""
    passed = "What was asked before that was done elsewhere, and is not asked again."
    if one.row.stage is Stage.DRAFT:
        passed = "It goes on here."
    return f"From a spreadsheet, line {one.row.line}: {stage_said(one.row.stage)}{since}. {passed}"


def _name_people(session: Session, journey: Journey, setting: Setting, one: Bringable) -> None:
    row = one.row
    said = session.scalars(select(Application).where(Application.journey_id == journey.id)).one()
    said.lead_name, said.lead_email = row.lead_name, row.lead_email
    said.approver_name, said.approver_email = row.head_name, row.head_email
    said.commitment_ticked = journey.stage is not Stage.DRAFT
    for part, name, email in (
        (ContactPart.LEAD, row.lead_name, row.lead_email),
        (ContactPart.APPROVER, row.head_name, row.head_email),
    ):
        if name or email:
            name_contact(session, setting, part, name=name, email=email)


def name_contact(
    session: Session, setting: Setting, part: ContactPart, *, name: str, email: str
) -> Contact:
    """Write down who this is at a setting; what is left blank wipes nothing."""
    must_be_held(setting)
    found = session.scalar(
        select(Contact).where(Contact.setting_id == setting.id, Contact.part == part)
    )
    if found is None:
        found = Contact(
            authority_id=setting.authority_id, setting_id=setting.id, part=part, name=name
        )
        session.add(found)
    found.name, found.email = name or found.name, email or found.email or ""
    session.flush()
    return found


def _note(session: Session, journey: Journey, one: Bringable, *, by: Actor, at: datetime) -> None:
    """What the coordinator noted, private to the authority, on the day of the last contact.

    The journey counts as quiet since that day; reminders count from now on.
    """
    row = one.row
    on = row.last_contact_on
    moment = _noon(on) if on and on < day_of(at) else at
    if on is not None:
        journey.last_setting_act_at = moment
    if by.user_id is None or not (row.note.strip() or on):
        return
    session.add(
        ContactNote(
            authority_id=journey.authority_id,
            setting_id=journey.setting_id,
            journey_id=journey.id,
            how=FROM_SHEET,
            words=row.note.strip() or "Last contact, as the spreadsheet says.",
            by_id=by.user_id,
            by_name=by.name,
            at=moment,
        )
    )


def _invite_lead(
    setting: Setting, row: RunningRow, tokens: Tokens, *, by: Actor, at: datetime
) -> None:
    token, digest = tokens()
    who = Invited(row.lead_email, row.lead_name or row.lead_email, Role.LEAD, also=True)
    invite(setting, who, token=token, digest=digest, by=by, at=at)


def has_lead(session: Session, setting: Setting) -> bool:
    """Whether somebody leads the work at this setting, with an account."""
    found = session.scalar(
        select(Membership.id)
        .where(
            Membership.setting_id == setting.id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
        )
        .limit(1)
    )
    return found is not None


def _keep_award(
    session: Session, setting: Setting, one: Bringable, *, by: Actor, at: datetime
) -> None:
    session.add(
        LegacyAward(
            authority_id=setting.authority_id,
            setting_id=setting.id,
            name=one.row.award_name or EARLIER_AWARD,
            awarded_on=one.row.awarded_on,
            until_on=one.row.award_until,
            brought_in_at=at,
            brought_in_by=by.name,
        )
    )
    session.flush()


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, LONDON)
