"""One journey's people at their browsers, with time that passes between the scenes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.journeys import Journey
from tests.journeys.browser_people import PASSWORD, People, Person, Town, town
from tests.making import cast_of, journey_at

T = TypeVar("T")


@dataclass
class Life:
    """One journey's people at their browsers, with time that passes between the scenes."""

    town: Town
    people: People

    def sits_down(self, name: str, **more: Any) -> Person:
        """Somebody signs in, and stands on their home page."""
        person = self.people.sit_down(name, password=PASSWORD, **more)
        person.signs_in()
        return person

    def rows(self, read: Callable[[Session], T]) -> T:
        """What the rows say."""
        with self.town.app.app_context(), Session(db.engine) as session:
            return read(session)


@contextmanager
def life(
    browser: Browser,
    folder: Path,
    empty_database: Path,
    stage: Stage,
    settle: Callable[[Session, Walker], None] = lambda _session, _walking: None,
    **more: Any,
) -> Iterator[Life]:
    """A journey that real moves have brought to this stage; nothing that anybody met was wrong."""
    with town(folder, empty_database, datetime.fromisoformat("2026-03-02T10:00:00+00:00")) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, _ = journey_at(session, stage, **more)
            settle(session, walking)
            with writing(session):
                for user in session.scalars(select(User)):
                    user.password_hash = hash_password(PASSWORD)
            place.at = walking.at + timedelta(hours=1)
        found = Life(place, People(browser, place))
        try:
            yield found
        finally:
            found.people.go_home()
    seen = found.people.findings
    wrong = [*seen.barriers, *seen.sideways, *seen.complaints]
    assert not wrong, "\n".join(wrong)


def the_rest_is_walked(
    here: Life,
    first: Callable[[Walker], None] = lambda _walking: None,
    *,
    to: Stage = Stage.AWARDED,
    outcome: Outcome = Outcome.AWARD,
) -> None:
    """Everybody does their part, as in any journey; ``first`` what comes before the usual."""
    with here.town.app.app_context(), Session(db.engine) as session:
        journey = session.scalars(select(Journey).order_by(Journey.id.desc())).first()
        assert journey is not None
        people = {one.name: one for one in session.scalars(select(User))}
        walking = Walker(journey.setting, cast_of(people), here.town.at, outcome).go_on(journey)
        first(walking)
        walking.walk_to(to)
        here.town.at = walking.at + timedelta(hours=1)
