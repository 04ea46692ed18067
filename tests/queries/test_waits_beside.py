"""What waits beside the turn: approvals, votes, conditions, appeals, awards, leads and looks."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.reminders import Wait, find_reminder
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.queries.waits import list_waits
from award.storage.accounts import Membership
from award.storage.assessments import Judge, Judgement, Report, ReportLook
from award.storage.contents import application_digest
from award.storage.days import day_of
from award.storage.db import session_of, writing
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState, Decision, Vote
from award.storage.journeys import Approval, Journey
from tests.making import at
from tests.queries.waiting import MONDAY, Cast, add, an_award, found, put_at


def test_the_heads_approval_waits_while_the_content_stands(journey: Journey) -> None:
    def ask(digest: str, day: int) -> None:
        add(
            journey,
            Approval(
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
            written_by_id=cast["Edith Moss"].id,
            shared_at=at(),
        )
        add(journey, report)
    add(
        journey,
        Vote(
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


@pytest.mark.parametrize("third", [Outcome.AWARD, Outcome.TURN_DOWN])
def test_letters_are_counted_from_the_last_vote_whether_the_votes_agree_or_not(
    journey: Journey, cast: Cast, third: Outcome
) -> None:
    put_at(journey, Stage.DECIDING)
    vote(journey, cast, "Grace Oduya", Outcome.AWARD, 3)
    before = [since for _, since in found(journey, 6)]
    vote(journey, cast, "Ruth Keller", third, 5)

    assert before != [day_of(at(5))]
    assert {since for _, since in found(journey, 6)} == {day_of(at(5))}


def a_decision(journey: Journey, cast: Cast) -> Decision:
    decision: Decision = add(
        journey,
        Decision(
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


def a_look(journey: Journey, cast: Cast, **columns: Any) -> ReportLook:
    session = session_of(journey)
    report = session.scalar(select(Report).where(Report.journey_id == journey.id)) or add(
        journey,
        Report(
            written_by_id=cast["Edith Moss"].id,
        ),
    )
    look: ReportLook = add(
        journey,
        ReportLook(
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
