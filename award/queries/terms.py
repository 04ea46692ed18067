"""The half-terms and closed days of an authority, and those that are a setting's own."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.domain.terms import HalfTerm
from award.storage.authorities import ClosureDay, HalfTermDates
from award.storage.settings import Setting


def list_half_terms(
    session: Session, actor: Actor, school_year: int, *, setting: Setting | None = None
) -> list[HalfTerm]:
    """The half-terms of a school year in order: the authority's, or a setting's own."""
    rows = session.scalars(
        select(HalfTermDates)
        .where(
            HalfTermDates.authority_id == actor.authority_id,
            HalfTermDates.school_year == school_year,
            HalfTermDates.setting_id.is_not_distinct_from(setting.id if setting else None),
        )
        .order_by(HalfTermDates.starts_on)
    )
    return [HalfTerm(one.starts_on, one.ends_on) for one in rows]


def list_school_years(session: Session, actor: Actor) -> Sequence[int]:
    """The school years whose half-terms are known, in order."""
    return session.scalars(
        select(HalfTermDates.school_year)
        .where(HalfTermDates.authority_id == actor.authority_id, HalfTermDates.setting_id.is_(None))
        .distinct()
        .order_by(HalfTermDates.school_year)
    ).all()


def list_closures(
    session: Session,
    actor: Actor,
    first_on: date,
    last_on: date,
    *,
    setting: Setting | None = None,
) -> Sequence[ClosureDay]:
    """The closed days between two days: the authority's, or a setting's own."""
    return session.scalars(
        select(ClosureDay)
        .where(
            ClosureDay.authority_id == actor.authority_id,
            ClosureDay.setting_id.is_not_distinct_from(setting.id if setting else None),
            ClosureDay.on.between(first_on, last_on),
        )
        .order_by(ClosureDay.on, ClosureDay.id)
    ).all()


def find_closure(session: Session, actor: Actor, closure_id: int) -> ClosureDay | None:
    """A closed day of the actor's authority or of one of its settings."""
    return session.scalar(
        select(ClosureDay).where(
            ClosureDay.id == closure_id, ClosureDay.authority_id == actor.authority_id
        )
    )


def list_own_ways(session: Session, actor: Actor) -> Sequence[tuple[Setting, int]]:
    """The settings that keep half-terms of their own, each with how many it has."""
    rows = session.execute(
        select(Setting, func.count(HalfTermDates.id))
        .join(HalfTermDates, HalfTermDates.setting_id == Setting.id)
        .where(HalfTermDates.authority_id == actor.authority_id)
        .group_by(Setting.id)
        .order_by(func.lower(Setting.name))
        .limit(200)
    )
    return [(place, count) for place, count in rows]
