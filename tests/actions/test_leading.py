"""Who leads once the lead was handed over: whoever has the part today, wherever it is asked."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import approving
from award.actions.joining import end_membership
from award.actions.leading import hand_over_lead
from award.actions.opening import open_journey
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.approvers import lead_named
from award.storage.arrivals import arrival_of
from award.storage.db import transaction, writing
from award.storage.visits import Visit
from tests.making import actor, journey_at, make_member, make_user


def handed_over(walking: Walker, session: Session) -> User:
    """Nia leads now; who led before goes on as a colleague."""
    nia = make_user(session, "Nia New")
    new = make_member(session, nia, Role.CONTRIBUTOR, walking.setting)
    with transaction(lock=walking.setting) as place:
        hand_over_lead(place, new, by=walking.by(Role.LEAD), at=walking.pass_time())
    return nia


def made_head(walking: Walker, session: Session, person: User, nia: User) -> None:
    """The head leaves, and the person takes their place."""
    here = (Membership.setting_id == walking.setting.id, Membership.ended_at.is_(None))
    ends = (*here, (Membership.role == Role.HEAD) | (Membership.user_id == person.id))
    for one in session.scalars(select(Membership).where(*ends)).all():
        with transaction(lock=walking.setting) as place:
            by = actor(nia, Role.LEAD, walking.setting)
            end_membership(place, one, by=by, at=walking.pass_time())
    make_member(session, person, Role.HEAD, walking.setting)
    session.commit()


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def test_who_led_before_and_is_head_now_approves(walking: Walker, session: Session) -> None:
    before = walking.cast.lead
    made_head(walking, session, before, handed_over(walking, session))

    with transaction(lock=walking.journey) as held:
        by = actor(before, Role.HEAD, walking.setting)
        given = approving.approve(held, ApprovalOf.READY, by=by, at=walking.pass_time())

    assert given.approver_name == before.name


def test_a_yes_of_who_led_before_is_written_down(walking: Walker, session: Session) -> None:
    before = walking.cast.lead
    made_head(walking, session, before, handed_over(walking, session))
    given = approving.GivenElsewhere(before.name, "phone", walking.at.date())

    with transaction(lock=walking.journey) as held:
        place, mine = walking.setting.authority, walking.cast.coordinator
        by = actor(mine, Role.COORDINATOR, place, on_behalf=True)
        kept = approving.record_approval(held, ApprovalOf.READY, given, by=by, at=walking.at)

    assert kept.approver_name == before.name


def test_whoever_leads_today_is_asked_for_at_a_visit(walking: Walker, session: Session) -> None:
    visit = session.scalars(select(Visit)).first()
    assert visit is not None
    assert f"Ask for: {walking.cast.lead.name}" in arrival_of(walking.journey, visit)

    nia = handed_over(walking, session)

    assert f"Ask for: {nia.name}" in arrival_of(walking.journey, visit)


def test_whom_the_application_names_leads_while_nobody_has_an_account(
    walking: Walker, session: Session
) -> None:
    said, leads = walking.journey.application, Membership.role == Role.LEAD
    assert said is not None

    with writing(session):
        for one in session.scalars(select(Membership).where(leads)):
            one.ended_at = walking.at
    assert lead_named(walking.journey) == said.lead_name
    with writing(session):
        said.lead_name = ""
    assert lead_named(walking.journey) == ""


def test_a_renewal_names_whoever_has_taken_up_the_lead(session: Session) -> None:
    walking, before = journey_at(session, Stage.AWARDED)
    nia = handed_over(walking, session)

    with transaction(lock=walking.setting) as place:
        by = walking.by(Role.COORDINATOR)
        renewal = open_journey(place, route="renewal", by=by, at=walking.at, previous=before)

    said, earlier = renewal.application, before.application
    assert said is not None
    assert earlier is not None
    assert (said.lead_name, said.lead_email) == (nia.name, nia.email)
    assert said.approver_name == earlier.approver_name


def test_an_application_that_names_its_lead_as_approver_is_refused(session: Session) -> None:
    """Also where somebody else has the account: it was written since they came."""
    walking, _ = journey_at(session, Stage.DRAFT)
    walking.fill_in()
    said = walking.journey.application
    assert said is not None
    with writing(session):
        said.lead_name, said.lead_email = "Ann Deputy", "ann@example.org"
        said.approver_name, said.approver_email = "Ann Deputy", "Ann@example.org"

    with (
        pytest.raises(NotReady, match="else than the lead"),
        transaction(lock=walking.journey) as held,
    ):
        approving.ask_for_approval(
            held, ApprovalOf.APPLY, token="t", token_digest="d", by=walking.by(Role.LEAD),
            at=walking.at, to="ann@example.org",
        )  # fmt: skip
