"""Three settings, their coordinator, and a cohort that was begun, for the tests of cohorts."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.gathering_cohort import (
    CohortPlan,
    begin_cohort,
    name_leads,
    take_in,
)
from award.actions.sending_cohort import SentOut, send_cohort
from award.domain.people import Role
from award.storage.cohorts import CohortPlace
from award.storage.db import transaction
from award.storage.settings import Setting
from tests.making import actor, at, make_authority, make_member, make_setting, make_user

PLAN = CohortPlan("Spring 2026", "light", workshop_at=at(30, 14), workshop_place="Town Hall")


class Gathering:
    """Three settings, their coordinator, and a cohort that was begun."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.authority = make_authority(session)
        names = ("Willow Lane Primary", "Oak Tree Juniors", "Ash Grove Nursery")
        self.settings = [make_setting(session, self.authority, name) for name in names]
        user = make_user(session, "Colm Brady")
        make_member(session, user, Role.COORDINATOR, self.authority)
        self.by = actor(user, Role.COORDINATOR, self.authority)
        self.tokens: Iterator[tuple[str, str]] = iter((f"t{n}", f"d{n}") for n in range(50))
        with transaction(lock=self.authority) as held:
            self.cohort = begin_cohort(held, PLAN, by=self.by, at=at())

    def take_in(self, *settings: Setting) -> int:
        wanted = [one.id for one in settings or self.settings]
        with transaction(lock=self.cohort) as held:
            return take_in(held, wanted, by=self.by)

    def place(self, setting: Setting) -> CohortPlace:
        self.session.expire_all()
        return self.session.scalars(
            select(CohortPlace).where(CohortPlace.setting_id == setting.id)
        ).one()

    def name(self, *settings: Setting) -> None:
        found = settings or self.settings
        leads = {
            self.place(one).id: (f"Lead {one.id}", f"Lead{one.id}@Example.org") for one in found
        }
        with transaction(lock=self.cohort) as held:
            name_leads(held, leads, by=self.by)

    def send(self, day: int = 0, **more: Any) -> SentOut:
        with transaction(lock=self.cohort) as held:
            return send_cohort(
                held, tokens=lambda: next(self.tokens), by=self.by, at=at(day), **more
            )

    def count(self, kind: type) -> int:
        return self.session.scalar(select(func.count()).select_from(kind)) or 0
