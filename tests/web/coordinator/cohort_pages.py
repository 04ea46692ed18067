"""A cohort begun, filled and named through its pages, for the tests of cohorts."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.storage.cohorts import CohortPlace
from award.storage.settings import Setting
from tests.making import make_setting
from tests.web.coordinator.conftest import ROOM, Scene

START = f"{ROOM}/cohorts/add"


WORKSHOP = {
    "workshop_on": ["9", "3", "2027"],
    "workshop_time": "2pm",
    "workshop_place": "Town Hall",
}


def with_two_more(found: Scene) -> Scene:
    """The scene, at whose authority there are two more settings."""
    for name in ("Oak Tree Juniors", "Ash Grove Nursery"):
        make_setting(found.rows, found.walker.setting.authority, name)
    found.rows.rollback()
    return found


def begin(place: Scene, **said: Any) -> str:
    """Begin a cohort; the address of its page."""
    given = {"name": "Spring 2027", "route": "light", "workshop_minutes": "90", **said}
    answer = place.browser.send(START, **given)
    return (answer.location or "").removesuffix("/settings")


def fill(place: Scene, here: str, *names: str) -> None:
    place.rows.rollback()
    ids = {one.name: str(one.id) for one in place.rows.scalars(select(Setting))}
    place.browser.send(f"{here}/settings", settings=[ids[name] for name in names], then="done")


def name_all(place: Scene, here: str) -> None:
    place.rows.rollback()
    leads: dict[str, str] = {}
    for one in place.rows.scalars(select(CohortPlace)):
        leads |= {f"name_{one.id}": f"Lead {one.id}", f"email_{one.id}": f"l{one.id}@example.org"}
    place.browser.send(f"{here}/leads", **leads)


def count(rows: Session, kind: type) -> int:
    rows.rollback()
    return rows.scalar(select(func.count()).select_from(kind)) or 0
