"""Who asks to take part is written to from the page of the enquiry, once; it shows the letter."""

from collections.abc import Callable

from sqlalchemy import select

from award.actions.enquiring import Ask, ask_to_take_part
from award.domain.stages import Stage
from award.storage.accounts import Enquiry, User
from award.storage.db import transaction
from award.storage.letters import Letter, LetterState
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
HERE = f"{ROOM}/enquiries/1"
WORDS = "Thank you for asking.\r\n\r\nShall we talk on Thursday?"


def asked(scene: Make) -> Scene:
    place = scene(Stage.DRAFT)
    with transaction(lock=place.now().authority) as held:
        ask = Ask("Rushey & Mead", "primary", "Sam Lee", "sam@example.org", "How do we begin?")
        ask_to_take_part(held, ask, at=place.walker.at)
    return place


def replies(place: Scene) -> list[Letter]:
    place.rows.rollback()
    return list(place.rows.scalars(select(Letter).where(Letter.code == "enquiry_answered")))


def test_it_leads_to_a_drafted_reply_that_says_what_stands_around_it(scene: Make) -> None:
    place = asked(scene)

    page = place.browser.get(HERE).text
    draft = place.browser.get(f"{HERE}/reply").text

    assert f'href="{HERE}/reply"' in page
    assert "No reply has gone from here yet." in page
    assert "Thank you for asking about the award for Rushey &amp; Mead." in draft
    assert "It begins with “Hello Sam Lee,” and ends with your name." in draft
    assert f'data-draft="{HERE}/reply"' in draft
    assert "How do we begin?" in draft


def test_a_reply_is_sent_once_and_shown_with_who_wrote_it_and_when(scene: Make) -> None:
    place = asked(scene)
    token = place.browser.token(f"{HERE}/reply")
    fields = {"csrf_token": token, "words": WORDS}

    answers = [place.browser.post(f"{HERE}/reply", data=fields) for _ in range(2)]
    page = place.browser.get(HERE).text

    assert [one.location for one in answers] == [HERE, HERE]
    assert [one.to_email for one in replies(place)] == ["sam@example.org"]
    assert "Colm Brady answered" in page
    assert "Shall we talk on Thursday?" in page
    assert "It is on its way." in page
    assert "Which setting is it?" in page
    assert place.browser.get(f"{HERE}/reply").location == HERE
    assert "Written to" in place.browser.get(f"{ROOM}/enquiries").text


def test_a_reply_that_has_gone_says_to_whom_answers_come_and_one_that_was_refused_so(
    scene: Make,
) -> None:
    place = asked(scene)
    place.browser.send(f"{HERE}/reply", words=WORDS)
    letter = replies(place)[0]
    letter.state, letter.sent_at = LetterState.SENT, place.walker.at
    place.rows.commit()
    gone = place.browser.get(HERE).text
    letter.state, letter.sent_at = LetterState.REFUSED, None
    place.rows.commit()
    refused = place.browser.get(HERE).text

    assert "Answers to it come to Colm Brady." in gone
    assert "It did not reach sam@example.org" in refused


def test_a_reply_without_words_is_refused_at_its_field(scene: Make) -> None:
    place = asked(scene)

    page = place.browser.send(f"{HERE}/reply", words=" ").text

    assert 'href="#words">Write a line or two' in page
    assert replies(place) == []


def test_somebody_elses_reply_is_not_written_over_and_the_words_stay(scene: Make) -> None:
    place = asked(scene)
    token = place.browser.token(f"{HERE}/reply")
    place.browser.send(f"{HERE}/reply", words="Welcome")
    place.browser.get(f"{HERE}")

    page = place.browser.post(
        f"{HERE}/reply", data={"csrf_token": token, "words": "Other words of mine"}
    ).text

    assert "A reply has gone already" in page
    assert "Other words of mine" in page
    assert len(replies(place)) == 1


def test_an_enquiry_that_was_replied_to_still_waits_for_its_setting(scene: Make) -> None:
    place = asked(scene)
    place.browser.send(f"{HERE}/reply", words=WORDS)

    today = place.browser.get(ROOM).text
    place.browser.send(HERE, setting_id="none", answer="Not this year")
    page = place.browser.get(HERE).text

    assert "Rushey &amp; Mead" in today
    assert "Not this year" in page
    assert "Which setting is it?" not in page
    row = place.rows.get_one(Enquiry, 1)
    assert place.rows.get_one(User, row.answered_by_id).name == "Colm Brady"


def test_closing_without_a_reply_leads_back_to_where_one_is_written(scene: Make) -> None:
    place = asked(scene)

    answer = place.browser.send(HERE, setting_id="none")
    page = place.browser.get(HERE)

    assert answer.location == HERE
    assert "Sam Lee is not told yet: write to them here." in place.browser.words()
    assert f'href="{HERE}/reply"' in page.text


def test_a_setting_chosen_wrongly_is_chosen_again(scene: Make) -> None:
    place = asked(scene)
    place.browser.send(HERE, setting_id="none", answer="Rang twice")
    settled = place.browser.get(HERE).text

    place.browser.send(f"{HERE}/again", on=HERE)
    page = place.browser.get(HERE).text
    today = place.browser.get(ROOM).text

    assert "Choose again" in settled
    assert "Choose again" not in page
    assert "Which setting is it?" in page
    assert "Rang twice" in page
    assert "Rushey &amp; Mead" in today
    place.rows.rollback()
    row = place.rows.get_one(Enquiry, 1)
    assert (row.answered_at, row.answered_by_id, row.setting_id) == (None, None, None)
