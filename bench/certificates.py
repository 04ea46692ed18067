"""Certificates per second of processor time: as they are made, and the plain way beside it.

Run as `python -m bench.certificates [HOW_MANY] [FOLDER_OF_FONTS]`. Both ways run in one process
on the same faces; compare them with each other and not with another machine.
"""

import secrets
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from award.adapters import pdf
from award.adapters.certificates import ROOT
from award.domain.certificates import CertificateFace, Signatory
from award.domain.checking_codes import new_code

NAMES = (
    "Willow Lane Primary School",
    "Belgrave Youth Club",
    "Ysgol Gynradd Gymraeg Tŷ Gwyn",
    "Abbey Mead Nursery and Children’s Centre",
    "St Cuthbert’s Voluntary Aided Church of England Junior School",
)
AT = datetime(2026, 7, 14, 12, tzinfo=UTC)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    built = pdf.BUILT_FONTS
    fonts = Path(sys.argv[2]) if len(sys.argv) > 2 else built
    fonts = fonts if fonts.is_dir() else ROOT / "node_modules" / "@fontsource"
    faces = [_face(number) for number in range(1, count + 1)]

    def plainly(face: CertificateFace) -> bytes:
        pdf.dress.cache_clear()
        return pdf.render_certificate(face, at=AT, fonts=fonts)

    def as_made(face: CertificateFace) -> bytes:
        return pdf.render_certificate(face, at=AT, fonts=fonts)

    _measure("fonts and styles loaded for each", plainly, faces[: max(1, count // 5)])
    _measure("fonts and styles loaded once", as_made, faces)


def _measure(
    way: str, make: Callable[[CertificateFace], bytes], faces: list[CertificateFace]
) -> None:
    begun = time.process_time()
    size = sum(len(make(face)) for face in faces)
    spent = time.process_time() - begun
    print(
        f"{way:34} {len(faces):5} certificates {len(faces) / spent:6.1f} per CPU second "
        f"{size / len(faces) / 1024:6.1f} KB each"
    )


def _face(number: int) -> CertificateFace:
    code = new_code(secrets.randbelow)
    return CertificateFace(
        setting_name=NAMES[number % len(NAMES)],
        authority_name="Leicester City Council",
        award_name="Positive and Peaceful Places",
        awarded_on=date(2026, 7, 14),
        valid_from=date(2026, 7, 14),
        valid_until=date(2029, 8, 31),
        number=f"LEI-2026-{number:04}",
        code=code,
        check_url=f"https://awards.example.org/check/{code}",
        framework_version="Framework 1.0",
        signatories=(Signatory("Amina Rahman", "Award Coordinator"),),
    )


if __name__ == "__main__":
    main()
