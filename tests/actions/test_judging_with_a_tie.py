"""What somebody judged who turns out to have a tie: it counts no more, whoever has the part now."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import agreeing, assessing, assigning
from award.actions.assessing import ReportWords
from award.actions.looking import ask_for_look
from award.demo.walking import Walker
from award.domain.decision_guards import report_stands, second_judgement_in
from award.domain.facts import Outcome, Said
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.queries.today import list_today
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement, Report
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.letters import Letter
from award.storage.standing import live_report
from tests.actions.test_agreeing import second_judges
from tests.making import journey_at, make_member, make_user


def somebody_else(session: Session, journey: Journey) -> User:
    person = make_user(session, "Dele Abara")
    make_member(session, person, Role.ASSESSOR, journey.authority)
    return person


def assign(walking: Walker, journey: Journey, kind: AssignmentKind, person: User) -> None:
    with transaction(lock=journey) as held:
        assigning.assign(held, kind, person.id, by=walking.by(Role.COORDINATOR), at=walking.at)


def tie(walking: Walker, journey: Journey, person: User) -> None:
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        assigning.declare_tie(held, person.id, TieKind.GOVERNS, by=by, at=walking.at)


def end(walking: Walker, journey: Journey, kind: AssignmentKind) -> None:
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        assigning.end_assignment(held, kind, reason="Ill", by=by, at=walking.at)


def write(walking: Walker) -> None:
    """The assessor writes the draft that is live."""
    words = ReportWords("Children are heard.", "Ask the quiet ones.", Outcome.AWARD)
    with transaction(lock=walking.journey) as held:
        report = live_report(held)
        assert report is not None
        by, version = walking.by(Role.ASSESSOR), report.version
        assessing.write_report(held, words, version=version, by=by, at=walking.at)


def standing(session: Session, journey: Journey, judge: Judge) -> set[str]:
    found = select(Judgement.criterion).where(
        Judgement.journey_id == journey.id, Judgement.judge == judge,
        Judgement.superseded_at.is_(None),
    )  # fmt: skip
    return set(session.scalars(found))


def test_a_second_judgement_given_under_a_tie_goes_once_another_is_named(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey)
    with transaction(lock=journey) as held:
        agreeing.agree_judgement(
            held, "1.1", Judged.DEVELOPING, note="We read it.", seen=0,
            by=walking.by(Role.ASSESSOR), at=walking.at,
        )  # fmt: skip
    tie(walking, journey, walking.cast.second)
    other = somebody_else(session, journey)

    assign(walking, journey, AssignmentKind.SECOND, other)

    facts = facts_of(journey, at=walking.at)
    assert (journey.second_done_at, second_judgement_in(facts)) == (
        None,
        "Wait for the second judgement",
    )
    assert standing(session, journey, Judge.SECOND) == set()
    assert standing(session, journey, Judge.AGREED) == set()


def test_it_does_not_count_either_while_nobody_has_the_part(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey)
    tie(walking, journey, walking.cast.second)

    end(walking, journey, AssignmentKind.SECOND)

    assert str(second_judgement_in(facts_of(journey, at=walking.at))).startswith("Assign somebody")


def test_one_given_by_somebody_free_who_left_stays_given(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey)
    end(walking, journey, AssignmentKind.SECOND)
    other = somebody_else(session, journey)

    assign(walking, journey, AssignmentKind.SECOND, other)
    tie(walking, journey, other)

    assert second_judgement_in(facts_of(journey, at=walking.at)) is None
    assert "1.1" in standing(session, journey, Judge.SECOND)


def test_nobody_gives_what_a_second_before_them_left_half_done(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey, give=False)
    other = somebody_else(session, journey)

    assign(walking, journey, AssignmentKind.SECOND, other)

    me = Actor(Role.SECOND, other.id, other.name, journey.authority_id)
    assert standing(session, journey, Judge.SECOND) == set()
    with pytest.raises(NotReady, match="Judge"), transaction(lock=journey) as held:
        assessing.give_second_judgement(held, by=me, at=walking.at)


@pytest.mark.parametrize("replaced", [True, False])
def test_a_report_falls_with_its_writer_though_they_have_the_part_no_more(
    session: Session, replaced: bool
) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    tie(walking, journey, walking.cast.assessor)
    if replaced:
        assign(walking, journey, AssignmentKind.ASSESSOR, somebody_else(session, journey))
    else:
        end(walking, journey, AssignmentKind.ASSESSOR)

    by, today = walking.by(Role.COORDINATOR), walking.at.date()
    asks = list_today(session, by, at=walking.at, today=today).asks
    assert report_stands(facts_of(journey, at=walking.at)) == (
        "Have the report revised: who wrote it is not free to assess here"
    )
    assert "report_bound" in {one.what for one in asks if one.journey_id == journey.id}


def test_a_revised_report_is_judged_by_its_own_assessor_and_stands(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    tie(walking, journey, walking.cast.assessor)
    other = somebody_else(session, journey)
    assign(walking, journey, AssignmentKind.ASSESSOR, other)

    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A tie"))

    assert standing(session, journey, Judge.ASSESSOR) == set()
    walking.cast = replace(walking.cast, assessor=other)
    walking.judge_all()
    write(walking)
    walking.at += timedelta(days=1)
    walking.move("share_report", Role.ASSESSOR)
    facts = facts_of(journey, at=walking.at)
    assert (facts.report_by, report_stands(facts)) == (other.id, None)


def test_an_assessment_that_changes_hands_for_a_tie_is_judged_anew(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    walking.judge_all()
    other = somebody_else(session, journey)
    tie(walking, journey, walking.cast.assessor)

    assign(walking, journey, AssignmentKind.ASSESSOR, other)

    assert standing(session, journey, Judge.ASSESSOR) == set()


def words_of(journey: Journey) -> tuple[str, str]:
    report = live_report(journey)
    assert report is not None
    return report.strengths, report.next_steps


def test_a_report_taken_back_for_a_tie_begins_anew_with_its_new_writer(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    before = words_of(journey)
    tie(walking, journey, walking.cast.assessor)
    assign(walking, journey, AssignmentKind.ASSESSOR, somebody_else(session, journey))

    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A tie"))

    kept = session.scalars(select(Report).where(Report.superseded_at.is_not(None))).one()
    assert words_of(journey) == ("", "")
    assert (kept.strengths, kept.next_steps) == before


@pytest.mark.parametrize("tied", [True, False])
def test_a_draft_that_changes_hands_begins_anew_only_for_a_tie(
    session: Session, tied: bool
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    write(walking)
    before, other = words_of(journey), somebody_else(session, journey)
    if tied:
        tie(walking, journey, walking.cast.assessor)

    assign(walking, journey, AssignmentKind.ASSESSOR, other)

    written = {one.strengths for one in session.scalars(select(Report))}
    assert words_of(journey) == (("", "") if tied else before)
    assert before[0] in written


def test_who_revises_their_own_report_goes_on_from_it_until_another_takes_over(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    before = words_of(journey)
    tie(walking, journey, walking.cast.assessor)
    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A tie"))
    own = words_of(journey)
    assign(walking, journey, AssignmentKind.ASSESSOR, somebody_else(session, journey))
    taken_over = words_of(journey)

    walking.move("undo", Role.COORDINATOR)

    assert (own, taken_over, words_of(journey)) == (before, ("", ""), before)


def test_a_colleague_is_not_asked_any_more_to_look_at_a_draft_that_was_kept_aside(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    write(walking)
    colleague = make_user(session, "Bo Lark")
    make_member(session, colleague, Role.ASSESSOR, journey.authority)
    with transaction(lock=journey) as held:
        look = ask_for_look(held, colleague.id, by=walking.by(Role.ASSESSOR), at=walking.at)
    tie(walking, journey, walking.cast.assessor)

    assign(walking, journey, AssignmentKind.ASSESSOR, somebody_else(session, journey))

    session.refresh(look)
    assert look.ended_at == walking.at


def test_what_is_judged_anew_stands_though_the_revising_is_taken_back(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    tie(walking, journey, walking.cast.assessor)
    other = somebody_else(session, journey)
    assign(walking, journey, AssignmentKind.ASSESSOR, other)
    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A tie"))
    walking.cast = replace(walking.cast, assessor=other)
    walking.judge_all()

    walking.move("undo", Role.COORDINATOR)

    assert journey.stage is Stage.DECIDING
    assert standing(session, journey, Judge.ASSESSOR) == {one.code for one in journey.asked}


def test_who_has_the_part_already_judges_once_the_first_turns_out_to_have_a_tie(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey)
    end(walking, journey, AssignmentKind.SECOND)
    other = somebody_else(session, journey)
    assign(walking, journey, AssignmentKind.SECOND, other)
    tie(walking, journey, walking.cast.second)

    assign(walking, journey, AssignmentKind.SECOND, other)

    live = [one for one in journey.assignments if one.ended_at is None]
    told = session.scalars(select(Letter.to_email).where(Letter.code == "assignment_ended"))
    assert journey.second_done_at is None
    assert [one.user_id for one in live if one.kind is AssignmentKind.SECOND] == [other.id]
    assert other.email not in set(told)
