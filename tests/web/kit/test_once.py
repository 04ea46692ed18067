"""What is sent twice is done once: pressed again, sent at the same moment, or after going back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from award.adapters import clock
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.storage.journeys import ContactNote
from award.storage.taken_forms import TakenForm
from award.web.coordinator import noting
from award.web.kit import once
from tests.fixtures_rooms import Standing, standing
from tests.pages import PageClient, form_to, hidden_fields

__all__ = ["standing"]

WORDS = "No answer, I try again."


@dataclass
class Desk:
    """A coordinator who notes calls about one journey."""

    world: Standing
    browser: PageClient
    address: str

    def open(self) -> dict[str, str]:
        """Open the form; what it sends beside what is typed."""
        self.browser.get(self.address)
        assert self.browser.page is not None
        return hidden_fields(form_to(self.browser.page, self.address, self.address))

    def send(
        self,
        shown: dict[str, str],
        words: str = WORDS,
        *,
        whom: str = "Amara Holt",
        how: str = "call",
    ) -> TestResponse:
        fields = shown | {"how": how, "words": words, "with_whom": whom}
        return self.browser.post(self.address, data=fields)

    def notes(self) -> list[str]:
        self.world.fresh()
        return list(self.world.rows.scalars(select(ContactNote.words).order_by(ContactNote.id)))


@pytest.fixture
def desk(standing: Callable[..., Standing]) -> Desk:
    world = standing(Stage.GATHERING)
    browser = world.browse(world.walking.cast.coordinator)
    return Desk(world, browser, world.room("coordinator", "/history/note"))


def test_a_button_pressed_twice_writes_once_and_leads_to_the_same_place(desk: Desk) -> None:
    shown = desk.open()

    first = desk.send(shown)
    second = desk.send(shown)

    assert (second.status_code, second.location) == (302, first.location)
    assert desk.notes() == [WORDS]
    desk.browser.get(second.location)
    assert "This was sent already, at " in desk.browser.words()


def test_who_goes_back_and_sends_the_same_words_is_asked_before_they_are_written_twice(
    desk: Desk,
) -> None:
    first = desk.send(desk.open())

    again = desk.send(desk.open())

    assert (again.status_code, desk.notes()) == (409, [WORDS])
    assert "You sent this already" in desk.browser.words()
    assert f'href="{first.location}"' in again.text


def test_who_is_asked_reads_all_that_was_sent_with_its_questions(desk: Desk) -> None:
    desk.send(desk.open(), "hi", whom="B")

    desk.send(desk.open(), "hi", whom="B")

    assert desk.browser.page is not None
    given = [" ".join("".join(one.itertext()).split()) for one in desk.browser.page.iter("dd")]
    assert given == ["Call", "B", "hi"]


def test_who_means_it_twice_sends_it_once_more(desk: Desk) -> None:
    desk.send(desk.open())
    desk.send(desk.open())
    assert desk.browser.page is not None
    once_more = hidden_fields(form_to(desk.browser.page, desk.address, desk.address))

    answer = desk.browser.post(desk.address, data=once_more)

    assert (answer.status_code, desk.notes()) == (302, [WORDS, WORDS])


def test_other_words_in_the_same_form_are_written(desk: Desk) -> None:
    shown = desk.open()

    desk.send(shown)
    desk.send(shown, "She rang back.")

    assert desk.notes() == [WORDS, "She rang back."]


def test_the_same_words_an_hour_later_are_a_note_of_their_own(desk: Desk) -> None:
    desk.send(desk.open())

    with clock.frozen_at(clock.now() + timedelta(hours=1)):
        desk.send(desk.open())

    assert desk.notes() == [WORDS, WORDS]


def test_what_was_refused_counts_as_never_sent(desk: Desk) -> None:
    refused = desk.send(desk.open(), "")
    assert desk.browser.page is not None
    shown = hidden_fields(form_to(desk.browser.page, desk.address, desk.address))

    sent = desk.send(shown)
    again = desk.send(desk.open())

    assert (refused.status_code, sent.status_code, again.status_code) == (200, 302, 409)
    assert desk.notes() == [WORDS]


def test_what_was_mended_and_is_all_that_a_browser_puts_back_is_asked_about(desk: Desk) -> None:
    desk.send(desk.open(), "")
    assert desk.browser.page is not None
    desk.send(hidden_fields(form_to(desk.browser.page, desk.address, desk.address)))

    again = desk.send(desk.open(), whom="")

    assert (again.status_code, desk.notes()) == (409, [WORDS])
    assert "You sent this already" in desk.browser.words()


def test_what_a_browser_puts_back_without_what_was_chosen_is_asked_about(desk: Desk) -> None:
    desk.send(desk.open(), how="meeting")

    again = desk.send(desk.open())

    assert (again.status_code, desk.notes()) == (409, [WORDS])


@pytest.mark.parametrize(
    ("words", "whom"), [(WORDS, "Ben Osei"), ("She rang back.", "Amara Holt"), (WORDS * 2, "")]
)
def test_what_says_anything_new_is_written(desk: Desk, words: str, whom: str) -> None:
    desk.send(desk.open())

    sent = desk.send(desk.open(), words, whom=whom)

    assert (sent.status_code, desk.notes()) == (302, [WORDS, words])


@pytest.mark.parametrize(
    ("trouble", "status", "said"),
    [
        (RuntimeError("broken"), 500, "Sorry, something went wrong here"),
        (NotFound(), 409, "You sent this already"),  # what was sent may have closed its form
    ],
)
def test_a_fault_of_ours_is_told_when_the_same_words_come_again(
    app: Flask,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    status: int,
    said: str,
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_TROUBLE", False)
    desk.send(desk.open())
    shown = desk.open()
    monkeypatch.setattr(noting, "NoteForm", Mock(side_effect=trouble))

    again = desk.send(shown)

    assert (again.status_code, desk.notes()) == (status, [WORDS])
    assert said in desk.browser.words()


def test_two_people_may_say_the_same(desk: Desk) -> None:
    desk.send(desk.open())
    other = Desk(desk.world, desk.world.browse(desk.world.walking.cast.coordinator), desk.address)

    other.send(other.open())

    assert desk.notes() == [WORDS, WORDS]


def test_of_two_requests_at_the_same_moment_one_writes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = desk.open()
    desk.send(shown)
    with monkeypatch.context() as blind:  # the slower one looked before the faster one was done
        blind.setattr(once, "find_taken_form", lambda *_: None)

        slower = desk.send(shown)

    assert (slower.status_code, desk.notes()) == (302, [WORDS])


def test_a_screen_that_takes_no_form_itself_answers_both_of_two_at_the_same_moment(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/forgotten-password")
    assert client.page is not None
    shown = hidden_fields(form_to(client.page, "/forgotten-password", "/forgotten-password"))
    fields = shown | {"email": "amara.holt@example.org"}
    first = client.post("/forgotten-password", data=fields)
    with monkeypatch.context() as blind:
        blind.setattr(once, "find_taken_form", lambda *_: None)
        slower = client.post("/forgotten-password", data=fields)

    assert slower.status_code == first.status_code
    assert slower.status_code < 400


@pytest.mark.parametrize("mark", ["", "x" * 10_000, "new-"])
def test_a_form_without_a_fitting_mark_is_taken_as_it_comes(desk: Desk, mark: str) -> None:
    shown = desk.open() | {"once": mark}

    assert desk.send(shown).status_code == 302
    assert desk.notes() == [WORDS]


def test_nothing_is_kept_but_digests_and_where_it_led(desk: Desk) -> None:
    answer = desk.send(desk.open())

    desk.world.fresh()
    (row,) = desk.world.rows.scalars(select(TakenForm))
    assert len(row.place) == 64
    assert re.fullmatch(r"([0-9a-f]{4}){3}", row.words)
    assert row.led_to == answer.location


def test_a_form_with_a_password_has_no_mark(client: PageClient) -> None:
    client.get("/sign-in")

    assert client.page is not None
    assert "once" not in hidden_fields(form_to(client.page, "/sign-in", "/sign-in"))
