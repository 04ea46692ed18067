"""Finds the badges that anybody may read, and what their status lists tell."""

import json
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.badges import LIST_SIZE, names_holder
from award.storage.authorities import Authority, Framework
from award.storage.awards import Award, Certificate
from award.storage.settings import Setting

OVER = (AwardState.REVOKED, AwardState.SUPERSEDED)


def find_badge(
    session: Session, code: str, certificate_number: int, *, today: date
) -> Certificate | None:
    """A certificate whose badge may be shown: announced, and with nothing withheld in it."""
    row = session.execute(
        select(Certificate, Setting.is_hidden)
        .join(Award, Award.id == Certificate.award_id)
        .join(Setting, Setting.id == Award.setting_id)
        .where(
            Award.code == code,
            Certificate.number == certificate_number,
            Certificate.badge.is_not(None),
            or_(Award.announce_on.is_(None), Award.announce_on <= today),
        )
    ).first()
    if row is None:
        return None
    certificate, hidden = row
    if hidden and names_holder(json.loads(certificate.badge or "{}")):
        return None  # it was named before it was withheld
    return certificate


def list_places(session: Session, block: int, purpose: str) -> frozenset[int] | None:
    """The places in a status list that are set, from the live record; None for a list not begun."""
    last = session.scalar(select(func.max(Certificate.id))) or 0
    if block < 0 or block > last // LIST_SIZE:
        return None
    first = block * LIST_SIZE
    found = session.scalars(
        _set_for(purpose).where(Certificate.id >= first, Certificate.id < first + LIST_SIZE)
    )
    return frozenset(one - first for one in found)


def _set_for(purpose: str) -> Select[int]:
    query = select(Certificate.id).join(Award, Award.id == Certificate.award_id)
    if purpose == "suspension":
        return query.where(Award.state == AwardState.SUSPENDED)
    return query.where(or_(Award.state.in_(OVER), Certificate.replaced_at.is_not(None)))


def find_framework_version(session: Session, authority_code: str, version: str) -> Authority | None:
    """The authority, where a framework of this version is or was in force there."""
    return session.scalar(
        select(Authority)
        .join(Framework, and_(Framework.authority_id == Authority.id, Framework.version == version))
        .where(Authority.code == authority_code)
        .limit(1)
    )
