"""Says who may come in: a mark on every screen, and the actor that each request speaks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from award.adapters import clock
from award.domain.people import ASSIGNED_ROLES, Actor, Role
from award.domain.permissions import Cell, May, Situation, allows, cell
from award.domain.refusals import NotAllowed, NotFound
from award.queries.authorities import find_authority
from award.queries.journeys import find_journey, is_walled_off, situation_of
from award.queries.people import Part, find_setting, list_assigned_roles, list_parts
from award.storage.authorities import Authority
from award.storage.db import Numbered, db, session_of, transaction
from award.storage.journeys import Journey
from award.storage.settings import Group, Setting
from award.web.kit.body_limits import read_little_of_signed_out, read_little_of_strangers
from award.web.kit.marks import (
    NotMarked,
    mark_of,
    must_be_marked,
    needs,
    needs_account,
    open_to_all,
    open_to_links,
)
from award.web.kit.once import take_once, was_taken
from award.web.kit.rooms import room_named
from award.web.kit.signin import look_again, signed_in

__all__ = [
    "NotMarked",
    "actor",
    "authority",
    "candidates",
    "changing",
    "find",
    "group",
    "has",
    "init_access",
    "mark_of",
    "may_with",
    "must_be_marked",
    "needs",
    "needs_account",
    "open_to_all",
    "open_to_links",
    "own_address",
    "setting",
]
IN_ADDRESS: Final = ("authority", "setting_id", "group_id")
csrf: Final = CSRFProtect()  # type: ignore[no-untyped-call] # untyped
JUDGES_BLIND: Final = "You judge this one blind. These pages open once your judgement is in."
T = TypeVar("T", bound=Numbered)


def init_access(app: Flask) -> None:
    """Look at the mark before each screen, then at the form's token; fill in addresses."""
    csrf.init_app(app)  # type: ignore[no-untyped-call] # untyped
    app.url_value_preprocessor(_read_address)
    app.url_defaults(_fill_address)
    app.before_request(_let_in)


def _read_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take authority, setting and group out of the address; screens ask for them by name here."""
    for name in ("here", "signed_in", "candidates", "parts", "place"):
        g.pop(name, None)
    g.address = {}
    for name in IN_ADDRESS:
        if values and name in values:
            g.address[name] = values.pop(name)


def _fill_address(endpoint: str, values: dict[str, Any]) -> None:
    """Links stay in the same authority, setting or group unless they say otherwise."""
    for name, value in g.get("address", {}).items():
        if name not in values and current_app.url_map.is_endpoint_expecting(endpoint, name):
            values[name] = value


def _let_in() -> ResponseReturnValue | None:
    mark = mark_of(current_app, request.endpoint) if request.endpoint else None
    if request.endpoint == "static" or mark is None:
        read_little_of_strangers(None)
        return None  # no such address: the answer is the usual 404
    if (mark.may or mark.account) and signed_in() is None:
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("accounts.sign_in", next=own_address()))
        read_little_of_signed_out()
        abort(401)
    if mark.may:
        g.here = _first(mark.may) or abort(404)
        if "setting_id" in g.address:
            _place()  # with its authority and kind, before a page asks for them one by one
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        read_little_of_strangers(mark)
        csrf.protect()  # type: ignore[no-untyped-call] # untyped
    return None


def own_address() -> str:
    """This request's address without the host, to come back to."""
    return request.full_path.rstrip("?")


# --- who acts ---------------------------------------------------------------------------------


def actor() -> Actor:
    """Who this request speaks for; on an open screen the public, known by name when signed in."""
    found: Actor | None = g.get("here")
    if found is not None:
        return found
    person = signed_in()
    return Actor(
        Role.PUBLIC, person.user.id if person else None, person.user.name if person else ""
    )


def authority() -> Authority:
    """The authority of this address, or of its setting. Answers 404 where there is none."""
    code = g.address.get("authority")
    if code is None and "setting_id" in g.address:
        return setting().authority
    return find_authority(db.session(), code or "") or abort(404)


def setting() -> Setting:
    """The setting of this address. Answers 404 where there is none."""
    return _place() or abort(404)


def _place() -> Setting | None:
    """The setting of this address, looked for once a request; a change reads its row afresh."""
    if "place" not in g:
        g.place = find_setting(db.session(), g.address.get("setting_id", 0))
    found: Setting | None = g.place
    return found


def group() -> Group:
    """The group of this address. Answers 404 where there is none."""
    return db.session.get(Group, g.address.get("group_id", 0)) or abort(404)


def candidates() -> list[Actor]:
    """Everybody that the person could act as at this address, in the order to be tried.

    Read from the rows with each request and in each change: a role that has ended is gone.
    """
    if "candidates" not in g:
        g.candidates = _read_candidates()
    found: list[Actor] = g.candidates
    return found


