"""Who stands in for a coordinator, and for which days."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.covering import end_cover, name_cover
from award.actions.joining import end_membership
from award.actions.telling import recipients
from award.demo.walking import Walker
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.queries.today import list_today
from award.storage.accounts import Membership, User
from award.storage.authorities import Cover
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from tests.making import ADMINISTRATOR, journey_at, make_member, make_user


def second_coordinator(session: Session, walker: Walker) -> User:
    user = make_user(session, "Ines Marlow")
    make_member(session, user, Role.COORDINATOR, walker.setting.authority)
    return user


def name(
    walker: Walker, stands_in: int, first: int = 0, last: int = 7, by: Actor | None = None
) -> Cover:
    today = walker.at.date()
    with transaction(lock=walker.setting.authority) as held:
        return name_cover(
            held,
            walker.cast.coordinator.id,
            stands_in,
            from_on=today + timedelta(days=first),
            until_on=today + timedelta(days=last),
            by=by or walker.by(Role.COORDINATOR),
            at=walker.at,
        )


def test_letters_go_to_the_cover_who_is_told(session: Session) -> None:
    walker, journey = journey_at(session, Stage.APPLIED)
    ines = second_coordinator(session, walker)

    name(walker, ines.id)

    now = recipients(journey, Addressee.COORDINATOR, at=walker.at)
    assert {one.email for one in now} == {ines.email}
    told = select(Letter.to_email).where(Letter.code == "cover_named")
    assert session.scalars(told).all() == [ines.email]


def test_a_cover_that_was_taken_back_gets_nothing(session: Session) -> None:
    walker, journey = journey_at(session, Stage.APPLIED)
    ines = second_coordinator(session, walker)
    cover = name(walker, ines.id)

    with transaction(lock=walker.setting.authority) as held:
        end_cover(held, cover.id, by=walker.by(Role.COORDINATOR), at=walker.at)

    now = recipients(journey, Addressee.COORDINATOR, at=walker.at)
    assert {one.email for one in now} == {ines.email, walker.cast.coordinator.email}
    with pytest.raises(NotFound), transaction(lock=walker.setting.authority) as held:
        end_cover(held, cover.id, by=walker.by(Role.COORDINATOR), at=walker.at)


def test_days_that_are_over_or_out_of_order_are_refused(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    ines = second_coordinator(session, walker)

    with pytest.raises(NotReady) as refusal:
        name(walker, ines.id, first=-1, last=-2)

    assert refusal.value.blockers == (
        "Let the last day come after the first",
        "Choose days that are not over",
    )


def test_only_another_coordinator_stands_in(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)

    with pytest.raises(NotReady, match="somebody else"):
        name(walker, walker.cast.coordinator.id)
    with pytest.raises(NotReady, match="two of the authority’s coordinators"):
        name(walker, walker.cast.assessor.id)


def test_a_panel_member_and_a_stranger_name_nobody(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    ines = second_coordinator(session, walker)
    stranger = Actor(Role.COORDINATOR, ines.id, "Sol", walker.setting.authority_id + 1)

    with pytest.raises(NotAllowed):
        name(walker, ines.id, by=walker.by(Role.PANEL))
    with pytest.raises(NotFound):
        name(walker, ines.id, by=stranger)
    cover = name(walker, ines.id)
    with pytest.raises(NotAllowed), transaction(lock=walker.setting.authority) as held:
        end_cover(held, cover.id, by=walker.by(Role.PANEL), at=walker.at)


def cover(walker: Walker, away: User, stands_in: User, first: int, last: int) -> Cover:
    today = walker.at.date()
    with transaction(lock=walker.setting.authority) as held:
        return name_cover(
            held,
            away.id,
            stands_in.id,
            from_on=today + timedelta(days=first),
            until_on=today + timedelta(days=last),
            by=walker.by(Role.COORDINATOR),
            at=walker.at,
        )


def test_each_letter_has_one_who_reads_it(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    colm, ines = walker.cast.coordinator, second_coordinator(session, walker)
    third = make_user(session, "Sol Third")
    make_member(session, third, Role.COORDINATOR, walker.setting.authority)
    cover(walker, colm, ines, 0, 7)

    with pytest.raises(NotReady, match="Ines Marlow stands in for Colm Brady from"):
        cover(walker, colm, third, 7, 9)
    with pytest.raises(NotReady, match="Let somebody else do that first"):
        cover(walker, ines, third, 5, 6)
    with pytest.raises(NotReady, match="Colm Brady is away from"):
        cover(walker, third, colm, 3, 3)

    cover(walker, colm, third, 8, 9)
    cover(walker, third, ines, 0, 7)


def test_who_is_coordinator_no_more_stands_in_for_nobody(session: Session) -> None:
    walker, journey = journey_at(session, Stage.APPLIED)
    colm, ines = walker.cast.coordinator, second_coordinator(session, walker)
    make_member(session, ines, Role.PANEL, walker.setting.authority)
    cover(walker, colm, ines, 0, 7)
    cover(walker, ines, colm, 20, 22)
    mine = select(Membership).where(
        Membership.user_id == ines.id, Membership.role == Role.COORDINATOR
    )
    row = session.scalars(mine).one()

    with transaction(lock=walker.setting.authority) as held:
        end_membership(held, row, by=ADMINISTRATOR, at=walker.at)

    assert session.scalars(select(Cover)).all() == []
    now = recipients(journey, Addressee.COORDINATOR, at=walker.at)
    assert [one.email for one in now] == [colm.email]
    told = session.scalars(select(Letter).where(Letter.code == "cover_fell")).one()
    assert told.to_email == colm.email
    assert "Ines Marlow was to stand in for you from" in told.body
    assert told.path == f"/{walker.setting.authority.code}/coordinator/covers"


def test_a_role_on_the_panel_is_not_enough_to_stand_in(session: Session) -> None:
    walker, journey = journey_at(session, Stage.APPLIED)
    colm, ines = walker.cast.coordinator, second_coordinator(session, walker)
    make_member(session, ines, Role.PANEL, walker.setting.authority)
    cover(walker, colm, ines, 0, 7)
    with writing(session):
        mine = select(Membership).where(
            Membership.user_id == ines.id, Membership.role == Role.COORDINATOR
        )
        session.scalars(mine).one().ended_at = walker.at

    now = recipients(journey, Addressee.COORDINATOR, at=walker.at)
    shown = list_today(session, walker.by(Role.COORDINATOR), at=walker.at, today=walker.at.date())

    assert [one.email for one in now] == [colm.email]
    assert shown.covers == []


def test_the_letter_says_for_whom_it_is(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    ines = second_coordinator(session, walker)

    name(walker, ines.id)

    told = session.scalars(select(Letter).where(Letter.code == "cover_named")).one()
    assert told.subject == "You stand in for Colm Brady"


def test_who_is_named_after_a_cover_was_taken_back_is_told_too(session: Session) -> None:
    """A database may give the number of a row that is gone to the next one."""
    walker, _ = journey_at(session, Stage.APPLIED)
    ines = second_coordinator(session, walker)
    nour = make_user(session, "Nour Haddad")
    make_member(session, nour, Role.COORDINATOR, walker.setting.authority)
    first = name(walker, ines.id)
    with transaction(lock=walker.setting.authority) as held:
        end_cover(held, first.id, by=walker.by(Role.COORDINATOR), at=walker.at)
    walker.pass_time(hours=1)

    name(walker, nour.id)

    told = select(Letter.to_email).where(Letter.code == "cover_named").order_by(Letter.id)
    assert session.scalars(told).all() == [ines.email, nour.email]


def test_who_stood_in_and_who_was_away_hear_that_it_was_taken_back(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    away, stands_in = walker.cast.coordinator, second_coordinator(session, walker)
    by_another = replace(walker.by(Role.COORDINATOR), user_id=None, name="Wren Abbott")
    told = []

    for by in (walker.by(Role.COORDINATOR), by_another):
        row = cover(walker, away, stands_in, 0, 10)
        with transaction(lock=walker.setting.authority) as held:
            end_cover(held, row.id, by=by, at=walker.at)
        letters = select(Letter).where(Letter.code == "cover_ended").order_by(Letter.id)
        told.append([one.to_name for one in session.scalars(letters)])
        walker.pass_time(hours=1)

    first = [stands_in.name]
    assert told == [first, [*first, stands_in.name, away.name]]
    body = session.scalars(letters).all()[-1].body
    assert f"{stands_in.name} was to stand in for {away.name}" in body
    assert "Wren Abbott took that back" in body


def test_nobody_stands_in_for_more_than_half_a_year(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    away, stands_in = walker.cast.coordinator, second_coordinator(session, walker)

    with pytest.raises(NotReady, match="Choose half a year at most"):
        cover(walker, away, stands_in, 0, 185)

    cover(walker, away, stands_in, 0, 184)
