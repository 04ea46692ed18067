"""Two who judge one journey do not read each other's words, by whatever address they ask."""

import io
import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from award.actions.subscribing import renew_feed
from award.adapters.passwords import token_digest
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import transaction
from award.storage.letters import Letter
from tests.fixtures_rooms import Standing
from tests.making import make_member
from tests.pdf_checks import text_of
from tests.web.assessor.two_judges import TwoJudges

ZEBRA, OKAPI = re.compile("zebra", re.IGNORECASE), re.compile("okapi", re.IGNORECASE)
WALKS = (True, pytest.param(False, marks=pytest.mark.soak))
EVERY_ROOM = (Role.COORDINATOR, Role.PANEL, Role.AUDITOR, Role.STEERING)


@pytest.fixture
def two(app: Flask, standing: Callable[..., Standing]) -> TwoJudges:
    return TwoJudges(app, standing(Stage.ASSESSING, days=12)).build()


def told(two: TwoJudges, user: User, marked: re.Pattern[str]) -> dict[str, str]:
    """Each address that holds the marked word for this person, with where it stands."""
    browser, found, opened = two.world.browse(user), {}, 0
    with transaction(lock=user) as held:
        renew_feed(held, digest=token_digest("mine"), at=two.world.walking.at)
    for address in (*two.addresses(), "/calendar/mine.ics"):
        answer = FlaskClient.open(browser, address, buffered=True)  # other tests look at the pages
        assert answer.status_code != 500, address
        opened += answer.status_code == 200
        text = f"{answer.headers} {words_in(answer)}"
        if (place := marked.search(text)) is not None:
            found[address] = " ".join(text[max(0, place.start() - 60) : place.end() + 40].split())
    assert opened > 20, "Hardly any page was opened, so nothing was looked at"
    return found


def words_in(answer: TestResponse) -> str:
    """What somebody reads in it, be it a page, a PDF or the files of a zip."""
    content = answer.get_data()
    if answer.mimetype == "application/pdf":
        return text_of(content)
    if answer.mimetype == "application/zip":
        packed = ZipFile(io.BytesIO(content))
        content = b" ".join([packed.read(one) for one in packed.namelist()])
    return content.decode(errors="ignore")


def give_every_room(two: TwoJudges, user: User) -> None:
    """The judge is in the authority's other rooms, too."""
    for role in EVERY_ROOM:
        make_member(two.world.rows, user, role, two.world.walking.setting.authority)


@pytest.mark.parametrize("in_every_room", WALKS)
def test_no_address_tells_a_second_what_the_first_wrote(
    two: TwoJudges, in_every_room: bool
) -> None:
    second = two.world.walking.cast.second
    if in_every_room:
        give_every_room(two, second)

    assert told(two, second, ZEBRA) == {}


@pytest.mark.parametrize("in_every_room", WALKS)
def test_no_address_tells_an_assessor_what_the_second_wrote(
    two: TwoJudges, in_every_room: bool
) -> None:
    assessor = two.world.walking.cast.assessor
    if in_every_room:
        give_every_room(two, assessor)

    assert told(two, assessor, OKAPI) == {}


def test_the_words_are_there_for_those_who_may_read_them(two: TwoJudges) -> None:
    world, cast = two.world, two.world.walking.cast
    at_coordinator, at_assessor = world.room("coordinator"), world.room("assessor")

    read = [
        bool(marked.search(words_in(world.browse(user).get(address))))
        for user, address, marked in (
            (cast.coordinator, f"{at_coordinator}/judgement", ZEBRA),
            (cast.coordinator, f"{at_coordinator}/report.pdf", ZEBRA),
            (cast.assessor, f"{at_assessor}/report/preview", ZEBRA),
            (cast.assessor, f"{at_assessor}/report/versions/1", ZEBRA),
            (cast.second, f"{at_assessor}/criteria/1.3", OKAPI),
        )
    ]

    assert read == [True] * 5


def test_no_letter_tells_a_second_what_the_first_wrote(two: TwoJudges) -> None:
    second, assessor = two.world.walking.cast.second, two.world.walking.cast.assessor
    letters = two.world.rows.scalars(select(Letter)).all()

    def written_to(email: str) -> str:
        return " ".join(f"{one.subject} {one.body}" for one in letters if one.to_email == email)

    assert written_to(second.email)
    assert not ZEBRA.search(written_to(second.email))
    assert not OKAPI.search(written_to(assessor.email))
