"""Roles are given, changed and ended; somebody stays, and sign-ins end at once."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from award.actions.joining import change_role, end_membership
from award.actions.signing import sign_in
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.storage.accounts import Membership, SignIn, User
from award.storage.authorities import Authority
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from award.storage.settings import Setting
from tests.making import actor, at, make_authority, make_cast, make_member, make_setting, make_user

NOW: datetime = at(1)


def membership(session: Session, user: User) -> Membership:
    return session.query(Membership).filter_by(user_id=user.id, ended_at=None).one()


def let_go(session: Session, place: Setting | Authority, who: User, by: Actor) -> None:
    kind, key = type(place), place.id
    with transaction(lock=session.get_one(kind, key)) as fresh:
        end_membership(fresh, membership(session, who), by=by, at=NOW)


def test_a_lead_lets_a_colleague_go_and_the_colleague_is_told(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    lead = make_cast(session, place)["Amara Holt"]
    colleague = make_user(session, "Nia Ford")
    make_member(session, colleague, Role.CONTRIBUTOR, place)
    with writing(session):
        sign_in(session, colleague, digest="one", device="", at=at())

    let_go(session, place, colleague, actor(lead, Role.LEAD, place))

    assert session.query(SignIn).one().ended_at == NOW
    assert session.query(Letter).filter_by(code="role_ended").one().to_email == colleague.email


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Amara Holt", Role.LEAD),
        ("Colm Brady", Role.COORDINATOR),
        ("Wren Abbott", Role.ADMINISTRATOR),
    ],
)
def test_the_last_one_cannot_leave(session: Session, name: str, role: Role) -> None:
    place = make_setting(session, make_authority(session))
    cast = make_cast(session, place)
    person = cast.get(name) or make_user(session, name)
    where: Setting | Authority = place if role is Role.LEAD else place.authority
    if name not in cast:
        make_member(session, person, role, where)

    with pytest.raises(NotReady, match="first"):
        let_go(session, where, person, actor(person, role, where))


def test_a_lead_leaves_when_another_is_there(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    lead = make_cast(session, place)["Amara Holt"]
    make_member(session, make_user(session, "Nia Ford"), Role.LEAD, place)

    let_go(session, place, lead, actor(lead, Role.LEAD, place))

    assert session.query(Membership).filter_by(user_id=lead.id).one().ended_at == NOW


def test_a_colleague_lets_nobody_go_but_themselves(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    head = make_cast(session, place)["Priya Nair"]
    colleague = make_user(session, "Nia Ford")
    make_member(session, colleague, Role.CONTRIBUTOR, place)
    by = actor(colleague, Role.CONTRIBUTOR, place)

    with pytest.raises(NotAllowed):
        let_go(session, place, head, by)
    let_go(session, place, colleague, by)

    assert session.query(Membership).filter_by(user_id=colleague.id).one().ended_at == NOW


def test_another_settings_lead_reaches_nobody_here(session: Session) -> None:
    authority = make_authority(session)
    place, other = make_setting(session, authority), make_setting(session, authority, "Abbey")
    head = make_cast(session, place)["Priya Nair"]
    stranger = make_user(session, "Nia Ford")

    with pytest.raises(NotFound):
        let_go(session, place, head, actor(stranger, Role.LEAD, other))


def test_a_coordinator_of_another_authority_reaches_nobody_here(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    head = make_cast(session, place)["Priya Nair"]
    stranger = actor(
        make_user(session, "Nia Ford"), Role.COORDINATOR, make_authority(session, "rutland")
    )

    with pytest.raises(NotFound):
        let_go(session, place, head, stranger)


def test_a_coordinator_takes_no_role_of_the_authority(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    cast = make_cast(session, place)

    with pytest.raises(NotAllowed):
        let_go(
            session,
            place.authority,
            cast["Grace Oduya"],
            actor(cast["Colm Brady"], Role.COORDINATOR, place.authority),
        )


def test_a_role_is_changed_and_every_sign_in_ends(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    lead = make_cast(session, place)["Amara Holt"]
    colleague = make_user(session, "Nia Ford")
    make_member(session, colleague, Role.CONTRIBUTOR, place)
    with writing(session):
        sign_in(session, colleague, digest="one", device="", at=at())

    with transaction(lock=place) as fresh:
        change_role(
            fresh,
            membership(session, colleague),
            Role.LEAD,
            by=actor(lead, Role.LEAD, place),
            at=NOW,
        )

    assert membership(session, colleague).role is Role.LEAD
    assert session.query(SignIn).one().ended_at == NOW


def test_the_last_lead_cannot_become_something_else(session: Session) -> None:
    place = make_setting(session, make_authority(session))
    lead = make_cast(session, place)["Amara Holt"]

    with pytest.raises(NotReady), transaction(lock=place) as fresh:
        change_role(
            fresh,
            membership(session, lead),
            Role.CONTRIBUTOR,
            by=actor(lead, Role.LEAD, place),
            at=NOW,
        )
