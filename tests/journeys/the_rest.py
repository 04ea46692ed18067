"""What is done for every criterion: a few at the browser, the rest by the same actions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from award.actions.assessing import judge, judge_blind
from award.actions.planning import judge_ourselves, say_on_the_day
from award.adapters import clock
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import db, transaction
from award.storage.journeys import Journey
from tests.journeys.browser_people import Person, Town
from tests.making import actor

JUDGE_BY = {Role.ASSESSOR: judge, Role.SECOND: judge_blind}


@contextmanager
def the_journey(place: Town, who: Person) -> Iterator[tuple[Journey, User]]:
    """The only journey of the town, held for one transaction, and who acts in it."""
    with place.app.app_context(), clock.frozen_at(place.at):
        user = db.session.scalars(select(User).where(User.email == who.email)).one()
        journey = db.session.scalars(select(Journey)).one()
        with transaction(lock=journey) as held:
            yield held, user
        db.session.remove()


def say_the_rest(lead: Person, *, done: int, on_the_day: set[str]) -> None:
    """The lead's "met" for every criterion after the first ``done``."""
    with the_journey(lead.town, lead) as (held, user):
        by = actor(user, Role.LEAD, held.setting)
        for asked in held.asked[done:]:
            judge_ourselves(held, asked.code, Judged.MET, by=by, at=lead.town.at)
            if asked.code in on_the_day:
                say_on_the_day(held, asked.code, show=True, by=by, at=lead.town.at)


def judge_the_rest(who: Person, role: Role, *, done: int) -> str:
    """A judge's "met" for every criterion after the first ``done`` but the last, whose code
    it returns."""
    with the_journey(who.town, who) as (held, user):
        by = actor(user, role, held.setting.authority)
        for asked in held.asked[done:-1]:
            JUDGE_BY[role](held, asked.code, Judged.MET, note="", by=by, at=who.town.at)
        return held.asked[-1].code
