"""Visits and their records."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.recording import last_day_to_agree
from award.adapters import clock
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import Heard, VisitKind, VisitState
from award.storage.assessments import Judge, Judgement
from award.storage.db import writing
from award.web.kit.filters import day
from tests.fixtures_rooms import Standing
from tests.web.assessor.conftest import visit_of

Make = Callable[..., Standing]
DAY = {"day_1": ["12", "5", "2027"], "time_1": "9:30am"}
OFFER = DAY | {"kind": "assessment", "form": "on_site", "minutes": "120", "place": "Office"}


def test_the_record_is_written_by_conversation_summed_up_and_shared(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    address = world.room("assessor", f"/visits/{visit_of(world).id}")
    browser = world.assessor

    first = browser.get(f"{address}/record").location
    browser.get(first)
    assert "A worry about a child does not go here" in browser.words()
    browser.send(f"{address}/record/children", note_2="“Any grown-up or the worry box.”")
    browser.send(f"{address}/record/staff", note_0="All said it alike.")
    browser.send(f"{address}/write-up", met="Six children", summary="Calm.", finished="yes")
    browser.get(f"{address}/share")
    asked = browser.words()
    browser.send(f"{address}/share")
    browser.get(address)
    done = browser.words()

    last = day(last_day_to_agree(world.walking.setting, clock.today()))
    assert "It was on" in asked
    assert f"If it says nothing by {last}, the record counts as agreed." in asked
    assert f"The setting can agree it until {last}; then it counts as agreed." in done
    found = visit_of(world)
    assert found.state is VisitState.SHARED
    assert sorted((one.conversation, one.criteria, one.words) for one in found.notes) == [
        ("children", ["1.3"], "“Any grown-up or the worry box.”"),
        ("staff", ["1.1"], "All said it alike."),
    ]


def test_a_record_is_not_finished_without_whom_was_met(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    browser = world.assessor
    address = world.room("assessor", f"/visits/{visit_of(world).id}/write-up")

    browser.send(address, summary="It was calm all day.", finished="yes")

    assert "Say whom you met" in browser.words()
    assert "It was calm all day." in browser.words()


def test_who_goes_back_to_a_conversation_for_a_missing_note_has_not_finished(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING, days=12)
    address = world.room("assessor", f"/visits/{visit_of(world).id}")
    browser = world.assessor
    browser.send(f"{address}/record/children", heard_2="partly")
    said = {"met": "Six children", "summary": "Calm.", "finished": "yes"}

    browser.send(f"{address}/write-up", **said)
    refused = browser.words()
    answer = browser.send(f"{address}/write-up", **said, go="children")

    assert "Add a note for 1.3, where you did not hear it clearly" in refused
    assert answer.location == f"{address}/record/children"
    assert (visit_of(world).met, visit_of(world).state) == ("Six children", VisitState.DONE)


def test_a_note_from_an_old_page_does_not_overwrite(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    address = world.room("assessor", f"/visits/{visit_of(world).id}/record/children")
    browser = world.assessor
    browser.send(address, note_2="The first")

    browser.send(address, version="2", note_2="The second, from another tab")

    assert "Somebody else changed the record of this visit" in browser.words()
    assert "The second, from another tab" in browser.words()
    assert [one.words for one in visit_of(world).notes] == ["The first"]


@pytest.mark.parametrize("page", ["record", "record/children", "write-up"])
def test_before_the_visit_one_prepares_and_finds_no_form(standing: Make, page: str) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    start = world.room("assessor", f"/visits/{visit_of(world).id}")

    there = browser.get(f"{start}/{page}").location
    browser.get(there)

    assert there == f"{start}/prepare"
    words = browser.words()
    for said in ("Prepare for the visit", "Ask for Amara Holt", "Talking with pupils",
                 "If you or a friend were bullied", "The setting: met",
                 "The visit is booked for 90 minutes. Agree with them"):  # fmt: skip
        assert said in words
    assert browser.page is not None
    posts = [one.get("action") for one in browser.page.iter("form") if one.get("method") == "post"]
    assert posts == ["/sign-out"]


def test_what_was_sent_too_early_is_refused_and_kept(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    address = world.room("assessor", f"/visits/{visit_of(world).id}/record/children")
    sent = {"csrf_token": browser.token("/account"), "version": str(visit_of(world).version)}

    browser.post(address, data=sent | {"note_2": "Too early"})

    assert "Write the record after the visit has begun" in browser.words()
    assert "Too early" in browser.words()


def test_one_tap_is_kept_without_a_word(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    address = world.room("assessor", f"/visits/{visit_of(world).id}/record/children")

    world.assessor.send(address, heard_2="clearly", go="stay")

    assert [(one.criteria, one.heard, one.words) for one in visit_of(world).notes] == [
        (["1.3"], Heard.CLEARLY, "")
    ]
    world.assessor.get(world.room("assessor", f"/visits/{visit_of(world).id}"))
    shown = world.assessor.get(address).text
    assert 'value="clearly" checked' in shown
    assert "13 of 14 left here" in shown


def test_what_was_not_heard_asks_for_a_note_before_the_record_is_finished(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    start = world.room("assessor", f"/visits/{visit_of(world).id}")
    browser = world.assessor
    browser.send(f"{start}/record/children", heard_2="partly")
    done = {"met": "Six children", "summary": "Calm.", "finished": "yes"}

    browser.send(f"{start}/write-up", **done)
    assert "Add a note for 1.3, where you did not hear it clearly" in browser.words()
    browser.send(f"{start}/record/children", note_2="Two of six knew the box.")
    browser.send(f"{start}/write-up", **done)

    assert visit_of(world).state is VisitState.WRITTEN_UP
    assert [one.said for one in visit_of(world).notes] == ["Partly. Two of six knew the box."]


def test_going_to_another_conversation_saves_this_one(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    start = world.room("assessor", f"/visits/{visit_of(world).id}/record")

    answer = world.assessor.send(f"{start}/children", note_2="Any grown-up.", go="walk")

    assert answer.location == f"{start}/walk"
    assert [one.words for one in visit_of(world).notes] == ["Any grown-up."]


def test_going_on_without_a_change_writes_nothing(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    before = visit_of(world).version

    world.assessor.send(world.room("assessor", f"/visits/{visit_of(world).id}/record/children"))

    assert visit_of(world).version == before


def test_a_shared_record_is_changed_on_request_only(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    start = world.room("assessor", f"/visits/{visit_of(world).id}")
    browser = world.assessor
    browser.send(f"{start}/write-up", met="Six children", summary="Calm.", finished="yes")
    browser.send(f"{start}/share")

    shown = browser.get(start).text

    assert "next-card" not in shown
    assert "Change the record: then you share it again." in browser.words()


def test_a_visit_of_another_journey_is_not_there(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    assert world.assessor.get(world.room("assessor", "/visits/999")).status_code == 404
    there = world.room("assessor", f"/visits/{visit_of(world).id}/record/nobody")
    assert world.assessor.get(there).status_code == 404


def test_the_coordinator_visit_can_be_read_and_not_changed(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    initial = visit_of(world, VisitKind.INITIAL)
    browser = world.assessor

    browser.get(world.room("assessor", f"/visits/{initial.id}"))

    assert "Children could name two ways to tell." in browser.words()
    assert "Move the visit" not in browser.words()
    assert initial.visitor_role is Role.COORDINATOR


def judged(world: Standing, judge: Judge, code: str) -> tuple[Judged, str, list[str]] | None:
    world.fresh()
    found = world.rows.scalar(
        select(Judgement).where(
            Judgement.judge == judge,
            Judgement.criterion == code,
            Judgement.superseded_at.is_(None),
        )
    )
    return (found.judged, found.note, found.basis) if found else None


def test_the_assessor_agrees_in_one_tap_while_they_note(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    page = world.room("assessor", f"/visits/{visit_of(world).id}/record/children")
    browser = world.assessor

    browser.send(page, judged_2="met", go="stay")

    assert judged(world, Judge.ASSESSOR, "1.3") == (Judged.MET, "", ["heard"])
    browser.get(page)
    assert "You: met" in browser.words()


def test_who_sees_less_notes_why_or_nothing_is_kept(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    page = world.room("assessor", f"/visits/{visit_of(world).id}/record/children")

    browser = world.assessor

    browser.send(page, judged_2="developing", heard_2="clearly")
    assert "Write what is still missing for 1.3" in browser.words()
    assert (judged(world, Judge.ASSESSOR, "1.3"), visit_of(world).notes) == (None, [])
    browser.send(page, judged_2="developing", note_2="Two did not know a second way.")

    found = judged(world, Judge.ASSESSOR, "1.3")
    assert found == (Judged.DEVELOPING, "Two did not know a second way.", ["heard"])


def test_what_was_judged_before_more_was_asked_stands_beside(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    walking, visit = world.walking, visit_of(world)
    walking.judge_all()
    with writing(world.rows):
        code = Judgement.criterion == "1.3", Judgement.judge == Judge.ASSESSOR
        for one in world.rows.scalars(select(Judgement).where(*code)):
            one.superseded_at = walking.at

    browser = world.assessor
    browser.get(world.room("assessor", f"/visits/{visit.id}/record/children"))

    assert "An assessor last time:" in browser.words()


def test_a_planning_visit_keeps_what_the_adviser_thinks(standing: Make) -> None:
    world = standing(Stage.PLANNING)
    visit = world.walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    with writing(world.rows):
        visit.starts_at = world.walking.at - timedelta(hours=1)
    page = world.room("coordinator", f"/visits/{visit.id}/record/lead")
    browser = world.browse(world.walking.cast.coordinator)
    browser.get(page)
    assert "How you see it" in browser.words()
    shown = browser.get(page).get_data(as_text=True)
    code = shown.split('prompt__code"><strong>')[1][:3]
    number = shown.split('name="judged_')[1].split('"')[0]
    said = {f"judged_{number}": "developing", f"note_{number}": "The rota is not written down."}

    browser.send(page, **said)

    found = judged(world, Judge.ADVISER, code)
    assert found == (Judged.DEVELOPING, "The rota is not written down.", ["heard"])
    lead = world.browse(world.walking.cast.lead)
    lead.get(f"/setting/{world.journey.setting_id}/journeys/{world.journey.id}/criteria/{code}")
    assert "Your adviser’s view" in lead.words()
