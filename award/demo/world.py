"""Fills an empty database with a world that real moves have made: places, people, journeys.

Every date is a fixed distance from the day of loading, so that what is current, running out or
over is so on the day on which somebody looks. The same day gives the same world.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from award.actions import entering
from award.actions.aiming import add_round, change_round
from award.actions.branding import name_signatories
from award.actions.founding import found_authority, set_half_terms
from award.adapters.holidays import bank_holidays
from award.demo import places, sign_ins, words
from award.demo.cohorts import gather_cohort
from award.demo.enquiries import ask_about
from award.demo.guiding import look_at_guidance
from award.demo.meeting import arrange_panel, panel_days
from award.demo.open_days import morning_before, morning_of
from award.demo.places import Place
from award.demo.school_years import half_terms_of
from award.demo.stories import first_day, tell_story
from award.demo.streets import address_of, telephone_of
from award.demo.tellers import Storyteller
from award.demo.trusts import add_trust_of
from award.demo.walking import Cast
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.jobs.means import Means
from award.jobs.worker import run_all
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.days import council_calendar, day_of
from award.storage.db import Base, transaction, writing
from award.storage.journeys import Journey
from award.storage.settings import Setting

FOUNDER: Final = Actor(Role.ADMINISTRATOR, name=sign_ins.ADMINISTRATOR)
FOUNDED_YEARS_AGO: Final = 6
USUAL_SIZE: Final = 40
DEFINITION: Final = (
    "Bullying is repeated, intentional harming of one person or group by another, where the "
    "relationship involves an imbalance of power. It can be physical, verbal or psychological, "
    "and it can happen face-to-face or online."
)
FIRST_PLACE: Final = "Willow Lane Primary"
PANEL_IN_WEEKS: Final = (3, 16)
Say = Callable[[str], None]


class NotEmpty(Exception):
    """The database holds something else; the demo world is not put beside it."""


@dataclass
class World:
    """What a world is made with, and who was met so far."""

    session: Session
    means: Means
    now: datetime
    password_hash: str
    say: Say
    leicester: Sequence[Place] = places.LEICESTER
    fenwick: Sequence[Place] = places.FENWICK
    people: dict[str, User] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of loading."""
        return day_of(self.now)

    @property
    def founded_at(self) -> datetime:
        """When both authorities began."""
        return morning_of(date(self.today.year - FOUNDED_YEARS_AGO, 9, 1))

    def person(self, name: str, *, at: datetime | None = None) -> User:
        """Somebody's account: the one they have, or a new one, from the founding or ``at`` on."""
        if name not in self.people:
            may_come_in = name in sign_ins.names()
            with writing(self.session) as session:
                self.people[name] = entering.open_account(
                    session,
                    email=sign_ins.email_of(name),
                    name=name,
                    at=at or self.founded_at,
                    password_hash=self.password_hash if may_come_in else None,
                )
        return self.people[name]

    def give(
        self,
        name: str,
        role: Role,
        place: Authority | Setting,
        *,
        outside: bool = False,
        at: datetime | None = None,
    ) -> User:
        """Give somebody a role at a place, from the founding on or from that moment."""
        user, since = self.person(name, at=at), at or self.founded_at
        with writing(self.session):
            entering.name_member(user, role, place, by=FOUNDER, at=since, is_outside=outside)
        return user


def load(world: World, *, size: int = USUAL_SIZE) -> None:
    """Make the whole world, or leave the database as empty as it was.

    ``size`` is the number of settings of both authorities together, those of the stories at
    least. Raises NotEmpty where there is something else.
    """
    if sign_ins.is_whole(world.session):
        world.say("The demo world is there already.")
        return
    if sign_ins.is_begun(world.session):
        world.say("An earlier try was stopped half-way. Taking it away and beginning anew.")
        empty(world.session)
    if world.session.query(Authority).first() or world.session.query(User).first():
        raise NotEmpty(
            "The database is not empty, and what it holds is not a demo world. "
            "Name another database, or move this one away."
        )
    try:
        _make(world, size)
    except BaseException:
        empty(world.session)
        raise


def _make(world: World, size: int) -> None:
    leicester = found(world, "leicester", "Leicester", la_code="856", prefix="LEI")
    fenwick = found(world, "fenwick-vale", "Fenwick Vale", la_code=None, prefix="FEN")
    told = [(leicester, one) for one in world.leicester]
    told += [(fenwick, one) for one in world.fenwick]
    more = [(leicester, places.further_place(number)) for number in range(size - len(told))]
    for number, (authority, place) in enumerate(told + more, start=1):
        add_place(world, authority, place)
        if number <= len(told) or number % 100 == 0 or number == len(told) + len(more):
            world.say(f"{number} of {len(told) + len(more)} settings: {place.name}")
    add_trust(world, leicester)
    gather_cohort(leicester, by=coordinator_of(world, leicester), now=world.now)
    ask_about(leicester, now=world.now)
    for authority in (leicester, fenwick):
        add_rounds(world, authority)
        look_at_guidance(authority, by=coordinator_of(world, authority), at=world.now)
    world.say("Rendering certificates and writing letters")
    run_all(world.means, worker="demo", at=world.now)
    world.give(sign_ins.ADMINISTRATOR, Role.ADMINISTRATOR, leicester)


