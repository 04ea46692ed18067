"""Hands the lead of a setting to somebody else who belongs to it."""

from datetime import datetime

from sqlalchemy import select

from award.actions.joining import change_role, give_role, must_give
from award.actions.signing import end_sign_ins
from award.actions.telling import recipients, tell
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady
from award.storage.accounts import Membership
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.settings import Setting


def hand_over_lead(setting: Setting, new: Membership, *, by: Actor, at: datetime) -> None:
    """Make somebody of the setting its lead; who led before goes on as a colleague.

    A head who takes the lead stays the head as well, so that the part is never left empty; where
    the kind of setting asks for two people, they do not approve what they lead. Whoever is touched
    signs in again, head and coordinator hear of it. Raises NotAllowed, NotFound and NotReady like
    `change_role`, and NotReady for somebody who leads already.
    """
    must_be_held(setting)
    if new.setting_id != setting.id or new.ended_at is not None:
        raise NotFound
    leads = _leads_of(setting)
    if new.user_id in {one.user_id for one in leads}:
        raise NotReady(f"{new.user.name} leads already")
    if new.role is Role.HEAD:
        must_give(May.INVITE, Role.LEAD, setting, by)
        session, place = session_of(new), (new.authority_id, new.setting_id)
        give_role(session, new.user, Role.LEAD, authority_id=place[0], setting_id=place[1], at=at)
        end_sign_ins(session, new.user_id, at=at)
    else:
        change_role(setting, new, Role.LEAD, by=by, at=at)
    for old in leads:
        change_role(setting, old, Role.CONTRIBUTOR, by=by, at=at)
    _tell(setting, new, at=at)


def _leads_of(setting: Setting) -> list[Membership]:
    found = session_of(setting).scalars(
        select(Membership)
        .where(
            Membership.setting_id == setting.id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )
    return list(found)


def _tell(setting: Setting, new: Membership, *, at: datetime) -> None:
    """Head and coordinator hear who leads now, where there is a journey to lead."""
    journey = session_of(setting).scalar(
        select(Journey)
        .where(Journey.setting_id == setting.id)
        .order_by(Journey.ended_at.is_not(None), Journey.id.desc())
        .limit(1)
    )
    if journey is None:
        return
    heads = recipients(journey, Addressee.HEAD, at=at)
    others = [one for one in heads if one.email != new.user.email]
    key, fields = f"lead_changed:{new.id}:{at.isoformat()}", {"new_lead": new.user.name}
    tell(journey, "change_lead", at=at, key=key, fields=fields, people={Addressee.HEAD: others})
