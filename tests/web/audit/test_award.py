"""An auditor reads how the award of a journey stands, what happened to it, and its certificate."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.awarding import make_award_move
from award.adapters import clock
from award.adapters.files import file_key
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.web.kit.filters import day, day_short
from tests.making import journey_at, make_authority, make_member, make_user
from tests.pages import PageClient, words_of

SignIn = Callable[[User], PageClient]


@dataclass
class Read:
    """A journey that led to an award, as Marek Nowak reads of it."""

    rows: Session
    walker: Walker
    page: str
    award: Award
    browser: PageClient

    def words(self) -> str:
        self.browser.get(self.page)
        return self.browser.words()


@pytest.fixture
def read(rows: Session, signed_in_as: SignIn) -> Read:
    walker, journey = journey_at(rows, Stage.AWARDED)
    marek = make_user(rows, "Marek Nowak")
    make_member(rows, marek, Role.AUDITOR, walker.setting.authority)
    page = f"/leicester/audit/journeys/{journey.id}"
    return Read(rows, walker, page, rows.scalars(select(Award)).one(), signed_in_as(marek))


def test_an_auditor_reads_how_an_award_stands_its_number_and_its_days(read: Read) -> None:
    with clock.frozen_at(read.walker.pass_time(hours=1)):
        words = read.words()

    held = read.award
    for said in ("In force", held.number, day(held.valid_from), day(held.valid_until)):
        assert said in words
    assert "What happened to the award" in words
    assert "Certificate 1 is being made." in words


def test_an_auditor_reads_that_an_award_is_in_question_and_why(read: Read) -> None:
    at = read.walker.pass_time(days=200)
    with transaction(lock=read.award) as held:
        by = read.walker.by(Role.COORDINATOR)
        make_award_move(held, "propose_suspension", words="A grave worry.", by=by, at=at)

    with clock.frozen_at(at):
        words = read.words()

    assert "Suspension proposed" in words
    assert "It stays in force until the panel has decided." in words
    assert "A grave worry." in words


def test_an_auditor_reads_from_when_everybody_may_know(read: Read) -> None:
    with clock.frozen_at(read.walker.pass_time(hours=1)):
        later = clock.today() + timedelta(days=9)
        with writing(read.rows):
            read.award.announce_on = later
        words = read.words()

    assert f"On {day_short(later)}; it is not public until then" in words


def test_a_journey_without_an_award_tells_of_none(rows: Session, signed_in_as: SignIn) -> None:
    walker, journey = journey_at(rows, Stage.DECIDING)
    marek = make_user(rows, "Marek Nowak")
    make_member(rows, marek, Role.AUDITOR, walker.setting.authority)
    browser = signed_in_as(marek)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert "What happened to the award" not in browser.words()


def test_an_auditor_downloads_the_certificate_and_one_of_another_authority_does_not(
    read: Read, signed_in_as: SignIn
) -> None:
    key = file_key("leicester", str(read.award.setting_id))
    read.browser.application.extensions["files"].put(key, io.BytesIO(b"%PDF-1.7"), limit=99)
    with writing(read.rows):
        read.award.certificates[-1].key = key
    odette = make_user(read.rows, "Odette Laurent")
    make_member(read.rows, odette, Role.AUDITOR, make_authority(read.rows, "fenwick-vale"))
    number = read.award.certificates[-1].id

    read.words()
    assert read.browser.page is not None
    links = [
        one.get("href", "")
        for one in read.browser.page.iter("a")
        if words_of(one).startswith("Certificate 1, ")
    ]
    assert links == [f"/leicester/audit/certificates/{number}"]
    with read.browser.get(links[0]) as answer:
        assert (answer.status_code, answer.data) == (200, b"%PDF-1.7")
    stranger = signed_in_as(odette)
    assert stranger.get(links[0]).status_code == 404
    assert stranger.get(f"/fenwick-vale/audit/certificates/{number}").status_code == 404
