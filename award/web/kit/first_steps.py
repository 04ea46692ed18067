"""A few things to begin with, for who is new to a room: each room has its own, all may be left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.greeting import leave_first_steps
from award.adapters import clock
from award.domain.people import ASSIGNED_ROLES, Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.memberships import find_own
from award.queries.people import Part
from award.storage.accounts import Membership
from award.storage.db import db
from award.web.kit.access import actor, changing, needs

NEW_FOR: Final = timedelta(days=30)


@dataclass(frozen=True)
class FirstStep:
    """One thing to begin with: a deed, the screen that does it, why, and whether it was done."""

    words: str
    text: str
    href: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class FirstSteps:
    """What a home shows to somebody new, and where they say that they know their way."""

    steps: Sequence[FirstStep]
    leave_at: str


def first_steps_screen(bp: Blueprint, *, may: May) -> None:
    """Give a room the screen by which its first steps are left, for good."""

    @bp.post("/first-steps/leave")
    @needs(may)
    def first_steps_leave() -> ResponseReturnValue:
        """Go on without them; nothing else changes."""
        mine = find_own(db.session(), actor())
        if mine is None:
            raise NotFound
        with changing(mine, may) as held:
            leave_first_steps(held, at=clock.now())
        flash("The first steps are put away. Everything they lead to is in the menu.")
        return redirect(url_for(f"{bp.name}.home"))


def new_since(who: Actor) -> datetime | None:
    """Since when somebody holds the part in which they act, until they left its first steps.

    Adviser, assessor and second are one part. None for who acts on a setting's behalf.
    """
    roles = ASSIGNED_ROLES if who.role in ASSIGNED_ROLES else {who.role}
    place = (who.authority_id, who.setting_id, who.group_id)
    parts: list[Part] = [] if who.on_behalf else g.get("parts", [])
    mine = [one for one in parts if one.role in roles]
    found = [
        one.new_since
        for one in mine
        if one.new_since and (one.authority_id, one.setting_id, one.group_id) == place
    ]
    return min(found, default=None)


def first_steps_for(
    steps: Sequence[FirstStep], *, at: datetime, while_new: bool = True
) -> FirstSteps | None:
    """These steps for who holds this part and has not left them; None for anybody else.

    ``while_new`` shows them for the first days alone; a room that knows better when somebody has
    found their way says False, and gives no steps then.
    """
    since = new_since(actor())
    if not steps or since is None:
        return None
    if while_new and at - since > NEW_FOR:
        return None
    return FirstSteps(steps, url_for(f"{request.blueprint}.first_steps_leave"))


def own_part() -> Membership | None:
    """The actor's own part in this room; None for who acts on a setting's behalf."""
    return find_own(db.session(), actor())
