"""Writes the letters about a visit, to its visitor and to the setting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from award.actions.telling import Recipient, recipients, tell
from award.domain.letters import Addressee
from award.domain.people import SETTING_ROLES, Actor, Role
from award.domain.spoken import listed
from award.domain.visit_days import spoken_moment
from award.domain.visits import USUAL_CHECKS, visit_row
from award.storage.accounts import User
from award.storage.arrivals import arrival_of
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.visit_offers import OFFERED
from award.storage.visits import Visit
from award.storage.working import is_working

VISITS: Final = "visits"
FELL: Final = frozenset({"cancel_visit", "miss_visit"})  # what is next is a new date


def tell_of_visit(
    journey: Journey,
    visit: Visit,
    step: str,
    *,
    key: str,
    by: Actor,
    at: datetime,
    words: str = "",
    fields: dict[str, str] | None = None,
    person: Sequence[Recipient] | None = None,
    overtaken: bool = False,
) -> None:
    """Write the letters of a step about this visit; their key and their link lead to it.

    One that is called off leads to the visits, where a new date is proposed.

    Coordinators are not written to of a visit that one of them cancels.
    A visitor who does not work here any more gets none. ``person`` are the ones concerned, where
    they are neither the visitor nor the setting. ``overtaken`` says that a move called it off, of
    which the coordinator reads anyway.
    """
    visitor = session_of(journey).get(User, visit.visitor_id)
    people = {Addressee.VISITOR: _visitor(journey, visit, visitor)}
    if overtaken or (by.role is Role.COORDINATOR and step == "cancel_visit"):
        people[Addressee.COORDINATOR] = []
    if person is not None:
        people[Addressee.PERSON] = list(person)
    elif _is_of_setting(step, by):
        people[Addressee.PERSON] = people[Addressee.VISITOR]
    said = _said(journey, visit, visitor, is_of_setting=_is_of_setting(step, by)) | (
        {"reason": words} if words else {}
    )
    if Addressee.PERSON not in people:
        people[Addressee.PERSON] = recipients(journey, Addressee.LEAD, at=at)
    for one in (Addressee.LEAD, Addressee.HEAD, Addressee.COORDINATOR):
        people.setdefault(one, recipients(journey, one, at=at))
    place = VISITS if step in FELL else f"{VISITS}/{visit.id}"
    led = {whom: [_led_to(journey, place, one) for one in who] for whom, who in people.items()}
    tell(journey, step, at=at, key=key, fields=said | (fields or {}), people=led)


def led_about(journey: Journey, thing: str, people: list[Recipient]) -> list[Recipient]:
    """These people, each led to the visit in their room where ``thing`` names one, as visit:7."""
    kind, _, number = thing.partition(":")
    if kind != "visit":
        return people
    return [_led_to(journey, f"{VISITS}/{number}", one) for one in people]


def _said(
    journey: Journey, visit: Visit, visitor: User | None, *, is_of_setting: bool
) -> dict[str, str]:
    """What a letter can say of the visit as it is now."""
    return {
        "visit_kind": visit_row(visit.kind).name.lower(),
        "visit_at": _when(visit),
        "visitor": visitor.name if visitor else "a visitor",
        "checks": journey.authority.visitor_words or USUAL_CHECKS,
        "arrival": arrival_of(journey, visit),
        "reason": "No reason was given.",
        "visit_offers": _when(visit),
        "chooser": _chooser(visitor, is_of_setting=is_of_setting),
    }


def _led_to(journey: Journey, place: str, one: Recipient) -> Recipient:
    """The same person, led to this place of the journey where they have a room that shows it."""
    path = one.path
    if path == f"/setting/{journey.setting_id}":
        path = f"{path}/journeys/{journey.id}"
    shows = path.endswith(f"/journeys/{journey.id}")
    return replace(one, path=f"{path}/{place}") if shows else one


def _is_of_setting(step: str, by: Actor) -> bool:
    """Whether the setting takes this step, or somebody offers days on its behalf."""
    return by.role in SETTING_ROLES or (step == OFFERED and by.on_behalf)


def _chooser(visitor: User | None, *, is_of_setting: bool) -> str:
    """Who chooses one of the days that are offered: the other side."""
    if not is_of_setting:
        return "The setting"
    return visitor.name if visitor else "The visitor"


def _visitor(journey: Journey, visit: Visit, who: User | None) -> list[Recipient]:
    """The visitor, with the way to their room; nobody where they do not work here any more."""
    if who is None or not is_working(session_of(journey), who.id, journey.authority_id):
        return []
    room = "coordinator" if visit.visitor_role is Role.COORDINATOR else "assessor"
    path = f"/{journey.authority.code}/{room}/journeys/{journey.id}"
    return [Recipient(who.email, who.name, path)]


def _when(visit: Visit) -> str:
    """The day of a visit; or the days that were offered, to choose from."""
    if visit.starts_at is not None:
        return spoken_moment(visit.starts_at)
    return listed([spoken_moment(datetime.fromisoformat(one)) for one in visit.offered], "or")
