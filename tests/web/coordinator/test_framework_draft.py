"""A coordinator edits the next version of the framework by forms, previews it and publishes it."""

from collections.abc import Callable
from typing import Any

from award.domain.stages import Stage
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
FRAMEWORK = f"{ROOM}/framework"
DRAFT = f"{FRAMEWORK}/draft"
NEW = {
    "title": "On the bus",
    "wording": "We look after children on the way.",
    "why": "The way is long.",
    "not_yet": "Nobody looks.",
    "developing": "Some look.",
    "met": "Somebody looks each day.",
    "embedded": "Met for over a year.",
    "name_1": "A rota",
    "counts_1": "It shows who looks.",
    "months_1": "12",
    "ask_children": "How is the bus?\n\nWho helps?",
    "tips": "Ask the driver.",
}


def begin(place: Scene) -> PageClient:
    token = place.browser.token(FRAMEWORK)
    place.browser.post(f"{DRAFT}/begin", data={"csrf_token": token})
    place.browser.get(DRAFT)
    return place.browser


def filled(browser: PageClient, address: str) -> dict[str, str]:
    """Every field of the page's form as it stands there."""
    browser.get(address)
    assert browser.page is not None
    found: dict[str, str] = {}
    for one in (one for one in browser.page.iter() if one.tag in ("input", "textarea")):
        name = one.get("name") or ""
        ticked = one.get("type") not in ("checkbox", "radio") or one.get("checked") is not None
        if name and ticked:
            found[name] = (one.get("value") if one.tag == "input" else one.text) or ""
    return found


def test_a_new_criterion_is_written_previewed_and_published(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    browser = begin(place)
    assert "Version 1.1, a draft" in browser.words()
    assert "Choose what to change" in browser.words()

    answer = browser.send(f"{DRAFT}/criteria/add", standard="1", title="On the bus")
    assert answer.location == f"{DRAFT}/criteria/1.7"
    browser.get(DRAFT)
    assert "Fill in what is missing" in browser.words()
    browser.send(f"{DRAFT}/criteria/1.7", **NEW)
    browser.get(DRAFT)
    assert "Publish version 1.1" in browser.words()
    browser.get(f"{DRAFT}/preview/1.7?kind=youth_club")
    assert "We look after young people on the way." in browser.words()
    browser.get(f"{DRAFT}/publish")
    assert "1 open journey on version 1.0" in browser.words()
    browser.send(f"{DRAFT}/publish")
    browser.get(f"{FRAMEWORK}/1.7")

    assert "On the bus" in browser.words()
    assert "Who helps?" in browser.words()
    assert place.now().framework.version == "1.0"
    assert browser.get(DRAFT).status_code == 404


def test_a_form_saved_as_it_stands_changes_nothing(scene: Make) -> None:
    browser = begin(scene(Stage.DRAFT))

    for part in ("criteria/1.1", "criteria/1.4", "criteria/1.1/for/club", "standards/2", "words"):
        browser.post(f"{DRAFT}/{part}", data=filled(browser, f"{DRAFT}/{part}"))
    browser.get(DRAFT)

    assert "It reads like the version before it" in browser.words()


def test_the_second_of_two_editors_sees_both_texts_and_then_saves(scene: Make) -> None:
    browser = begin(scene(Stage.DRAFT))
    address = f"{DRAFT}/criteria/1.1"
    mine, theirs = filled(browser, address), filled(browser, address)
    browser.post(address, data={**theirs, "title": "Their title"})

    answer = browser.post(address, data={**mine, "title": "My title"})

    assert answer.status_code == 200
    words = browser.words()
    assert "Somebody else changed this part of the draft" in words
    assert "What is there now" in words
    assert "Their title" in words
    again = {**mine, "title": "My title", "version": value(browser, "version")}
    browser.post(address, data=again)
    browser.get(f"{DRAFT}/preview/1.1")
    assert "My title" in browser.words()


def value(browser: PageClient, name: str) -> str:
    assert browser.page is not None
    return next(
        one.get("value", "") for one in browser.page.iter("input") if one.get("name") == name
    )


def test_what_was_written_for_a_draft_that_is_gone_is_kept_on_the_page(scene: Make) -> None:
    browser = begin(scene(Stage.DRAFT))
    written = {**filled(browser, f"{DRAFT}/standards/1"), "title": "Safer than safe"}
    browser.send(f"{DRAFT}/discard")

    answer = browser.post(f"{DRAFT}/standards/1", data=written)

    assert answer.status_code == 409
    assert "Safer than safe" in browser.words()


def test_a_family_reads_its_own_words(scene: Make) -> None:
    browser = begin(scene(Stage.DRAFT))

    browser.send(f"{DRAFT}/criteria/1.3/for/play", title="Two ways to tell at the playground")
    browser.get(f"{DRAFT}/preview/1.3?kind=play")

    assert "Two ways to tell at the playground" in browser.words()
    assert browser.get(f"{DRAFT}/criteria/1.3/for/castle").status_code == 404


def test_a_draft_with_faults_says_each_beside_its_form_and_is_not_published(scene: Make) -> None:
    browser = begin(scene(Stage.DRAFT))
    browser.send(f"{DRAFT}/criteria/add", standard="1", title="On the bus")

    browser.get(f"{DRAFT}/publish")
    assert "First put this right" in browser.words()
    browser.get(f"{DRAFT}/criteria/1.7")
    assert "Still missing here" in browser.words()
    browser.send(f"{DRAFT}/criteria/1.7/remove")
    browser.get(DRAFT)

    assert "It reads like the version before it" in browser.words()


def test_the_draft_of_another_authority_does_not_exist(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    begin(scene(Stage.DRAFT))

    other = stranger()

    assert other.get(DRAFT).status_code == 404
    assert other.get("/milton-keynes/coordinator/framework/draft").status_code == 404


def test_the_draft_asks_few_questions(scene: Make, counted: Any) -> None:
    browser = begin(scene(Stage.DRAFT))

    for path in ("", "/criteria/1.1", "/preview", "/publish"):
        with counted() as asked:
            browser.get(DRAFT + path)
        assert len(asked) <= 8


def test_a_point_of_the_policy_checklist_is_added_worded_anew_and_taken_out(scene: Make) -> None:
    browser = begin(scene(Stage.GATHERING))
    assert "The policy checklist" in browser.words()
    chosen = {
        "criterion": "1.6", "severity": "should", "applies_to": "all", "whose": "setting",
    }  # fmt: skip

    browser.send(f"{DRAFT}/checklist/add", text="", **chosen)
    assert "Say what the policy is to say" in browser.words()
    browser.send(f"{DRAFT}/checklist/add", text="It is read out.", **{**chosen, "criterion": "9"})
    browser.send(f"{DRAFT}/checklist/add", text="It is read out.", **chosen)
    browser.send(f"{DRAFT}/checklist/p25", text="It is read aloud.", **chosen)
    browser.get(DRAFT)
    assert "Policy point p25, “It is read aloud”, is new." in browser.words()
    browser.send(f"{DRAFT}/checklist/p25", text="From an old tab.", version="1", **chosen)
    assert "From an old tab." in browser.words()
    assert "It is read aloud." in browser.words()
    browser.send(f"{DRAFT}/checklist/p25/remove")
    browser.get(DRAFT)

    assert "p25" not in browser.words()
    assert browser.get(f"{DRAFT}/checklist/p99").status_code == 404
