"""The papers of a journey: what is read in them, and when they are closed."""

from playwright.sync_api import Browser
from sqlalchemy import delete, select

from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.db import writing
from award.storage.visits import BY_TIME, Visit
from tests.fixtures_web import built_styles
from tests.pdf_checks import text_of
from tests.web.panel.papers import VOTE, Make, ready


def test_the_papers_show_report_judgements_and_rule(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    browser.get(world.room("panel"))

    for words in ("Children trust adults to act", "What the rule suggests", "The second"):
        assert words in browser.words()


def test_standards_that_all_see_alike_are_folded(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    shown = browser.get(world.room("panel")).text

    assert "Setting, assessor and second see every criterion alike" in browser.words()
    assert '<details class="fold" open>' not in shown
    order = [browser.words().index(one) for one in ("What is strong", "Criterion by criterion")]
    assert order == sorted(order)


def test_a_standard_is_open_where_assessor_and_setting_differ(standing: Make) -> None:
    world = ready(standing)
    with writing(world.rows) as session:
        found = session.scalars(
            select(Judgement).where(Judgement.judge == Judge.ASSESSOR, Judgement.criterion == "1.4")
        )
        for one in found:
            one.judged, one.note = Judged.DEVELOPING, "No pattern was looked at."
    browser = world.member()

    shown = browser.get(world.room("panel")).text

    assert shown.count('<details class="fold" open>') == 1
    assert "they differ on 1.4" in browser.words()
    assert "The assessor: No pattern was looked at." in browser.words()
    browser.get(world.room("panel", "/vote"))
    assert "The rule suggests this" in browser.words()
    assert "The setting: met. The assessor: developing" in browser.words()


def test_where_the_setting_said_nothing_nobody_is_said_to_see_it_alike(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    own = delete(Judgement).where(Judgement.judge == Judge.SETTING)
    with writing(world.rows) as session:
        session.execute(own.where(Judgement.criterion == "1.4"))
    browser = world.member()

    browser.get(world.room("panel"))
    assert "On one criterion the setting did not say where it stands" in browser.words()
    assert "On the others setting and assessor see alike" in browser.words()

    with writing(world.rows) as session:
        session.execute(own)
    for page in ("", "/vote"):
        browser.get(world.room("panel", page))
        assert "The setting did not say where it stands: there is one view" in browser.words()
        assert "alike" not in browser.words()


def test_with_a_second_the_two_judgements_are_compared_where_the_setting_said_nothing(
    standing: Make,
) -> None:
    world = ready(standing)
    with writing(world.rows) as session:
        session.execute(delete(Judgement).where(Judgement.judge == Judge.SETTING))
    browser = world.member()

    browser.get(world.room("panel"))

    words = "The setting did not say where it stands. Assessor and second see every criterion alike"
    assert words in browser.words()


def test_a_criterion_is_read_with_its_evidence(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    browser.get(world.room("panel", "/criteria/1.3"))

    assert "How we do 1.3" in browser.words()
    assert "The assessor" in browser.words()
    assert browser.get(world.room("panel", "/criteria/9.9")).status_code == 404
    assert browser.get(world.room("panel", "/evidence/9")).status_code == 404


def test_the_second_is_not_shown_before_it_is_in(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    browser = world.member()

    shown = browser.get(world.room("panel"))

    words = "Waiting for the coordinator to arrange the second judgement"
    assert words in browser.words()
    assert "/moves/" not in shown.text
    assert "The second" not in browser.words().replace("The second judgement", "")
    assert "Setting and assessor see every criterion alike" in browser.words()


def test_the_second_is_set_aside_after_ten_working_days(standing: Make) -> None:
    world = standing(Stage.DECIDING, days=30)
    browser = world.member()

    browser.get(world.room("panel"))
    assert "Set the second judgement aside" in browser.words()
    browser.send(world.room("panel", "/second/set-aside"), reason="Nobody was free.")

    assert world.fresh().second_set_aside_reason == "Nobody was free."


def test_the_second_is_not_set_aside_too_early(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    browser = world.member()

    token = browser.token(world.room("panel", "/tie"))
    sent = {"csrf_token": token, "reason": "In a hurry."}
    browser.post(world.room("panel", "/second/set-aside"), data=sent)

    assert "ten working days" in browser.words()
    assert "In a hurry." in browser.words()


def test_papers_are_closed_before_the_panel_has_them(standing: Make) -> None:
    world = standing(Stage.CHECKING)

    assert world.member().get(world.room("panel")).status_code == 404


def test_papers_of_another_authority_are_not_there(standing: Make) -> None:
    world = ready(standing)

    there = f"/bristol/panel/journeys/{world.journey.id}"
    assert world.member().get(there).status_code == 404


def test_a_tie_closes_the_papers(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    browser.send(world.room("panel", "/vote"), **VOTE)

    browser.send(world.room("panel", "/tie"), kind="governs")

    for reader, room in (
        (world.member(1), "panel"),
        (world.browse(world.walking.cast.coordinator), "coordinator"),
    ):
        reader.get(world.room(room, "/decision" if room == "coordinator" else ""))
        assert "Does not count: a tie was declared." in reader.words()
    for page in ("", "/vote", "/criteria/1.1", "/moves/award"):
        assert browser.get(world.room("panel", page)).status_code == 404
        assert "You have a tie to Willow Lane Primary, so others decide." in browser.words()
    assert browser.get("/leicester/panel/journeys/999").status_code == 404
    assert "We cannot find that page" in browser.words()
    browser.get("/leicester/panel")
    assert "Nothing is before the panel" in browser.words()


def test_on_paper_the_report_comes_before_the_votes(standing: Make, browser: Browser) -> None:
    world = ready(standing)
    member = world.member()
    member.send(world.room("panel", "/vote"), **VOTE)
    shown = member.get(world.room("panel")).get_data(as_text=True)
    page = browser.new_page(viewport={"width": 720, "height": 1000})
    page.set_content(shown)
    page.add_style_tag(content=built_styles())

    paper = text_of(page.pdf())
    page.close()

    assert paper.index("Children trust adults") < paper.index("only panel members see them")


def test_what_is_below_met_comes_first_where_more_is_asked(standing: Make) -> None:
    world = standing(Stage.DECIDING, second=True, outcome=Outcome.DEFER)
    world.walking.vote()
    browser = world.member()

    browser.get(world.room("panel", "/moves/defer"))

    said = browser.words()
    assert "1.4 We record it and learn The assessor sees it below “met”." in said
    assert said.index("1.4 We record") < said.index("2.2 Views") < said.index("1.1 A policy")


def test_the_records_of_visits_the_plan_and_the_application_are_read(standing: Make) -> None:
    world = ready(standing)
    reader, bound = world.member(1), world.member()
    bound.send(world.room("panel", "/tie"), kind="governs")
    pages = {"/visits": "Seen and heard", "/plan": "Still to do", "/application": "Why they take"}

    papers = reader.get(world.room("panel")).text

    for page, words in pages.items():
        assert f'href="{world.room("panel", page)}"' in papers
        reader.get(world.room("panel", page))
        assert words in reader.words()
        assert bound.get(world.room("panel", page)).status_code == 404


def test_a_record_of_which_the_setting_said_nothing_is_not_said_to_be_agreed_to(
    standing: Make,
) -> None:
    world = ready(standing)
    with writing(world.rows):
        for one in world.rows.scalars(select(Visit)):
            one.signed_how = BY_TIME
    reader = world.member(1)

    reader.get(world.room("panel", "/visits"))

    words = reader.words()
    assert "The setting said nothing of this record in time, so it counts as agreed." in words
    assert "agreed to this record" not in words
