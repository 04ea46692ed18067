"""Everything that waits in a journey is found, with the day from which it is counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.histories import write_history
from award.actions.moves import refresh
from award.actions.opening import open_journey
from award.actions.recording import answer_visit_record, share_visit_record
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome, PlanState
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role, the_clock
from award.domain.reminders import Wait, find_reminder
from award.domain.routes import Approval as ApprovalOf
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitKind, VisitState
from award.queries.waits import list_enquiries, list_looked_at, list_waits
from award.storage.accounts import Enquiry, Membership, User
from award.storage.assessments import Judge, Judgement, Report, ReportLook
from award.storage.authorities import Round
from award.storage.awards import Award
from award.storage.contents import application_digest
from award.storage.days import day_of
from award.storage.db import session_of, transaction, writing
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState, Decision, Vote
from award.storage.journeys import Approval, Assignment, AssignmentKind, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit
from tests.making import actor, at, make_authority, make_cast, make_setting

MONDAY = date(2026, 1, 5)
Cast = dict[str, User]


@pytest.fixture
def cast(session: Session) -> Cast:
    authority = make_authority(session)
    return make_cast(session, make_setting(session, authority))


@pytest.fixture
def journey(session: Session, cast: Cast) -> Journey:
    """A draft, opened on Monday 5 January 2026."""
    membership = session.scalars(select(Membership).filter_by(role=Role.COORDINATOR)).one()
    assert membership.authority_id is not None
    by = Actor(Role.COORDINATOR, cast["Colm Brady"].id, "Colm", membership.authority_id)
    lead = session.scalars(select(Membership).filter_by(role=Role.LEAD)).one()
    with transaction(lock=session.get_one(Setting, lead.setting_id)) as setting:
        return open_journey(setting, route="standard", by=by, at=at())


def put_at(journey: Journey, stage: Stage, **columns: Any) -> None:
    """Put the row where a test needs it; whose turn it is follows from that."""
    with transaction(lock=journey) as held:
        held.stage = stage
        for name, value in columns.items():
            setattr(held, name, value)
        refresh(held, at=at())


def add(journey: Journey, row: Any) -> Any:
    with transaction(lock=journey) as held:
        session_of(held).add(row)
        session_of(held).flush()
        refresh(held, at=at())
    return row


def found(journey: Journey, day: int = 0) -> list[tuple[Wait, date]]:
    return [(one.waiting.wait, one.waiting.since) for one in list_waits(journey, at=at(day))]


def a_visit(journey: Journey, cast: Cast, state: VisitState, **columns: Any) -> Visit:
    return Visit(
        **{
            "authority_id": journey.authority_id,
            "journey_id": journey.id,
            "kind": VisitKind.INITIAL,
            "form": VisitForm.ON_SITE,
            "state": state,
            "visitor_id": cast["Colm Brady"].id,
            "visitor_role": Role.COORDINATOR,
            "proposed_by_id": cast["Colm Brady"].id,
            "proposed_at": at(1),
            "starts_at": at(10),
            **columns,
        }
    )


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
    add(journey, a_visit(journey, cast, VisitState.SIGNED, signed_at=at(2)))
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
    add(journey, a_visit(journey, cast, state, kind=VisitKind.MONITORING, **columns))

    assert found(journey, 14)[1:] == [(expected[0], day_of(at(expected[1])))]


@pytest.mark.parametrize("state", [VisitState.SIGNED, VisitState.CANCELLED, VisitState.MISSED])
def test_a_visit_that_is_over_waits_for_nobody(
    journey: Journey, cast: Cast, state: VisitState
) -> None:
    put_at(journey, Stage.GATHERING)
    add(journey, a_visit(journey, cast, state, kind=VisitKind.MONITORING))

    assert found(journey, 14)[1:] == []


def test_a_visit_to_come_waits_for_nobody(journey: Journey, cast: Cast) -> None:
    add(journey, a_visit(journey, cast, VisitState.CONFIRMED))
    put_at(journey, Stage.PLANNING)

    assert found(journey, 9) == []


def test_a_date_that_the_setting_proposed_waits_for_the_visitor(
    journey: Journey, cast: Cast
) -> None:
    lead = cast["Amara Holt"].id
    visit = add(journey, a_visit(journey, cast, VisitState.PROPOSED, proposed_by_id=lead))

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
        a_visit(journey, cast, VisitState.SHARED, kind=VisitKind.MONITORING, shared_at=at(11)),
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


def test_the_heads_approval_waits_while_the_content_stands(journey: Journey) -> None:
    def ask(digest: str, day: int) -> None:
        add(
            journey,
            Approval(
                authority_id=journey.authority_id,
                journey_id=journey.id,
                of=ApprovalOf.APPLY,
                digest=digest,
                asked_at=at(day),
            ),
        )

    ask("of an older content", 1)
    older = found(journey)[1:]
    ask(application_digest(journey.application), 2)
    waits = list_waits(journey, at=at(3))[1:]

    assert older == []
    assert [(one.waiting.wait, one.what) for one in waits] == [
        (Wait.HEAD_APPROVAL, "the application")
    ]


def test_a_criterion_that_may_not_apply_waits_for_the_coordinator(
    journey: Journey, cast: Cast
) -> None:
    add(
        journey,
        Judgement(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            criterion="2.5",
            judge=Judge.SETTING,
            judged=Judged.NOT_APPLICABLE,
            at=at(3),
        ),
    )

    assert found(journey, 4)[1:] == [(Wait.NOT_APPLICABLE_ASKED, day_of(at(3)))]


def vote(journey: Journey, cast: Cast, name: str, outcome: Outcome, day: int) -> None:
    session = session_of(journey)
    report = session.scalar(select(Report).where(Report.journey_id == journey.id))
    if report is None:
        report = Report(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            written_by_id=cast["Edith Moss"].id,
            shared_at=at(),
        )
        add(journey, report)
    add(
        journey,
        Vote(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            report_id=report.id,
            user_id=cast[name].id,
            outcome=outcome,
            at=at(day),
        ),
    )


@pytest.mark.parametrize(
    ("second", "expected"),
    [(Outcome.AWARD, Wait.VOTES_AGREED), (Outcome.DEFER, Wait.VOTES_SPLIT)],
)
def test_votes_that_agree_or_are_split_are_told_apart(
    journey: Journey, cast: Cast, second: Outcome, expected: Wait
) -> None:
    put_at(journey, Stage.DECIDING)
    vote(journey, cast, "Grace Oduya", Outcome.AWARD, 3)
    alone = [wait for wait, _ in found(journey, 6)]
    vote(journey, cast, "Ruth Keller", second, 5)

    assert alone == [Wait.TURN]
    assert found(journey, 6)[1:] == [(expected, day_of(at(5)))]


def a_decision(journey: Journey, cast: Cast) -> Decision:
    decision: Decision = add(
        journey,
        Decision(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            outcome=Outcome.AWARD_WITH_CONDITIONS,
            reasons="Nearly all of it",
            released_by_id=cast["Grace Oduya"].id,
            released_at=at(),
        ),
    )
    return decision


def test_conditions_wait_until_they_are_met(journey: Journey, cast: Cast) -> None:
    decision = a_decision(journey, cast)
    condition = add(
        journey,
        Condition(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            decision_id=decision.id,
            words="Train the midday supervisors",
            due_on=day_of(at(60)),
        ),
    )
    put_at(journey, Stage.AWARDED, ended_at=at())
    is_open = found(journey)
    with writing(session_of(journey)):
        condition.state, condition.evidence_at = ConditionState.EVIDENCE_GIVEN, at(5)
    given = found(journey)
    with writing(session_of(journey)):
        condition.state = ConditionState.MET

    assert is_open == [(Wait.CONDITION, day_of(at(60)))]
    assert given == [(Wait.CONDITION_EVIDENCE, day_of(at(5)))]
    assert found(journey) == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, [Wait.APPEAL_TO_ASSIGN]),
        ({"state": AppealState.RECEIVED, "hearer": "Grace Oduya"}, [Wait.APPEAL_TO_HEAR]),
        ({"state": AppealState.RECEIVED, "hearer": "Edith Moss"}, [Wait.APPEAL_TO_ASSIGN]),
        ({"state": AppealState.UPHELD, "heard_at": at(3)}, [Wait.APPEAL_UPHELD]),
        ({"state": AppealState.UPHELD, "used_at": at(3)}, []),
        ({"state": AppealState.DISMISSED}, []),
    ],
)
def test_an_appeal_waits_step_by_step(
    journey: Journey, cast: Cast, columns: dict[str, Any], expected: list[Wait]
) -> None:
    asked = cast[columns["hearer"]].id if "hearer" in columns else None
    known = {one: value for one, value in columns.items() if one != "hearer"}
    add(
        journey,
        Appeal(
            **{
                "authority_id": journey.authority_id,
                "journey_id": journey.id,
                "against": "turn_down",
                "words": "Please look again",
                "state": AppealState.LODGED,
                "lodged_by_id": cast["Amara Holt"].id,
                "lodged_at": at(1),
                "hearer_id": asked,
                **known,
            }
        ),
    )
    put_at(journey, Stage.NOT_YET, ended_at=at())

    assert [wait for wait, _ in found(journey)] == expected


def an_award(journey: Journey, **columns: Any) -> Award:
    award: Award = add(
        journey,
        Award(
            **{
                "authority_id": journey.authority_id,
                "setting_id": journey.setting_id,
                "journey_id": journey.id,
                "number": "LEI-2026-0001",
                "code": "ABC",
                "name": "Willow Lane Primary",
                "framework_version": "1.0",
                "state": AwardState.IN_FORCE,
                "valid_from": MONDAY,
                "valid_until": date(2028, 12, 31),
                "grace_until": date(2029, 3, 31),
                "released_at": at(),
                **columns,
            }
        ),
    )
    return award


def test_a_proposed_suspension_waits_for_the_reply_and_then_for_the_panel(
    journey: Journey,
) -> None:
    award = an_award(journey, state=AwardState.SUSPENSION_PROPOSED, proposed_at=at())
    put_at(journey, Stage.AWARDED, ended_at=at())
    first, later = found(journey), found(journey, 15)
    with writing(session_of(journey)):
        award.replied_at = at(2)

    assert first == [(Wait.SUSPENSION_REPLY, MONDAY)]
    assert later == [(Wait.SUSPENSION_VOTE, MONDAY + timedelta(days=14))]
    assert found(journey, 3) == [(Wait.SUSPENSION_VOTE, day_of(at(2)))]


def test_a_lead_who_left_or_cannot_be_reached_is_missed(journey: Journey, cast: Cast) -> None:
    session = session_of(journey)
    with writing(session):
        cast["Amara Holt"].bounced_at = at(4)
    bounced = found(journey, 5)[1:]
    with writing(session):
        cast["Amara Holt"].bounced_at = None
        session.scalars(select(Membership).filter_by(role=Role.LEAD)).one().ended_at = at(6)

    assert bounced == [(Wait.LEAD_MISSING, day_of(at(4)))]
    assert found(journey, 7)[1:] == [(Wait.LEAD_MISSING, day_of(at(6)))]


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
    add(journey, a_visit(journey, cast, VisitState.PROPOSED))
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
            authority_id=journey.authority_id,
            journey_id=journey.id,
            user_id=visitor,
            kind=AssignmentKind.ASSESSOR,
            assigned_by_id=cast["Colm Brady"].id,
            assigned_at=at(),
        ),
    )
    put_at(journey, Stage.ASSESSING)
    without = found(journey)
    visit = a_visit(journey, cast, VisitState.CONFIRMED, kind=VisitKind.ASSESSMENT)
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


def a_look(journey: Journey, cast: Cast, **columns: Any) -> ReportLook:
    session = session_of(journey)
    report = session.scalar(select(Report).where(Report.journey_id == journey.id)) or add(
        journey,
        Report(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            written_by_id=cast["Edith Moss"].id,
        ),
    )
    look: ReportLook = add(
        journey,
        ReportLook(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            report_id=report.id,
            colleague_id=cast["Grace Oduya"].id,
            asked_by_id=cast["Edith Moss"].id,
            asked_at=at(2),
            **columns,
        ),
    )
    return look


def test_a_report_waits_for_the_colleague_who_was_asked_to_look_at_it(
    journey: Journey, cast: Cast
) -> None:
    put_at(journey, Stage.ASSESSING)
    look = a_look(journey, cast)

    one = next(one for one in list_waits(journey, at=at(3)) if one.waiting.wait is Wait.REPORT_LOOK)
    assert one.waiting.since == day_of(at(2))
    assert one.waiting.thing == f"look:{look.id}"
    assert one.person_id == cast["Grace Oduya"].id
    assert one.path == f"/leicester/assessor/looks/{look.id}"
    assert find_reminder(one.waiting)


@pytest.mark.parametrize(
    ("stage", "columns"),
    [
        (Stage.ASSESSING, {"answered_at": at(3), "is_good": True}),
        (Stage.ASSESSING, {"ended_at": at(3)}),
        (Stage.CHECKING, {}),
    ],
)
def test_a_look_that_was_answered_ended_or_overtaken_is_waited_for_no_longer(
    journey: Journey, cast: Cast, stage: Stage, columns: dict[str, Any]
) -> None:
    put_at(journey, stage)
    a_look(journey, cast, **columns)

    assert Wait.REPORT_LOOK not in [wait for wait, _ in found(journey, 4)]
