"""Who gets which part, who may not, and the ties that keep people from it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import assigning
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind
from award.storage.letters import Letter
from award.storage.remarks import LookedAt, Place
from tests.making import journey_at


def test_parts_are_given_to_the_authority_people_who_are_free(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    cast, at = walking.cast, walking.at
    by = walking.by(Role.COORDINATOR)

    for kind, user in (
        (AssignmentKind.ADVISER, cast.lead),
        (AssignmentKind.ADVISER, cast.panel[0]),
        (AssignmentKind.SECOND, cast.coordinator),
        (AssignmentKind.SECOND, cast.assessor),
    ):
        with pytest.raises(NotAllowed), transaction(lock=journey) as held:
            assigning.assign(held, kind, user.id, by=by, at=at)
    with transaction(lock=journey) as held:
        new = assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=at)
        same = assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=at)

    live = [one.user_id for one in journey.assignments if one.ended_at is None]
    assert (live, new.id) == ([cast.second.id], same.id)


def test_a_part_ends_with_a_reason_and_once(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at = walking.by(Role.COORDINATOR), walking.at

    with pytest.raises(NotReady), transaction(lock=journey) as held:
        assigning.end_assignment(held, AssignmentKind.ASSESSOR, reason=" ", by=by, at=at)
    with transaction(lock=journey) as held:
        assigning.end_assignment(held, AssignmentKind.ASSESSOR, reason="Ill", by=by, at=at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assigning.end_assignment(held, AssignmentKind.ASSESSOR, reason="Ill", by=by, at=at)


def test_whoever_had_the_part_before_is_told_that_it_has_ended(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at, cast = walking.by(Role.COORDINATOR), walking.at, walking.cast
    ended = select(Letter).where(Letter.code == "assignment_ended").order_by(Letter.id)

    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ADVISER, cast.coordinator.id, by=by, at=at)
    first = session.scalars(ended).all()
    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=at)
    (told,) = session.scalars(ended).all()

    assert first == []
    assert (told.to_email, told.path) == (cast.assessor.email, "/leicester/assessor")
    assert "as assessor, has ended" in told.body


def test_who_takes_over_an_assessment_reads_that_it_is_under_way(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, cast = walking.by(Role.COORDINATOR), walking.cast
    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=walking.at)

    letters = select(Letter).where(Letter.code == "assessor_assigned").order_by(Letter.id)
    first, later = session.scalars(letters)
    assert "You will hear when the assessment begins." in first.body
    assert "The assessment is under way, and you go on from where it stands." in later.body
    assert "You will hear" not in later.body


def test_who_takes_over_a_report_that_is_shared_reads_that_it_is(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    by, cast = walking.by(Role.COORDINATOR), walking.cast
    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=walking.at)

    letters = select(Letter).where(Letter.code == "assessor_assigned").order_by(Letter.id)
    assert "The report is shared already" in session.scalars(letters).all()[-1].body


def test_a_second_reads_that_they_are_second_assessor_no_longer(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at, cast = walking.by(Role.COORDINATOR), walking.at, walking.cast

    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.SECOND, cast.second.id, by=by, at=at)
    with transaction(lock=journey) as held:
        assigning.end_assignment(held, AssignmentKind.SECOND, reason="Ill", by=by, at=at)

    told = session.scalars(select(Letter).where(Letter.code == "assignment_ended")).one()
    assert "as second assessor, has ended" in told.body


def test_who_hands_their_own_part_on_gets_no_letter_about_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    by, at, cast = walking.by(Role.COORDINATOR), walking.at, walking.cast
    for user_id in (cast.coordinator.id, cast.second.id):
        with transaction(lock=journey) as held:
            assigning.assign(held, AssignmentKind.ADVISER, user_id, by=by, at=at)

    assert not session.scalars(select(Letter).where(Letter.code == "assignment_ended")).all()


def test_ties_are_declared_by_oneself_and_ended_by_another(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    me, at = walking.by(Role.ASSESSOR), walking.at
    coordinator, user_id = walking.by(Role.COORDINATOR), walking.cast.assessor.id

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assigning.declare_tie(held, user_id, TieKind.ASSESSED, by=me, at=at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assigning.declare_tie(held, user_id, TieKind.GOVERNS, by=walking.by(Role.SECOND), at=at)
    with transaction(lock=journey) as held:
        tie = assigning.declare_tie(held, user_id, TieKind.GOVERNS, by=me, at=at)
        again = assigning.declare_tie(held, user_id, TieKind.GOVERNS, by=me, at=at)
    for by, reason, refusal in ((me, "x", NotAllowed), (coordinator, " ", NotReady)):
        with pytest.raises(refusal), transaction(lock=journey) as held:
            assigning.end_tie(held, tie.id, reason=reason, by=by, at=at)
    with transaction(lock=journey) as held:
        assigning.end_tie(held, tie.id, reason="By mistake", by=coordinator, at=at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assigning.end_tie(held, tie.id, reason="x", by=coordinator, at=at)

    assert (again.id, tie.ended_at) == (tie.id, at)


def test_an_adviser_judges_where_the_route_allows_it_and_somebody_says_why(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.READY, route="light")
    by, at, adviser = walking.by(Role.COORDINATOR), walking.at, walking.cast.second.id
    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ADVISER, adviser, by=by, at=at)

    with (
        pytest.raises(NotReady, match=r"was the setting’s adviser\. This route allows it"),
        transaction(lock=journey) as held,
    ):
        assigning.assign(held, AssignmentKind.ASSESSOR, adviser, by=by, at=at)
    with transaction(lock=journey) as held:
        given = assigning.assign(
            held, AssignmentKind.ASSESSOR, adviser, why=" Nobody else is free ", by=by, at=at
        )

    assert given.why == "Nobody else is free"
    assert journey.history[-1].words == "Tomasz Zielinski. Why: Nobody else is free"


def test_nobody_gets_a_part_in_a_journey_that_has_ended(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    by, user_id = walking.by(Role.COORDINATOR), walking.cast.second.id

    with pytest.raises(NotAllowed, match="has ended"), transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ADVISER, user_id, by=by, at=walking.at)


def test_a_slip_put_right_on_its_day_ties_nobody(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    by, at, cast = walking.by(Role.COORDINATOR), walking.at, walking.cast
    kind = AssignmentKind.ASSESSOR
    for user_id in (cast.assessor.id, cast.second.id, cast.assessor.id):
        with transaction(lock=journey) as held:
            assigning.assign(held, kind, user_id, by=by, at=at)

    ties = facts_of(journey, at=at)
    assert ties.ties_of(cast.second.id) == set()
    assert ties.ties_of(cast.assessor.id) == {TieKind.ASSESSED}
    assert len([one for one in journey.history if one.what == "assign_assessor"]) == 3


def test_who_had_begun_or_had_it_for_longer_stays_tied(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    by, cast = walking.by(Role.COORDINATOR), walking.cast
    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=walking.at)
        session.add(
            LookedAt(
                authority_id=journey.authority_id, journey_id=journey.id, place=Place.EVIDENCE,
                user_id=cast.second.id, at=walking.at,
            )
        )  # fmt: skip
    with transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.ASSESSOR, cast.assessor.id, by=by, at=walking.at)
    with transaction(lock=journey) as held:
        later = walking.pass_time(days=1)
        assigning.assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=later)

    facts = facts_of(journey, at=walking.at)
    assert facts.ties_of(cast.second.id) == {TieKind.ASSESSED}
    assert facts.ties_of(cast.assessor.id) == {TieKind.ASSESSED}
