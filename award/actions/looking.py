"""A colleague's look at a report before it is shared: asked for, and given."""

from datetime import datetime

from sqlalchemy import select

from award.actions.moves import take_step
from award.actions.telling import Recipient
from award.domain.letters import Addressee
from award.domain.parts import may_look
from award.domain.people import ASSIGNED_ROLES, Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.domain.ties import DECLARED
from award.storage.accounts import Membership, User
from award.storage.assessments import Report, ReportLook, live_look
from award.storage.db import must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.standing import live_report


def must_be_written(journey: Journey, *, by: Actor) -> Report:
    """The report that a colleague could look at. Raises NotReady while nothing is written."""
    report = _written_by(journey, by)
    if not (report.strengths.strip() and report.next_steps.strip()):
        raise NotReady("Write the strengths and the next steps first")
    return report


def ask_for_look(
    journey: Journey, colleague_id: int, *, question: str = "", by: Actor, at: datetime
) -> ReportLook:
    """The assessor asks a colleague to read the report; whoever was asked before need not answer.

    The colleague works for the award here, has no tie to the setting, and judges no part of this
    journey: whoever has read the report cannot judge it blind any more. Raises NotReady for
    anybody else, and while nothing is written.
    """
    must_be_held(journey)
    report = must_be_written(journey, by=by)
    person = _colleague(journey, colleague_id, by=by, at=at)
    session = session_of(journey)
    earlier = session_of(report).scalar(live_look(report))
    if earlier is not None:
        earlier.ended_at = at
        session.flush()
    look = ReportLook(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        report_id=report.id,
        colleague_id=person.id,
        asked_by_id=report.written_by_id if by.user_id is None else by.user_id,
        asked_at=at,
        question=question.strip(),
    )
    session.add(look)
    session.flush()
    path = f"/{journey.authority.code}/assessor/looks/{look.id}"
    people = {Addressee.PERSON: [Recipient(person.email, person.name, path)]}
    fields = {"sender": by.name}
    take_step(
        journey, "ask_for_look", by=by, at=at, words=person.name, fields=fields, people=people
    )
    return look


def give_look(
    journey: Journey,
    look_id: int,
    *,
    is_good: bool,
    words: str,
    version: int,
    by: Actor,
    at: datetime,
) -> ReportLook:
    """The colleague says that the report reads well, or what would help. They may say it anew.

    Raises Stale where they answered on another page meanwhile.
    """
    must_be_held(journey)
    look = session_of(journey).get(ReportLook, look_id)
    if look is None or look.journey_id != journey.id or look.colleague_id != by.user_id:
        raise NotFound
    if journey.stage is not Stage.ASSESSING or look.ended_at is not None:
        raise NotAllowed("This report does not wait for your look any more.")
    if not _works_here(journey, look.colleague_id) or is_tied(journey, look.colleague_id, at=at):
        raise NotFound
    if look.version != version:
        raise Stale("your answer")
    if not is_good and not words.strip():
        raise NotReady("Say what would help", of="words")
    look.is_good, look.words, look.answered_at = is_good, words.strip(), at
    look.version += 1
    take_step(journey, "give_look", by=by, at=at, fields={"sender": by.name})
    return look


def _written_by(journey: Journey, by: Actor) -> Report:
    report = live_report(journey)
    if journey.stage is not Stage.ASSESSING or report is None:
        raise NotAllowed("A colleague looks at a report before it is shared.")
    live = {one.kind: one.user_id for one in journey.assignments if one.ended_at is None}
    if by.user_id is None or live.get(AssignmentKind.ASSESSOR) != by.user_id:
        raise NotAllowed("This is for the person who is assigned to do it.")
    return report


def _colleague(journey: Journey, colleague_id: int, *, by: Actor, at: datetime) -> User:
    person = session_of(journey).get(User, colleague_id)
    if person is None or person.ended_at is not None or not _works_here(journey, colleague_id):
        raise NotReady("Choose somebody who assesses for this authority", of="colleague")
    if colleague_id == by.user_id or not may_look(colleague_id, facts_of(journey, at=at)):
        raise NotReady(
            "Choose somebody else: this person is not free to look at it", of="colleague"
        )
    return person


def is_tied(journey: Journey, user_id: int, *, at: datetime) -> bool:
    """Whether somebody said by now what binds them to the setting: then others look."""
    return bool(facts_of(journey, at=at).ties_of(user_id) & set(DECLARED))


def _works_here(journey: Journey, user_id: int) -> bool:
    found = session_of(journey).scalar(
        select(Membership.id)
        .where(
            Membership.user_id == user_id,
            Membership.authority_id == journey.authority_id,
            Membership.role.in_(ASSIGNED_ROLES),
            Membership.ended_at.is_(None),
        )
        .limit(1)
    )
    return found is not None
