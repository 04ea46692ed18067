"""Two who plan rounds at the same moment: names stay apart, and nobody waits for the other."""

from datetime import timedelta
from threading import Barrier, BrokenBarrierError

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.aiming import TAKEN_OUT, RoundDays, add_round, change_days, change_round
from award.actions.arranging_panel import items_of, put_on_agenda
from award.actions.taking_out_rounds import take_out_round
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.storage.authorities import Authority, Round
from award.storage.db import transaction
from award.storage.journeys import Journey
from tests.making import journey_at
from tests.races import at_once, this_app

HALF_A_SECOND = 0.5


def days_of(walking: Walker, name: str) -> RoundDays:
    first = walking.at.date() + timedelta(days=30)
    return RoundDays(name, *(first + timedelta(days=n) for n in (0, 5, 10, 12, 15, 20)))


def plan(walking: Walker, name: str) -> int:
    with transaction(lock=walking.setting.authority) as held:
        return add_round(held, days_of(walking, name), by=walking.by(Role.COORDINATOR)).id


def meet(both: Barrier) -> None:
    """Wait until the other holds its first row as well, unless it has to wait for ours."""
    try:
        both.wait(timeout=HALF_A_SECOND)
    except BrokenBarrierError:
        return


def give_two_rounds_one_name(session: Session) -> None:
    """Two rounds get the same new name at once, and a third is added under it: one has it."""
    walking, journey = journey_at(session, Stage.GATHERING)
    by, now, authority_id = walking.by(Role.COORDINATOR), walking.at, journey.authority_id
    spring, summer = (plan(walking, name) for name in ("Spring", "Summer"))
    wanted = days_of(walking, "Autumn")
    holding = Barrier(2)

    def rename(own: Session, round_id: int) -> None:
        first = own.get_one(Authority, authority_id)
        with transaction(lock=own.get_one(Round, round_id), first=first) as held:
            meet(holding)
            change_days(held, wanted, by=by, at=now)

    def add(own: Session) -> None:
        with transaction(lock=own.get_one(Authority, authority_id)) as held:
            add_round(held, wanted, by=by)

    deeds = [lambda own: rename(own, spring), lambda own: rename(own, summer), add]
    ends = at_once(this_app(), deeds)

    session.rollback()
    assert sorted(ends) == ["NotReady", "NotReady", "done"]
    names = session.scalars(select(Round.name)).all()
    assert names.count("Autumn") == 1


def aim_and_put_on_agenda(session: Session) -> None:
    """A journey aims at a round while it is put on that round's agenda: both are done."""
    walking, journey = journey_at(session, Stage.DECIDING)
    by, now, journey_id = walking.by(Role.COORDINATOR), walking.at, journey.id
    round_id = plan(walking, "Spring")
    holding = Barrier(2)

    def aim(own: Session) -> None:
        chosen = own.get_one(Round, round_id)
        with transaction(lock=own.get_one(Journey, journey_id), first=chosen) as held:
            meet(holding)
            change_round(held, chosen, by=by, at=now)

    def put(own: Session) -> None:
        with transaction(lock=own.get_one(Round, round_id)) as held:
            meet(holding)
            put_on_agenda(held, [journey_id], by=by, at=now)

    ends = at_once(this_app(), [aim, put])

    session.rollback()
    assert ends == ["done", "done"]
    day = session.get_one(Round, round_id)
    assert [one.journey_id for one in items_of(day)] == [journey_id]
    assert session.get_one(Journey, journey_id).round_id == round_id


def take_out_each_for_the_other(session: Session) -> None:
    """Two rounds are taken out at once, each with the other instead: one goes, one stays."""
    walking, journey = journey_at(session, Stage.GATHERING)
    by, now, journey_id = walking.by(Role.COORDINATOR), walking.at, journey.id
    spring = plan(walking, "Spring")
    summer = plan(walking, "Summer")
    with transaction(lock=journey) as held:
        change_round(held, session.get_one(Round, spring), by=by, at=now)
    holding = Barrier(2)

    def take_out(own: Session, goes: int, stays: int) -> None:
        first = own.get_one(Round, stays)
        with transaction(lock=own.get_one(Round, goes), first=first) as held:
            instead = own.get(Round, stays)
            if instead is None:
                raise NotReady(TAKEN_OUT)
            meet(holding)
            take_out_round(held, instead=instead, by=by, at=now)

    deeds = [lambda own: take_out(own, spring, summer), lambda own: take_out(own, summer, spring)]
    ends = at_once(this_app(), deeds)

    session.rollback()
    assert sorted(ends) == ["NotReady", "done"]
    left = session.scalars(select(Round.id)).one()
    assert session.get_one(Journey, journey_id).round_id == left
