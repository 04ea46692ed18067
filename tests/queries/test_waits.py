"""Everything that waits in a journey is found, with the day from which it is counted."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.actions.enquiring import Ask, ask_to_take_part, reply_to_enquiry
from award.actions.histories import write_history
from award.actions.recording import answer_visit_record, share_visit_record
from award.domain.facts import PlanState
from award.domain.people import Role, the_clock
from award.domain.reminders import Wait, find_reminder
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitKind, VisitState
from award.queries.waits import list_enquiries, list_looked_at, list_waits
from award.storage.accounts import Enquiry
from award.storage.authorities import Round
from award.storage.days import day_of
from award.storage.db import session_of, transaction, writing
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.letters import LetterState
from tests.making import actor, at, make_authority, make_cast, make_setting
from tests.queries.waiting import MONDAY, Cast, a_visit, add, an_award, found, put_at


def test_a_draft_waits_for_its_setting(journey: Journey) -> None:
    assert found(journey) == [(Wait.TURN, MONDAY)]


def test_a_setting_that_did_something_is_not_quiet(journey: Journey) -> None:
    put_at(journey, Stage.GATHERING, last_setting_act_at=at(9))

    assert found(journey, 20) == [(Wait.TURN, day_of(at(9)))]


def test_a_paused_or_ended_journey_has_no_turn_to_wait_for(journey: Journey) -> None:
    put_at(journey, Stage.GATHERING, paused_until=day_of(at(20)), paused_at=at())
    paused = found(journey, 1)
    put_at(journey, Stage.WITHDRAWN, ended_at=at(), paused_until=None, paused_at=None)

    assert (paused, found(journey)) == ([], [])


def test_a_pause_that_was_asked_for_waits_for_an_answer(journey: Journey) -> None:
    put_at(journey, Stage.GATHERING, pause_asked_at=at(2))

    assert (Wait.PAUSE_ASKED, day_of(at(2))) in found(journey)


def test_a_pause_that_ended_stands_in_for_the_turn_until_something_is_done(
    journey: Journey,
) -> None:
    put_at(journey, Stage.GATHERING)
    with transaction(lock=journey) as held:
        write_history(held, "resume", by=the_clock(held.authority_id), at=at(3))
    ended = found(journey, 4)
    put_at(journey, Stage.GATHERING, last_setting_act_at=at(5))

    assert ended == [(Wait.PAUSE_ENDED, day_of(at(3)))]
    assert found(journey, 6) == [(Wait.TURN, day_of(at(5)))]


def test_a_plan_put_forward_is_found(journey: Journey, cast: Cast) -> None:
    add(journey, a_visit(cast, VisitState.SIGNED, signed_at=at(2)))
    put_at(
        journey,
        Stage.PLANNING,
        plan_state=PlanState.PUT_FORWARD,
        plan_put_forward_at=at(4),
    )
    with transaction(lock=journey) as held:  # as if the setting had nothing left to do
        held.turn = Turn.COORDINATOR

    assert (Wait.PLAN_PUT_FORWARD, day_of(at(4))) in found(journey, 5)


@pytest.mark.parametrize(
    ("state", "columns", "expected"),
    [
        (VisitState.PROPOSED, {}, (Wait.VISIT_DATE_SETTING, 1)),
        (VisitState.CONFIRMED, {}, (Wait.VISIT_TO_WRITE_UP, 10)),
        (VisitState.DONE, {"done_at": at(11)}, (Wait.VISIT_TO_WRITE_UP, 10)),
        (VisitState.WRITTEN_UP, {"written_up_at": at(12)}, (Wait.VISIT_TO_SHARE, 12)),
        (VisitState.SHARED, {"shared_at": at(13)}, (Wait.VISIT_TO_SIGN, 13)),
    ],
)
def test_each_step_of_a_visit_waits_for_somebody(
    journey: Journey,
    cast: Cast,
    state: VisitState,
    columns: dict[str, Any],
    expected: tuple[Wait, int],
) -> None:
    put_at(journey, Stage.GATHERING)
    add(journey, a_visit(cast, state, kind=VisitKind.MONITORING, **columns))

    assert found(journey, 14)[1:] == [(expected[0], day_of(at(expected[1])))]


@pytest.mark.parametrize("state", [VisitState.SIGNED, VisitState.CANCELLED, VisitState.MISSED])
def test_a_visit_that_is_over_waits_for_nobody(
    journey: Journey, cast: Cast, state: VisitState
) -> None:
    put_at(journey, Stage.GATHERING)
    add(journey, a_visit(cast, state, kind=VisitKind.MONITORING))

    assert found(journey, 14)[1:] == []


def test_a_visit_to_come_waits_for_nobody(journey: Journey, cast: Cast) -> None:
    add(journey, a_visit(cast, VisitState.CONFIRMED))
    put_at(journey, Stage.PLANNING)

    assert found(journey, 9) == []


def test_a_date_that_the_setting_proposed_waits_for_the_visitor(
    journey: Journey, cast: Cast
) -> None:
    lead = cast["Amara Holt"].id
    visit = add(journey, a_visit(cast, VisitState.PROPOSED, proposed_by_id=lead))

    waits = {one.waiting.wait: one for one in list_waits(journey, at=at(2))}
    one = waits[Wait.VISIT_DATE_VISITOR]
    assert one.person_id == cast["Colm Brady"].id
    assert one.waiting.coordinators_own
    assert one.waiting.thing == f"visit:{visit.id}"


def test_a_record_that_the_setting_answered_waits_for_its_visitor(
    journey: Journey, cast: Cast
) -> None:
    put_at(journey, Stage.GATHERING)
    visit = add(
        journey,
        a_visit(cast, VisitState.SHARED, kind=VisitKind.MONITORING, shared_at=at(11)),
    )
    with writing(session_of(journey)):
        visit.written_up_at = at(10)
    with transaction(lock=journey) as held:
        by = actor(cast["Amara Holt"], Role.LEAD, held.setting)
        answer_visit_record(held, visit.id, words="We said Tuesday", by=by, at=at(12))
    answered = found(journey, 13)[1:]
    with transaction(lock=journey) as held:
        by = actor(cast["Colm Brady"], Role.COORDINATOR, held.authority)
        share_visit_record(held, visit.id, by=by, at=at(13))

    assert answered == [(Wait.VISIT_ANSWERED, day_of(at(12)))]
    assert found(journey, 13)[1:] == [(Wait.VISIT_TO_SIGN, day_of(at(13)))]


def test_enquiries_without_an_answer_are_found(session: Session, cast: Cast) -> None:
    with writing(session):
        for n, answered_at in enumerate((None, at(1))):
            session.add(
                Enquiry(
                    authority_id=1,
                    setting_name=f"Place {n}",
                    kind_code="youth_club",
                    person="Sam Reed",
                    email="sam@example.org",
                    asked_at=at(),
                    answered_at=answered_at,
                )
            )

    assert [one.setting_name for one, _ in list_enquiries(session)] == ["Place 0"]


def test_every_wait_that_is_found_has_its_row(journey: Journey, cast: Cast) -> None:
    add(journey, a_visit(cast, VisitState.PROPOSED))
    for stage in (Stage.DRAFT, Stage.APPLIED, Stage.READY, Stage.ASSESSING, Stage.DECIDING):
        put_at(journey, stage)

        assert all(find_reminder(one.waiting) for one in list_waits(journey, at=at(3)))


def test_the_calendar_looks_at_open_journeys_and_at_ended_ones_with_something_left(
    journey: Journey, cast: Cast
) -> None:
    session = session_of(journey)
    while_open = list_looked_at(session)
    put_at(journey, Stage.WITHDRAWN, ended_at=at())
    ended = list_looked_at(session)
    an_award(journey)

    assert (while_open, ended, list_looked_at(session)) == ([journey.id], [], [journey.id])
    assert list_looked_at(session, authority_id=99) == []


def test_the_day_that_a_deferral_ends_is_waited_for(journey: Journey) -> None:
    put_at(journey, Stage.GATHERING, deferred_until=day_of(at(40)))

    assert found(journey)[1:] == [(Wait.DEFERRAL, day_of(at(40)))]


def test_an_assessor_is_not_waited_for_before_the_visit(journey: Journey, cast: Cast) -> None:
    visitor = cast["Edith Moss"].id
    add(
        journey,
        Assignment(
            user_id=visitor,
            kind=AssignmentKind.ASSESSOR,
            assigned_by_id=cast["Colm Brady"].id,
            assigned_at=at(),
        ),
    )
    put_at(journey, Stage.ASSESSING)
    without = found(journey)
    visit = a_visit(cast, VisitState.CONFIRMED, kind=VisitKind.ASSESSMENT)
    visit.visitor_id, visit.visitor_role = visitor, Role.ASSESSOR
    add(journey, visit)

    assert without == [(Wait.TURN, MONDAY)]
    assert found(journey) == [(Wait.TURN, day_of(at(10)))]


def test_the_panel_is_not_waited_for_before_its_day(journey: Journey) -> None:
    aim = Round(
        authority_id=journey.authority_id,
        name="Spring",
        ready_by_on=MONDAY,
        visits_from=MONDAY,
        visits_until=MONDAY,
        papers_on=MONDAY,
        panel_on=day_of(at(30)),
        notify_by_on=day_of(at(35)),
    )
    with writing(session_of(journey)) as session:
        session.add(aim)
    put_at(journey, Stage.DECIDING, round_id=aim.id)

    assert found(journey) == [(Wait.TURN, day_of(at(30)))]


def test_an_enquiry_waits_from_the_day_of_its_reply_unless_that_was_refused(both: Session) -> None:
    authority = make_authority(both)
    by = actor(
        make_cast(both, make_setting(both, authority))["Colm Brady"], Role.COORDINATOR, authority
    )
    with transaction(lock=authority) as held:
        row = ask_to_take_part(held, Ask("Abbey", "primary", "Joe", "joe@example.org"), at=at())
    with transaction(lock=row) as held_row:
        letter = reply_to_enquiry(held_row, "Welcome", by=by, at=at(4))
    assert letter is not None

    replied = [one.waiting.since for _, one in list_enquiries(both)]
    with writing(both):
        letter.state = LetterState.REFUSED
    refused = [one.waiting.since for _, one in list_enquiries(both)]

    assert (replied, refused) == ([day_of(at(4))], [day_of(at())])
