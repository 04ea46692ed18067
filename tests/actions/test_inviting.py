"""Invitations: by who may, for a role that fits, once."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.inviting import Invited, accept_invitation, invite, withdraw_invitation
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.letters import Letter
from award.storage.settings import Setting
from tests.making import actor, at, make_authority, make_cast, make_setting, make_user

NOW = at(1)


def make_invitation(
    session: Session,
    place: Setting | Authority,
    by: Actor,
    *,
    role: Role = Role.CONTRIBUTOR,
    email: str = "nia@example.org",
    digest: str = "digest",
    also: bool = False,
) -> Invitation:
    who = Invited(email, "Nia Ford", role, also=also)
    with transaction(lock=place) as fresh:
        return invite(fresh, who, token="token", digest=digest, by=by, at=NOW)


def accept(session: Session, row: Invitation, user: User | None = None, day: int = 2) -> User:
    with transaction(lock=row) as fresh:
        return accept_invitation(
            fresh, user=user, name="Nia Ford", password_hash="a hash", at=at(day)
        )


def led_setting(session: Session) -> tuple[Setting, Actor]:
    place = make_setting(session, make_authority(session))
    return place, actor(make_cast(session, place)["Amara Holt"], Role.LEAD, place)


def test_an_invitation_is_a_letter_with_a_link(session: Session) -> None:
    place, lead = led_setting(session)

    make_invitation(session, place, lead, email="Nia@Example.org")

    letter = session.query(Letter).one()
    assert (letter.code, letter.to_email, letter.path) == (
        "invitation",
        "nia@example.org",
        "/invitation/token",
    )


def test_the_authoritys_people_get_the_letter_of_the_authority(session: Session) -> None:
    authority = make_authority(session)
    administrator = Actor(Role.ADMINISTRATOR, name="Wren Abbott", authority_id=authority.id)

    make_invitation(session, authority, administrator, role=Role.PANEL)

    assert session.query(Letter).one().code == "invitation_to_authority"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ASSESSOR, Role.GROUP_VIEWER, Role.CLOCK])
def test_a_setting_gives_only_its_own_roles(session: Session, role: Role) -> None:
    place, lead = led_setting(session)

    with pytest.raises(NotAllowed):
        make_invitation(session, place, lead, role=role)


def test_who_was_invited_in_another_role_is_asked_about_and_nothing_is_sent(
    session: Session,
) -> None:
    place, lead = led_setting(session)
    make_invitation(session, place, lead, role=Role.CONTRIBUTOR)

    with pytest.raises(NotReady, match="Nia Ford was invited as a colleague on") as refusal:
        make_invitation(session, place, lead, role=Role.HEAD, email="NIA@example.org", digest="b")

    assert refusal.value.of == "also"
    assert [one.role for one in session.query(Invitation)] == [Role.CONTRIBUTOR]
    assert session.query(Invitation).one().withdrawn_at is None


def test_who_accepts_two_invitations_has_one_account_with_both_roles(session: Session) -> None:
    place, lead = led_setting(session)
    first = make_invitation(session, place, lead, role=Role.CONTRIBUTOR)
    second = make_invitation(session, place, lead, role=Role.HEAD, digest="b", also=True)

    nia = accept(session, first)
    with pytest.raises(NotAllowed):
        accept(session, second)
    again = accept(session, second, user=nia)

    held = session.query(Membership).filter_by(user_id=nia.id, ended_at=None)
    assert nia.id == again.id
    assert sorted(one.role for one in held) == [Role.CONTRIBUTOR, Role.HEAD]


def test_an_invitation_that_is_over_or_was_taken_back_is_not_asked_about(
    session: Session,
) -> None:
    place, lead = led_setting(session)
    first = make_invitation(session, place, lead, role=Role.CONTRIBUTOR)
    with transaction(lock=first) as held:
        held.expires_at = NOW

    again = make_invitation(session, place, lead, role=Role.HEAD, digest="b")

    assert again.role is Role.HEAD


def test_who_holds_the_role_is_not_invited_to_it(session: Session) -> None:
    place, lead = led_setting(session)

    with pytest.raises(NotReady, match="is the head or approver here already"):
        make_invitation(session, place, lead, role=Role.HEAD, email="priya.nair@example.org")


def test_a_newer_invitation_takes_the_place_of_the_older(session: Session) -> None:
    place, lead = led_setting(session)
    older = make_invitation(session, place, lead)

    make_invitation(session, place, lead, digest="another")

    with pytest.raises(NotFound):
        accept(session, older)


def test_accepting_makes_the_account_and_the_role(session: Session) -> None:
    place, lead = led_setting(session)

    person = accept(session, make_invitation(session, place, lead))

    member = session.query(Membership).filter_by(user_id=person.id).one()
    assert (person.email, member.role, member.setting_id) == (
        "nia@example.org",
        Role.CONTRIBUTOR,
        place.id,
    )


def test_an_invitation_is_accepted_once(session: Session) -> None:
    place, lead = led_setting(session)
    row = make_invitation(session, place, lead)
    person = accept(session, row)

    with pytest.raises(NotFound):
        accept(session, row, person)


def test_an_invitation_ends_after_a_fortnight(session: Session) -> None:
    place, lead = led_setting(session)
    row = make_invitation(session, place, lead)

    with pytest.raises(NotFound):
        accept(session, row, day=15)


def test_an_account_of_the_same_address_accepts_with_it_only(session: Session) -> None:
    place, lead = led_setting(session)
    known = make_user(session, "Nia Ford", "nia@example.org")
    row = make_invitation(session, place, lead)

    with pytest.raises(NotAllowed):
        accept(session, row)
    assert accept(session, row, known).id == known.id


def test_an_account_of_another_address_does_not_accept(session: Session) -> None:
    place, lead = led_setting(session)
    row = make_invitation(session, place, lead)

    with pytest.raises(NotAllowed):
        accept(session, row, make_user(session, "Ida Voss"))


def test_an_invitation_that_was_taken_back_opens_nothing(session: Session) -> None:
    place, lead = led_setting(session)
    row = make_invitation(session, place, lead)

    with transaction(lock=row) as fresh:
        withdraw_invitation(fresh, by=lead, at=NOW + timedelta(hours=1))

    with pytest.raises(NotFound):
        accept(session, row)


def test_an_accepted_invitation_is_not_taken_back(session: Session) -> None:
    place, lead = led_setting(session)
    row = make_invitation(session, place, lead)
    accept(session, row)

    with pytest.raises(NotReady), transaction(lock=row) as fresh:
        withdraw_invitation(fresh, by=lead, at=NOW)


def test_an_invitation_of_the_authority_is_taken_back_by_its_administrator(
    session: Session,
) -> None:
    authority = make_authority(session)
    administrator = Actor(Role.ADMINISTRATOR, name="Wren Abbott", authority_id=authority.id)
    row = make_invitation(session, authority, administrator, role=Role.PANEL)

    with transaction(lock=row) as fresh:
        withdraw_invitation(fresh, by=administrator, at=NOW)

    assert session.query(Invitation).one().withdrawn_at == NOW