def _read_candidates() -> list[Actor]:
    person = signed_in()
    room = room_named(request.blueprint)
    if person is None or room is None:
        return []
    parts = list_parts(db.session(), person.user.id)
    g.parts = parts
    found = [
        Actor(
            one.role,
            person.user.id,
            person.user.name,
            one.authority_id,
            one.setting_id,
            one.group_id,
        )
        for one in parts
        if one.role in room.roles and _is_here(one)
    ]
    if "setting_id" in g.address and room.name == "setting":
        found += _on_behalf(person.user.id, person.user.name, parts)
    return found


def _is_here(part: Part) -> bool:
    """Whether a role is held at the place that the address names."""
    address = g.address
    if "setting_id" in address:
        return bool(part.setting_id == address["setting_id"])
    if "group_id" in address:
        return bool(part.group_id == address["group_id"])
    if "authority" in address:
        return part.setting_id is None and bool(part.authority_code == address["authority"])
    return part.setting_id is None and part.group_id is None


def _on_behalf(user_id: int, name: str, parts: list[Part]) -> list[Actor]:
    """In a setting's room: its coordinator, and who is assigned to its open journey."""
    looks_after = {one.authority_id for one in parts if one.role is Role.COORDINATOR}
    is_assigned = any(one.role in ASSIGNED_ROLES for one in parts)
    place = _place() if looks_after or is_assigned else None
    if place is None:
        return []
    roles = [Role.COORDINATOR] if place.authority_id in looks_after else []
    if is_assigned:
        roles += list_assigned_roles(db.session(), user_id, setting_id=place.id)
    return [
        Actor(role, user_id, name, place.authority_id, place.id, on_behalf=True) for role in roles
    ]


def _first(may: May) -> Actor | None:
    return next((_acting(may, one) for one in candidates() if has(may, one)), None)


def has(may: May, who: Actor) -> bool:
    """Whether this role has this permission in some situation."""
    return cell(may, who.role) is not Cell.NO


def _acting(may: May, who: Actor) -> Actor:
    """Whose permission is to do it for the setting acts on its behalf, wherever they do it."""
    return replace(who, on_behalf=True) if cell(may, who.role) is Cell.ON_BEHALF else who


# --- the journey at hand ----------------------------------------------------------------------


def find(may: May, journey_id: int, *, situation: Situation | None = None) -> Journey:
    """The journey, for a role of this address that may do this with it; else the usual 404.

    Of several roles the first that may is the actor from here on. Raises NotAllowed for who gives
    the second judgement blind, in a role in which they would read the first.
    """
    is_walled = False
    for one in (_acting(may, candidate) for candidate in candidates()):
        journey = find_journey(db.session(), one, journey_id)
        if journey is None or not _is_allowed(may, journey, one, situation):
            continue
        if not is_walled_off(journey, one):
            g.here, g.shown_setting = one, journey.setting
            return journey
        is_walled = True
    if is_walled:
        raise NotAllowed(JUDGES_BLIND)
    raise NotFound


def may_with(
    may: May, journey: Journey, *, by: Actor | None = None, situation: Situation | None = None
) -> bool:
    """Whether the actor may do this with a journey, as things are now.

    ``situation`` says more than the journey alone tells: that a report is theirs, that they look
    at the other's blind judgement. Being assigned is always asked of the rows.
    """
    who = by or actor()
    return not is_walled_off(journey, who) and _is_allowed(may, journey, who, situation)


def _is_allowed(may: May, journey: Journey, who: Actor, situation: Situation | None) -> bool:
    others = may is May.SEE_REPORT and who.role is Role.SECOND
    known = situation_of(journey, who, at=clock.now(), others=others)
    if situation is not None:
        asked = {"assigned": known.assigned, "on_behalf": who.on_behalf, "blind": known.blind}
        known = replace(situation, **asked)
    return allows(may, who.role, known)


@contextmanager
def changing(row: T, may: May, *, first: Numbered | None = None) -> Iterator[T]:
    """One change of what hangs on a row: locked, read afresh, the right to it asked again.

    A role that ended a second ago gets the usual 404; of one form sent twice, one is done.
    ``first`` is held before the row.
    """
    with transaction(lock=row, first=first) as fresh:
        g.pop("candidates", None)
        look_again() or abort(404)
        if isinstance(fresh, Journey):
            find(may, fresh.id)
        else:
            g.here = _first(may) or abort(404)
            _must_be_within(fresh, g.here)
        take_once(session_of(fresh))
        yield fresh
    was_taken()


def _must_be_within(row: Numbered, who: Actor) -> None:
    """An authority is a wall, and so is a setting. Raises NotFound for a row beyond them."""
    owner = row.id if isinstance(row, Authority) else getattr(row, "authority_id", who.authority_id)
    place = row.id if isinstance(row, Setting) else getattr(row, "setting_id", None)
    outside = who.authority_id is not None and owner != who.authority_id
    elsewhere = None not in (who.setting_id, place) and place != who.setting_id
    if outside or elsewhere:
        raise NotFound
