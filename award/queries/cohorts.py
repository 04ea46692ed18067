"""Cohorts and their settings for the coordinator, and the awards that were given before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import Actor
from award.queries.lists import PAGE_SIZE, Page, names_setting, within
from award.storage.authorities import Kind
from award.storage.awards import Award
from award.storage.cohorts import Cohort, CohortPlace, LegacyAward
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState


@dataclass(frozen=True)
class PlacesWanted:
    """What the address asks to see of the settings that a cohort could take in."""

    search: str = ""
    kind: str = ""
    never: bool = False
    page: int = 1


@dataclass(frozen=True)
class Choosable:
    """A setting that a cohort could take in: whether it is in already, and its open journey."""

    setting: Setting
    journey: Journey | None
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


def list_cohorts(session: Session, actor: Actor) -> list[CohortSize]:
    """The authority's cohorts, the newest first."""
    rows = session.execute(
        select(Cohort, func.count(CohortPlace.id), func.count(CohortPlace.invited_at))
        .outerjoin(CohortPlace, CohortPlace.cohort_id == Cohort.id)
        .where(Cohort.authority_id == actor.authority_id)
        .group_by(Cohort.id)
        .order_by(Cohort.begun_at.desc(), Cohort.id.desc())
        .limit(PAGE_SIZE)
    )
    return [CohortSize(*row) for row in rows]


def list_places(session: Session, cohort: Cohort) -> Sequence[CohortPlace]:
    """The settings of a cohort by name, each with its journey."""
    return session.scalars(
        select(CohortPlace)
        .join(Setting, Setting.id == CohortPlace.setting_id)
        .where(CohortPlace.cohort_id == cohort.id)
        .options(joinedload(CohortPlace.setting), joinedload(CohortPlace.journey))
        .order_by(func.lower(Setting.name), CohortPlace.id)
    ).all()


def list_choosable(
    session: Session, actor: Actor, cohort: Cohort, wanted: PlacesWanted
) -> Page[Choosable]:
    """One page of the settings that take part or could, by name."""
    found = choosable(actor, wanted)
    total = session.scalar(found.with_only_columns(func.count()).order_by(None)) or 0
    number = within(wanted.page, total)
    is_in = (
        exists()
        .where(CohortPlace.cohort_id == cohort.id, CohortPlace.setting_id == Setting.id)
        .correlate(Setting)
    )
    rows = session.execute(
        found.with_only_columns(Setting, Journey, is_in)
        .options(joinedload(Setting.kind))
        .order_by(func.lower(Setting.name), Setting.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page([Choosable(*row) for row in rows], number, int(total))


def list_choosable_ids(session: Session, actor: Actor, wanted: PlacesWanted) -> list[int]:
    """Every setting that this search finds and that has no open journey."""
    found = choosable(actor, wanted).where(Journey.id.is_(None))
    return list(session.scalars(found.with_only_columns(Setting.id)))


def choosable(actor: Actor, wanted: PlacesWanted) -> Select[Any]:
    """Settings that can take part, with their open journey where they have one."""
    query = (
        select(Setting)
        .outerjoin(Journey, (Journey.setting_id == Setting.id) & Journey.ended_at.is_(None))
        .where(
            Setting.authority_id == actor.authority_id,
            Setting.state == SettingState.ACTIVE,
            Setting.kind_id.is_not(None),
        )
    )
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


def list_busy(session: Session, setting_ids: Sequence[int]) -> set[int]:
    """Those of the settings that have an open journey."""
    return set(
        session.scalars(
            select(Journey.setting_id).where(
                Journey.setting_id.in_(setting_ids), Journey.ended_at.is_(None)
            )
        )
    )
