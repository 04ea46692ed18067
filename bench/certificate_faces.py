"""The certificates that are made to be timed."""

import secrets
from datetime import UTC, date, datetime

from award.domain.badges import BadgeFace
from award.domain.certificates import CertificateFace, Signatory
from award.domain.checking_codes import new_code

NAMES = (
    "Willow Lane Primary School",
    "Belgrave Youth Club",
    "Ysgol Gynradd Gymraeg Tŷ Gwyn",
    "Abbey Mead Nursery and Children’s Centre",
    "St Cuthbert’s Voluntary Aided Church of England Junior School",
    "Polska Szkoła Sobotnia im. św. Jadwigi",
    "Humberstone Road Community Play Scheme",
    "Saint Ethelburga Roman Catholic Primary Academy, Leicester",
)
PLACES = ("North", "South", "Upper", "Lower", "Great", "Little", "Old", "New", "East", "West")
AT = datetime(2026, 7, 14, 12, tzinfo=UTC)


def faces(count: int) -> list[CertificateFace]:
    """So many faces; no two of them share a name."""
    return [_face(number) for number in range(1, count + 1)]


def badge_face(face: CertificateFace) -> BadgeFace:
    """What the badge of this certificate says."""
    return BadgeFace(
        certificate_id=int(face.number[-4:]),
        certificate_number=1,
        code=face.code,
        number=face.number,
        holder=face.setting_name,
        award_name=face.award_name,
        authority_code="leicester",
        authority_name=face.authority_name,
        framework_version=face.framework_version,
        valid_from=face.valid_from,
        valid_until=face.valid_until,
    )


def _face(number: int) -> CertificateFace:
    code = new_code(secrets.randbelow)
    near = " ".join(PLACES[int(digit)] for digit in str(number))
    return CertificateFace(
        setting_name=f"{near} {NAMES[number % len(NAMES)]}",
        authority_name="Leicester City Council",
        award_name="Positive and Peaceful Places",
        awarded_on=date(2026, 7, 14),
        valid_from=date(2026, 7, 14),
        valid_until=date(2029, 8, 31),
        number=f"LEI-2026-{number:04}",
        code=code,
        check_url=f"https://awards.example.org/check/{code}",
        framework_version="Framework 1.0",
        signatories=(
            Signatory("Amina Rahman", "Award Coordinator"),
            Signatory("David Okafor", "Strategic Director, Children’s Services"),
        ),
    )
