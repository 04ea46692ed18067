"""What an authority set for itself: its words, its routes, and who changed what."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from award.domain.people import Role
from award.storage.accounts import Membership
from award.storage.authorities import Route, is_latest_version
from award.storage.journeys import Journey
from award.storage.scheme import LetterText, SchemeChange
from award.storage.settings import Setting, SettingState

LATEST: Final = 20


def list_changes(session: Session, authority_id: int, subject: str) -> Sequence[SchemeChange]:
    """The latest lines about one subject, newest first."""
    return session.scalars(
        select(SchemeChange)
        .where(SchemeChange.authority_id == authority_id, SchemeChange.subject == subject)
        .order_by(SchemeChange.changed_at.desc(), SchemeChange.id.desc())
        .limit(LATEST)
    ).all()


def list_own_letters(session: Session, authority_id: int) -> dict[str, LetterText]:
    """The letters that the authority worded itself, by their codes."""
    rows = session.scalars(
        select(LetterText).where(
            LetterText.authority_id == authority_id,
            LetterText.superseded_at.is_(None),
            LetterText.text != "",
        )
    )
    return {one.code: one for one in rows}


def find_letter_text(session: Session, authority_id: int, code: str) -> LetterText | None:
    """The version of a letter that holds now, if it was ever edited."""
    return session.scalar(
        select(LetterText).where(
            LetterText.authority_id == authority_id,
            LetterText.code == code,
            LetterText.superseded_at.is_(None),
        )
    )


def list_earlier_letters(session: Session, authority_id: int, code: str) -> Sequence[LetterText]:
    """The authority's own words that a letter had before, the latest first."""
    return session.scalars(
        select(LetterText)
        .where(
            LetterText.authority_id == authority_id,
            LetterText.code == code,
            LetterText.superseded_at.is_not(None),
            LetterText.text != "",
        )
        .order_by(LetterText.version.desc())
        .limit(LATEST)
    ).all()


def list_routes(session: Session, authority_id: int) -> list[tuple[Route, int]]:
    """The routes as they are now, each with the number of open journeys on any version of it."""
    return _with_journeys(session, authority_id, Route.superseded_at.is_(None))


def list_retired_routes(session: Session, authority_id: int) -> list[tuple[Route, int]]:
    """The routes that no journey begins on now, as they were last, with their open journeys."""
    retired = and_(Route.superseded_at.is_not(None), is_latest_version())
    return _with_journeys(session, authority_id, retired)


def _with_journeys(
    session: Session, authority_id: int, which: ColumnElement[bool]
) -> list[tuple[Route, int]]:
    every = aliased(Route)
    under_way = (
        select(func.count(Journey.id))
        .join(every, every.id == Journey.route_id)
        .where(
            every.authority_id == Route.authority_id,
            every.code == Route.code,
            Journey.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(Route, under_way)
        .where(Route.authority_id == authority_id, which)
        .order_by(Route.name)
    )
    return [(one, count) for one, count in rows]


def list_under_way(
    session: Session, authority_id: int, code: str, *, most: int
) -> tuple[int, list[tuple[str, int]], bool]:
    """How many open journeys are on any version of a route; the first settings, each with its.

    Last whether all of them, those beyond the first too, are on one version.
    """
    oldest, newest = func.min(Route.version).over(), func.max(Route.version).over()
    rows = session.execute(
        select(Setting.name, Route.version, func.count().over(), oldest == newest)
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .join(Route, Route.id == Journey.route_id)
        .where(Route.authority_id == authority_id, Route.code == code, Journey.ended_at.is_(None))
        .order_by(func.lower(Setting.name), Journey.id)
        .limit(most)
    ).all()
    named = [(name, version) for name, version, *_ in rows]
    return (rows[0][2], named, rows[0][3]) if rows else (0, [], True)


def find_route(session: Session, authority_id: int, code: str) -> Route | None:
    """The version of a route that new journeys take."""
    return session.scalar(
        select(Route).where(
            Route.authority_id == authority_id, Route.code == code, Route.superseded_at.is_(None)
        )
    )


def count_by_kind(session: Session, authority_id: int) -> dict[int, int]:
    """How many settings are of each kind, by the kind's number; closed ones count too."""
    rows = session.execute(
        select(Setting.kind_id, func.count())
        .where(Setting.authority_id == authority_id, Setting.kind_id.is_not(None))
        .group_by(Setting.kind_id)
    )
    return {kind_id: count for kind_id, count in rows if kind_id is not None}


def count_of_kind(session: Session, authority_id: int, kind_id: int) -> tuple[int, int]:
    """How many settings that take part are of a kind, and how many open journeys are theirs."""
    of_kind = (Setting.authority_id == authority_id, Setting.kind_id == kind_id)
    places = select(func.count()).where(*of_kind, Setting.state == SettingState.ACTIVE)
    under_way = (
        select(func.count())
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(*of_kind, Journey.ended_at.is_(None))
    )
    counts = select(places.scalar_subquery(), under_way.scalar_subquery())
    settings, journeys = session.execute(counts).one()
    return settings, journeys


def list_in_both_parts(session: Session, authority_id: int, kind_id: int) -> Sequence[str]:
    """The settings of a kind at which one person leads and approves, by name."""
    lead, head = aliased(Membership), aliased(Membership)
    return session.scalars(
        select(Setting.name)
        .join(lead, lead.setting_id == Setting.id)
        .join(head, and_(head.setting_id == Setting.id, head.user_id == lead.user_id))
        .where(
            Setting.authority_id == authority_id,
            Setting.kind_id == kind_id,
            Setting.state == SettingState.ACTIVE,
            lead.role == Role.LEAD,
            head.role == Role.HEAD,
            lead.ended_at.is_(None),
            head.ended_at.is_(None),
        )
        .distinct()
        .order_by(Setting.name)
    ).all()
