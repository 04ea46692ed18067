"""Changes what a route asks, copies it, retires it; journeys keep the version that they have."""

import re
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.matching import USUAL_ROUTE
from award.actions.opening import RENEWAL_ROUTE
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.route_words import rule_changes
from award.domain.routes import Rules
from award.storage.authorities import Authority, Route
from award.storage.cohorts import Cohort
from award.storage.db import session_of

# Routes that the program itself takes, with what is said to who would retire them.
KEPT: Final = {
    RENEWAL_ROUTE: "Renewals begin on this route: change it instead",
    USUAL_ROUTE: "Journeys that are brought in begin on this route: change it instead",
}


def change_route(
    authority: Authority,
    code: str,
    rules: Rules,
    *,
    name: str,
    when_to_use: str,
    shown: int | None,
    by: Actor,
    at: datetime,
) -> Route:
    """Publish the next version of a route, or leave the one that is there where nothing differs.

    ``shown`` is the version that the writer saw. Raises NotFound, Stale, and NotReady without a
    name or for one that another route has.
    """
    must_be_allowed(authority, May.PUBLISH_ROUTES, by=by)
    current = _current(authority, code)
    if shown != current.version:
        raise Stale("this route")
    _must_be_free(authority, name, own=current.name)
    said = _said(current, rules, name=name.strip(), when_to_use=when_to_use.strip())
    if not said:
        return current
    row = Route(
        authority_id=authority.id,
        code=code,
        name=name.strip(),
        when_to_use=when_to_use.strip(),
        version=current.version + 1,
        kept_rules=rules.as_json(),
    )
    _publish(row, in_place_of=current, at=at)
    words = f"Version {row.version}. {' '.join(said)}"
    write_change(authority, f"route:{code}", words, by=by, at=at)
    return row


def copy_route(
    authority: Authority, code: str, *, name: str, when_to_use: str, by: Actor, at: datetime
) -> Route:
    """A new route that asks what this one asks now, to be changed by itself.

    Raises NotFound, and NotReady without a name or for one that another route has.
    """
    must_be_allowed(authority, May.PUBLISH_ROUTES, by=by)
    origin = _current(authority, code)
    _must_be_free(authority, name)
    row = Route(
        authority_id=authority.id,
        code=_free_code(authority, name),
        name=name.strip(),
        when_to_use=when_to_use.strip(),
        version=1,
        kept_rules=origin.kept_rules,
    )
    session_of(authority).add(row)
    words = f"Version 1, copied from “{origin.name}”, version {origin.version}."
    write_change(authority, f"route:{row.code}", words, by=by, at=at)
    return row


def retire_route(
    authority: Authority, code: str, *, shown: int | None, by: Actor, at: datetime
) -> Route:
    """Let no journey begin on a route any more; those under way go on.

    Raises NotFound, Stale, and NotReady where something would be left without a route.
    """
    must_be_allowed(authority, May.PUBLISH_ROUTES, by=by)
    current = _current(authority, code)
    if shown != current.version:
        raise Stale("this route")
    if code in KEPT:
        raise NotReady(KEPT[code])
    waiting = session_of(authority).scalars(
        select(Cohort.name).where(
            Cohort.authority_id == authority.id,
            Cohort.route_code == code,
            Cohort.sent_at.is_(None),
        )
    )
    names = [f"Give the cohort “{one}” another route first, or send it" for one in waiting]
    if names:
        raise NotReady(*names)
    current.superseded_at = at
    words = "Retired: no new journey begins on it. Those under way go on."
    write_change(authority, f"route:{code}", words, by=by, at=at)
    return current


def bring_back_route(authority: Authority, code: str, *, by: Actor, at: datetime) -> Route:
    """Let journeys begin again on a retired route, as it was last.

    Raises NotFound for a route that is not retired, NotReady where another has its name now.
    """
    must_be_allowed(authority, May.PUBLISH_ROUTES, by=by)
    versions = select(Route).where(Route.authority_id == authority.id, Route.code == code)
    latest = session_of(authority).scalar(versions.order_by(Route.version.desc()).limit(1))
    if latest is None or latest.superseded_at is None:
        raise NotFound
    _must_be_free(authority, latest.name)
    latest.superseded_at = None
    write_change(authority, f"route:{code}", "Brought back for new journeys.", by=by, at=at)
    return latest


def _must_be_free(authority: Authority, name: str, *, own: str = "") -> None:
    """Refuse a name that is empty or another route's; ``own`` is the one that it has now."""
    if not name.strip():
        raise NotReady("Give the route a name", of="name")
    names = session_of(authority).scalars(
        select(Route.name).where(Route.authority_id == authority.id, Route.superseded_at.is_(None))
    )
    others = {one.casefold() for one in names} - {own.casefold()}
    if name.strip().casefold() in others:
        raise NotReady("Choose another name: a route has this one", of="name")


def _free_code(authority: Authority, name: str) -> str:
    """A word for addresses that no route of the authority ever had."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")[:40] or "route"
    taken = set(
        session_of(authority).scalars(
            select(Route.code).where(Route.authority_id == authority.id).distinct()
        )
    )
    numbered = (f"{plain}_{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (plain, *numbered) if one not in taken)


def _current(authority: Authority, code: str) -> Route:
    found = session_of(authority).scalar(
        select(Route).where(
            Route.authority_id == authority.id, Route.code == code, Route.superseded_at.is_(None)
        )
    )
    if found is None:
        raise NotFound
    return found


def _publish(row: Route, *, in_place_of: Route, at: datetime) -> None:
    """Let the new version take the place of the old one, which is never current with it."""
    session = session_of(in_place_of)
    in_place_of.superseded_at = at
    session.flush()
    session.add(row)
    session.flush()


def _said(current: Route, rules: Rules, *, name: str, when_to_use: str) -> list[str]:
    """What is different from the version that is there, in sentences."""
    said = list(rule_changes(current.rules, rules))
    if name != current.name:
        said.append(f"Its name was “{current.name}” and is “{name}” now.")
    if when_to_use != current.when_to_use:
        said.append("When to use it reads differently.")
    return said
