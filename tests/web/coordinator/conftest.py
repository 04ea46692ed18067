"""A coordinator's browser, and the number of questions that a page asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from award.adapters import clock
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import db
from award.storage.journeys import Journey
from tests.fixtures_rooms import standing as standing
from tests.making import journey_at, make_authority, make_member, make_user
from tests.pages import PageClient

ROOM = "/leicester/coordinator"
ELSEWHERE = "/milton-keynes/coordinator"


@dataclass
class Scene:
    """A journey at a stage, with its coordinator's browser; the clock stands there."""

    walker: Walker
    journey: Journey
    browser: PageClient
    rows: Session
    room: str = ROOM
    here: str = field(init=False)

    def __post_init__(self) -> None:
        self.here = f"{ROOM}/journeys/{self.journey.id}"

    def day(self, ahead: int) -> list[str]:
        """A day so many days from now, as its three boxes are sent."""
        on = self.walker.at.date() + timedelta(days=ahead)
        return [str(on.day), str(on.month), str(on.year)]

    def now(self) -> Journey:
        """The journey as it is kept now."""
        self.rows.rollback()
        return self.rows.get_one(Journey, self.journey.id, populate_existing=True)


@pytest.fixture
def scene(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> Iterator[Callable[..., Scene]]:
    """``scene(Stage.READY)``: the journey, its people, and Colm Brady's browser."""
    frozen: list[Any] = []

    def make(stage: Stage, **more: Any) -> Scene:
        walker, journey = journey_at(rows, stage, **more)
        walker.pass_time(hours=2)
        holding = clock.frozen_at(walker.at)
        holding.__enter__()
        frozen.append(holding)
        browser = signed_in_as(walker.cast.coordinator)
        rows.rollback()
        return Scene(walker, journey, browser, rows)

    yield make
    while frozen:
        frozen.pop().__exit__(None, None, None)


@pytest.fixture
def counted(app: Flask) -> Callable[[], Any]:
    """How many statements a block sends to the database."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        said: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "INSERT")):
                said.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield said
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def stranger(rows: Session, signed_in_as: Callable[[User], PageClient]) -> Callable[[], PageClient]:
    """The browser of another authority's coordinator."""

    def make() -> PageClient:
        other = make_authority(rows, "milton-keynes")
        user = make_user(rows, "Sol Abara")
        make_member(rows, user, Role.COORDINATOR, other)
        return signed_in_as(user)

    return make
