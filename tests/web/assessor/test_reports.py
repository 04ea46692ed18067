"""The report: written, previewed, shared, revised, answered for; feedback and the plan."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.actions import assessing, assigning
from award.domain.basis import Basis
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import Heard
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import AssignmentKind, CriterionAsked
from award.storage.settings import Tie
from award.storage.standing import live_report
from award.storage.visits import VisitNote
from tests.fixtures_rooms import Standing
from tests.web.assessor.conftest import visit_of

Make = Callable[..., Standing]
SAID = "use the worry box"
WORDS = {"strengths": "Trust.", "next_steps": "Tell them.", "recommendation": "award"}


def criteria_of(world: Standing) -> list[CriterionAsked]:
    """The criteria that the journey is asked."""
    asked = select(CriterionAsked).where(CriterionAsked.journey_id == world.journey.id)
    return list(world.rows.scalars(asked))


def advise(world: Standing) -> None:
    """Tomasz Zielinski advises the setting."""
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.COORDINATOR)
        user_id = world.walking.cast.second.id
        assigning.assign(held, AssignmentKind.ADVISER, user_id, by=by, at=world.walking.at)


def test_the_report_is_saved_and_shown_as_others_read_it(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    answer = browser.send(world.room("assessor", "/report"), **WORDS)
    browser.get(answer.location)

    report = live_report(world.fresh())
    assert report is not None
    assert (report.strengths, report.recommendation) == ("Trust.", Outcome.AWARD)
    assert "This comes first" in browser.words()


def test_the_rule_suggests_nothing_before_all_is_judged(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/report"))
    asked = len(criteria_of(world))
    assert f"{asked} still to judge" in browser.words()
    assert "What the rule suggests" not in browser.words()
    world.walking.judge_all()
    browser.get(world.room("assessor", "/report"))

    assert "What the rule suggests" in browser.words()
    assert "still to judge" not in browser.words()


def test_a_report_from_an_old_page_is_refused_with_its_words(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    browser.send(world.room("assessor", "/report"), **WORDS)

    browser.send(
        world.room("assessor", "/report"), **WORDS | {"strengths": "My old words", "version": "1"}
    )

    assert "In another window you changed the report" in browser.words()
    assert "My old words" in browser.words()
    assert "What is there now" in browser.words()
    assert "Trust." in browser.words()


def test_sharing_says_what_comes_first_and_changes_nothing(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/moves/share_report"))

    assert "This comes first" in browser.words()
    assert world.fresh().stage is Stage.ASSESSING


def test_the_report_is_shared_when_all_is_there(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    walking, browser = world.walking, world.assessor
    visit = walking.assessment_visit()
    assert visit is not None
    walking.write_up(visit, walking.by(Role.ASSESSOR))
    walking.judge_all()
    browser.send(world.room("assessor", "/report"), **WORDS)

    browser.get(world.room("assessor"))
    assert "Share the report" in browser.words()
    browser.send(world.room("assessor", "/moves/share_report"))

    assert world.fresh().stage is Stage.CHECKING


def test_a_shared_report_is_read_and_revised(standing: Make) -> None:
    world = standing(Stage.CHECKING)
    browser = world.assessor

    answer = browser.get(world.room("assessor", "/report"))
    assert answer.location.endswith("/report/preview")
    browser.send(world.room("assessor", "/moves/revise_report"), reason="A wrong number")

    assert world.fresh().stage is Stage.ASSESSING


def test_a_report_taken_back_is_put_right_with_the_settings_points_beside_it(
    standing: Make,
) -> None:
    world = standing(Stage.CHECKING)
    browser = world.assessor
    with transaction(lock=world.fresh()) as held:
        points, lead = ["Ten children, not eight."], world.walking.by(Role.LEAD)
        assessing.reply_to_report(held, points, by=lead, at=world.walking.at)

    browser.send(world.room("assessor", "/moves/revise_report"), reason="A wrong number")

    browser.get(world.room("assessor"))
    assert "Put the report right" in browser.words()
    assert "Change the report" in browser.words()
    browser.get(world.room("assessor", "/report"))
    assert "The setting says that this is not right Ten children, not eight." in browser.words()


def test_more_is_asked_for_by_criterion(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    world.assessor.send(
        world.room("assessor", "/moves/ask_for_more"), criterion_2="Show us the second way."
    )

    assert world.fresh().stage is Stage.GATHERING
    assert world.journey.asked[2].more_asked_words == "Show us the second way."


def test_points_are_answered_once_each(standing: Make) -> None:
    world = standing(Stage.CHECKING)
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        reply = assessing.reply_to_report(held, ["Ten, not nine"], by=by, at=world.walking.at)
        point = reply.points[0].id
    browser, address = world.assessor, world.room("assessor", "/points")

    browser.send(address, **{f"answer_{point}": ""})
    assert "Write an answer to this point" in browser.words()
    browser.send(address, version="999", **{f"answer_{point}": "We changed it."})
    assert "Somebody else changed the reply or its answers" in browser.words()
    assert "We changed it." in browser.words()
    for page in ("", "/report/preview"):
        browser.get(world.room("assessor", page))
        assert "Answer the setting’s points" in browser.words()
    answer = browser.send(address, **{f"answer_{point}": "We changed it."})

    assert answer.status_code == 302
    world.fresh()
    assert [one.answer for one in reply.points] == ["We changed it."]
    browser.send(address, version="1", **{f"answer_{point}": "We changed both."})
    assert "In another window you changed the reply or its answers" in browser.words()
    browser.send(address)
    assert "Your answers are with the setting already" in browser.get(world.room("assessor")).text


def test_no_points_is_said(standing: Make) -> None:
    world = standing(Stage.CHECKING)
    browser = world.assessor

    browser.get(world.room("assessor", "/points"))

    assert "No points are waiting" in browser.words()


def test_the_adviser_gives_feedback_and_marks_evidence(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    world.walking.give_evidence()
    advise(world)
    item = world.rows.scalars(select(EvidenceItem).order_by(EvidenceItem.id)).first()
    assert item is not None

    answer = world.second.send(
        world.room("assessor", "/feedback/1"), words="Good.", **{f"state_{item.id}": "accepted"}
    )

    assert answer.status_code == 302
    world.fresh()
    assert item.state is EvidenceState.ACCEPTED


def test_the_adviser_puts_the_plan_forward_and_another_agrees(standing: Make) -> None:
    world = standing(Stage.PLANNING)
    advise(world)
    world.walking.baseline()
    browser, address = world.second, world.room("assessor", "/plan/put-forward")

    browser.send(address)
    assert "action" in browser.words()
    world.walking.add_actions()
    assert browser.send(address).status_code == 302
    browser.get(world.room("assessor", "/plan"))

    assert "Put forward, waiting to be agreed" in browser.words()
    assert world.fresh().plan_put_forward_by_id == world.walking.cast.second.id


def test_a_plan_goes_back_with_words(standing: Make) -> None:
    world = standing(Stage.PLANNING)
    advise(world)
    browser, address = world.second, world.room("assessor", "/plan/return")

    token = browser.token(world.room("assessor", "/tie"))
    browser.post(address, data={"csrf_token": token, "words": "Who leads it?"})

    assert "No plan has been put forward." in browser.words()
    assert "Who leads it?" in browser.words()


def test_a_tie_is_declared(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    answer = world.assessor.send(world.room("assessor", "/tie"), kind="governs")

    assert answer.location.endswith("/assessor")
    world.fresh()
    assert [one.kind for one in world.rows.scalars(select(Tie))] == ["governs"]


def test_application_plan_and_visits_are_read(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    for page in ("", "/application", "/plan", "/visits", "/criteria"):
        assert browser.get(world.room("assessor", page)).status_code == 200
    assert "We want every child" in (browser.get(world.room("assessor", "/application")).text)


def judge_with_notes(world: Standing) -> None:
    """One criterion is not there yet, one is met with a note, the others are met."""
    notes = {"1.4": (Judged.DEVELOPING, "No pattern was looked at."), "1.3": (Judged.MET, "Clear.")}
    with transaction(lock=world.journey) as held:
        by, at = world.walking.by(Role.ASSESSOR), world.walking.at
        for one in held.asked:
            point, note = notes.get(one.code, (Judged.MET, ""))
            assessing.judge(held, one.code, point, note=note, basis=[Basis.HEARD], by=by, at=at)


def test_a_draft_from_own_notes_fills_what_is_empty_and_is_not_kept(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    judge_with_notes(world)
    browser, address = world.assessor, world.room("assessor", "/report")
    browser.get(address)
    assert "Begin with a draft from your notes" in browser.words()

    shown = browser.get(f"{address}?draft=yes").text

    assert "(1.3): Clear." in shown
    assert "(1.4): No pattern was looked at." in shown
    assert 'value="defer" checked' in shown
    report = live_report(world.fresh())
    assert report is not None
    assert report.strengths == ""


def test_a_draft_is_offered_only_where_it_fills_something(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    judge_with_notes(world)
    browser, address = world.assessor, world.room("assessor", "/report")
    browser.send(address, strengths="Trust.", next_steps="Tell them.", recommendation="award")

    browser.get(address)

    assert "Begin with a draft from your notes" not in browser.words()


def test_own_notes_stand_beside_the_report_with_the_rule(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    judge_with_notes(world)
    browser = world.assessor

    browser.get(world.room("assessor", "/report"))

    assert "developing" in browser.words()
    assert "No pattern was looked at." in browser.words()
    assert "Essential and below met: 1.4." in browser.words()


def test_what_others_noted_stands_apart_and_is_in_no_draft(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    judge_with_notes(world)
    browser, address = world.assessor, world.room("assessor", "/report")

    browser.get(address)
    own, _, others = browser.words().partition("Noted on other visits")
    assert SAID not in own
    assert f"1.3, by {world.walking.cast.coordinator.name}" in others
    assert SAID in others
    shown = browser.get(f"{address}?draft=yes").text

    assert "(1.3): Clear.</textarea>" in shown


@pytest.mark.parametrize(("heard", "is_strong"), [(Heard.CLEARLY, True), (Heard.PARTLY, False)])
def test_a_draft_calls_strong_only_what_was_heard_clearly(
    standing: Make, heard: Heard, is_strong: bool
) -> None:
    world = standing(Stage.ASSESSING, days=8)
    world.walking.write_up(visit_of(world), world.walking.by(Role.ASSESSOR))
    judge_with_notes(world)
    world.rows.rollback()
    with writing(world.rows) as session:
        for one in session.scalars(select(VisitNote).where(VisitNote.criteria.is_not(None))):
            one.heard = heard

    shown = world.assessor.get(world.room("assessor", "/report?draft=yes")).text

    strengths = shown.partition("</textarea>")[0].partition("<textarea")[2]
    assert "(1.3): Clear." in strengths
    assert (SAID in strengths) is is_strong


def test_who_recommends_other_than_the_rule_says_why_before_sharing(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=8)
    world.walking.write_up(visit_of(world), world.walking.by(Role.ASSESSOR))
    judge_with_notes(world)
    browser, address = world.assessor, world.room("assessor", "/report")
    why = "The pattern was looked at on the day after."

    browser.send(address, **WORDS)
    browser.get(f"{address}/preview")
    assert "Say why you recommend something else than the rule suggests" in browser.words()
    browser.get(world.room("assessor", "/moves/share_report"))
    assert "This comes first" in browser.words()
    browser.send(address, **WORDS, differs_because=why)
    browser.send(world.room("assessor", "/moves/share_report"))

    assert world.fresh().stage is Stage.CHECKING
    lead = world.browse(world.walking.cast.lead)
    lead.get(f"/setting/{world.walking.setting.id}/journeys/{world.journey.id}/report")
    assert why in lead.words()
    browser.get(f"{address}/preview")
    assert f"Why it is not what the rule suggests: {why}" in browser.words()


def test_who_recommends_what_the_rule_suggests_is_asked_for_no_reason(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=8)
    world.walking.write_up(visit_of(world), world.walking.by(Role.ASSESSOR))
    judge_with_notes(world)
    browser, address = world.assessor, world.room("assessor", "/report")

    browser.send(address, **WORDS | {"recommendation": "defer"})
    browser.send(world.room("assessor", "/moves/share_report"))

    assert world.fresh().stage is Stage.CHECKING
