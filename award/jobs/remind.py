"""Goes over every journey each morning: what the calendar does by itself, and its letters."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions import passing_days
from award.actions.moves import refresh
from award.actions.reminding import (
    day_due,
    notify,
    remind,
    remind_of_enquiry,
    remind_of_guidance,
)
from award.actions.summing_up import Part, write_digest
from award.domain.lifecycle import is_open
from award.domain.people import Role
from award.domain.stages import WORKING
from award.domain.waits import Near
from award.jobs.means import Means
from award.queries.days_near import guidance_check_on, list_actions_near, list_days_near
from award.queries.health import difference_in
from award.queries.untold import list_untold
from award.queries.waits import list_enquiries, list_looked_at, list_waits
from award.storage.accounts import Enquiry, Membership, User
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.remarks import Remark

MONDAY = 0


class SomeFailed(Exception):
    """Some of what waits could not be gone over; all the rest was."""


Failed = dict[str, str]


@contextmanager
def _noted(failed: Failed, what: str) -> Iterator[None]:
    """Note what fails here by its name, and go on with whatever comes after it."""
    try:
        yield
    except Exception as trouble:
        failed[what] = f"{type(trouble).__name__}: {trouble}"


def refresh_waits(means: Means, *, at: datetime) -> None:
    """Go over all that waits, each journey in a change of its own; twice writes nothing more.

    One journey, enquiry, authority or person that fails does not keep the others waiting, nor do
    enquiries or people who cannot even be found. Raises SomeFailed at the end.
    """
    with means.sessions() as session:
        numbers = list_looked_at(session)
    failed: Failed = {}
    for number in numbers:
        with _noted(failed, f"journey {number}"), means.sessions() as session:
            go_over(session, number, at=at)
    count, journeys = len(failed), len(numbers)
    for what, part in (("enquiries", _beside_journeys), ("digests", write_digests)):
        with _noted(failed, what), means.sessions() as session:
            failed |= part(session, at=at)
    if failed:
        said = "; ".join(f"{what}: {words}" for what, words in failed.items())
        raise SomeFailed((f"{count} of {journeys} journeys failed. " if count else "") + said)


def go_over(session: Session, number: int, *, at: datetime) -> None:
    """One journey: first what happens by itself, then whose turn it is, then the letters."""
    journey = session.get(Journey, number)
    if journey is None:
        return
    with transaction(lock=journey) as held:
        _let_days_pass(held, at=at)
        if is_open(held.stage) and difference_in(held, at=at):
            refresh(held, at=at)
        remind(held, list_waits(held, at=at), at=at)
        paused = is_paused(held, day_of(at))
        notify(held, list_days_near(held, at=at), at=at, paused=paused)


def is_paused(journey: Journey, today: date) -> bool:
    """Whether the journey rests today."""
    return journey.paused_until is not None and today < journey.paused_until


def write_digests(session: Session, *, at: datetime) -> Failed:
    """The one letter of the day: on Mondays the actions that are due, and what was said anew.

    What the last letter said of an action, and any letter of a remark, is not said again. Comes
    back with the people whose letter could not be written, each with why.
    """
    today, failed = day_of(at), Failed()
    untold = list_untold(session, today=today)
    leading = _leading(session) if today.weekday() == MONDAY else {}
    for user_id in sorted({*untold, *leading}):
        with _noted(failed, f"person {user_id}"):
            said, led = untold.get(user_id, []), leading.get(user_id, [])
            _write_digest(session, user_id, said, led, at=at)
    return failed


def _write_digest(
    session: Session, user_id: int, untold: list[int], leading: list[int], *, at: datetime
) -> None:
    """One person's letter: of these remarks, and of the plans of the settings that they lead."""
    year, week, _ = day_of(at).isocalendar()
    with transaction(lock=session.get_one(User, user_id)) as user:
        parts: defaultdict[Journey, Part] = defaultdict(Part)
        told_on = _last_digest_on(session, user_id)
        for journey in _with_open_plan(session, leading):
            if said := _actions_said(journey, at=at, told_on=told_on):
                parts[journey].actions = said
        for remark in _remarks(session, untold):
            parts[session.get_one(Journey, remark.journey_id)].said.append(remark)
        write_digest(user, parts, week=f"{year}-{week}", at=at)


def _leading(session: Session) -> dict[int, list[int]]:
    """Who leads, and which settings."""
    leads = select(Membership).where(
        Membership.role == Role.LEAD,
        Membership.ended_at.is_(None),
        Membership.setting_id.is_not(None),
    )
    settings: defaultdict[int, list[int]] = defaultdict(list)
    for one in session.scalars(leads.order_by(Membership.id)):
        if one.setting_id is not None:
            settings[one.user_id].append(one.setting_id)
    return settings


def _remarks(session: Session, numbers: list[int]) -> Sequence[Remark]:
    """These, held so that none is taken back while a letter tells of it."""
    found = select(Remark).where(Remark.id.in_(numbers)).order_by(Remark.id)
    return session.scalars(found.with_for_update(read=True, key_share=True)).all()


def _let_days_pass(journey: Journey, *, at: datetime) -> None:
    if is_open(journey.stage):
        passing_days.end_pause(journey, at=at)
    passing_days.sign_records(journey, at=at)
    if is_open(journey.stage):
        passing_days.record_no_reply(journey, at=at)
    passing_days.move_award(journey, at=at)


def _beside_journeys(session: Session, *, at: datetime) -> Failed:
    """Enquiries without an answer, and the yearly look at the guidance; what failed comes back."""
    failed, on = Failed(), guidance_check_on(day_of(at))
    waiting = [(enquiry.id, found) for enquiry, found in list_enquiries(session)]
    authorities = session.scalars(select(Authority.id).order_by(Authority.id)).all()
    for number, found in waiting:
        with _noted(failed, f"enquiry {number}"), writing(session):
            remind_of_enquiry(session, session.get_one(Enquiry, number), found, at=at)
    for number in authorities:
        with _noted(failed, f"authority {number}"), writing(session):
            remind_of_guidance(session, session.get_one(Authority, number), on, at=at)
    return failed


def _with_open_plan(session: Session, places: list[int]) -> Sequence[Journey]:
    """The journeys whose plan can be changed now: nobody is asked to tick off a closed one."""
    return session.scalars(
        select(Journey)
        .where(Journey.setting_id.in_(places), Journey.stage.in_(WORKING))
        .order_by(Journey.id)
    ).all()


def _last_digest_on(session: Session, user_id: int) -> date | None:
    """The day of the last digest that this person was written."""
    last = session.scalar(
        select(func.max(Letter.written_at)).where(
            Letter.unique_key.startswith(f"digest:{user_id}:", autoescape=True)
        )
    )
    return day_of(last) if last else None


def _actions_said(journey: Journey, *, at: datetime, told_on: date | None) -> list[str]:
    today = day_of(at)
    paused = is_paused(journey, today)
    said = []
    for one in list_actions_near(journey):
        due = day_due(journey, one, today=today, paused=paused)
        before = day_due(journey, one, today=told_on, paused=False) if told_on else None
        if due is not None and (before is None or before.key != due.key):
            said.append(_line(one))
    return said


def _line(near: Near) -> str:
    return f"- {near.what} (by {near.on.day} {near.on:%B})"
