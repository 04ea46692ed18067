"""Two who open, accept, send or bring in a journey at the same moment: one effect each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions import letting_go
from award.actions.aiming import RoundDays, add_round, change_days, change_round
from award.actions.bringing_in import bring_in
from award.actions.moves import make_move
from award.actions.opening import open_journey
from award.actions.sending_cohort import send_cohort
from award.actions.taking_out_rounds import take_out_round
from award.actions.visiting import Plan, confirm_visit, propose_visit
from award.demo.open_days import time_for_visit
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Actor, Role
from award.domain.routes import Approval, VisitForm
from award.domain.running_journeys import RunningReading, RunningRow
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.turns import task_list
from award.domain.visits import VisitKind, VisitState
from award.storage.accounts import Invitation
from award.storage.authorities import Authority, Round
from award.storage.cohorts import Cohort, LegacyAward
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.facts import facts_of
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from award.storage.settings import Setting
from award.storage.visits import Visit
from tests.actions.gathering import Gathering
from tests.making import (
    at,
    journey_at,
    make_authority,
    make_setting,
    walker,
)
from tests.races import at_once, this_app

MONITORING = (VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)


def take_one_hour(session: Session) -> None:
    """Two settings choose the same hour of one visitor: one has it, the other chooses again."""
    first, one = journey_at(session, Stage.PLANNING)
    other = make_setting(session, one.authority, "Rushey Mead")
    second = Walker(other, first.cast, first.at)
    second.open("standard")
    second.walk_to(Stage.PLANNING)
    visitor, moment = first.cast.coordinator, time_for_visit(other, first.at + timedelta(days=21))
    keys = []
    for walking in (first, second):
        plan = Plan(VisitKind.INITIAL, VisitForm.ON_SITE, [moment], visitor.id)
        by = walking.by(Role.COORDINATOR)
        with transaction(lock=walking.journey) as held:
            keys.append((held.id, propose_visit(held, plan, by=by, at=second.at).id))
    now = second.pass_time()
    leads = [walking.by(Role.LEAD) for walking in (first, second)]

    def choose(key: int, visit_id: int, by: Actor) -> Callable[[Session], None]:
        def deed(own: Session) -> None:
            with transaction(lock=own.get_one(Journey, key)) as held:
                confirm_visit(held, visit_id, moment, by=by, at=now)

        return deed

    ends = at_once(this_app(), [choose(*pair, by) for pair, by in zip(keys, leads, strict=True)])

    session.rollback()
    assert sorted(ends) == ["WrongDay", "done"]
    booked = select(func.count(Visit.id)).where(Visit.state == VisitState.CONFIRMED)
    assert session.scalar(booked.where(Visit.starts_at == moment)) == 1


def bring_in_twice(session: Session) -> None:
    """Two coordinators keep the same spreadsheet: each journey comes in once."""
    authority = make_authority(session)
    setting = make_setting(session, authority)
    key, name = authority.id, setting.name
    rows = (
        RunningRow(2, name, "", "", Stage.GATHERING),
        RunningRow(3, name, "", "", None, award_name="The earlier award"),
    )
    session.rollback()

    def keep(own: Session) -> None:
        with transaction(lock=own.get_one(Authority, key)) as held:
            by = Actor(Role.COORDINATOR, authority_id=key)
            bring_in(own, held, RunningReading(rows, (), (), ()), by=by, at=at())

    ends = at_once(this_app(), [keep] * 4)

    assert ends == ["done"] * 4
    counts = [
        session.scalar(select(func.count()).select_from(one)) for one in (Journey, LegacyAward)
    ]
    assert counts == [1, 1]


def send_cohort_twice(session: Session) -> None:
    """Two coordinators send the same cohort: each setting is invited once."""
    gathering = Gathering(session)
    gathering.take_in()
    gathering.name()
    key, by = gathering.cohort.id, gathering.by
    session.rollback()

    def send(own: Session) -> None:
        with transaction(lock=own.get_one(Cohort, key)) as held:
            send_cohort(held, tokens=lambda: (uuid4().hex, uuid4().hex), by=by, at=at())

    ends = at_once(this_app(), [send] * 4)

    assert ends == ["done"] * 4
    counts = [
        session.scalar(select(func.count()).select_from(one)) for one in (Journey, Invitation)
    ]
    assert counts == [3, 3]


def accept_and_decline(session: Session) -> None:
    """Two coordinators answer one application: one answer stands."""
    walking, journey = journey_at(session, Stage.APPLIED)
    by, now, key = walking.by(Role.COORDINATOR), walking.pass_time(), journey.id

    def answer(name: str, said: Said) -> Callable[[Session], None]:
        def deed(own: Session) -> None:
            with transaction(lock=own.get_one(Journey, key)) as held:
                make_move(held, name, by=by, at=now, said=said)

        return deed

    deeds = [answer("accept", Said()), answer("decline", Said(reason="Too early for you."))]
    ends = at_once(this_app(), deeds)

    session.rollback()
    assert sorted(ends) == ["NotAllowed", "done"]
    answers = session.scalars(
        select(History.what).where(
            History.journey_id == key, History.what.in_(("accept", "decline"))
        )
    ).all()
    assert len(answers) == 1


def remove_and_declare(session: Session) -> None:
    """Somebody takes evidence away while the lead declares ready: never ready without support."""
    walking, journey = journey_at(session, Stage.GATHERING)
    walking.give_evidence()
    for _ in range(journey.route.rules.monitoring_visits):
        walking.hold_visit(*MONITORING)
    walking.improve()
    walking.approve(Approval.READY)
    lead, now, key = walking.by(Role.LEAD), walking.pass_time(), journey.id
    essential = next(one.code for one in journey.asked if one.essential)
    item = session.scalars(
        select(EvidenceItem.id)
        .join(EvidenceLink, EvidenceLink.item_id == EvidenceItem.id)
        .where(EvidenceLink.journey_id == key, EvidenceLink.criterion == essential)
    ).one()

    def remove(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            if held.stage is Stage.GATHERING:
                letting_go.remove_evidence(held, item, by=lead, at=now)

    def declare(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            make_move(held, "declare_ready", by=lead, at=now)

    ends = at_once(this_app(), [remove, declare])

    session.rollback()
    fresh = session.get_one(Journey, key)
    removed = session.get_one(EvidenceItem, item).removed_at is not None
    assert ends[0] == "done"
    assert (fresh.stage is Stage.READY) is not removed
    assert fresh.blockers_left == len(task_list(facts_of(fresh, at=now)))


def open_twice(session: Session) -> None:
    """Two coordinators open a journey for the same setting: one journey is open."""
    setting = make_setting(session, make_authority(session))
    walking = walker(session, authority=setting.authority, name="Abbey Lane Juniors")
    by, now, key = walking.by(Role.COORDINATOR), walking.at, setting.id
    session.rollback()

    def open_it(own: Session) -> None:
        with transaction(lock=own.get_one(Setting, key)) as held:
            open_journey(held, route="standard", by=by, at=now)

    ends = at_once(this_app(), [open_it, open_it])

    session.rollback()
    assert sorted(ends) == ["NotReady", "done"]
    journeys = select(func.count()).select_from(Journey).where(Journey.setting_id == key)
    assert session.scalar(journeys) == 1


def gathering_before_spring(session: Session) -> tuple[Walker, Journey, RoundDays, int]:
    """A journey that gathers evidence, and a round to come: its days, and its number."""
    walking, journey = journey_at(session, Stage.GATHERING)
    first = walking.at.date() + timedelta(days=30)
    days = RoundDays("Spring", *(first + timedelta(days=n) for n in (0, 5, 10, 12, 15, 20)))
    with transaction(lock=journey.authority) as held:
        round_id = add_round(held, days, by=walking.by(Role.COORDINATOR)).id
    return walking, journey, days, round_id


def aim_and_change_days(session: Session) -> None:
    """A journey aims at a panel day while that day changes: its lead hears of the new day last."""
    walking, journey, days, round_id = gathering_before_spring(session)
    by, now = walking.by(Role.COORDINATOR), walking.at
    later = replace(days, panel_on=days.panel_on + timedelta(days=2))
    journey_id = journey.id

    def aim(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, journey_id)) as held:
            change_round(held, own.get_one(Round, round_id), by=by, at=now)

    def move(own: Session) -> None:
        with transaction(lock=own.get_one(Round, round_id)) as held:
            change_days(held, later, by=by, at=now)

    ends = at_once(this_app(), [aim, move])

    session.rollback()
    assert ends == ["done", "done"]
    told = select(Letter.body).where(Letter.code == "round_changed").order_by(Letter.id.desc())
    assert long_day(later.panel_on) in (session.scalars(told).first() or "")


def aim_and_take_out(session: Session) -> None:
    """A journey aims at a round while it is taken out: it aims at none, or is refused."""
    walking, journey, _, round_id = gathering_before_spring(session)
    by, now = walking.by(Role.COORDINATOR), walking.at
    journey_id = journey.id

    def aim(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, journey_id)) as held:
            chosen = own.get(Round, round_id)
            if chosen is not None:
                change_round(held, chosen, by=by, at=now)

    def take_out(own: Session) -> None:
        with transaction(lock=own.get_one(Round, round_id)) as held:
            take_out_round(held, instead=None, by=by, at=now)

    ends = at_once(this_app(), [aim, take_out])

    session.rollback()
    assert ends in (["done", "done"], ["NotReady", "done"])
    assert session.get_one(Journey, journey_id, populate_existing=True).round_id is None
    assert session.get(Round, round_id) is None
