"""Fixtures for rooms: a journey at a stage, time standing still, and each person's browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.adapters import clock
from award.demo.walking import Walker
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.journeys import Journey
from tests.making import journey_at
from tests.pages import PageClient


@dataclass
class Standing:
    """A journey that stands somewhere, and the browsers of those who work on it."""

    walking: Walker
    journey: Journey
    rows: Session
    browse: Callable[[User], PageClient]

    def room(self, name: str, path: str = "") -> str:
        """An address in a room, about this journey where a path is given."""
        start = f"/{self.walking.setting.authority.code}/{name}"
        return f"{start}/journeys/{self.journey.id}{path}"

    def fresh(self) -> Journey:
        """The journey as the requests left it."""
        self.rows.rollback()
        self.rows.expire_all()
        return self.journey

    @property
    def assessor(self) -> PageClient:
        return self.browse(self.walking.cast.assessor)

    @property
    def second(self) -> PageClient:
        return self.browse(self.walking.cast.second)

    def member(self, number: int = 0) -> PageClient:
        """A panel member's browser."""
        return self.browse(self.walking.cast.panel[number])


@pytest.fixture
def standing(
    rows: Session,
    signed_in_as: Callable[[User], PageClient],
) -> Iterator[Callable[..., Standing]]:
    """``standing(Stage.ASSESSING)``: a journey at this stage, so many days and an hour after."""
    with ExitStack() as still:

        def make(stage: Stage, *, days: int = 0, **more: Any) -> Standing:
            walking, _ = journey_at(rows, stage, **more)
            still.enter_context(clock.frozen_at(walking.pass_time(days=days, hours=1)))
            return Standing(walking, walking.journey, rows, signed_in_as)

        yield make
