"""Judging, the report, its reply and points, and the blind second judgement."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from award.actions import assessing, permitting, second_aside
from award.actions.assigning import declare_tie
from award.domain.basis import Basis
from award.domain.facts import Said
from award.domain.frameworks import Judged
from award.domain.outcomes import SampleReason, sample
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.assessments import Judge
from award.storage.db import transaction, writing
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from award.storage.standing import live_report
from tests.making import journey_at


def test_judging_asks_for_the_assessor_a_point_and_a_note(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at = walking.by(Role.ASSESSOR), walking.at

    for code, point, who, refusal in (
        ("1.1", Judged.DEVELOPING, by, NotReady),
        ("1.1", Judged.EMBEDDED, by, NotReady),
        ("1.1", Judged.NOT_APPLICABLE, by, NotReady),
        ("9.9", Judged.MET, by, NotFound),
        ("1.1", Judged.MET, walking.by(Role.SECOND), NotAllowed),
    ):
        with pytest.raises(refusal), transaction(lock=journey) as held:
            assessing.judge(held, code, point, note=" ", by=who, at=at)
    with transaction(lock=journey) as held:
        first = assessing.judge(held, "1.1", Judged.MET, note="", seen=0, by=by, at=at)
    with pytest.raises(Stale), transaction(lock=journey) as held:
        assessing.judge(held, "1.1", Judged.EMBEDDED, note="", seen=0, by=by, at=at)
    with transaction(lock=journey) as held:
        assessing.judge(
            held, "1.1", Judged.EMBEDDED, note="For years.", basis=[Basis.HEARD, Basis.READ],
            seen=first.id, by=by, at=at,
        )  # fmt: skip

    assert first.superseded_at == at
    assert basis_of(journey) == ["read", "heard"]


def basis_of(journey: Journey) -> list[str]:
    live = assessing.find_live(journey, "1.1", Judge.ASSESSOR)
    return live.basis if live else []


def test_what_a_judgement_rests_on_is_asked_where_a_note_is(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at = walking.by(Role.ASSESSOR), walking.at

    with pytest.raises(NotReady, match=r"rests on"), transaction(lock=journey) as held:
        assessing.judge(held, "1.1", Judged.DEVELOPING, note="No dates.", by=by, at=at)
    with transaction(lock=journey) as held:
        assessing.judge(held, "1.1", Judged.MET, note="", by=by, at=at)

    assert basis_of(journey) == []


def test_a_report_is_saved_by_its_assessor_and_version(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    words = assessing.ReportWords("Strong.", "Next.", None)

    with pytest.raises(Stale), transaction(lock=journey) as held:
        assessing.write_report(held, words, version=9, by=walking.by(Role.ASSESSOR), at=walking.at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assessing.write_report(held, words, version=1, by=walking.by(Role.SECOND), at=walking.at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        permitting.agree_to_more(held, by=walking.by(Role.ASSESSOR), at=walking.at)
    with transaction(lock=journey) as held:
        permitting.agree_to_more(held, by=walking.by(Role.COORDINATOR), at=walking.at)

    assert journey.more_agreed_at == walking.at


def test_points_are_made_replaced_and_answered(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    lead, by, at = walking.by(Role.LEAD), walking.by(Role.ASSESSOR), walking.at

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assessing.answer_points(held, {1: "x"}, by=by, at=at)
    with transaction(lock=journey) as held:
        first = assessing.reply_to_report(held, ["One", " "], by=lead, at=at)
    with transaction(lock=journey) as held:
        second = assessing.reply_to_report(held, ["Two"], by=lead, at=at)
    point = second.points[0].id
    for answers, refusal in (({first.points[0].id: "x"}, NotFound), ({point: " "}, NotReady)):
        with pytest.raises(refusal), transaction(lock=journey) as held:
            assessing.answer_points(held, answers, by=by, at=at)
    with transaction(lock=journey) as held:
        once = assessing.answer_points(held, {point: "Yes."}, by=by, at=at)
    with transaction(lock=journey) as held:
        again = assessing.answer_points(held, {point: "Yes. "}, by=by, at=at)

    assert (first.superseded_at, second.points[0].answer) == (at, "Yes.")
    assert (once, again) == (True, False)
    assert session.query(History).filter_by(what="answer_points").count() == 1
    assert session.query(Letter).filter_by(code="points_answered").count() == 1


@pytest.mark.parametrize("points", [["One", "Two"], []])
def test_the_same_reply_once_more_changes_nothing(session: Session, points: list[str]) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    lead, at = walking.by(Role.LEAD), walking.at
    with transaction(lock=journey) as held:
        first = assessing.reply_to_report(held, points, by=lead, at=at)

    with transaction(lock=journey) as held:
        again = assessing.reply_to_report(held, [*points, " "], by=lead, at=at)

    assert again is first
    assert session.query(History).filter_by(what="reply_to_report").count() == 1
    assert (first.superseded_at, len(first.points)) == (None, len(points))


@pytest.mark.parametrize(
    ("points", "words"),
    [([" "], "Nothing to correct"), (["One"], "1 point"), (["One", "Two", "Three"], "3 points")],
)
def test_the_history_says_how_much_is_to_correct(
    session: Session, points: list[str], words: str
) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)

    with transaction(lock=journey) as held:
        assessing.reply_to_report(held, points, by=walking.by(Role.LEAD), at=walking.at)

    line = session.query(History).filter_by(what="reply_to_report").one()
    assert line.words == words


def test_what_is_shared_is_neither_judged_nor_written(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    by, at = walking.by(Role.ASSESSOR), walking.at
    words = assessing.ReportWords("Strong.", "Next.", None)

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assessing.judge(held, "1.1", Judged.MET, note="", by=by, at=at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assessing.write_report(held, words, version=1, by=by, at=at)

    assert live_report(journey) is not None


def test_who_has_declared_a_tie_judges_and_writes_no_more(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    me, at = walking.by(Role.ASSESSOR), walking.at
    words = assessing.ReportWords("Children are heard.", "The boys.", None)
    with transaction(lock=journey) as held:
        assessing.judge(held, "1.1", Judged.MET, note="", by=me, at=at)
    with transaction(lock=journey) as held:
        declare_tie(held, walking.cast.assessor.id, TieKind.GOVERNS, by=me, at=at)

    with pytest.raises(NotAllowed, match="You have a tie"), transaction(lock=journey) as held:
        assessing.judge(held, "1.2", Judged.MET, note="", by=me, at=at)
    with pytest.raises(NotAllowed, match="You have a tie"), transaction(lock=journey) as held:
        assessing.write_report(held, words, version=1, by=me, at=at)


def test_a_second_judgement_that_is_given_stays(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    by = walking.by(Role.SECOND)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        assessing.judge_blind(held, "1.1", Judged.MET, note="", by=by, at=walking.at)
    walking.judge_second()

    with pytest.raises(NotAllowed, match="is in"), transaction(lock=journey) as held:
        assessing.judge_blind(held, "1.1", Judged.MET, note="", by=by, at=walking.at)
    with pytest.raises(NotReady), transaction(lock=journey) as held:
        second_aside.set_second_aside(
            held, reason="No", by=walking.by(Role.PANEL), at=walking.pass_time(days=40)
        )

    assert journey.second_set_aside_at is None


def test_the_sample_can_be_drawn_again_from_what_is_recorded_and_never_shrinks(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    drawn = frozenset(SampleReason(one) for one in journey.sample_reasons)
    again = sample(
        journey_id=journey.id,
        rules=journey.route.rules,
        recommended=walking.outcome,
        reports_before=0,
        already=frozenset(),
        first_sharing=True,
    )
    nothing = replace(journey.route.rules, sample_percent=0, sample_first=0, sample_not_yet=False)
    with writing(session):
        journey.route.kept_rules = nothing.as_json()

    walking.move("revise_report", Role.ASSESSOR, said=Said(reason="A wrong number"))
    walking.move("share_report", Role.ASSESSOR)

    assert again == drawn
    assert SampleReason.FIRST_OF_ASSESSOR in drawn
    assert frozenset(SampleReason(one) for one in journey.sample_reasons) == drawn
