"""How letters end, and what a head without an account is told."""

import pytest
from sqlalchemy.orm import Session

from award.actions.assigning import assign
from award.actions.joining import end_membership
from award.actions.telling import Recipient, recipients, write_letter
from award.demo.walking import Walker
from award.domain.arrivals import STILL_TO_SAY
from award.domain.letters import Addressee
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.accounts import Membership, User
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind
from award.storage.letters import Letter
from award.storage.settings import Contact, ContactPart
from tests.making import journey_at


def accepted(session: Session, to: str) -> Letter:
    return session.query(Letter).filter_by(code="application_accepted", to_email=to).one()


def test_a_letter_to_a_setting_ends_with_the_coordinators_name(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)

    walking.accept()

    letter = accepted(session, walking.cast.lead.email)
    name, council = walking.cast.coordinator.name, journey.authority.name
    assert letter.body.endswith(f"\n\nBest wishes\n{name}\n{council}\n")


def test_nobody_signs_a_letter_to_themselves(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)
    one, fields = walking.cast.coordinator, {"setting": journey.setting.name}

    letter = write_letter(
        session,
        "application_accepted",
        Recipient(one.email, one.name, "/"),
        authority=journey.authority,
        at=walking.at,
        key="to-oneself",
        fields=fields,
    )

    assert letter is not None
    assert letter.body.endswith(f"\n\nBest wishes\n{journey.authority.name}\n")


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
    assert f"need none. {lead.name} leads the work at Willow Lane Primary" in letter.body
    assert "((link))" in accepted(session, lead.email).body


def test_who_is_head_no_more_is_written_to_at_no_address_that_names_them(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)
    head = session.query(Membership).filter_by(setting_id=journey.setting_id, role=Role.HEAD).one()
    assert journey.application is not None
    with writing(session):
        journey.application.approver_email = f" {head.user.email.upper()}"
        walking.setting.contacts = [
            Contact(
                authority_id=journey.authority_id, part=ContactPart.APPROVER, name=head.user.name,
                email=head.user.email,
            )
        ]  # fmt: skip
    at = walking.pass_time()
    with transaction(lock=walking.setting) as place:
        end_membership(place, head, by=walking.by(Role.COORDINATOR), at=at)

    assert recipients(walking.journey, Addressee.HEAD, at=at) == []
    with writing(session):
        journey.application.changed_at = walking.pass_time()
    named = recipients(walking.journey, Addressee.HEAD, at=walking.at)
    assert [one.name for one in named] == [journey.application.approver_name]


def ready_with_visit(session: Session) -> Walker:
    """A journey that is ready, with its assessor and a visit booked for later on."""
    walking, journey = journey_at(session, Stage.READY)
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        assign(held, AssignmentKind.ASSESSOR, walking.cast.assessor.id, by=by, at=walking.at)
    walking.book_visit(VisitKind.ASSESSMENT, VisitForm.ON_SITE, Role.ASSESSOR)
    return walking


def begun(session: Session) -> set[str]:
    letters = session.query(Letter).filter(Letter.code.startswith("assessment_"))
    return {f"{one.code}: {'was' if 'visit was on' in one.body else 'is'}" for one in letters}


def test_an_assessment_that_begins_before_its_visit_says_how_to_prepare(session: Session) -> None:
    walking = ready_with_visit(session)

    walking.move("begin_assessment", Role.COORDINATOR)

    assert begun(session) == {"assessment_begun: is", "assessment_to_do: is"}


def test_an_assessment_that_begins_after_its_visit_asks_nobody_to_prepare(session: Session) -> None:
    walking = ready_with_visit(session)
    walking.pass_time(days=40)

    walking.move("begin_assessment", Role.COORDINATOR)

    assert begun(session) == {"assessment_begun_visited: was", "assessment_to_do_visited: was"}


def test_the_setting_is_asked_for_the_way_in_and_the_visitor_hears_that_it_is(
    session: Session,
) -> None:
    walking = ready_with_visit(session)

    letters = session.query(Letter).filter_by(code="visit_confirmed").order_by(Letter.id.desc())
    said = {one.to_name: STILL_TO_SAY in one.body for one in letters.limit(3)}

    cast = walking.cast
    assert said == {cast.lead.name: True, cast.head.name: True, cast.assessor.name: False}


@pytest.mark.parametrize(
    ("stage", "leads_to"),
    [
        (Stage.DECIDING, "/leicester/panel/journeys/1"),
        (Stage.ASSESSING, "/leicester/panel"),
        (Stage.AWARDED, "/leicester/panel"),
    ],
)
def test_the_panel_is_led_to_papers_only_while_it_may_read_them(
    session: Session, stage: Stage, leads_to: str
) -> None:
    walking, journey = journey_at(session, stage)

    found = recipients(journey, Addressee.PANEL, at=walking.at)

    assert {one.path for one in found} == {leads_to}


def test_only_who_leads_is_asked_to_check_the_facts_of_a_report(session: Session) -> None:
    walking, _ = journey_at(session, Stage.CHECKING)

    told = {one.to_email: one.body for one in session.query(Letter).filter_by(code="report_shared")}

    assert "say with one tap that there is nothing to correct" in told[walking.cast.lead.email]
    to_head = told[walking.cast.head.email]
    assert "one tap" not in to_head
    assert "Who leads the award at your setting replies to us" in to_head
