"""Certificates for a printer: one PDF of many sheets, A4 or A3, with bleed and crop marks."""
# WeasyPrint has no types, so that every call of it would be refused.
# mypy: disable-error-code="no-untyped-call"

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

import pikepdf
from weasyprint import CSS, HTML

from award.adapters.certificates import Page, drawings
from award.adapters.pdf import BUILT_FONTS, BundledOnly, Needed, dress
from award.adapters.typefaces import typefaces_in
from award.domain.certificates import CertificateFace

BLEED: Final = 3.0
"""How many millimetres the paper's colour goes beyond the cut; printers ask for three."""

SLUG: Final = 10.0
"""How many millimetres stand around the cut, for the marks."""

MARK: Final = 5.0
POINT: Final = 25.4 / 72
WIDE: Final = 297.0
HIGH: Final = 210.0


class Paper(StrEnum):
    """The sizes that a certificate is printed in."""

    A4 = "a4"
    A3 = "a3"


ENLARGED: Final = {Paper.A4: 1.0, Paper.A3: 2**0.5}


def render_sheets(
    faces: Sequence[CertificateFace],
    *,
    paper: Paper,
    at: datetime,
    fonts: Path = BUILT_FONTS,
) -> bytes:
    """Every certificate on a sheet of its own, in this order, each as it is issued.

    The sheets are for a printer: what a screen reader needs stays with the certificates.
    """
    whole = pikepdf.new()
    for face in faces:
        with pikepdf.open(io.BytesIO(_drawn(face, at, fonts))) as one:
            _lay(whole, one.pages[0], ENLARGED[paper])
    whole.docinfo["/Title"] = f"Certificates to print, {paper.upper()}"
    written = io.BytesIO()
    whole.save(written, compress_streams=True, deterministic_id=True)
    return written.getvalue()


def _drawn(face: CertificateFace, at: datetime, fonts: Path) -> bytes:
    """The certificate with its ground going beyond the cut."""
    page = Page(face, at.astimezone(UTC), typefaces_in(fonts))
    needed: Needed = tuple(
        (voice, tuple(one.name for one in page.typefaces.needed_for(voice, text)))
        for voice, text in page.texts().items()
    )
    stylesheets, configuration = dress(needed, fonts)
    fetcher = BundledOnly(drawings(face.brand_colour))
    document = HTML(string=page.html(), url_fetcher=fetcher).render(
        font_config=configuration, stylesheets=(*stylesheets, _beyond_the_cut())
    )
    written: bytes = document.write_pdf()
    fetcher.insist()
    return written


@lru_cache(maxsize=1)
def _beyond_the_cut() -> CSS:
    return CSS(string=f"@page {{ bleed: {BLEED}mm }}", url_fetcher=BundledOnly({}))


def _lay(whole: pikepdf.Pdf, drawn: pikepdf.Page, enlarged: float) -> None:
    """A sheet with this page in its middle, enlarged, and the marks around it."""
    sheet = whole.add_blank_page(
        page_size=(_points(WIDE * enlarged + 2 * SLUG), _points(HIGH * enlarged + 2 * SLUG))
    )
    drawn.trimbox = drawn.mediabox  # or what goes beyond the cut would be left out
    name = sheet.add_resource(whole.copy_foreign(drawn.as_form_xobject()), pikepdf.Name.XObject)
    # The page's own corner lies where it is cut, and what goes beyond has a place below zero.
    shift = _points(SLUG)
    placed = f"q {enlarged:.6f} 0 0 {enlarged:.6f} {shift:.4f} {shift:.4f} cm {name} Do Q\n"
    sheet.contents_add(placed.encode() + _marks(enlarged))
    right, top = SLUG + WIDE * enlarged, SLUG + HIGH * enlarged
    sheet.trimbox = pikepdf.Array([_points(one) for one in (SLUG, SLUG, right, top)])
    beyond = BLEED * enlarged
    edges = (SLUG - beyond, SLUG - beyond, right + beyond, top + beyond)
    sheet.obj.BleedBox = pikepdf.Array([_points(one) for one in edges])


def _marks(enlarged: float) -> bytes:
    """Two short lines at each corner, which stay clear of what goes beyond the cut."""
    left, low = SLUG, SLUG
    right, top = SLUG + WIDE * enlarged, SLUG + HIGH * enlarged
    clear = BLEED * enlarged + 0.5
    lines = []
    for x, out in ((left, -1), (right, 1)):
        lines += [(x + out * clear, y, x + out * (clear + MARK), y) for y in (low, top)]
    for y, out in ((low, -1), (top, 1)):
        lines += [(x, y + out * clear, x, y + out * (clear + MARK)) for x in (left, right)]
    drawn = [
        "{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*(_points(one) for one in line))
        for line in lines
    ]
    return ("q 0 G 0.25 w " + " ".join(drawn) + " Q\n").encode()


def _points(millimetres: float) -> float:
    return round(millimetres / POINT, 4)
