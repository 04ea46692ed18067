"""Leads the letters about an award to it, or to what is said of it once a year."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.telling import Recipient, recipients, tell
from award.domain.letters import Addressee
from award.domain.people import Actor
from award.storage.accounts import User
from award.storage.db import session_of
from award.storage.journeys import Journey

CHECK_IN: Final = "check-in"
FOR_ALL: Final = (Addressee.LEAD, Addressee.HEAD, Addressee.COORDINATOR)


def led_to_award(
    journey: Journey, thing: str, people: list[Recipient], *, asks_check_in: bool = False
) -> list[Recipient]:
    """These people, each led to what ``thing`` names, as award:7 or check_in:3.

    A setting begins at its first page, but for a check-in. Who has no page of the thing is led
    to where they were anyway.
    """
    kind, _, number = thing.partition(":")
    room, home = f"/{journey.authority.code}/coordinator", f"/setting/{journey.setting_id}"
    there = {}
    if kind == "check_in":
        there[f"{room}/journeys/{journey.id}"] = f"{room}/check-ins/{number}"
    elif kind == "award":
        there[f"{room}/journeys/{journey.id}"] = f"{room}/awards/{number}"
        if asks_check_in:
            there[home] = f"{home}/awards/{number}/{CHECK_IN}"
    return [replace(one, path=there.get(one.path, one.path)) for one in people]


def led_within(journey: Journey, path: str, people: list[Recipient]) -> list[Recipient]:
    """These people; who begins at the setting's first page is led to a page of its room instead.

    A ``path`` that is no page of the setting's room, or none, leaves everybody where they were.
    """
    home = f"/setting/{journey.setting_id}"
    if not path.startswith(f"{home}/"):
        return people
    return [replace(one, path=path) if one.path == home else one for one in people]


def others(journey: Journey, people: list[Recipient], *, than: Actor) -> list[Recipient]:
    """These people without whoever made the step that they are told of."""
    known = session_of(journey).get(User, than.user_id) if than.user_id else None
    return [one for one in people if known is None or one.email != known.email]


def free_panel_led_to_award(
    journey: Journey, award_id: int, free: Collection[int], *, at: datetime
) -> list[Recipient]:
    """The panel members who are free of ties, led to an award in question.

    Who has a tie takes no part, has no page of it, and gets no letter.
    """
    known = select(User.email).where(User.id.in_(free))
    emails = frozenset(session_of(journey).scalars(known))
    there = f"/{journey.authority.code}/panel/awards/{award_id}"
    meant = recipients(journey, Addressee.PANEL, at=at)
    return [replace(one, path=there) for one in meant if one.email in emails]


def tell_of_check_in(
    journey: Journey, award_id: int, check_in_id: int, step: str, *, key: str, words: str,
    at: datetime,
) -> None:  # fmt: skip
    """Write the letters of a yearly check-in: it is read where it was said, and answered there."""
    people = {one: recipients(journey, one, at=at) for one in FOR_ALL}
    led = {
        whom: led_to_award(
            journey,
            f"check_in:{check_in_id}" if whom is Addressee.COORDINATOR else f"award:{award_id}",
            who,
            asks_check_in=True,
        )
        for whom, who in people.items()
    }
    tell(journey, step, at=at, key=key, fields={"reason": words}, people=led)
