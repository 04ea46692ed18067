"""Sends a cohort's invitations: a journey and a letter for each setting, each once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.bringing_in import has_lead, name_contact
from award.actions.gathering_cohort import must_gather
from award.actions.inviting import Invited, Together, invite
from award.actions.opening import open_journey
from award.domain.inviting import asks_first, refuses
from award.domain.people import Actor, Role
from award.domain.refusals import NotReady
from award.domain.visit_days import spoken_moment
from award.storage.accounts import Membership, User
from award.storage.authorities import Round
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.days import day_of
from award.storage.db import hold, must_be_held, session_of
from award.storage.invitable import how_they_stand
from award.storage.settings import ContactPart, Setting

AT_ONCE: Final = 50
LONGEST_REASON: Final = 255
Tokens = Callable[[], tuple[str, str]]


@dataclass(frozen=True)
class SentOut:
    """What one run did: how many began and were left out, and how many wait for the next.

    ``asked`` is how many wait since nobody said that they are sure of them. Of those that began
    ``told`` have their lead here already, who was told and needed no invitation.
    """

    invited: int
    left_out: int
    left: int
    asked: int = 0
    told: int = 0


def waiting_places(cohort: Cohort) -> list[CohortPlace]:
    """The settings that can be invited now: their lead is named, and they were not yet."""
    return list(
        session_of(cohort).scalars(
            select(CohortPlace)
            .where(
                CohortPlace.cohort_id == cohort.id,
                CohortPlace.invited_at.is_(None),
                CohortPlace.left_out == "",
                CohortPlace.lead_email != "",
            )
            .order_by(CohortPlace.id)
        )
    )


def send_cohort(
    cohort: Cohort,
    *,
    tokens: Tokens,
    by: Actor,
    at: datetime,
    sure: Collection[int] = (),
    most: int = AT_ONCE,
) -> SentOut:
    """Open a journey for the next settings and invite their leads; each is invited once.

    A setting that has an open journey, an appeal that could open one again, or cannot begin one,
    is left out with the reason. One that holds an award, or appeals about one, waits until its
    place in the cohort is among those of which somebody is ``sure``.
    """
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    session = session_of(cohort)
    everybody = waiting_places(cohort)
    waiting = _without_a_question(session, everybody, sure, at)
    aim = session.get(Round, cohort.round_id) if cohort.round_id else None
    invited = told = 0
    for place in waiting[:most]:
        setting = session.get_one(Setting, place.setting_id, with_for_update=True)
        hold(setting)
        goes_out = _begin(cohort, place, setting, aim, tokens, by=by, at=at)
        invited += goes_out is not None
        told += goes_out is False
    if invited:
        cohort.sent_at = cohort.sent_at or at
    cohort.version += 1
    session.flush()
    done = len(waiting[:most])
    asked = len(everybody) - len(waiting)
    return SentOut(invited, done - invited, len(waiting) - done, asked=asked, told=told)


def _without_a_question(
    session: Session, places: Sequence[CohortPlace], sure: Collection[int], at: datetime
) -> list[CohortPlace]:
    """Those that can go out now; those that somebody is sure of go first."""
    stands = how_they_stand(session, [one.setting_id for one in places], on=day_of(at))
    going = [
        one for one in places if one.id in sure or not asks_first(stands[one.setting_id].facts)
    ]
    return sorted(going, key=lambda one: one.id not in sure)


def _begin(
    cohort: Cohort,
    place: CohortPlace,
    setting: Setting,
    aim: Round | None,
    tokens: Tokens,
    *,
    by: Actor,
    at: datetime,
) -> bool | None:
    """Whether an invitation goes out; None where the setting cannot begin and is left out."""
    session = session_of(cohort)
    try:
        _must_be_able(session, setting, at)
        journey = open_journey(
            setting, route=cohort.route_code, by=by, at=at, round=aim, together=together(cohort)
        )
    except NotReady as refusal:
        place.left_out = " ".join(refusal.blockers)[:LONGEST_REASON]
        return None
    place.journey_id, place.invited_at = journey.id, at
    name = place.lead_name or place.lead_email
    name_contact(session, setting, ContactPart.LEAD, name=name, email=place.lead_email)
    if _leads_already(session, setting, place.lead_email):
        return False
    token, digest = tokens()
    who = Invited(place.lead_email, name, Role.LEAD, also=True)
    invite(setting, who, token=token, digest=digest, by=by, at=at, together=together(cohort))
    return True


def _must_be_able(session: Session, setting: Setting, at: datetime) -> None:
    """Asked first, so that the refusal leaves nothing half-written behind it."""
    found = how_they_stand(session, [setting.id], on=day_of(at))
    if sentence := refuses(found[setting.id].facts):
        raise NotReady(sentence)


def _leads_already(session: Session, setting: Setting, email: str) -> bool:
    if not has_lead(session, setting):
        return False
    found = session.scalar(
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == setting.id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
            User.email == email,
        )
    )
    return found is not None


def together(cohort: Cohort) -> Together:
    """What the letters say of the cohort and of the first visit."""
    if cohort.workshop_at is None:
        what = "Once your application is in, we arrange your first visit with you."
    else:
        place = f", at {cohort.workshop_place}" if cohort.workshop_place else ""
        what = (
            f"There is a workshop for all of you on {spoken_moment(cohort.workshop_at)}{place}. "
            "It is everybody’s first visit. Please send your application before that day."
        )
    return Together(cohort.name, what)
