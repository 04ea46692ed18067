"""The public list of who holds the award, and the answer to who checks a certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from award.domain.award_moves import LIVE, PublicWords, public_words
from award.storage.authorities import Authority, Kind
from award.storage.awards import Award
from award.storage.journeys import Journey
from award.storage.settings import Setting

A_PAGE: Final = 50


@dataclass(frozen=True)
class Holder:
    """One line of the register: a setting that may be named, and its award."""

    name: str
    kind: str
    number: str
    valid_from: date
    valid_until: date
    words: PublicWords


@dataclass(frozen=True)
class Checked:
    """What everybody may read of one award. ``name`` is empty for a setting that is withheld."""

    authority: str
    name: str
    number: str
    valid_from: date
    valid_until: date
    words: PublicWords
    signatories: tuple[str, ...]


def count_register(session: Session, authority_id: int, *, today: date, search: str = "") -> int:
    """How many lines the register has for this search."""
    holders = _holders(authority_id, today, search).subquery()
    return session.scalar(select(func.count()).select_from(holders)) or 0


def list_register(
    session: Session,
    authority_id: int,
    *,
    today: date,
    search: str = "",
    page: int = 1,
    size: int | None = A_PAGE,
) -> list[Holder]:
    """Holders by name, a page at a time; all of them where ``size`` is None."""
    query = _holders(authority_id, today, search).order_by(Award.name, Award.number)
    if size is not None:
        query = query.limit(size).offset((max(page, 1) - 1) * size)
    return [
        Holder(
            name=award.name,
            kind=kind or "",
            number=award.number,
            valid_from=award.valid_from,
            valid_until=award.valid_until,
            words=_words(award, today, renewal_open=bool(renewing)),
        )
        for award, kind, renewing in session.execute(query)
    ]


def _holders(authority_id: int, today: date, search: str) -> Select[Award, str, bool]:
    """Awards that are released, announced and still held, of settings that may be named."""
    renewing = _renewing()
    query = (
        select(Award, Kind.label, renewing.label("renewing"))
        .join(Setting, Setting.id == Award.setting_id)
        .outerjoin(Kind, Kind.id == Setting.kind_id)
        .where(
            Award.authority_id == authority_id,
            Setting.is_hidden.is_(False),
            Award.state.in_(LIVE),
            Award.valid_from <= today,
            or_(Award.announce_on.is_(None), Award.announce_on <= today),
            or_(Award.valid_until >= today, and_(Award.grace_until >= today, renewing)),
        )
    )
    for word in search.split()[:6]:
        query = query.where(func.lower(Award.name).contains(word.lower(), autoescape=True))
    return query


def find_checked(session: Session, code: str, *, today: date) -> Checked | None:
    """What may be said of the certificate with this code, from the live record."""
    row = session.execute(
        select(Award, Setting, Authority, _renewing())
        .join(Setting, Setting.id == Award.setting_id)
        .join(Authority, Authority.id == Award.authority_id)
        .where(Award.code == code)
    ).first()
    if row is None:
        return None
    award, setting, authority, renewing = row
    words = _words(award, today, renewal_open=bool(renewing))
    hidden = setting.is_hidden or words is PublicWords.NOT_ANNOUNCED
    return Checked(
        authority=authority.name,
        name="" if hidden else award.name,
        number=award.number,
        valid_from=award.valid_from,
        valid_until=award.valid_until,
        words=words,
        signatories=_names(authority.signatories),
    )


def _renewing() -> ColumnElement[bool]:
    """Whether the setting has a journey under way, which lets its award go on into its grace."""
    return (
        exists()
        .where(Journey.setting_id == Award.setting_id, Journey.ended_at.is_(None))
        .correlate(Award)
    )


def _words(award: Award, today: date, *, renewal_open: bool) -> PublicWords:
    standing = award.validity.standing(today, renewal_open=renewal_open)
    announced = award.announce_on is None or award.announce_on <= today
    return public_words(award.state, standing, announced=announced)


def _names(signatories: Sequence[object]) -> tuple[str, ...]:
    return tuple(
        str(one.get("name", "")) for one in signatories if isinstance(one, dict) and one.get("name")
    )
