"""The answer to who checks a certificate, from the live record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.award_moves import PublicWords, public_words
from award.domain.directions import name_apart
from award.storage.authorities import Authority
from award.storage.awards import Award, renewal_under_way
from award.storage.settings import Setting


@dataclass(frozen=True)
class Checked:
    """What everybody may read of one award. ``name`` is empty for a setting that is withheld."""

    authority: str
    authority_code: str
    name: str
    number: str
    valid_from: date
    valid_until: date
    grace_until: date
    words: PublicWords
    signatories: tuple[str, ...]
    contact_email: str
    """Where somebody writes who sees something else on the certificate; empty without one."""

    @property
    def who(self) -> str:
        """The holder as a sentence begins with them."""
        return name_apart(self.name) or f"A setting in {self.authority}"


def find_checked(session: Session, code: str, *, today: date) -> Checked | None:
    """What may be said of the certificate with this code, from the live record."""
    row = session.execute(
        select(Award, Setting, Authority, renewal_under_way())
        .join(Setting, Setting.id == Award.setting_id)
        .join(Authority, Authority.id == Award.authority_id)
        .where(Award.code == code)
    ).first()
    if row is None:
        return None
    award, setting, authority, renewing = row
    words = said_of(award, today, renewal_open=bool(renewing))
    hidden = setting.is_hidden or words is PublicWords.NOT_ANNOUNCED
    return Checked(
        authority=authority.name,
        authority_code=authority.code,
        name="" if hidden else award.name,
        number=award.number,
        valid_from=award.valid_from,
        valid_until=award.valid_until,
        grace_until=award.grace_until,
        words=words,
        signatories=_names(authority.signatories),
        contact_email=authority.contact_email,
    )


def said_of(award: Award, today: date, *, renewal_open: bool) -> PublicWords:
    """What everybody may read of an award today, from its state and its dates."""
    standing = award.validity.standing(today, renewal_open=renewal_open)
    day = award.announce_on
    announced = day is None or day <= today or award.told_on is None
    return public_words(award.state, standing, announced=announced)


def _names(signatories: Sequence[object]) -> tuple[str, ...]:
    return tuple(
        str(one.get("name", "")) for one in signatories if isinstance(one, dict) and one.get("name")
    )
