"""The same form is taken once: whoever is slower, or comes back, is told so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.taking_forms import (
    KEPT_FOR,
    Sending,
    SentAlready,
    drop_old_forms,
    give_back,
    lead_on,
    take_form,
)
from award.storage.db import writing
from award.storage.taken_forms import LONGEST_ADDRESS, TakenForm
from tests.making import at

NOTE = Sending(place="where", words="what was typed", once="the mark of the page")


def take(session: Session, sending: Sending = NOTE) -> None:
    with writing(session):
        take_form(session, sending, at=at())


def taken(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    return [(one.words, one.led_to) for one in session.scalars(select(TakenForm))]


def test_a_form_that_was_taken_is_refused_with_when_it_was_and_where_it_led(
    session: Session,
) -> None:
    take(session)
    with writing(session):
        lead_on(session, NOTE, "/leicester/coordinator")

    with pytest.raises(SentAlready) as refusal:
        take(session)

    assert (refusal.value.at, refusal.value.led_to) == (at(), "/leicester/coordinator")


def test_other_words_and_the_same_words_of_a_new_page_are_taken(session: Session) -> None:
    take(session)
    take(session, replace(NOTE, words="something else"))
    take(session, replace(NOTE, once="another mark"))

    assert taken(session) == [(NOTE.words, "")]


def test_each_place_is_remembered_for_itself(session: Session) -> None:
    take(session)
    take(session, replace(NOTE, place="elsewhere"))

    assert len(taken(session)) == 2


def test_a_form_that_is_given_back_may_be_sent_again(session: Session) -> None:
    take(session)

    with writing(session):
        give_back(session, NOTE)
    take(session)

    assert len(taken(session)) == 1


def test_only_the_form_that_was_taken_last_tells_where_it_led(session: Session) -> None:
    take(session)

    with writing(session):
        lead_on(session, replace(NOTE, once="an older mark"), "/elsewhere")
        lead_on(session, NOTE, "/" + "x" * LONGEST_ADDRESS)
        lead_on(session, replace(NOTE, place="never sent"), "/nowhere")

    assert taken(session) == [(NOTE.words, "")]


def test_marks_of_forms_go_after_two_days(session: Session) -> None:
    take(session)

    with writing(session):
        drop_old_forms(session, at=at() + KEPT_FOR)
    kept = len(taken(session))
    with writing(session):
        drop_old_forms(session, at=at() + KEPT_FOR + timedelta(seconds=1))

    assert (kept, len(taken(session))) == (1, 0)
