"""A visit is handed to somebody else, who goes on with it; what was written says whose it is."""

import pytest
from sqlalchemy.orm import Session

from award.actions import assigning, handing_over, recording
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.queries.hand_overs import list_hand_overs, note_writers
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import actor, journey_at, make_member, make_user

SAID = ("lead", ["1.5"], "The lead asks the governors each term.")


@pytest.fixture
def begun(session: Session) -> tuple[Walker, Visit, User]:
    """An initial visit with one note and a few words; and another coordinator."""
    walking, journey = journey_at(session, Stage.PLANNING)
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    record = recording.Record("The lead", "Calm.", notes=[SAID])
    with transaction(lock=journey) as held:
        by = walking.by(Role.COORDINATOR)
        recording.record_visit(
            held, visit.id, record, version=visit.version, finished=False, by=by, at=walking.at
        )
    other = make_user(session, "Hana Osei")
    make_member(session, other, Role.COORDINATOR, walking.setting.authority)
    return walking, visit, other


def hand_over(walking: Walker, visit: Visit, user: User, **more: str) -> None:
    said = {"reason": "Colm has left."} | more
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.COORDINATOR)
        handing_over.hand_over_visit(held, visit.id, user.id, by=by, at=walking.at, **said)


def test_the_next_visitor_goes_on_and_each_note_says_whose_it_is(
    begun: tuple[Walker, Visit, User], session: Session
) -> None:
    walking, visit, other = begun
    before = walking.cast.coordinator

    hand_over(walking, visit, other)
    new = ("children", ["1.3"], "Six of eight knew two ways.")
    record = recording.Record("The lead and eight children", "Calm.", notes=[SAID, new])
    with transaction(lock=walking.journey) as held:
        by = actor(other, Role.COORDINATOR, walking.setting.authority)
        recording.record_visit(
            held, visit.id, record, version=visit.version, finished=True, by=by, at=walking.at
        )

    assert visit.state is VisitState.WRITTEN_UP
    assert [(one.conversation, one.by_id) for one in visit.notes] == [
        ("lead", before.id),
        ("children", other.id),
    ]
    assert list(note_writers(session, visit).values()) == [before.name]
    kept = list_hand_overs(session, visit)[0]
    assert (kept.before, kept.after, kept.reason) == (before.name, other.name, "Colm has left.")
    assert kept.written == {"met": "The lead", "summary": "Calm."}


def test_whoever_made_the_visit_before_writes_it_no_more(
    begun: tuple[Walker, Visit, User],
) -> None:
    walking, visit, other = begun
    hand_over(walking, visit, other)

    with (
        pytest.raises(NotAllowed, match="Only the visitor"),
        transaction(lock=walking.journey) as held,
    ):
        recording.record_visit(
            held, visit.id, recording.Record("", ""), version=visit.version, finished=False,
            by=walking.by(Role.COORDINATOR), at=walking.at,
        )  # fmt: skip


def test_what_does_not_fit_is_refused_and_changes_nothing(
    begun: tuple[Walker, Visit, User], session: Session
) -> None:
    walking, visit, other = begun
    assessor, mine = walking.cast.assessor, walking.cast.coordinator

    with pytest.raises(NotReady, match="Say why"):
        hand_over(walking, visit, other, reason=" ")
    with pytest.raises(NotAllowed, match="already"):
        hand_over(walking, visit, mine)
    with pytest.raises(NotReady, match="choose the journey’s"):
        hand_over(walking, visit, assessor)
    with (
        pytest.raises(NotAllowed, match="Ask a coordinator"),
        transaction(lock=walking.journey) as held,
    ):
        handing_over.hand_over_visit(
            held, visit.id, other.id, reason="No.", by=walking.by(Role.LEAD), at=walking.at
        )

    assert (visit.visitor_id, visit.hand_overs) == (mine.id, [])
    assert session.query(Letter).filter_by(code="visit_handed_over").count() == 0


def test_everybody_concerned_is_told_but_not_why(
    begun: tuple[Walker, Visit, User], session: Session
) -> None:
    walking, visit, other = begun

    hand_over(walking, visit, other)

    letters = session.query(Letter).filter_by(code="visit_handed_over").all()
    told = {walking.cast.lead.email, other.email, walking.cast.coordinator.email}
    assert {one.to_email for one in letters} == told
    assert not any("Colm has left" in one.body for one in letters)


def test_an_assessment_visit_goes_to_the_next_assessor_only(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = walking.assessment_visit()
    assert visit is not None
    second = session.query(User).filter_by(name="Tomasz Zielinski").one()

    with pytest.raises(NotReady, match="choose the journey’s"):
        hand_over(walking, visit, walking.cast.coordinator)
    with pytest.raises(NotReady, match="choose the journey’s"):
        hand_over(walking, visit, second)
    with transaction(lock=journey) as held:
        assigning.assign(
            held, AssignmentKind.ASSESSOR, second.id, by=walking.by(Role.COORDINATOR), at=walking.at
        )
    hand_over(walking, visit, second)

    assert (visit.visitor_id, visit.visitor_role) == (second.id, Role.ASSESSOR)


def test_who_is_elsewhere_at_that_hour_takes_it_over_with_a_reason_only(session: Session) -> None:
    walking, _ = journey_at(session, Stage.PLANNING)
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    other = make_user(session, "Hana Osei")
    make_member(session, other, Role.COORDINATOR, walking.setting.authority)
    with writing(session):
        session.add(
            Visit(
                authority_id=visit.authority_id, journey_id=visit.journey_id, offered=[],
                kind=VisitKind.MONITORING, form=VisitForm.CALL, state=VisitState.CONFIRMED,
                starts_at=visit.starts_at, visitor_id=other.id, visitor_role=Role.COORDINATOR,
                proposed_at=walking.at,
            )
        )  # fmt: skip

    with pytest.raises(NotReady, match="Hana Osei"):
        hand_over(walking, visit, other)
    hand_over(walking, visit, other, despite="The call can be moved.")

    assert (visit.visitor_id, visit.kept_because) == (other.id, "The call can be moved.")
