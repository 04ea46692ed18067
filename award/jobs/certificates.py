"""Draws the certificates that were asked for, keeps them, and tells the setting."""

import io
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from award.actions.telling import SCHEME, tell
from award.adapters.files import file_key
from award.domain.award_moves import AwardState
from award.domain.certificates import CertificateFace
from award.jobs.means import Means
from award.storage.awards import Award, Certificate
from award.storage.certificate_looks import look_of_certificates
from award.storage.days import day_of
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey

LARGEST: Final = 5 * 1024 * 1024
GONE: Final = frozenset({AwardState.REVOKED, AwardState.SUPERSEDED})


def render_certificate(means: Means, certificate_id: int, *, at: datetime) -> None:
    """Draw one certificate and keep it, bytes first and row second.

    Nothing happens where it was drawn before, was replaced, or its award has gone. Stopped
    between the two steps it leaves a file that no row names, which the sweep takes away.
    """
    with means.sessions() as session:
        certificate = session.get(Certificate, certificate_id)
        if certificate is None or not _is_wanted(session, certificate):
            return
        award = _award_of(session, certificate)
        face = face_of(award, certificate, means)
        key = file_key(award.setting.authority.code, str(award.setting_id))
        asked_at = certificate.asked_at
    drawn = means.draw(face, asked_at)
    stored = means.files.put(key, io.BytesIO(drawn), limit=LARGEST)
    with means.sessions() as session:
        certificate = session.get_one(Certificate, certificate_id)
        with transaction(lock=certificate) as held:
            kept = _is_wanted(session, held)
            if kept:
                held.key, held.sha256, held.size = key, stored.sha256, stored.size
                held.issued_at = at
                _tell(session, held, at=at)
    if not kept:
        means.files.delete(key)


def face_of(award: Award, certificate: Certificate, means: Means) -> CertificateFace:
    """What stands on a certificate, from the rows as they are."""
    authority = award.setting.authority
    return CertificateFace(
        setting_name=certificate.name,
        authority_name=authority.name,
        award_name=SCHEME,
        awarded_on=day_of(award.released_at),
        valid_from=award.valid_from,
        valid_until=award.valid_until,
        number=award.number,
        code=award.code,
        check_url=means.address_of(f"/check/{award.code}"),
        framework_version=award.framework_version,
        brand_colour=authority.brand_colour,
        **look_of_certificates(session_of(award), authority),
    )


def _award_of(session: Session, certificate: Certificate) -> Award:
    return session.get_one(Award, certificate.award_id)


def _is_wanted(session: Session, certificate: Certificate) -> bool:
    waits = certificate.key is None and certificate.replaced_at is None
    return waits and _award_of(session, certificate).state not in GONE


def _tell(session: Session, certificate: Certificate, *, at: datetime) -> None:
    award = _award_of(session, certificate)
    journey = session.get(Journey, award.journey_id) if award.journey_id else None
    if journey is not None:
        tell(journey, "issue_certificate", at=at, key=f"certificate:{certificate.id}")
