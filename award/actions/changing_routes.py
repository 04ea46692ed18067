"""Changes what a route asks: each save is a new version, and journeys keep the one they have."""

from datetime import datetime

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.route_words import rule_changes
from award.domain.routes import Rules
from award.storage.authorities import Authority, Route
from award.storage.db import session_of


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

    ``shown`` is the version that the writer saw. Raises NotFound, NotReady without a name, Stale.
    """
    must_be_allowed(authority, May.PUBLISH_ROUTES, by=by)
    current = _current(authority, code)
    if shown != current.version:
        raise Stale("this route")
    if not name.strip():
        raise NotReady("Give the route a name")
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
