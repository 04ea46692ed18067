"""Quick ways to whom one wants: journeys heard of last, a setting's open one, its people."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from award.domain.people import Actor
from award.storage.accounts import Membership, User
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.settings import Setting

MOST: Final = 12


def list_lately(session: Session, actor: Actor) -> Sequence[Journey]:
    """The open journeys whose settings were heard of last, newest first."""
    return session.scalars(
        select(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == actor.authority_id, Journey.ended_at.is_(None))
        .options(contains_eager(Journey.setting).joinedload(Setting.kind))
        .order_by(Journey.last_setting_act_at.desc(), Journey.id.desc())
        .limit(MOST)
    ).all()


def find_open_journey_of(session: Session, actor: Actor, setting: Setting) -> int | None:
    """The number of the setting's journey that is under way."""
    return session.scalar(
        select(Journey.id).where(
            Journey.setting_id == setting.id,
            Journey.authority_id == actor.authority_id,
            Journey.ended_at.is_(None),
        )
    )


def names_at(setting: Setting) -> list[str]:
    """Whom one may talk with at a setting: who has a role there, and whom it named."""
    people = session_of(setting).scalars(
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == setting.id,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .distinct()
        .order_by(User.name)
    )
    return list(dict.fromkeys([*people, *(one.name for one in setting.contacts if one.name)]))
