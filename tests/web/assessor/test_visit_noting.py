"""The record of a visit as it is noted: one question at hand, the others folded."""

from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import select

from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.visits import Visit, VisitNote
from tests.fixtures_rooms import Standing

Make = Callable[..., Standing]


def children_page(world: Standing) -> str:
    world.fresh()
    visit = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.ASSESSMENT)).one()
    return world.room("assessor", f"/visits/{visit.id}/record/children")


def prompts_on(world: Standing, page: str) -> list[HtmlElement]:
    """The questions of the page that one gets now."""
    shown = html.fromstring(world.assessor.get(page).get_data(as_text=True))
    return prompts_in(shown)


def prompts_in(shown: HtmlElement) -> list[HtmlElement]:
    return [one for one in shown.iter("details") if "prompt" in one.get("class", "").split()]


def open_in(prompts: list[HtmlElement]) -> list[str]:
    """The codes of the questions that stand open."""
    codes = [one.xpath("string(.//*[@class='prompt__code']/strong)") for one in prompts]
    return [code for code, one in zip(codes, prompts, strict=True) if one.get("open") is not None]


def head_of(prompts: list[HtmlElement], code: str) -> str:
    """What a question says while it is folded."""
    heads = [" ".join(one.find("summary").text_content().split()) for one in prompts]
    return next(one for one in heads if f" {code} " in one)


def test_only_the_question_at_hand_stands_open_and_what_is_kept_says_so(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    page = children_page(world)
    assert open_in(prompts_on(world, page)) == ["1.1"]

    answer = world.assessor.send(page, heard_0="partly", note_0="Two of six.", go="stay")

    assert answer.location == f"{page}#now"
    prompts = prompts_on(world, page)
    assert open_in(prompts) == ["1.3"]
    assert [one.get("id") for one in prompts][:3] == [None, "now", None]
    assert "Partly. Two of six." in head_of(prompts, "1.1")


def test_what_one_judged_stands_with_the_folded_question(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    page = children_page(world)

    world.assessor.send(page, heard_0="clearly", judged_0="met", go="stay")

    assert "Heard clearly. You: met." in head_of(prompts_on(world, page), "1.1")


def test_what_was_refused_stands_open_beside_the_question_at_hand(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)

    answer = world.assessor.send(children_page(world), judged_2="developing", heard_2="clearly")

    shown = html.fromstring(answer.get_data(as_text=True))
    assert open_in(prompts_in(shown)) == ["1.1", "1.3"]


def test_the_evidence_is_at_hand_and_leads_to_where_it_is_read(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)

    first = prompts_on(world, children_page(world))[0]

    links = first.xpath(".//*[@class='prompt__pieces']//a")
    assert links
    browser = world.assessor
    browser.get(links[0].get("href"))
    assert links[0].text in browser.words()


def test_when_it_was_saved_stands_at_the_foot_and_is_not_said_twice(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    page = children_page(world)

    world.assessor.send(page, heard_0="clearly", go="stay")

    shown = html.fromstring(world.assessor.get(page).get_data(as_text=True))
    assert shown.xpath("string(//*[@class='visit-bar__saved'])").startswith("Saved, ")
    assert shown.text_content().count("Saved") == 1


def test_by_criterion_the_conversations_of_its_kind_count_and_its_papers_hold_no_others(
    standing: Make,
) -> None:
    world = standing(Stage.GATHERING)
    visit = world.walking.book_visit(VisitKind.MONITORING, VisitForm.REMOTE, Role.COORDINATOR)
    here = world.room("coordinator", f"/visits/{visit.id}")

    with clock.frozen_at(world.walking.pass_time(days=10)):
        browser = world.browse(world.walking.cast.coordinator)
        browser.get(f"{here}/record/criteria/1.3")
        words = browser.words()
        answer = browser.get(f"{here}/sheet")
    sheet = [one.text_content() for one in html.fromstring(answer.text).iter("h2")]

    assert "of 1 left here" in words
    assert "Others, where you come to them" in words
    assert [one.partition(",")[0] for one in sheet] == [
        "Talking with the lead",
        "Talking with pupils",
    ]


def test_what_was_noted_on_two_pages_at_once_is_all_kept_once_it_is_saved_again(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING, days=12)
    page, browser = children_page(world), world.assessor
    old = fields_of(browser.get(page).get_data(as_text=True))
    browser.send(page, heard_0="clearly", note_0="Six of six.", go="stay")

    answer = browser.post(page, data=old | {"note_2": "A box by the door.", "go": "stay"})
    refused = answer.get_data(as_text=True)
    assert "while you were writing" in refused
    browser.post(page, data=fields_of(refused) | {"go": "stay"})

    world.fresh()
    notes = {one.words for one in world.rows.scalars(select(VisitNote))}
    assert {"Six of six.", "A box by the door."} <= notes


def test_the_slower_page_of_a_record_s_end_shows_both_and_saves_next(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    end, browser = children_page(world).replace("record/children", "write-up"), world.assessor
    token = browser.token(end)
    browser.send(end, met="The lead", summary="Calm.", next_steps="")
    slow = {"csrf_token": token, "version": "2", "met": "Eight children", "summary": "Lively."}

    refused = browser.post(end, data=slow).get_data(as_text=True)
    assert "while you were writing" in refused
    assert "Calm." in refused
    assert "Lively." in refused
    version = html.fromstring(refused).xpath("//input[@name='version']/@value")[0]
    browser.post(end, data=slow | {"version": version})

    world.fresh()
    visit = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.ASSESSMENT)).one()
    assert (visit.met, visit.summary) == ("Eight children", "Lively.")


def fields_of(page: str) -> dict[str, str]:
    """What the form of a record would send as it stands."""
    form = next(one for one in html.fromstring(page).forms if "note_0" in one.fields)
    return {name: value for name, value in form.form_values() if name != "go"}
