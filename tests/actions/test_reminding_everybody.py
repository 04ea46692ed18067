"""Whatever waits: the letters reach who is waited for, and then somebody else."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.actions.reminding import remind
from award.domain.letters import Addressee
from award.domain.people import Role
from award.domain.reminders import REMINDERS, Reminder, Waiting
from award.domain.waits import Found
from award.storage.accounts import Membership, User
from award.storage.days import day_of
from award.storage.db import session_of, transaction
from award.storage.journeys import Assignment, AssignmentKind, Journey
from tests.making import actor, at, make_authority, make_cast, make_member, make_setting, make_user

LONG_AFTER = 120
PLAYED = {
    Addressee.ADVISER: "Hana Osei",
    Addressee.ASSESSOR: "Edith Moss",
    Addressee.SECOND: "Tomasz Zielinski",
}


def test_each_wait_brings_one_reminder_and_one_escalation_to_who_they_are_meant_for(
    session: Session,
) -> None:
    setting = make_setting(session, make_authority(session))
    cast = make_cast(session, setting)
    for name, role in (("Hana Osei", Role.ADVISER), ("Wren Abbott", Role.ADMINISTRATOR)):
        cast[name] = make_user(session, name)
        make_member(session, cast[name], role, setting.authority)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, setting.authority)
    with transaction(lock=setting) as held:
        journey = open_journey(held, route="standard", by=by, at=at())
    with transaction(lock=journey) as held_journey:
        for part, name in PLAYED.items():
            play_part(held_journey, part, cast[name], by=cast["Colm Brady"])
    visitor = make_user(session, "Jo Fell")
    make_member(session, visitor, Role.ASSESSOR, setting.authority)
    people = everybody(session) | {Addressee.VISITOR: {visitor.email}}
    people |= {Addressee.PERSON: {visitor.email}}
    people |= {part: {cast[name].email} for part, name in PLAYED.items()}

    asked, sent, again = {}, {}, {}
    for number, row in enumerate(REMINDERS):
        waiting = Waiting(f"thing:{number}", row.wait, day_of(at()), row.stage, row.turn)
        found, name = Found(waiting, what="its words", person_id=visitor.id), str(waiting)
        asked[name] = letters_of(row, people)
        sent[name] = letters_on(journey, LONG_AFTER, found)
        again[name] = letters_on(journey, LONG_AFTER + 1, found)

    assert sent == asked
    assert not any(again.values())


def letters_of(row: Reminder, people: Mapping[Addressee, set[str]]) -> set[tuple[str, str]]:
    """The reminder to each who is waited for, and the escalation to each who is told next."""
    told = [(row.letter_late or row.letter, one) for one in row.to]
    told += [
        ("administrator_asked" if one is Addressee.COVER else row.escalation_letter, one)
        for one in row.escalate_to
    ]
    return {(code, email) for code, one in told for email in people[one]}


def letters_on(journey: Journey, day: int, found: Found) -> set[tuple[str, str]]:
    with transaction(lock=journey) as held:
        written = remind(held, [found], at=at(day))
        return {(one.code, one.to_email) for one in written}


def play_part(journey: Journey, part: Addressee, user: User, *, by: User) -> None:
    row = Assignment(
        authority_id=journey.authority_id, journey_id=journey.id, user_id=user.id,
        kind=AssignmentKind(str(part)), assigned_by_id=by.id, assigned_at=at(),
    )  # fmt: skip
    session_of(journey).add(row)


def everybody(session: Session) -> dict[Addressee, set[str]]:
    """Whose role makes them who is meant; the administrator stands in where nobody covers."""
    roles = {
        Addressee.LEAD: Role.LEAD,
        Addressee.HEAD: Role.HEAD,
        Addressee.COORDINATOR: Role.COORDINATOR,
        Addressee.COVER: Role.ADMINISTRATOR,
        Addressee.PANEL: Role.PANEL,
    }
    query = select(User.email).join(Membership, Membership.user_id == User.id)
    return {
        part: set(session.scalars(query.where(Membership.role == role)))
        for part, role in roles.items()
    }
