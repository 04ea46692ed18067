"""Fixtures for rooms: a journey at a stage, time standing still, and each person's browser."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from award.adapters import clock
from award.demo.walking import Cast, Walker
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.fixtures_web import fill_with
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


WALKED: dict[tuple[Path, str], tuple[Path, datetime]] = {}


def walk(rows: Session, stage: Stage, folder: Path, more: dict[str, object]) -> Walker:
    """Who walked a journey to this stage: walked once in a process, then copied with its file."""
    key = (folder, f"{stage}{sorted(more.items(), key=str)}")
    if key not in WALKED:
        walking, _ = journey_at(rows, stage, **more)  # type: ignore[arg-type] # as there
        rows.commit()
        rows.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        rows.commit()
        kept = folder / f"walked-{len(WALKED)}.sqlite"
        shutil.copyfile(folder / "award.sqlite", kept)
        WALKED[key] = (kept, walking.at)
        return walking
    kept, moment = WALKED[key]
    rows.close()
    db.engine.dispose()
    fill_with(folder, kept)
    people = {one.name: one for one in rows.scalars(select(User))}
    cast = Cast(
        lead=people["Amara Holt"],
        head=people["Priya Nair"],
        coordinator=people["Colm Brady"],
        assessor=people["Edith Moss"],
        second=people["Tomasz Zielinski"],
        panel=(people["Grace Oduya"], people["Ruth Keller"]),
    )
    return Walker(rows.scalars(select(Setting)).one(), cast, moment, **more).go_on(  # type: ignore[arg-type] # as there
        rows.scalars(select(Journey)).one()
    )


@pytest.fixture
def standing(
    app: Flask,
    rows: Session,
    web_folder: Path,
    signed_in_as: Callable[[User], PageClient],
) -> Iterator[Callable[..., Standing]]:
    """``standing(Stage.ASSESSING)``: a journey at this stage, so many days and an hour after."""
    with ExitStack() as still:

        def make(stage: Stage, *, days: int = 0, **more: object) -> Standing:
            with app.app_context():
                walking = walk(rows, stage, web_folder, more)
            still.enter_context(clock.frozen_at(walking.pass_time(days=days, hours=1)))
            return Standing(walking, walking.journey, rows, signed_in_as)

        yield make
