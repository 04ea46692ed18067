"""Draws the certificates that were asked for, signs and keeps them, and tells the setting."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy.orm import Session

from award.actions.telling import SCHEME, tell
from award.adapters.files import file_key
from award.adapters.sealing import Badge
from award.adapters.timestamps import TimeAway
from award.domain.announcing import kept_until_words
from award.domain.award_moves import AwardState
from award.domain.badges import BadgeFace
from award.domain.certificate_records import as_record, from_record
from award.domain.certificates import CertificateFace
from award.domain.dropped_files import LARGEST_BYTES
from award.domain.scripts import likeliest_language
from award.jobs.claims import NotNow
from award.jobs.means import Means
from award.storage.awards import Award, Certificate
from award.storage.certificate_looks import look_of_certificates
from award.storage.days import day_of
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey
from award.storage.signing_keys import Signs, remember_key

GONE: Final = frozenset({AwardState.REVOKED, AwardState.SUPERSEDED})


@dataclass(frozen=True)
class Made:
    """A certificate that is made and not yet kept."""

    face: CertificateFace
    badge: Badge
    unsigned: bytes
    signed: bytes


def render_certificate(means: Means, certificate_id: int, *, at: datetime) -> None:
    """Draw and sign one certificate and keep it, bytes first and row second.

    Nothing happens where it was drawn before, was replaced, or its award has gone. Stopped
    between any two steps it leaves at most a file that no row names, which the sweep takes away.
    """
    with means.sessions() as session:
        certificate = session.get(Certificate, certificate_id)
        if certificate is None or not _is_wanted(session, certificate):
            return
        award = _award_of(session, certificate)
        face, badge_face = face_of(award, certificate, means), badge_face_of(award, certificate)
        key = file_key(award.setting.authority.code, str(award.setting_id))
        asked_at = certificate.asked_at
    made = _made(means, face, badge_face, asked_at=asked_at)
    stored = means.files.put(key, io.BytesIO(made.signed), limit=LARGEST_BYTES)
    with means.sessions() as session:
        certificate = session.get_one(Certificate, certificate_id)
        with transaction(lock=certificate) as held:
            kept = _is_wanted(session, held)
            if kept:
                held.key, held.sha256, held.size = key, stored.sha256, stored.size
                held.issued_at = at
                _write_down(held, made)
                _remember_keys(session, means, at=at)
                _tell(session, held, at=at)
    if not kept:
        means.files.delete(key)


def _made(
    means: Means, face: CertificateFace, badge_face: BadgeFace, *, asked_at: datetime
) -> Made:
    badge = means.sealing.badge(badge_face, at=asked_at)
    unsigned = means.draw(face, asked_at, badge.text)
    try:
        signed = means.sealing.sign(unsigned)
    except TimeAway as away:
        raise NotNow(str(away)) from away
    return Made(face, badge, unsigned, signed)


def _write_down(certificate: Certificate, made: Made) -> None:
    certificate.face = as_record(made.face)
    certificate.badge, certificate.badge_token = made.badge.text, made.badge.token
    certificate.unsigned_sha256 = sha256(made.unsigned).hexdigest()


def _remember_keys(session: Session, means: Means, *, at: datetime) -> None:
    for signs, mark in (
        (Signs.DOCUMENTS, means.sealing.document_mark()),
        (Signs.BADGES, means.sealing.badge_mark()),
    ):
        remember_key(session, signs, fingerprint=mark.fingerprint, public=mark.public, at=at)


def badge_face_of(award: Award, certificate: Certificate) -> BadgeFace:
    """What the badge says. A setting that is withheld from the public is not named in it."""
    authority = award.setting.authority
    return BadgeFace(
        certificate_id=certificate.id,
        certificate_number=certificate.number,
        code=award.code,
        number=award.number,
        holder="" if award.setting.is_hidden else certificate.name,
        award_name=SCHEME,
        authority_code=authority.code,
        authority_name=authority.name,
        framework_version=award.framework_version,
        valid_from=award.valid_from,
        valid_until=award.valid_until,
    )


def faces_to_print(
    made: Sequence[tuple[Award, Certificate]], means: Means
) -> Iterator[CertificateFace]:
    """What stands on certificates of one authority: as issued, or as they are about to be."""
    look: dict[str, Any] = {}
    for award, certificate in made:
        if certificate.face is not None:
            yield from_record(certificate.face)
        else:
            look = look or look_of_certificates(session_of(award), award.setting.authority)
            yield face_of(award, certificate, means, look)


def face_of(
    award: Award, certificate: Certificate, means: Means, look: Mapping[str, Any] | None = None
) -> CertificateFace:
    """What stands on a certificate, from the rows as they are; ``look`` where it is known."""
    authority = award.setting.authority
    if look is None:
        look = look_of_certificates(session_of(award), authority)
    return CertificateFace(
        setting_name=certificate.name,
        name_lang=likeliest_language(certificate.name),
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
        **look,
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
        fields = {"kept_until": kept_until_words(award.told_on, day_of(at))}
        key = f"certificate:{certificate.id}"
        tell(journey, "issue_certificate", at=at, key=key, fields=fields)
