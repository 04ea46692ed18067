"""The lead does not approve their own work, but where the kind of setting lets one be both."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import approving
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.authorities import Kind
from award.storage.db import transaction, writing
from award.storage.journeys import Approval
from award.storage.letters import Letter
from tests.making import actor, journey_at, make_member, make_user


@pytest.fixture
def walking(session: Session) -> Walker:
    """An application that is written, and waits for the head."""
    found, _ = journey_at(session, Stage.DRAFT)
    found.fill_in()
    return found


def ask(walking: Walker, session: Session) -> Approval:
    """The lead's own address stands where the head's belongs, and the head has no account."""
    with writing(session):
        for one in session.scalars(select(Membership).where(Membership.role == Role.HEAD)):
            one.ended_at = walking.at
        assert walking.journey.application is not None
        walking.journey.application.approver_email = walking.cast.lead.email.upper()
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        return approving.ask_for_approval(
            held, ApprovalOf.APPLY, token="t", token_digest="d", by=by, at=walking.at
        )


def give(walking: Walker, session: Session) -> Approval:
    """The lead, who is the head too, approves signed in."""
    lead = walking.cast.lead
    make_member(session, lead, Role.HEAD, walking.setting)
    with transaction(lock=walking.journey) as held:
        by = actor(lead, Role.HEAD, walking.setting)
        return approving.approve(held, ApprovalOf.APPLY, by=by, at=walking.at)


def record(walking: Walker, session: Session) -> Approval:
    """A coordinator writes down that the lead agreed."""
    name = f" {walking.cast.lead.name.upper()}"
    given = approving.GivenElsewhere(name, "phone", walking.at.date())
    with transaction(lock=walking.journey) as held:
        place = walking.setting.authority
        by = actor(walking.cast.coordinator, Role.COORDINATOR, place, on_behalf=True)
        return approving.record_approval(held, ApprovalOf.APPLY, given, by=by, at=walking.at)


WAYS = pytest.mark.parametrize("way", [ask, give, record])


@WAYS
def test_the_lead_is_no_second_person(
    way: Callable[[Walker, Session], Approval], walking: Walker, session: Session
) -> None:
    with pytest.raises(NotReady, match="somebody else than the lead"):
        way(walking, session)

    session.rollback()
    assert session.scalars(select(Approval)).all() == []


@WAYS
def test_a_small_setting_may_have_one_person_for_both(
    way: Callable[[Walker, Session], Approval], walking: Walker, session: Session
) -> None:
    with writing(session):
        kinds = select(Kind).where(Kind.code == "youth_club")
        walking.setting.kind_id = session.scalars(kinds).one().id

    approval = way(walking, session)

    assert approval.of is ApprovalOf.APPLY


def test_the_head_of_today_is_asked_not_the_one_whom_the_application_named(
    walking: Walker, session: Session
) -> None:
    new = make_user(session, "Olu Bankole")
    with writing(session):
        for one in session.scalars(select(Membership).where(Membership.role == Role.HEAD)):
            one.ended_at = walking.at
    make_member(session, new, Role.HEAD, walking.setting)

    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        asked = approving.ask_for_approval(
            held, ApprovalOf.APPLY, token="t", token_digest="d", by=by, at=walking.at
        )

    letter = session.scalars(select(Letter).where(Letter.code == "approval_asked")).one()
    assert (asked.approver_name, asked.approver_email) == (new.name, new.email)
    assert letter.to_email == new.email
