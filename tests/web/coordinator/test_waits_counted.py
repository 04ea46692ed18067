"""Whose turn it is says in whose days a journey waits."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.journeys import Journey
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
COUNTED = re.compile(r"\b\d+ ((?:working|school|opening) days)")


@pytest.mark.parametrize(
    ("stage", "unit"), [(Stage.APPLIED, "working day"), (Stage.GATHERING, "school day")]
)
def test_whose_turn_it_is_says_in_whose_days_it_waits(scene: Make, stage: Stage, unit: str) -> None:
    place = scene(stage)
    with writing(place.rows) as rows:
        rows.get_one(Journey, place.journey.id).waiting_since -= timedelta(days=20)

    words = {}
    for address in (place.here, f"{ROOM}/journeys"):
        place.browser.get(address)
        words[address] = place.browser.words()

    # With its number: below the list it is said which units there are.
    counted = {address: set(COUNTED.findall(said)) for address, said in words.items()}
    assert list(counted.values()) == [{f"{unit}s"}] * 2
