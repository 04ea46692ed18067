"""Writes the letters that the calendar sends: reminders, escalations, notices and the digest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.telling import Recipient, coordinators, name_for, recipients, write_letter
from award.actions.telling_awards import led_to_award, led_within
from award.actions.telling_visits import led_about
from award.actions.who_answers import free_to_look
from award.domain.arrivals import fields_for
from award.domain.letter_places import about_of
from award.domain.letter_texts import NAMELESS
from award.domain.letters import Addressee
from award.domain.notices import Day, NoticeDue, notice_due
from award.domain.people import Role
from award.domain.reminders import CalendarOf, Days, Due, Wait, reminders_due
from award.domain.spoken import listed, long_day
from award.domain.terms import terms_before
from award.domain.waits import Found, Near
from award.storage.accounts import Enquiry, Membership, User
from award.storage.authorities import Authority, Cover, Kind
from award.storage.days import calendar_of, council_calendar, day_of, terms_of
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.told_places import path_told
from award.storage.working import is_working, works_for

ADMINISTRATION: Final = "/admin/"
FOR_ADMINISTRATOR: Final = "administrator_asked"


def remind(journey: Journey, waits: Sequence[Found], *, at: datetime) -> list[Letter]:
    """Write the reminders and escalations that are due today for what waits in this journey."""
    due = reminders_due(
        [one.waiting for one in waits], today=day_of(at), calendars=calendars_of(journey)
    )
    by_wait = {(one.waiting.thing, one.waiting.wait): one for one in waits}
    written: list[Letter] = []
    for one in due:
        found = by_wait[one.waiting.thing, one.waiting.wait]
        for addressee in one.to:
            written += _write_due(journey, one, found, addressee, at=at)
    return written


def notify(journey: Journey, near: Iterable[Near], *, at: datetime, paused: bool) -> list[Letter]:
    """Write the letters for the days of this journey that have drawn near enough today."""
    written: list[Letter] = []
    for one in near:
        due = day_due(journey, one, today=day_of(at), paused=paused)
        if due is None:
            continue
        for addressee in due.notice.to:
            for to in _meant(journey, addressee, one, one.thing, at=at):
                letter = write_letter(
                    session_of(journey),
                    due.notice.letter,
                    to,
                    authority=journey.authority,
                    at=at,
                    key=f"{due.key}:{to.email}",
                    fields=fields_for(
                        addressee,
                        {
                            "setting": name_for(journey.setting, addressee),
                            "date": one.said or long_day(one.said_on),
                            "what": one.what,
                        },
                    ),
                    journey=journey,
                )
                written += [letter] if letter else []
    return written


def day_due(journey: Journey, near: Near, *, today: date, paused: bool) -> NoticeDue | None:
    """The notice that is due today for a day of this journey, if any."""
    terms = terms_of(session_of(journey), journey.authority_id, journey.setting)
    return notice_due(
        near.thing,
        near.day,
        near.on,
        today=today,
        calendars=calendars_of(journey),
        terms_before=lambda day, n: terms_before(day, n, terms),
        paused=paused,
    )


def calendars_of(journey: Journey) -> Mapping[CalendarOf, Days]:
    """The days that count for the setting of a journey, and for its council."""
    return {
        CalendarOf.SETTING: calendar_of(journey.setting),
        CalendarOf.COUNCIL: council_calendar(session_of(journey), journey.authority_id),
    }


def remind_of_enquiry(
    session: Session, enquiry: Enquiry, found: Found, *, at: datetime
) -> list[Letter]:
    """Write what is due for somebody who asked to take part and has no answer yet."""
    authority = session.get_one(Authority, enquiry.authority_id)
    council = council_calendar(session, authority.id)
    calendars = {CalendarOf.SETTING: council, CalendarOf.COUNCIL: council}
    kind = session.scalar(
        select(Kind).where(Kind.authority_id == authority.id, Kind.code == enquiry.kind_code)
    )
    hidden = kind is None or bool(kind.content.get("hidden_by_default"))
    path = f"/{authority.code}/coordinator"
    written: list[Letter] = []
    for due in reminders_due([found.waiting], today=day_of(at), calendars=calendars):
        people = (
            cover_of(session, authority, path=path, at=at)
            if Addressee.COVER in due.to
            else coordinators(session, authority.id, path=path, at=at)
        )
        for to in people:
            code = _letter_for(due, to)
            letter = write_letter(
                session,
                code,
                to,
                authority=authority,
                at=at,
                key=f"{due.key}:{to.email}",
                fields={
                    **_who_coordinates(code, authority, at=at),
                    "setting": NAMELESS if hidden else enquiry.setting_name,
                    "what": due.what,
                    "since": long_day(due.waiting.since),
                },
            )
            written += [letter] if letter else []
    return written


def remind_of_guidance(session: Session, authority: Authority, on: date, *, at: datetime) -> None:
    """Ask the coordinators, each September, whether the guidance is still current."""
    council = council_calendar(session, authority.id)
    due = notice_due(
        f"authority:{authority.id}",
        Day.GUIDANCE_CHECK,
        on,
        today=day_of(at),
        calendars={CalendarOf.SETTING: council, CalendarOf.COUNCIL: council},
        terms_before=lambda day, _: day,
    )
    if due is None:
        return
    there = f"/{authority.code}/coordinator/guidance"
    for to in coordinators(session, authority.id, path=there, at=at):
        write_letter(
            session,
            due.notice.letter,
            to,
            authority=authority,
            at=at,
            key=f"{due.key}:{to.email}",
        )


def tell_lead_is_lost(session: Session, user: User, *, at: datetime) -> list[Letter]:
    """Tell head and coordinator, at once, that letters do not reach a setting's lead."""
    settings = session.scalars(
        select(Membership.setting_id).where(
            Membership.user_id == user.id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
            Membership.setting_id.is_not(None),
        )
    ).all()
    written: list[Letter] = []
    for setting_id in settings:
        journey = session.scalar(
            select(Journey)
            .where(Journey.setting_id == setting_id)
            .order_by(Journey.ended_at.is_not(None), Journey.id.desc())
            .limit(1)
        )
        if journey is None:
            continue
        for addressee in (Addressee.HEAD, Addressee.COORDINATOR):
            for to in recipients(journey, addressee, at=at):
                letter = write_letter(
                    session,
                    "lead_unreachable",
                    to,
                    authority=journey.authority,
                    at=at,
                    key=f"lead_unreachable:{user.id}:{setting_id}:{at.isoformat()}:{to.email}",
                    fields={"setting": name_for(journey.setting, addressee)},
                    journey=journey,
                )
                written += [letter] if letter else []
    return written


