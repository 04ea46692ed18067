"""Lines of a sheet of running journeys, brought in, for the tests of matching and bringing in."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.bringing_in import BroughtIn, bring_in
from award.domain.people import Actor, Role
from award.domain.running_journeys import RunningReading, RunningRow
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.making import actor, at, make_authority, make_member, make_setting, make_user

TODAY = date(2026, 1, 5)


def coordinated_place(session: Session) -> Setting:
    """A setting whose authority has Colm Brady as its coordinator."""
    setting = make_setting(session, make_authority(session))
    make_member(session, make_user(session, "Colm Brady"), Role.COORDINATOR, setting.authority)
    return setting


def row(setting: str = "Willow Lane Primary", **said: Any) -> RunningRow:
    usual = {"line": 2, "number": "", "route": "", "stage": Stage.GATHERING}
    return RunningRow(setting=setting, **{**usual, **said})


def sheet(*rows: RunningRow) -> RunningReading:
    return RunningReading(tuple(rows), (), (), ())


def coordinator(session: Session, authority: Authority) -> Actor:
    found = session.scalars(select(User).filter_by(name="Colm Brady")).one()
    return actor(found, Role.COORDINATOR, authority)


def brought(session: Session, place: Setting, *rows: RunningRow, **more: Any) -> BroughtIn:
    by = coordinator(session, place.authority)
    with transaction(lock=place.authority) as held:
        return bring_in(session, held, sheet(*rows), by=by, at=at(), **more)


def only_journey(session: Session) -> Journey:
    session.expire_all()
    return session.scalars(select(Journey)).one()


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


FULL: dict[str, Any] = {
    "since_on": date(2025, 9, 15),
    "lead_name": "Amara Holt",
    "lead_email": "amara.holt@example.org",
    "head_name": "Priya Nair",
    "head_email": "priya.nair@example.org",
    "policy_on": date(2025, 6, 2),
    "last_contact_on": date(2025, 12, 1),
    "note": "Waiting for the survey.",
}


def lead_of(place: Setting) -> Actor:
    return Actor(Role.LEAD, authority_id=place.authority_id, setting_id=place.id)
