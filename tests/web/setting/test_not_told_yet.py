"""Until the day of announcement each page on which an award is told asks to keep the news."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import writing
from tests.making import make_group, make_member, make_user
from tests.web.setting.conftest import Place

ON = timedelta(days=9)


@pytest.fixture
def place(place_at: Callable[..., Place]) -> Place:
    """A setting whose award is announced in nine days."""
    found = place_at(Stage.AWARDED)
    with writing(found.rows):
        found.rows.query(Award).one().announce_on = (found.walking.at + ON).date()
    return found


def test_home_award_and_governors_ask_to_wait_until_the_day_has_come(place: Place) -> None:
    award = place.rows.query(Award).one().id
    pages = [place.root, f"{place.root}/awards/{award}", f"{place.at}/governors"]
    told = {}

    for days in (timedelta(), ON):
        with clock.frozen_at(place.walking.at + days):
            lead = place.lead()
            said = []
            for page in pages:
                lead.get(page)
                said.append("ell nobody outside before" in lead.words().replace("\xa0", " "))
            told[days] = said

    assert told == {timedelta(): [True] * 3, ON: [False] * 3}


def test_the_trust_is_asked_to_wait_too(place: Place) -> None:
    group = make_group(place.rows)
    verity = make_user(place.rows, "Verity Lamb")
    make_member(place.rows, verity, Role.GROUP_VIEWER, group)
    with writing(place.rows):
        place.rows.query(Award).one().setting.group_id = group.id
    browser = place.sign_in(verity)

    browser.get(f"/group/{group.id}")

    assert "Tell nobody outside before" in browser.words().replace("\xa0", " ")
