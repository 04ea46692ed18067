"""A certificate as a picture, for a screen on which it is designed."""

import io
from datetime import datetime
from pathlib import Path
from typing import Final

import pypdfium2

from award.adapters.certificate_pdfs import render_certificate
from award.adapters.pdf import BUILT_FONTS
from award.domain.certificates import CertificateFace

QUICKLY: Final = 3
DOTS: Final = 110
"""Dots an inch: as sharp as a screen shows it, and its square code can be read."""


def picture_of(face: CertificateFace, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """A PNG of the certificate as it would be printed; drawn from our own PDF of it."""
    content = render_certificate(face, at=at, fonts=fonts)
    pdf = pypdfium2.PdfDocument(content)
    try:
        shown = pdf[0].render(scale=DOTS / 72).to_pil().convert("RGB")
    finally:
        pdf.close()
    made = io.BytesIO()
    shown.save(made, "PNG", compress_level=QUICKLY)
    return made.getvalue()
