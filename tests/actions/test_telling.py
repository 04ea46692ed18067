"""How letters end, and what a head without an account is told."""

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.letters import Letter
from tests.making import journey_at


def accepted(session: Session, to: str) -> Letter:
    return session.query(Letter).filter_by(code="application_accepted", to_email=to).one()


def test_a_letter_to_a_setting_ends_with_the_coordinators_name(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)

    walking.accept()

    letter = accepted(session, walking.cast.lead.email)
    name, council = walking.cast.coordinator.name, journey.authority.name
    assert letter.body.endswith(f"\n\nBest wishes\n{name}\n{council}\n")


def test_of_two_coordinators_none_signs_for_both(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)
    other = User(email="second@example.org", name="Second One", created_at=walking.at)
    session.add(other)
    session.flush()
    session.add(
        Membership(
            user_id=other.id,
            role=Role.COORDINATOR,
            authority_id=journey.authority_id,
            started_at=walking.at,
        )
    )
    session.commit()

    walking.accept()

    letter = accepted(session, walking.cast.lead.email)
    assert letter.body.endswith(f"\n\nBest wishes\n{journey.authority.name}\n")


def test_a_head_without_an_account_is_led_nowhere_they_cannot_go(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)
    session.query(Membership).filter_by(
        setting_id=journey.setting_id, role=Role.HEAD
    ).one().ended_at = walking.at
    assert journey.application is not None
    journey.application.approver_email = "head@willow.example.org"
    journey.application.approver_name = "Priya Nair"
    session.commit()

    walking.accept()

    letter, lead = accepted(session, "head@willow.example.org"), walking.cast.lead
    assert (letter.button, "((link))" in letter.body) == ("", False)
    assert f"which {lead.name} opens" in letter.body
    assert "((link))" in accepted(session, lead.email).body
