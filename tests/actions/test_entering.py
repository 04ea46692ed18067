"""Entering settings, accounts and roles by hand."""

import pytest
from sqlalchemy.orm import Session

from award.actions.entering import add_setting, name_member
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.storage.db import writing
from award.storage.settings import SettingState
from tests.making import (
    ADMINISTRATOR,
    CAST,
    at,
    make_authority,
    make_cast,
    make_group,
    make_member,
    make_setting,
    make_user,
)


def test_a_setting_is_added_by_hand_without_a_number(both: Session) -> None:
    authority = make_authority(both)

    setting = make_setting(both, authority, "  Willow  Lane Primary ", size=210, postcode="LE1 1AA")

    assert (setting.name, setting.size, setting.postcode) == ("Willow Lane Primary", 210, "LE1 1AA")
    assert (setting.state, setting.identifiers) == (SettingState.ACTIVE, [])
    assert (setting.is_hidden, setting.kind and setting.kind.code) == (False, "primary")


def test_a_childrens_home_is_hidden_from_the_start(both: Session) -> None:
    authority = make_authority(both)

    assert make_setting(both, authority, "The Hollies", "childrens_home").is_hidden is True


def test_a_setting_that_is_there_already_is_refused_whatever_its_capitals(both: Session) -> None:
    authority = make_authority(both)
    make_setting(both, authority)

    with pytest.raises(NotReady) as refused:
        make_setting(both, authority, "willow lane primary")

    assert refused.value.blockers == (
        "willow lane primary is there already. Add its postcode if it is another one.",
    )
    assert make_setting(both, authority, postcode="LE2 2BB").id
    with pytest.raises(NotReady, match="Willow Lane Primary at LE2 2BB is there already"):
        make_setting(both, authority, postcode="LE2 2BB")


def test_a_setting_needs_a_name_and_a_kind_that_the_authority_has(session: Session) -> None:
    authority = make_authority(session)

    with pytest.raises(NotReady, match="Write the name of the setting"):
        make_setting(session, authority, "  ")
    with pytest.raises(NotReady, match="no kind of setting called “castle”"):
        make_setting(session, authority, kind_code="castle")


def test_a_lead_adds_no_setting_and_names_nobody(session: Session) -> None:
    authority = make_authority(session)
    user = make_user(session)
    lead = Actor(Role.LEAD)

    with pytest.raises(NotAllowed), writing(session):
        add_setting(session, authority, name="A", kind_code="primary", by=lead, at=at())
    with pytest.raises(NotAllowed), writing(session):
        name_member(user, Role.PANEL, authority, by=lead, at=at())


def test_an_address_has_one_account_whatever_its_capitals(both: Session) -> None:
    make_user(both, email="Amara@Example.org")

    with pytest.raises(NotReady) as refused:
        make_user(both, email="amara@example.ORG")

    assert refused.value.blockers == (
        "amara@example.org already has an account. Give that account the role instead.",
    )


@pytest.mark.parametrize(("name", "email"), [("", "a@example.org"), ("Amara", "nowhere")])
def test_an_account_needs_a_name_and_an_address(session: Session, name: str, email: str) -> None:
    with pytest.raises(NotReady, match="Write the person’s name and their e-mail address"):
        make_user(session, name, email)


def test_everybody_of_the_cast_has_their_role(both: Session) -> None:
    setting = make_setting(both, make_authority(both))

    people = make_cast(both, setting)

    assert {name: user.memberships[0].role for name, user in people.items()} == CAST
    assert {one.memberships[0].authority_id for one in people.values()} == {setting.authority_id}


def test_a_role_that_somebody_has_already_is_refused_until_it_ends(both: Session) -> None:
    authority = make_authority(both)
    user = make_user(both, "Grace Oduya")
    first = make_member(both, user, Role.PANEL, authority)

    with pytest.raises(NotReady) as refused:
        make_member(both, user, Role.PANEL, authority)
    with writing(both):
        first.ended_at = at(1)
    second = make_member(both, user, Role.PANEL, authority, is_outside=True)

    assert refused.value.blockers == ("Grace Oduya is already panel member at Leicester.",)
    assert (second.id != first.id, second.is_outside) == (True, True)


def test_a_group_has_viewers_only(both: Session) -> None:
    group, user = make_group(both), make_user(both)

    member = make_member(both, user, Role.GROUP_VIEWER, group)

    assert (member.group_id, member.authority_id, member.setting_id) == (group.id, None, None)
    with pytest.raises(NotReady, match="“lead” does not belong to this kind of place"):
        make_member(both, user, Role.LEAD, group)


def test_a_role_of_the_authority_is_not_given_at_a_setting(session: Session) -> None:
    setting = make_setting(session, make_authority(session))
    user = make_user(session)

    with pytest.raises(NotReady, match="“coordinator” does not belong to this kind of place"):
        make_member(session, user, Role.COORDINATOR, setting)


def test_a_closed_account_gets_no_role(session: Session) -> None:
    authority = make_authority(session)
    user = make_user(session)
    with writing(session):
        user.ended_at = at(1)

    with pytest.raises(NotReady, match="The account of Amara Holt is closed"), writing(session):
        name_member(user, Role.PANEL, authority, by=ADMINISTRATOR, at=at(2))
