"""What settings said of their awards once a year, and of which awards it is asked now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.settings import Setting


def _seen_by(actor: Actor) -> Select[Any]:
    query = select(CheckIn).where(CheckIn.authority_id == actor.authority_id)
    if actor.setting_id is not None:
        query = query.join(Award, Award.id == CheckIn.award_id).where(
            Award.setting_id == actor.setting_id
        )
    return query


def list_check_ins(session: Session, actor: Actor, award: Award) -> Sequence[CheckIn]:
    """What was said of an award, the latest first."""
    query = _seen_by(actor).where(CheckIn.award_id == award.id)
    return session.scalars(query.order_by(CheckIn.asked_on.desc())).all()


def find_check_in(session: Session, actor: Actor, check_in_id: int) -> CheckIn | None:
    """One check-in within the actor's walls."""
    found: CheckIn | None = session.scalar(_seen_by(actor).where(CheckIn.id == check_in_id))
    return found


def find_award_said_of(session: Session, check_in: CheckIn) -> Award:
    """The award that a check-in is about, with its setting."""
    return session.scalars(
        select(Award)
        .join(Setting, Setting.id == Award.setting_id)
        .where(Award.id == check_in.award_id)
    ).one()
