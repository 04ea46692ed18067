"""A letter drafted from Today: changed, sent once, written down; or not sent."""

from collections.abc import Callable

from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.journeys import History
from award.storage.letters import Letter
from tests.pages import form_to, hidden_fields
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_a_drafted_letter_is_changed_sent_and_written_down(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    address = f"{place.here}/nudge?came=today"
    version = place.journey.version

    place.browser.get(address)
    assert "Amara Holt" in place.browser.words()
    token = place.browser.token(address)
    sent = {
        "csrf_token": token, "version": version, "subject": "A word", "words": "Ring me any day.",
    }  # fmt: skip
    first = place.browser.post(address, data=sent)
    again = place.browser.post(address, data=sent)

    assert (first.location, again.location) == (ROOM, ROOM)
    place.rows.rollback()
    letters = place.rows.scalars(select(Letter).where(Letter.code == "nudge")).all()
    lines = place.rows.scalars(select(History).where(History.what == "nudge")).all()
    assert [one.subject for one in letters] == ["A word"]
    assert [one.words for one in lines] == ["To Amara Holt: A word"]


def test_a_drafted_letter_sent_again_after_the_way_back_is_asked_about_first(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    address = f"{place.here}/nudge"
    answers = []

    for _ in range(2):
        place.browser.get(address)
        assert place.browser.page is not None
        shown = hidden_fields(form_to(place.browser.page, address, address))
        words = shown | {"subject": "A word", "words": "Ring me any day."}
        answers.append(place.browser.post(address, data=words).status_code)

    place.rows.rollback()
    letters = place.rows.scalars(select(Letter).where(Letter.code == "nudge")).all()
    assert (answers, len(letters)) == ([302, 409], 1)
    assert "You sent this already" in place.browser.words()


def test_a_letter_without_words_is_not_sent_and_keeps_its_subject(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(
        f"{place.here}/nudge", version=place.journey.version, subject="A word", words=" "
    )

    assert place.browser.page is not None
    assert place.browser.page.find(".//input[@name='subject']").get("value") == "A word"
    assert place.rows.scalars(select(Letter).where(Letter.code == "nudge")).all() == []


def test_a_journey_that_has_ended_gets_no_letter(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    assert place.browser.get(f"{place.here}/nudge").status_code == 404
