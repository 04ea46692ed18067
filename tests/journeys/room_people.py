"""A journey that stands somewhere in the town, and those who judge and decide about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.demo.walking import Walker
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.visits import Visit
from tests.journeys.browser_people import PASSWORD, People, Person, town
from tests.making import journey_at


@dataclass
class Scene:
    """People at browsers around one journey."""

    people: People
    visit_at: datetime

    def sits_down(self, name: str, width: int) -> Person:
        """Somebody signs in, and stands on their home page."""
        person = self.people.sit_down(name, width=width, password=PASSWORD)
        person.signs_in()
        return person


@contextmanager
def scene(
    browser: Browser,
    folder: Path,
    empty_database: Path,
    stage: Stage,
    *,
    before: Callable[[Session, Walker], None] | None = None,
    **more: Any,
) -> Iterator[Scene]:
    """A journey at this stage, walked there as ``more`` says; ``before``: what else came to pass.

    Everybody has the same password. At the end nothing that anybody met had a barrier, went
    sideways or made a browser complain.
    """
    begins = datetime.fromisoformat("2026-03-02T10:00:00+00:00")
    with town(folder, empty_database, begins) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, _ = journey_at(session, stage, **more)
            begun = visit_at(session, walking)
            if before is not None:
                before(session, walking)
            with writing(session):
                hashed = hash_password(PASSWORD)
                for user in session.scalars(select(User)):
                    user.password_hash = hashed
            place.at = walking.at + timedelta(hours=1)
        people = People(browser, place)
        try:
            yield Scene(people, begun)
            met = people.findings
            assert (met.barriers, met.sideways, met.complaints) == ([], [], [])
        finally:
            people.go_home()


def visit_at(session: Session, walking: Walker) -> datetime:
    """When the assessment visit begins."""
    found = session.scalars(
        select(Visit.starts_at).where(
            Visit.journey_id == walking.journey.id, Visit.kind == VisitKind.ASSESSMENT
        )
    ).first()
    assert found is not None
    return found