def found(world: World, code: str, name: str, *, la_code: str | None, prefix: str) -> Authority:
    """One authority with its terms and its people."""
    with writing(world.session) as session:
        authority = found_authority(
            session,
            code=code,
            name=name,
            la_code=la_code,
            number_prefix=prefix,
            holidays=bank_holidays(),
            by=FOUNDER,
            at=world.founded_at,
            definition=DEFINITION,
            short_definition="Several Times, On Purpose",
            contact_email=f"award.{code}@{sign_ins.AT}",
            worry_words="Talk to the setting’s safeguarding lead today.",
        )
        for year in range(world.founded_at.year, world.today.year + 3):
            set_half_terms(authority, half_terms_of(year), school_year=year, by=FOUNDER)
    for one in sign_ins.STAFF[code]:
        world.give(one.name, one.role, authority, outside=one.is_outside)
    say_who_signs(world, authority)
    world.say(f"Founded {name} with its framework, routes, terms and people")
    return authority


def say_who_signs(world: World, authority: Authority) -> None:
    """The coordinator names who stands for the award on its certificates."""
    by, people = coordinator_of(world, authority), sign_ins.SIGNATORIES[authority.code]
    with transaction(lock=authority) as held:
        name_signatories(held, people, by=by, at=world.founded_at)


def add_place(world: World, authority: Authority, place: Place) -> None:
    """A setting with its people and the story of its journey."""
    known: entering.Known = {
        "ward": place.ward,
        "size": place.size,
        "address": address_of(place, authority.name),
        "telephone": telephone_of(place, authority.name),
    }
    if spot := places.spot_of(place):
        known["easting"], known["northing"] = spot
    if place.weekdays:
        known["open_weekdays"] = place.weekdays
    with writing(world.session) as session:
        setting = entering.add_setting(
            session,
            authority,
            name=place.name,
            kind_code=place.kind,
            by=FOUNDER,
            at=world.founded_at,
            **known,
        )
    if place.stage is None and not place.lead:
        return
    teller = teller_of(world, setting, place)
    tell_story(teller, place, world.means, now=world.now)


def teller_of(world: World, setting: Setting, place: Place) -> Storyteller:
    """Who tells the story of a place, with the people of the place and of its authority."""
    authority = setting.authority
    begins = morning_of(first_day(place, today=world.today))
    lead = world.give(place.lead, Role.LEAD, setting, at=begins)
    head = world.give(place.head, Role.HEAD, setting, at=begins)
    if place.name == FIRST_PLACE:
        world.give(sign_ins.COLLEAGUE, Role.CONTRIBUTOR, setting, at=begins)
    staff = sign_ins.STAFF[authority.code]

    def who(role: Role) -> list[User]:
        return [world.person(one.name) for one in staff if one.role is role]

    cast = Cast(
        lead=lead,
        head=head,
        coordinator=who(Role.COORDINATOR)[0],
        assessor=who(Role.ASSESSOR)[0],
        second=who(Role.SECOND)[0],
        panel=tuple(who(Role.PANEL)),
    )
    why = words.WHY[words.voice_of(setting)]
    teller = Storyteller(setting, cast, begins, outcome=place.outcome, why=why)
    teller.adviser = next(iter(who(Role.ADVISER)), None)
    return teller


def add_trust(world: World, authority: Authority) -> None:
    """The trust of some settings of the authority, and who looks at them for it."""
    names = {one.name for one in (*world.leicester, *world.fenwick) if one.in_group}
    viewer = (sign_ins.GROUP_VIEWER, sign_ins.email_of(sign_ins.GROUP_VIEWER))
    by, council = coordinator_of(world, authority), council_calendar(world.session, authority.id)
    at, password = morning_before(council, world.now), world.password_hash
    add_trust_of(authority, names, viewer=viewer, password_hash=password, by=by, at=at)


def coordinator_of(world: World, authority: Authority) -> Actor:
    """The authority's first coordinator, acting for it."""
    one = next(one for one in sign_ins.STAFF[authority.code] if one.role is Role.COORDINATOR)
    user = world.person(one.name)
    return Actor(Role.COORDINATOR, user.id, user.name, authority.id)


def add_rounds(world: World, authority: Authority) -> None:
    """Two panel days to come: those nearly there aim at the first, one that gathers at the next."""
    by = coordinator_of(world, authority)
    council = council_calendar(world.session, authority.id)
    first, second = (panel_days(world.today, weeks, council) for weeks in PANEL_IN_WEEKS)
    with transaction(lock=authority) as held:
        coming, later = (add_round(held, days, by=by) for days in (first, second))
    aimed_at = morning_before(council, world.now)
    under_way = (
        select(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == authority.id)
        .order_by(Journey.id)
    )
    near = under_way.where(Journey.stage.in_((Stage.ASSESSING, Stage.DECIDING)))
    gathering = under_way.where(Journey.stage == Stage.GATHERING, Setting.name == FIRST_PLACE)
    for aim, journeys in ((coming, near), (later, gathering)):
        for journey in world.session.scalars(journeys).all():
            with transaction(lock=journey) as held_journey:
                change_round(held_journey, aim, by=by, at=aimed_at)
    arrange_panel(coming, by=by, at=aimed_at)


def empty(session: Session) -> None:
    """Take every row away: of a world that was not finished, so that nothing of it is left."""
    session.rollback()
    with writing(session):
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
    session.expunge_all()
