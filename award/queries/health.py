"""How the installation is: the worker's last word, and what is stuck or missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.domain.terms import TERMS_A_YEAR
from award.domain.turns import task_list, turn_of
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority, HalfTermDates
from award.storage.days import day_of
from award.storage.evidence import EvidenceVersion, Scan
from award.storage.facts import facts_of
from award.storage.jobs import Job
from award.storage.journeys import Journey
from award.storage.letters import Letter, LetterState

HEARTBEAT: Final = "heartbeat"
SILENT_AFTER: Final = timedelta(minutes=5)
REFUSED_LATELY: Final = timedelta(days=30)
SCANNED_WITHIN: Final = timedelta(hours=1)
SHOWN: Final = 5
# From May on, next year's dates are asked for: reminders and ends of awards rest on them.
TERMS_ASKED_FROM_MONTH: Final = 5
SEPTEMBER: Final = 9
# What people wait for while a piece of work of this kind stands still.
WAITS: Final = {
    "deliver_letter": "A letter did not go out: whoever it was for knows nothing of it yet.",
    "render_certificate": "A certificate was not made: a setting waits for it.",
    "scan_file": "A file was not looked over: until then nobody can open it.",
    "make_preview": "A file has no pages to look at: it can be downloaded, and not read here.",
    "hand_back_work": "Work of somebody who left was not given back: nobody else has it so far.",
    "refresh_waits": "Reminders of a day did not go, and what lists say may be of the day before.",
}
HALVES_A_YEAR: Final = 2 * TERMS_A_YEAR


@dataclass(frozen=True)
class Trouble:
    """Something that is wrong, and what to do about it.

    ``plain`` says it to somebody who does not run the machine: what it means for people and whom
    to ask. It is empty where ``what`` and ``mend`` are plain enough.
    """

    what: str
    mend: str
    plain: str = ""


def find_heartbeat(session: Session) -> datetime | None:
    """When a worker last said that it is alive; None where none ever did."""
    return session.scalar(select(Job.done_at).where(Job.unique_key == HEARTBEAT))


def is_worker_alive(session: Session, *, at: datetime) -> bool:
    """Whether a worker gave word within the last minutes."""
    last = find_heartbeat(session)
    return last is not None and at - last <= SILENT_AFTER


def list_troubles(session: Session, *, at: datetime) -> list[Trouble]:
    """All that these rows can tell is wrong."""
    return [
        *jobs_set_aside(session),
        *letters_refused(session, at=at),
        *authorities_without_coordinator(session),
        *terms_missing(session, at=at),
        *scans_late(session, at=at),
    ]


def jobs_set_aside(session: Session) -> list[Trouble]:
    """Jobs that failed too often and wait for a person."""
    rows = session.scalars(
        select(Job)
        .where(Job.set_aside_at.is_not(None), Job.done_at.is_(None))
        .order_by(Job.id)
        .limit(SHOWN + 1)
    ).all()
    return [
        Trouble(
            f"Job {one.id} ({one.kind}) failed {one.tries} times: {one.trouble}",
            f"Mend what it says, then start it again: flask worker --retry {one.id}",
            f"{_what_waits(one.kind)} Ask whoever runs this program at your council to look at "
            f"it, and give them the number {one.id}.",
        )
        for one in rows[:SHOWN]
    ] + _more(rows, "jobs are set aside")


def _what_waits(kind: str) -> str:
    """What people wait for while a piece of work stands still, in their words."""
    return WAITS.get(kind, "A piece of work could not be done, and somebody may wait for it.")


def letters_refused(session: Session, *, at: datetime) -> list[Trouble]:
    """Letters of the last thirty days that their mail server would not take."""
    rows = session.scalars(
        select(Letter)
        .where(Letter.state == LetterState.REFUSED, Letter.written_at >= at - REFUSED_LATELY)
        .order_by(Letter.id.desc())
        .limit(SHOWN + 1)
    ).all()
    return [
        Trouble(
            f"Letter {one.id} ({one.code}) could not go to {one.to_email}: {one.trouble}",
            "Ask the person for an address that works, and change it on the page of people.",
        )
        for one in rows[:SHOWN]
    ] + _more(rows, "letters were refused")


def count_letters_refused(session: Session, actor: Actor, *, at: datetime) -> int:
    """How many letters of the authorities that the actor administers were refused lately."""
    mine = select(Membership.authority_id).where(
        Membership.user_id == actor.user_id,
        Membership.role == Role.ADMINISTRATOR,
        Membership.ended_at.is_(None),
    )
    return (
        session.scalar(
            select(func.count(Letter.id)).where(
                Letter.state == LetterState.REFUSED,
                Letter.written_at >= at - REFUSED_LATELY,
                Letter.authority_id.in_(mine),
            )
        )
        or 0
    )


def authorities_without_coordinator(session: Session) -> list[Trouble]:
    """Authorities where nobody can act for the council."""
    has_one = (
        select(Membership.authority_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.role == Role.COORDINATOR,
            Membership.ended_at.is_(None),
            Membership.authority_id.is_not(None),
            User.ended_at.is_(None),
        )
    )
    rows = session.scalars(
        select(Authority).where(Authority.id.not_in(has_one)).order_by(Authority.id)
    )
    return [
        Trouble(
            f"{one.name} has no coordinator.",
            "An administrator invites one on the page of the authority’s people.",
        )
        for one in rows
    ]


def terms_missing(session: Session, *, at: datetime) -> list[Trouble]:
    """Authorities whose terms of this school year, or from May on of the next, are not known."""
    today = day_of(at)
    this_year = today.year if today.month >= SEPTEMBER else today.year - 1
    years = [this_year]
    if TERMS_ASKED_FROM_MONTH <= today.month < SEPTEMBER:
        years.append(this_year + 1)
    halves = [
        select(func.count())
        .where(
            HalfTermDates.authority_id == Authority.id,
            HalfTermDates.setting_id.is_(None),
            HalfTermDates.school_year == year,
        )
        .scalar_subquery()
        for year in years
    ]
    return [
        Trouble(
            f"The terms of {year}/{(year + 1) % 100:02} of {name} are not known.",
            "A coordinator adds the six half-terms on the page of terms.",
        )
        for name, *counts in session.execute(select(Authority.name, *halves).order_by(Authority.id))
        for year, count in zip(years, counts, strict=True)
        if count < HALVES_A_YEAR
    ]


def difference_in(journey: Journey, *, at: datetime) -> str:
    """How what is kept of whose turn it is differs from the facts; empty where it does not."""
    facts = facts_of(journey, at=at)
    turn, left = turn_of(facts), len(task_list(facts))
    said = []
    if turn is not journey.turn:
        said.append(f"it is the turn of {turn}, not of {journey.turn}")
    if left != journey.blockers_left:
        said.append(f"{left} things are left, not {journey.blockers_left}")
    return ", ".join(said)


def count_waiting_jobs(session: Session, *, at: datetime) -> int:
    """How many jobs could run now."""
    return (
        session.scalar(
            select(func.count(Job.id)).where(
                Job.done_at.is_(None), Job.set_aside_at.is_(None), Job.run_after <= at
            )
        )
        or 0
    )


def count_waiting_for_scan(session: Session) -> int:
    """How many kept files nobody can read yet, since the scanner has not spoken."""
    return (
        session.scalar(
            select(func.count(EvidenceVersion.id)).where(
                EvidenceVersion.scan == Scan.WAITING, EvidenceVersion.gone_at.is_(None)
            )
        )
        or 0
    )


def scans_late(session: Session, *, at: datetime) -> list[Trouble]:
    """Files that have waited for the scanner for longer than an hour."""
    late = session.scalar(
        select(func.count(EvidenceVersion.id)).where(
            EvidenceVersion.scan == Scan.WAITING,
            EvidenceVersion.gone_at.is_(None),
            EvidenceVersion.added_at < at - SCANNED_WITHIN,
        )
    )
    if not late:
        return []
    return [
        Trouble(
            f"{late} {'file has' if late == 1 else 'files have'} waited for the virus scanner for "
            "more than an hour; nobody can read them meanwhile.",
            "See that clamd and the worker run. They are scanned as soon as both do.",
        )
    ]


def _more(rows: Iterable[object], what: str) -> list[Trouble]:
    more = len(list(rows)) > SHOWN
    return [Trouble(f"More {what}.", "Mend these first, then run this again.")] if more else []
