"""The lead who may be their own approver, and whoever was asked and does not agree."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.approving import approve, approve_by_link, ask_for_approval, lead_may_approve
from award.actions.returning import SentBack, return_by_link
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import Approval
from award.storage.letters import Letter
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    """A youth club’s application that is whole but for the approval."""
    found, _ = journey_at(session, Stage.DRAFT, kind_code="youth_club")
    found.fill_in()
    return found


def ask(walking: Walker) -> Approval:
    by, at = walking.by(Role.LEAD), walking.pass_time(hours=1)
    with transaction(lock=walking.journey) as held:
        return ask_for_approval(
            held, ApprovalOf.APPLY, token=f"t{at}", token_digest=f"d{at}", by=by, at=at
        )


def send_back(walking: Walker, asked: Approval) -> None:
    said = SentBack("Please wait for Friday", asked.approver_name)
    with transaction(lock=walking.journey) as held:
        return_by_link(held, asked, said, at=walking.pass_time(hours=1))


def approve_as_lead(walking: Walker) -> None:
    with transaction(lock=walking.journey) as held:
        approve(held, ApprovalOf.APPLY, by=walking.by(Role.LEAD), at=walking.pass_time(hours=1))


def test_the_lead_does_not_overrule_whoever_was_asked_and_sent_it_back(walking: Walker) -> None:
    send_back(walking, ask(walking))

    with pytest.raises(NotAllowed, match="was asked, and sent it back"):
        approve_as_lead(walking)
    again = ask(walking)
    with pytest.raises(NotAllowed, match="was asked, and sent it back"):
        approve_as_lead(walking)
    assert not lead_may_approve(walking.journey, ApprovalOf.APPLY)
    assert not facts_of(walking.journey, at=walking.at).application_approved
    with transaction(lock=walking.journey) as held:
        approve_by_link(held, again, name="", at=walking.at + timedelta(hours=1))

    assert lead_may_approve(walking.journey, ApprovalOf.APPLY)
    assert facts_of(walking.journey, at=walking.at).application_approved


def test_the_lead_who_sent_their_own_letter_back_may_approve_after_all(walking: Walker) -> None:
    asked = ask(walking)
    with transaction(lock=walking.journey):
        asked.approver_email = walking.cast.lead.email
    send_back(walking, asked)

    approve_as_lead(walking)

    assert facts_of(walking.journey, at=walking.at).application_approved


def test_nobody_gets_a_letter_about_what_they_approved_themselves(
    session: Session, walking: Walker
) -> None:
    approve_as_lead(walking)
    own = session.query(Letter).filter_by(code="approval_given").count()
    walking.approve(ApprovalOf.APPLY)

    told = session.query(Letter).filter_by(code="approval_given").all()

    assert own == 0
    assert [one.to_email for one in told] == [walking.cast.lead.email]
