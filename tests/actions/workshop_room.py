"""Three settings of one cohort, and the workshop that is the first visit of each."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.bringing_in import bring_in
from award.actions.gathering_cohort import CohortPlan, begin_cohort, take_in
from award.actions.recording import (
    Record,
)
from award.actions.workshops import (
    book_workshop,
    change_workshop,
    record_workshop,
)
from award.domain.people import Role
from award.domain.running_journeys import RunningReading, RunningRow
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.cohorts import CohortPlace
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.visits import Visit
from tests.making import actor, at, make_authority, make_member, make_setting, make_user

RECORD = Record(met="Twelve leads", summary="We planned together")
PLAN = CohortPlan("Spring", "light", workshop_at=at(10, 14), workshop_place="Town Hall")
NAMES = ("Willow Lane Primary", "Oak Tree Juniors", "Ash Grove Nursery")


class Room:
    """Three settings of one cohort: two are planning, the third still drafts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.authority = make_authority(session)
        for name in NAMES:
            make_setting(session, self.authority, name)
        self.user = make_user(session, "Colm Brady")
        make_member(session, self.user, Role.COORDINATOR, self.authority)
        self.by = actor(self.user, Role.COORDINATOR, self.authority)
        stages = (Stage.PLANNING, Stage.PLANNING, Stage.DRAFT)
        rows = [
            RunningRow(n, name, "", "light", stage)
            for n, (name, stage) in enumerate(zip(NAMES, stages, strict=True))
        ]
        with transaction(lock=self.authority) as held:
            bring_in(session, held, RunningReading(tuple(rows), (), (), ()), by=self.by, at=at())
            self.cohort = begin_cohort(held, PLAN, by=self.by, at=at())
        journeys = {one.setting_id: one.id for one in session.scalars(select(Journey))}
        with transaction(lock=self.cohort) as held:
            take_in(held, journeys, by=self.by)
        with writing(session):
            for place in session.scalars(select(CohortPlace)):
                place.journey_id, place.invited_at = journeys[place.setting_id], at()

    def places(self, *names: str) -> list[int]:
        self.session.expire_all()
        found = {one.setting.name: one.id for one in self.session.scalars(select(CohortPlace))}
        return [found[name] for name in names]

    def journey(self, name: str) -> Journey:
        self.session.expire_all()
        return next(
            one for one in self.session.scalars(select(Journey)) if one.setting.name == name
        )

    def book(self, **more: Any) -> int:
        with transaction(lock=self.cohort) as held:
            return book_workshop(held, by=self.by, at=at(1), **more)

    def replan(self, despite: str = "", **changed: Any) -> int:
        more = {"despite": despite} if despite else {}
        with transaction(lock=self.cohort) as held:
            plan = replace(PLAN, **changed)
            return change_workshop(held, plan, by=self.by, at=at(2), **more)

    def visit(self, name: str) -> Visit:
        return self.session.scalars(
            select(Visit).where(Visit.journey_id == self.journey(name).id).order_by(Visit.id)
        ).all()[-1]

    def write(self, *names: str, day: int = 11) -> int:
        came = self.places(*names)
        with transaction(lock=self.cohort) as held:
            return record_workshop(held, RECORD, came=came, by=self.by, at=at(day))

    def states(self) -> dict[str, list[VisitState]]:
        self.session.expire_all()
        found: dict[str, list[VisitState]] = {name: [] for name in NAMES}
        rows = self.session.execute(
            select(Visit, Journey).join(Journey, Journey.id == Visit.journey_id)
        )
        for visit, journey in rows:
            found[journey.setting.name].append(visit.state)
        return found
