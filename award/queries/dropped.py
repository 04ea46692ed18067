"""Finds what the record says of a certificate or badge that somebody gave us to check."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.award_moves import PublicWords
from award.domain.badges import read_credential_name
from award.queries.register import Checked, find_checked
from award.storage.awards import Award, Certificate


@dataclass(frozen=True)
class Issued:
    """A certificate that we gave out, and how its award stands today."""

    certificate: Certificate
    code: str
    checked: Checked
    words: PublicWords


def find_issued(session: Session, *, sha256: str, name: str, today: date) -> Issued | None:
    """The certificate whose very bytes these are; else the one that the file says it is."""
    by_bytes = select(Certificate, Award.code).join(Award, Award.id == Certificate.award_id)
    row = session.execute(by_bytes.where(Certificate.sha256 == sha256).limit(1)).first()
    if row is None and (said := read_credential_name(name)):
        code, number = said
        row = session.execute(
            by_bytes.where(Award.code == code, Certificate.number == number).limit(1)
        ).first()
    if row is None:
        return None
    certificate, code = row
    checked = find_checked(session, code, today=today)
    return Issued(certificate, code, checked, _words(certificate, checked)) if checked else None


def _words(certificate: Certificate, checked: Checked) -> PublicWords:
    """As the award stands; a certificate that another took the place of is replaced in any case."""
    over = (PublicWords.REVOKED, PublicWords.NOT_ANNOUNCED)
    if certificate.replaced_at is not None and checked.words not in over:
        return PublicWords.REPLACED
    return checked.words
