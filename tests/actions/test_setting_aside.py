"""What a move overtakes is set aside, and put back when the move is taken back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.facts import Said
from award.domain.people import Role
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.assessments import Judgement, Report
from award.storage.decisions import Vote
from award.storage.journeys import Approval
from tests.making import journey_at


def test_revising_sets_votes_and_report_aside_and_taking_back_restores_them(
    session: Session,
) -> None:
    walking, _ = journey_at(session, Stage.DECIDING)
    walking.vote()

    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A number is wrong"))
    aside = [one.set_aside_at is not None for one in session.scalars(select(Vote))]
    walking.move("undo", Role.COORDINATOR)

    assert aside == [True, True]
    assert [one.set_aside_at for one in session.scalars(select(Vote))] == [None, None]
    reports = session.scalars(select(Report).order_by(Report.number))
    assert [one.superseded_at is None for one in reports] == [True, False]


def test_asking_for_more_sets_only_those_judgements_aside(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    walking.judge_all()

    walking.move("ask_for_more", Role.ASSESSOR, said=Said(criteria={"1.1": "Show the policy."}))

    gone = session.scalars(select(Judgement.criterion).where(
        Judgement.judge == "assessor", Judgement.superseded_at.is_not(None)
    ))  # fmt: skip
    assert gone.all() == ["1.1"]
    assert journey.asked[0].more_asked_words == "Show the policy."


def test_the_word_of_the_head_on_a_reply_falls_with_its_report(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DECIDING)
    of_reply = select(Approval.fell_at).where(Approval.of == ApprovalOf.REPLY)

    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A number is wrong"))
    fell = session.scalars(of_reply).one()
    walking.move("undo", Role.COORDINATOR)

    assert fell is not None
    assert session.scalars(of_reply).one() is None