def cover_of(session: Session, authority: Authority, *, path: str, at: datetime) -> list[Recipient]:
    """Who covers for a coordinator today, or else the administrators, or else the coordinators.

    ``path`` is a coordinator's, as their cover is. An administrator sees no journeys: they are led
    to where they name who stands in.
    """
    today = day_of(at)
    covering = select(Cover.cover_user_id).where(
        Cover.authority_id == authority.id,
        Cover.from_on <= today,
        Cover.until_on >= today,
        works_for(Cover.cover_user_id, authority.id, Role.COORDINATOR),
    )
    running = select(Membership.user_id).where(
        Membership.authority_id == authority.id,
        Membership.role == Role.ADMINISTRATOR,
        Membership.ended_at.is_(None),
    )
    theirs = f"{ADMINISTRATION}authorities/{authority.code}/covers"
    for chosen, leads_to in ((covering, path), (running, theirs)):
        users = session.scalars(
            select(User).where(User.id.in_(chosen), User.ended_at.is_(None)).order_by(User.id)
        ).all()
        if users:
            return [Recipient(one.email, one.name, leads_to) for one in users]
    return coordinators(session, authority.id, path=path, at=at)


def _letter_for(due: Due, to: Recipient) -> str:
    """The letter that is due, or its place for an administrator, who cannot open the journey."""
    asked = Addressee.COVER in due.to and to.path.startswith(ADMINISTRATION)
    return FOR_ADMINISTRATOR if asked else due.letter


def _who_coordinates(letter: str, authority: Authority, *, at: datetime) -> dict[str, str]:
    """Who coordinates now, by name, for the one letter that says it."""
    if letter != FOR_ADMINISTRATOR:
        return {}
    found = coordinators(session_of(authority), authority.id, path="", at=at)
    names = [one.name for one in found if not one.path]
    return {"coordinators": listed(names) if names else "nobody coordinates now"}


def _write_due(
    journey: Journey, due: Due, found: Found, addressee: Addressee, *, at: datetime
) -> list[Letter]:
    written: list[Letter] = []
    link = found.path if due.waiting.wait is Wait.HEAD_APPROVAL else ""
    for to in _meant(journey, addressee, found, found.waiting.thing, at=at):
        path = link if link and addressee is Addressee.HEAD else to.path
        code, about = _letter_for(due, to), about_of(due.waiting.thing)
        letter = write_letter(
            session_of(journey),
            code,
            Recipient(to.email, to.name, path_told(journey, code, path, about)),
            authority=journey.authority,
            at=at,
            key=f"{due.key}:{to.email}",
            fields={
                **_who_coordinates(code, journey.authority, at=at),
                "setting": name_for(journey.setting, addressee),
                "what": due.what or found.what,
                "since": long_day(due.waiting.since),
                "date": long_day(due.waiting.since),
            },
            journey=journey,
        )
        written += [letter] if letter else []
    return written


def _meant(
    journey: Journey, addressee: Addressee, of: Found | Near, thing: str, *, at: datetime
) -> list[Recipient]:
    """Who is meant, each led to the visit, award, check-in or page that waits or comes, if any."""
    people = _who_is_meant(journey, addressee, of.person_id, of.path, at=at)
    people = led_within(journey, of.path, free_to_look(journey, thing, addressee, people, at=at))
    asks = of.waiting.wait is Wait.CHECK_IN if isinstance(of, Found) else of.day is Day.CHECK_IN
    return led_to_award(journey, thing, led_about(journey, thing, people), asks_check_in=asks)


def _who_is_meant(
    journey: Journey, addressee: Addressee, person_id: int | None, path: str, *, at: datetime
) -> list[Recipient]:
    """Who is meant: the one person concerned, who covers, or whoever plays the part now.

    Somebody who does not work for the authority any more is not written to.
    """
    session = session_of(journey)
    if addressee in (Addressee.PERSON, Addressee.VISITOR):
        if person_id is None or not is_working(session, person_id, journey.authority_id):
            return []
        user = session.get_one(User, person_id)
        return [Recipient(user.email, user.name, path)]
    if addressee is Addressee.COVER:
        room = f"/{journey.authority.code}/coordinator/journeys/{journey.id}"
        return cover_of(session, journey.authority, path=room, at=at)
    return recipients(journey, addressee, at=at)
