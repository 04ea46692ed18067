"""A coordinator gives a letter its own words, tries them, and puts the usual ones back."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from award.domain.letters import SENT
from award.domain.stages import Stage
from award.storage.letters import Letter
from award.storage.scheme import LetterText
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
HERE = f"{ROOM}/letter-texts"
PLAN = f"{HERE}/plan_agreed"
OWN = {"subject": "Off we go: ((setting))", "button": "Look", "body": "Hello ((name)),\n\n((link))"}


def texts(place: Scene) -> list[LetterText]:
    place.now()
    return list(place.rows.scalars(select(LetterText).order_by(LetterText.version)))


def test_every_letter_is_listed_and_found_by_its_words(scene: Make, counted: Any) -> None:
    place = scene(Stage.DRAFT)

    with counted() as asked:
        place.browser.get(HERE)
    assert place.browser.page is not None
    links = [one.get("href", "") for one in place.browser.page.iter("a")]
    listed = {one.rsplit("/", 1)[1] for one in links if one.startswith(f"{HERE}/")}
    lines = [one for one in place.browser.page.iter("li") if "task-list" in one.get("class", "")]
    rows = [" ".join("".join(one.itertext()).split()) for one in lines]
    place.browser.get(f"{HERE}?search=lunchtime+balloon")

    assert len(rows) == len(set(rows)) == len(SENT)
    assert listed == {one.code for one in SENT}
    assert len(asked) <= 8
    assert "No letter has these words" in place.browser.words()


def test_an_administrators_letter_says_why_an_administrator_gets_it(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(f"{HERE}/administrator_asked")

    assert "because you look after the accounts of the award of" in place.browser.words()


def test_a_letter_is_tried_saved_and_put_back(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(PLAN, **OWN, do="show")
    seen, before = place.browser.words(), texts(place)
    place.browser.send(PLAN, **OWN, do="save")
    place.browser.get(HERE)
    listed = place.browser.words()
    place.browser.send(f"{PLAN}/restore")

    assert ("Off we go: Willow Lane Primary" in seen, before) == (True, [])
    assert "Off we go" not in listed  # it keeps the title by which it is known
    assert "Your plan is agreed" in listed
    assert [(one.version, bool(one.text)) for one in texts(place)] == [(1, True), (2, False)]
    place.browser.get(PLAN)
    assert "Version 2: the usual words were put back. Colm Brady" in place.browser.words()


def test_a_field_that_does_not_exist_is_refused_and_nothing_typed_is_lost(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    for pressed in ("save", "show", "test"):
        place.browser.send(PLAN, **OWN | {"body": "Hello ((nmae)), ((link))"}, do=pressed)
        words = place.browser.words()
        assert "The letter uses ((nmae)), which it is not given. It may use: ((authority))" in words
        assert "Hello ((nmae)), ((link))" in words
        assert "It cannot be sent as it stands." in words
    assert texts(place) == []


def test_what_is_wrong_in_a_letter_is_said_at_the_piece_that_has_it(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    def led_to(**pieces: str) -> list[str]:
        answer = place.browser.send(PLAN, **OWN | pieces, do="save")
        return re.findall(r'<a href="#(subject|body|button)">', answer.text)

    assert led_to(subject="Hello ((nmae))") == ["subject"]
    assert led_to(body="Hello ((nmae)), ((link))") == ["body"]
    assert led_to(button="Go to ((nmae))") == ["button"]
    assert led_to(body="Hello") == ["body"]
    assert texts(place) == []


def test_a_test_goes_to_oneself_and_keeps_nothing(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    me = place.walker.cast.coordinator.email

    place.browser.send(PLAN, **OWN, do="test")

    place.now()
    sent = place.rows.scalars(select(Letter).where(Letter.subject.startswith("Test: "))).one()
    assert (sent.to_email, sent.subject) == (me, "Test: Off we go: Willow Lane Primary")
    assert "A test is on its way to you." in place.browser.words()
    assert "Off we go" in place.browser.words()
    assert texts(place) == []


def test_who_saves_an_older_page_sees_both_texts(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.send(PLAN, **OWN)

    place.browser.send(PLAN, **OWN | {"subject": "Mine"}, version="0")

    assert "Somebody else changed this letter" in place.browser.words()
    there = f"What is there now Subject {OWN['subject']} What you wrote"
    assert there in place.browser.words()
    assert len(texts(place)) == 1


def test_an_unknown_letter_and_another_authority_are_not_found(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    place = scene(Stage.DRAFT)

    assert place.browser.get(f"{HERE}/greeting").status_code == 404
    assert place.browser.get(f"{HERE}/greeting/restore").status_code == 404
    assert stranger().get(PLAN).status_code == 404


def test_earlier_words_of_ones_own_are_read_and_used_again(scene: Make) -> None:
    place, browser = (found := scene(Stage.DRAFT)), found.browser
    browser.send(PLAN, **OWN, do="save")
    browser.send(f"{PLAN}/restore")

    browser.get(PLAN)
    listed = browser.words()
    page = browser.get(f"{PLAN}?version=1").text
    before = texts(place)[-1].text
    browser.send(f"{PLAN}?version=1", **OWN, version="2", do="save")
    again = browser.get(f"{PLAN}/restore").status_code
    browser.send(f"{PLAN}/restore")

    assert "Earlier words of yours" in listed
    assert f"{PLAN}?version=1" in page
    assert "These are earlier words: Version 1" in page
    assert 'value="Off we go: ((setting))"' in page
    assert (before, again) == ("", 200)
    assert [bool(one.text) for one in texts(place)] == [True, False, True, False]
    assert browser.get(f"{PLAN}/restore").status_code == 302
