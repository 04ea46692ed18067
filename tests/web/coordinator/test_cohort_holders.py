"""Who holds the award or has appealed, among those who may come into a cohort."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.actions.appealing import lodge_appeal
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.cohorts import CohortPlace
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.web.kit.filters import day_short
from tests.making import make_setting
from tests.web.coordinator.cohort_pages import begin, count, fill, name_all
from tests.web.coordinator.conftest import Scene


@pytest.fixture
def holder(scene: Callable[..., Scene]) -> Scene:
    """Willow Lane Primary holds the award; Oak Tree Juniors has nothing."""
    found = scene(Stage.AWARDED)
    make_setting(found.rows, found.walker.setting.authority, "Oak Tree Juniors")
    found.rows.rollback()
    return found


def test_beside_a_holder_stands_until_when_and_the_filter_leaves_only_the_free(
    holder: Scene,
) -> None:
    here = begin(holder)
    until = holder.rows.scalars(select(Award.valid_until)).one()

    holder.browser.get(f"{here}/settings")
    every = holder.browser.words()
    holder.browser.get(f"{here}/settings?having=nothing")
    free = holder.browser.words()
    holder.browser.get(f"{here}/settings?having=award")
    holders = holder.browser.words()
    holder.browser.send(f"{here}/settings?kind=primary", all="yes")

    assert f"Holds the award until {day_short(until)}" in every.replace("\xa0", " ")
    assert "You are asked before it is invited." in every
    assert ("Oak Tree Juniors" in free, "Willow Lane Primary" in free) == (True, False)
    assert ("Oak Tree Juniors" in holders, "Willow Lane Primary" in holders) == (False, True)
    assert count(holder.rows, CohortPlace) == 1


def test_a_holder_is_invited_only_when_it_is_ticked_on_the_page_that_sends(
    holder: Scene,
) -> None:
    here = begin(holder)
    fill(holder, here, "Willow Lane Primary")
    holder.browser.get(here)
    asked = holder.browser.words()
    holder.browser.get(f"{here}/send")
    told = holder.browser.words().replace("\xa0", " ")
    unticked = holder.browser.send(f"{here}/send")
    refused, before = holder.browser.words(), count(holder.rows, Journey)
    place = holder.rows.scalars(select(CohortPlace)).one()
    holder.browser.send(f"{here}/send", sure=[str(place.id)])

    assert "Look at 1 setting before you invite it" in asked
    assert "The next award would begin the day after. This is not the renewal" in told
    assert unticked.status_code == 200
    assert "Tick whom you invite, or choose “Send nothing”" in refused
    assert (before, count(holder.rows, Journey)) == (1, 2)


def test_the_free_go_out_without_a_question_and_the_holder_stays(holder: Scene) -> None:
    here = begin(holder)
    fill(holder, here, "Willow Lane Primary", "Oak Tree Juniors")
    name_all(holder, here)

    holder.browser.send(f"{here}/send")

    holder.browser.get(here)
    words = holder.browser.words()
    assert "1 setting got an invitation. 1 setting that you did not tick got none." in words
    assert count(holder.rows, Journey) == 2


def test_an_appeal_stands_beside_its_setting_and_keeps_it_out(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    walking = place.walker
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="Look again", by=walking.by(Role.LEAD), at=walking.at)
    place.rows.rollback()
    here = begin(place)

    place.browser.get(f"{here}/settings?having=appeal")

    words = place.browser.words()
    assert "Has appealed against the decision: not yet awarded. Its appeal is not over." in words
    assert "None of these can come in now" in words
