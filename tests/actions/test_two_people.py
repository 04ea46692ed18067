"""The lead does not approve their own work, but where the kind of setting lets one be both."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import approving
from award.actions.applying import Words, save_application
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.approvers import whom_to_ask
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


def name_another(walking: Walker, email: str = "hedda.person@example.org") -> None:
    """The lead writes somebody else than the head into the application."""
    said = walking.journey.application
    assert said is not None
    words = {name: getattr(said, name) for name in Words.__dataclass_fields__}
    written = Words(**words | {"approver_name": "Hedda Person", "approver_email": email})
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        at = walking.pass_time()
        save_application(held, written, version=said.version, by=by, at=at)


def send_link(walking: Walker, to: str = "", link: str = "t") -> Approval:
    with transaction(lock=walking.journey) as held:
        by, at = walking.by(Role.LEAD), walking.pass_time()
        return approving.ask_for_approval(
            held, ApprovalOf.APPLY, token=link, token_digest=link, by=by, at=at, to=to
        )


def test_whom_the_application_names_since_the_head_came_is_asked(walking: Walker) -> None:
    name_another(walking)

    asked = send_link(walking)

    assert (asked.approver_name, asked.approver_email) == (
        "Hedda Person",
        "hedda.person@example.org",
    )


def test_a_head_who_came_after_the_application_was_written_is_asked(
    walking: Walker, session: Session
) -> None:
    name_another(walking)
    with writing(session):
        for one in session.scalars(select(Membership).where(Membership.role == Role.HEAD)):
            one.started_at = walking.pass_time()

    assert send_link(walking).approver_email == walking.cast.head.email


@pytest.mark.parametrize("capitals", [False, True])
def test_who_asks_may_choose_either_of_the_two(walking: Walker, capitals: bool) -> None:
    name_another(walking)
    head = walking.cast.head.email

    asked = send_link(walking, to=head.upper() if capitals else head)
    again = send_link(walking, to="hedda.person@example.org", link="u")

    assert asked.approver_email == head
    assert again.approver_email == "hedda.person@example.org"


def test_a_head_whose_access_ended_is_asked_no_more_though_the_application_names_them(
    walking: Walker, session: Session
) -> None:
    gone, new = walking.cast.head.email, make_user(session, "Olu Bankole")
    offered = [one.email for one in whom_to_ask(walking.journey)]
    with writing(session):
        for one in session.scalars(select(Membership).where(Membership.role == Role.HEAD)):
            one.ended_at = walking.pass_time()
    nobody = whom_to_ask(walking.journey)
    make_member(session, new, Role.HEAD, walking.setting)

    with pytest.raises(NotReady, match="Choose whom to ask"):
        send_link(walking, to=gone)
    session.rollback()

    assert (offered, nobody) == ([gone], [])
    assert [one.email for one in whom_to_ask(walking.journey)] == [new.email]


def test_who_is_named_anew_after_their_access_ended_is_asked_by_the_link(
    walking: Walker, session: Session
) -> None:
    gone = walking.cast.head.email
    with writing(session):
        for one in session.scalars(select(Membership).where(Membership.role == Role.HEAD)):
            one.ended_at = walking.pass_time()
    name_another(walking, gone)

    assert send_link(walking).approver_email == gone


def test_nobody_else_can_be_asked(walking: Walker, session: Session) -> None:
    with pytest.raises(NotReady, match="Choose whom to ask") as refused:
        send_link(walking, to="somebody@example.org")

    session.rollback()
    assert refused.value.of == "to"
    assert session.scalars(select(Approval)).all() == []
