"""Certificates for a printer: one PDF of many sheets, A4 or A3, with bleed and crop marks."""

import io
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import pikepdf

from award.adapters.certificate_pdfs import render_certificate
from award.adapters.certificates import colours_of_square
from award.adapters.pdf import BUILT_FONTS
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
        drawn = render_certificate(face, at=at, fonts=fonts)
        with pikepdf.open(io.BytesIO(drawn)) as one:
            _lay(whole, one.pages[0], ENLARGED[paper], _colour_of_paper(face))
    whole.docinfo["/Title"] = f"Certificates to print, {paper.upper()}"
    written = io.BytesIO()
    whole.save(written, compress_streams=True, deterministic_id=True)
    return written.getvalue()


def _lay(whole: pikepdf.Pdf, drawn: pikepdf.Page, enlarged: float, colour: str) -> None:
    """A sheet with this page in its middle, enlarged, its ground beyond the cut, and the marks."""
    sheet = whole.add_blank_page(
        page_size=(_points(WIDE * enlarged + 2 * SLUG), _points(HIGH * enlarged + 2 * SLUG))
    )
    name = sheet.add_resource(whole.copy_foreign(drawn.as_form_xobject()), pikepdf.Name.XObject)
    shift = _points(SLUG)
    placed = f"q {enlarged:.6f} 0 0 {enlarged:.6f} {shift:.4f} {shift:.4f} cm {name} Do Q\n"
    right, top = SLUG + WIDE * enlarged, SLUG + HIGH * enlarged
    sheet.trimbox = pikepdf.Array([_points(one) for one in (SLUG, SLUG, right, top)])
    beyond = BLEED * enlarged
    edges = (SLUG - beyond, SLUG - beyond, right + beyond, top + beyond)
    sides = [
        _points(one) for one in (*edges[:2], right - SLUG + 2 * beyond, top - SLUG + 2 * beyond)
    ]
    ground = f"q {colour} rg {' '.join(str(side) for side in sides)} re f Q\n"
    sheet.contents_add((ground + placed).encode() + _marks(enlarged))
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


def _colour_of_paper(face: CertificateFace) -> str:
    """The colour of the certificate's ground, as a PDF writes it."""
    _, paper = colours_of_square(grey=face.grey)
    parts = (int(paper[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return " ".join(f"{part:.6f}" for part in parts)


def _points(millimetres: float) -> float:
    return round(millimetres / POINT, 4)
