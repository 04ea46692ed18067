"""What others asked or gave is answered: points, feedback, conditions, an appeal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.appealing import lodge_appeal
from award.actions.assessing import reply_to_report
from award.actions.assigning import assign, declare_tie
from award.actions.collecting import add_evidence
from award.actions.fulfilling import answer_condition, give_condition_evidence
from award.actions.planning import judge_ourselves
from award.actions.sending import EvidenceWords
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.assessments import Report
from award.storage.db import transaction, writing
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.journeys import AssignmentKind
from award.storage.letters import Letter
from tests.making import make_member, make_user
from tests.web.coordinator.conftest import Scene

Make = Callable[..., Scene]


def test_that_a_criterion_does_not_apply_is_agreed(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with transaction(lock=place.now()) as held:
        judge_ourselves(
            held, "3.1", Judged.NOT_APPLICABLE, note="We have none.",
            by=place.walker.by(Role.LEAD), at=place.walker.at,
        )  # fmt: skip

    place.browser.send(f"{place.here}/criteria/3.1/applicability", agreed="no")
    assert "Say why it does apply" in place.browser.words()
    place.browser.send(f"{place.here}/criteria/3.1/applicability", agreed="yes")

    asked = next(one for one in place.now().asked if one.code == "3.1")
    assert asked.not_applicable_agreed_at is not None
    assert place.browser.get(f"{place.here}/criteria/9.9/applicability").status_code == 404


def test_points_on_the_report_are_answered(scene: Make) -> None:
    place = scene(Stage.CHECKING)
    with transaction(lock=place.now()) as held:
        reply = reply_to_report(
            held, ["The date is wrong."], by=place.walker.by(Role.LEAD), at=place.walker.at
        )
        number = reply.points[0].id

    place.browser.send(f"{place.here}/report/points", **{f"point_{number}": ""})
    assert "Write an answer to each point" in place.browser.words()
    place.browser.send(f"{place.here}/report/points", **{f"point_{number}": "It is mended."})

    place.browser.get(f"{place.here}/judgement")
    assert "It is mended." in place.browser.words()


def test_why_a_report_differs_from_the_rule_stands_beside_its_recommendation(scene: Make) -> None:
    place, why = scene(Stage.CHECKING), "The pattern was looked at on the day after."
    place.browser.get(f"{place.here}/judgement")
    assert "not what the rule suggests" not in place.browser.words()
    with writing(place.rows) as session:
        session.scalars(select(Report)).one().differs_because = why

    place.browser.get(f"{place.here}/judgement")

    assert f"Why it is not what the rule suggests {why}" in place.browser.words()


def test_feedback_is_given_on_single_items(scene: Make) -> None:
    place = scene(Stage.READY)

    answer = place.browser.send(
        f"{place.here}/evidence/feedback/1", words="Good work.", state_1="accepted"
    )

    assert answer.status_code == 302
    place.browser.get(f"{place.here}/evidence")
    assert "Accepted" in place.browser.words()


def test_a_condition_is_answered_once(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    with transaction(lock=place.now()) as held:
        give_condition_evidence(
            held, 1, words="The log was looked at.", by=place.walker.by(Role.LEAD),
            at=place.walker.at,
        )  # fmt: skip

    place.browser.send(f"{place.here}/conditions/1", verdict="back")
    assert "Say what is still needed" in place.browser.words()
    token = place.browser.token(f"{place.here}/conditions/1")
    place.browser.send(f"{place.here}/conditions/1", verdict="met")
    late = {"csrf_token": token, "version": "2", "verdict": "back", "reason": "Too late."}
    place.browser.post(f"{place.here}/conditions/1", data=late)

    assert "while you were writing, and it is closed now" in place.browser.words()
    assert "You wrote Too late." in place.browser.words()
    assert "Choose one of the answers" not in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Condition, 1).state is ConditionState.MET


def test_a_coordinator_with_a_tie_reads_that_somebody_else_answers_a_condition(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    with transaction(lock=place.now()) as held:
        by, at = place.walker.by(Role.LEAD), place.walker.at
        give_condition_evidence(held, 1, words="The log was looked at.", by=by, at=at)
    with transaction(lock=place.now()) as held:
        by, me = place.walker.by(Role.COORDINATOR), place.walker.cast.coordinator.id
        declare_tie(held, me, TieKind.GOVERNS, by=by, at=at)

    place.browser.get(f"{place.here}/conditions/1")
    assert "A coordinator or a panel member without one says" in place.browser.words()
    assert "What do you find?" not in place.browser.words()
    place.browser.get(f"{place.here}/decision")
    assert "Say whether it is met" not in place.browser.words()
    place.browser.get(place.here)
    assert "A condition waits for somebody else" in place.browser.words()


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.DECIDING])
def test_a_report_whose_writer_has_a_tie_asks_for_another_assessor_and_then_to_be_revised(
    scene: Make, stage: Stage
) -> None:
    place = scene(stage)
    cast, at = place.walker.cast, place.walker.at
    with transaction(lock=place.now()) as held:
        by = place.walker.by(Role.ASSESSOR)
        declare_tie(held, by.user_id or 0, TieKind.GOVERNS, by=by, at=at)

    place.browser.get(place.here)
    assert "The report of Willow Lane Primary needs another assessor" in place.browser.words()
    assert f'href="{place.here}/people/assessor/assign"' in place.browser.get(place.here).text
    with transaction(lock=place.now()) as held:
        by = place.walker.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ASSESSOR, cast.second.id, by=by, at=at)

    place.browser.get(place.here)
    assert "then have the report revised" in place.browser.words()
    assert f'href="{place.here}/moves/revise_report"' in place.browser.get(place.here).text


def test_a_condition_is_judged_with_its_evidence_and_the_criteria_that_it_names(
    scene: Make,
) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead, at = place.walker.by(Role.LEAD), place.walker.at
    words = EvidenceWords(title="The log of this term", criterion="1.3", note="Who looked at it.")
    with transaction(lock=place.now()) as held:
        item = add_evidence(held, words, by=lead, at=at)
        said = "The log was looked at. Minutes are with the evidence for 1.4."
        give_condition_evidence(held, 1, words=said, pieces=[item.id], by=lead, at=at)

    page = place.browser.get(f"{place.here}/conditions/1").text

    assert f'href="{place.here}/criteria/1.3/evidence/{item.id}' in page
    assert "Who looked at it." in page
    assert f'href="{place.here}/evidence?code=1.4#criterion-1.4"' in page
    assert "code=1.3" not in page


def test_who_answers_a_condition_that_was_given_more_time_reads_that(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    address = f"{place.here}/conditions/1"
    with transaction(lock=place.now()) as held:
        by, at = place.walker.by(Role.LEAD), place.walker.at
        give_condition_evidence(held, 1, words="The log was looked at.", by=by, at=at)
    token = place.browser.token(address)
    said = {"verdict": "time", "reason": "The governors meet later."}
    place.browser.send(address, **said, until_on=place.day(200))

    late = {"csrf_token": token, "version": "2", "verdict": "not_met", "reason": "Nothing there."}
    place.browser.post(address, data=late)

    assert "Somebody else changed this condition while you were writing." in place.browser.words()
    assert "Choose one of the answers" not in place.browser.words()
    assert "Nothing there." in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Condition, 1).state is ConditionState.OPEN


def test_what_is_given_back_after_its_day_has_a_new_one(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    address = f"{place.here}/conditions/1"
    with transaction(lock=place.now()) as held:
        by, at = place.walker.by(Role.LEAD), place.walker.at
        give_condition_evidence(held, 1, words="The log was looked at.", by=by, at=at)
    one = place.rows.get_one(Condition, 1)
    with writing(place.rows):
        one.due_on = place.walker.at.date() - timedelta(days=1)
    said = {"verdict": "back", "reason": "Show the note of it."}

    page = place.browser.get(address).text
    assert "Needed for more time, and where a little more is needed." in page
    for day in (["", "", ""], place.day(-1), place.day(0), place.day(4000)):
        page = place.browser.send(address, **said, until_on=day).text
        assert 'id="until_on-error"' in page
        assert "Show the note of it." in page
        place.now()
        assert one.state is ConditionState.EVIDENCE_GIVEN
    place.browser.send(address, **said, until_on=place.day(30))
    place.now()

    assert (one.state, one.due_on) == (
        ConditionState.OPEN,
        place.walker.at.date() + timedelta(days=30),
    )
    letters = place.rows.scalars(select(Letter.body).where(Letter.code == "condition_returned"))
    assert f"Add it by {long_day(one.due_on)}" in letters.all()[0]
    place.browser.get("/leicester/coordinator")
    assert "overdue" not in place.browser.words()


def test_what_is_given_back_before_its_day_keeps_it_or_has_a_later_one(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    address, one = f"{place.here}/conditions/1", place.rows.get_one(Condition, 1)
    first, found = one.due_on, []
    ahead = (first - place.walker.at.date()).days + 7
    for day in (["", "", ""], place.day(ahead)):
        with transaction(lock=place.now()) as held:
            by, at = place.walker.by(Role.LEAD), place.walker.at
            give_condition_evidence(held, 1, words="The log.", by=by, at=at)
        place.browser.send(address, verdict="back", reason="Show the note.", until_on=day)
        place.now()
        found.append((one.state, one.due_on))

    later = first + timedelta(days=7)
    assert found == [(ConditionState.OPEN, first), (ConditionState.OPEN, later)]


def test_who_wrote_a_condition_down_waits_for_another_until_it_is_sent_back(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    by, at = place.walker.by(Role.COORDINATOR), place.walker.at
    with transaction(lock=place.now()) as held:
        written = replace(by, on_behalf=True)
        give_condition_evidence(held, 1, words="They rang.", by=written, at=at)
    place.browser.get(f"{place.here}/decision")
    listed = place.browser.words()
    place.browser.get(f"{place.here}/conditions/1")
    waiting = place.browser.words()
    with transaction(lock=place.now()) as held:
        panel = place.walker.by(Role.PANEL)
        answer_condition(held, 1, met=False, reason="Send the note.", by=panel, at=at)
    place.browser.get(f"{place.here}/conditions/1")
    back = place.browser.words()

    assert "Say whether it is met" not in listed
    assert "You wrote down what was done." in waiting
    assert "Give more time" not in waiting
    assert "You wrote down what was done." not in back
    assert "Give more time" in back
    assert "The condition is closed" not in back


def test_where_more_time_is_all_there_is_nothing_is_to_choose(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    address = f"{place.here}/conditions/1"
    new = place.rows.get_one(Condition, 1).due_on + timedelta(days=30)
    day = [str(new.day), str(new.month), str(new.year)]

    page = place.browser.get(address).text
    place.browser.send(address, reason="The survey is late.")
    refused = place.browser.words()
    place.browser.send(address, reason="The survey is late.", until_on=day)
    place.now()

    assert 'type="radio"' not in page
    assert "Give more time" in page
    assert "Choose a day that is still to come" in refused
    assert place.rows.get_one(Condition, 1).due_on == new


def test_an_appeal_is_received(scene: Make) -> None:
    place = scene(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    with transaction(lock=place.now()) as held:
        lodge_appeal(held, words="Please look again.", by=place.walker.by(Role.LEAD),
                     at=place.walker.at)  # fmt: skip

    place.browser.get(f"{place.here}/decision")
    assert "Please look again." in place.browser.words()
    place.browser.send(f"{place.here}/appeal", hearer="0")
    assert place.rows.get_one(Appeal, 1).state is AppealState.RECEIVED
    person = make_user(place.rows, "Ines Rowe")
    make_member(place.rows, person, Role.PANEL, place.walker.setting.authority)
    place.browser.get("/leicester/coordinator")
    assert "Say who hears it" in place.browser.words()
    place.browser.get(f"{place.here}/appeal")
    assert "Not offered, since they took part or have a tie: Grace Oduya and Ruth Keller." in (
        place.browser.words()
    )
    place.browser.send(f"{place.here}/appeal", hearer=str(person.id))

    place.rows.rollback()
    assert place.rows.get_one(Appeal, 1).hearer_id == person.id
    place.browser.get(f"{place.here}/decision")
    assert "Ines Rowe is asked to hear it" in place.browser.words()
    place.browser.get("/leicester/coordinator")
    assert "Say who hears it" not in place.browser.words()
    place.browser.get(f"{place.here}/deferral")
    assert "Only an upheld appeal against a deferral" in place.browser.words()


def test_agreeing_to_more_is_refused_outside_the_assessment(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{place.here}/report/more")

    assert "while the journey is being assessed" in place.browser.words()
