"""Cohorts and their settings for the coordinator, and the awards that were given before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, not_, or_, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import Actor
from award.queries.lists import PAGE_SIZE, Page, names_setting, within
from award.storage.authorities import Kind
from award.storage.awards import Award
from award.storage.cohorts import Cohort, CohortPlace, LegacyAward
from award.storage.invitable import Stands, has_appeal, holds_award, how_they_stand, is_on_a_journey
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState


class Having(StrEnum):
    """What settings have that an invitation would run into; those with nothing are free."""

    NOTHING = "nothing"
    AWARD = "award"
    JOURNEY = "journey"
    APPEAL = "appeal"


@dataclass(frozen=True)
class PlacesWanted:
    """What the address asks to see of the settings that a cohort could take in."""

    search: str = ""
    kind: str = ""
    never: bool = False
    having: Having | None = None
    page: int = 1


@dataclass(frozen=True)
class Choosable:
    """A setting that a cohort could take in: how it stands, and whether it is in already."""

    setting: Setting
    stands: Stands
    is_in: bool


@dataclass(frozen=True)
class CohortSize:
    """A cohort with how many settings it holds, and how many of them were invited."""

    cohort: Cohort
    places: int
    invited: int


def find_cohort(session: Session, actor: Actor, cohort_id: int) -> Cohort | None:
    """A cohort of the actor's authority."""
    return session.scalar(
        select(Cohort).where(Cohort.id == cohort_id, Cohort.authority_id == actor.authority_id)
    )


def list_cohorts(session: Session, actor: Actor, *, page: int) -> Page[CohortSize]:
    """One page of the authority's cohorts, the newest first."""
    mine = Cohort.authority_id == actor.authority_id
    total = session.scalar(select(func.count(Cohort.id)).where(mine)) or 0
    number = within(page, total)
    rows = session.execute(
        select(Cohort, func.count(CohortPlace.id), func.count(CohortPlace.invited_at))
        .outerjoin(CohortPlace, CohortPlace.cohort_id == Cohort.id)
        .where(mine)
        .group_by(Cohort.id)
        .order_by(Cohort.begun_at.desc(), Cohort.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page([CohortSize(*row) for row in rows], number, total)


def list_places(session: Session, cohort: Cohort) -> Sequence[CohortPlace]:
    """The settings of a cohort by name, each with its journey."""
    return session.scalars(places_of(cohort)).all()


def places_of(cohort: Cohort) -> Select[CohortPlace]:
    """The same as a query."""
    return (
        select(CohortPlace)
        .join(Setting, Setting.id == CohortPlace.setting_id)
        .where(CohortPlace.cohort_id == cohort.id)
        .options(joinedload(CohortPlace.setting), joinedload(CohortPlace.journey))
        .order_by(func.lower(Setting.name), CohortPlace.id)
    )


def list_choosable(
    session: Session, actor: Actor, cohort: Cohort, wanted: PlacesWanted, *, on: date
) -> Page[Choosable]:
    """One page of the settings that take part or could, by name, as they stand on a day."""
    found = choosable(actor, wanted, on=on)
    total = session.scalar(found.with_only_columns(func.count()).order_by(None)) or 0
    number = within(wanted.page, total)
    is_in = (
        exists()
        .where(CohortPlace.cohort_id == cohort.id, CohortPlace.setting_id == Setting.id)
        .correlate(Setting)
    )
    rows = session.execute(
        found.with_only_columns(Setting, is_in)
        .options(joinedload(Setting.kind))
        .order_by(func.lower(Setting.name), Setting.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    stands = how_they_stand(session, [one.id for one, _ in rows], on=on)
    listed = [Choosable(one, stands[one.id], is_in) for one, is_in in rows]
    return Page(listed, number, int(total))


def list_choosable_ids(
    session: Session, actor: Actor, wanted: PlacesWanted, *, on: date
) -> list[int]:
    """Every setting that this search finds and that is free to invite on a day."""
    found = choosable(actor, wanted, on=on).where(_has(actor, Having.NOTHING, on))
    return list(session.scalars(found.with_only_columns(Setting.id)))


def _has(actor: Actor, having: Having, on: date) -> ColumnElement[bool]:
    """In a query for settings: it has this on a day; one that has nothing is free to invite."""
    found = {
        Having.AWARD: holds_award(actor.authority_id, on=on),
        Having.JOURNEY: is_on_a_journey(),
        Having.APPEAL: has_appeal(actor.authority_id),
    }
    return found[having] if having in found else not_(or_(*found.values()))


def choosable(actor: Actor, wanted: PlacesWanted, *, on: date) -> Select[Any]:
    """Settings that can take part, as the address asks for them."""
    query = select(Setting).where(
        Setting.authority_id == actor.authority_id,
        Setting.state == SettingState.ACTIVE,
        Setting.kind_id.is_not(None),
    )
    if wanted.having is not None:
        query = query.where(_has(actor, wanted.having, on))
    if wanted.search.strip():
        query = query.where(names_setting(wanted.search))
    if wanted.kind:
        query = query.join(Kind, Kind.id == Setting.kind_id).where(Kind.code == wanted.kind)
    if not wanted.never:
        return query
    # An alias, so that a setting with an ended journey has taken part as well.
    past = select(Journey.setting_id).where(Journey.authority_id == actor.authority_id)
    held = select(Award.setting_id).where(Award.authority_id == actor.authority_id)
    earlier = select(LegacyAward.setting_id).where(LegacyAward.authority_id == actor.authority_id)
    return query.where(Setting.id.not_in(past), Setting.id.not_in(held), Setting.id.not_in(earlier))


def list_earlier_awards(session: Session, actor: Actor, setting: Setting) -> Sequence[LegacyAward]:
    """The awards that the setting was given before this one, the newest first."""
    query = select(LegacyAward)
    if actor.setting_id is not None:
        query = query.where(LegacyAward.setting_id == actor.setting_id)
    return session.scalars(
        query.where(
            LegacyAward.setting_id == setting.id, LegacyAward.authority_id == actor.authority_id
        ).order_by(LegacyAward.awarded_on.desc(), LegacyAward.id.desc())
    ).all()
