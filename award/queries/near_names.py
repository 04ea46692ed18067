"""Settings whose names are near what somebody typed, where a search found nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.name_matching import Guess, near, same_place
from award.domain.people import Actor
from award.storage.authorities import Kind
from award.storage.settings import Setting


@dataclass(frozen=True)
class Near:
    """A setting that may be meant: its number, its name and its kind in words."""

    place_id: int
    name: str
    kind: str


def list_near(session: Session, actor: Actor, search: str) -> list[Near]:
    """The authority's settings that a search may mean that has a slip in it."""
    return _likely(session, actor, search, near)


def list_same_place(
    session: Session, actor: Actor, name: str, *, beside: Setting | None = None
) -> list[Near]:
    """The authority's settings that a setting about to be added may be.

    Or those that one which is there already, ``beside``, may be too; none that became one.
    """
    return _likely(session, actor, name, same_place, beside)


def find_namesake(session: Session, place: Setting, name: str) -> Setting | None:
    """Another setting of its authority with exactly this name, small or large its letters."""
    return session.scalar(
        select(Setting)
        .where(
            Setting.authority_id == place.authority_id,
            Setting.id != place.id,
            func.lower(Setting.name) == name.lower(),
        )
        .order_by(Setting.id)
        .limit(1)
    )


def _likely(
    session: Session,
    actor: Actor,
    typed: str,
    which: Callable[[str, Mapping[int, str]], list[Guess]],
    beside: Setting | None = None,
) -> list[Near]:
    if not typed.strip():
        return []
    rows = (
        select(Setting.id, Setting.name, Kind.label)
        .outerjoin(Kind, Kind.id == Setting.kind_id)
        .where(Setting.authority_id == actor.authority_id)
    )
    if beside is not None:
        rows = rows.where(Setting.id != beside.id, Setting.joined_to_id.is_(None))
    names, kinds = dict[int, str](), dict[int, str]()
    for place_id, name, kind in session.execute(rows):
        names[place_id], kinds[place_id] = name, kind or ""
    return [Near(one.key, one.name, kinds[one.key]) for one in which(typed, names)]
