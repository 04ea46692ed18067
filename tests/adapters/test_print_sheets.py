"""Certificates for a printer: a sheet for each, its cut, its bleed and its marks."""

import io
from dataclasses import replace

import pikepdf
import pytest

from award.adapters.print_sheets import Paper, render_sheets
from tests.adapters.faces import AT, FACE, FONTS
from tests.pdf_checks import picture_of, qr_text, text_of

OTHER = replace(FACE, setting_name="Ysgol Gynradd Gymraeg Tŷ Gwyn", number="LEI-2026-0002")


def millimetres(box: pikepdf.Array) -> list[float]:
    return [round(float(side) * 25.4 / 72, 1) for side in box]


@pytest.mark.parametrize(
    ("paper", "cut", "beyond", "sheet"),
    [
        (Paper.A4, [10, 10, 307, 220], [7, 7, 310, 223], [0, 0, 317, 230]),
        (Paper.A3, [10, 10, 430, 307], [5.8, 5.8, 434.3, 311.2], [0, 0, 440, 317]),
    ],
)
def test_each_certificate_has_a_sheet_with_its_cut_and_its_bleed(
    paper: Paper, cut: list[float], beyond: list[float], sheet: list[float]
) -> None:
    content = render_sheets([FACE, OTHER], paper=paper, at=AT, fonts=FONTS)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [
            [millimetres(page[name]) for name in ("/TrimBox", "/BleedBox", "/MediaBox")]
            for page in pdf.pages
        ]
    assert boxes == [[cut, beyond, sheet]] * 2
    text = " ".join(text_of(content).split())
    assert text.index(FACE.setting_name) < text.index("Ysgol Gynradd Gymraeg")
    assert qr_text(content) == FACE.check_url.upper()


def test_the_ground_goes_beyond_the_cut_and_marks_stay_clear_of_it() -> None:
    picture = picture_of(render_sheets([FACE], paper=Paper.A4, at=AT, fonts=FONTS))
    dots = picture.width / 317

    def at(x: float, y: float) -> tuple[int, ...]:
        found = picture.getpixel((round(x * dots), round(y * dots)))
        assert isinstance(found, tuple)
        return found

    paper, white = (251, 248, 241), (255, 255, 255)
    assert at(8, 100) == at(309, 100) == at(150, 222) == paper  # between bleed and cut
    assert at(4, 100) == at(150, 4) == white
    strip = picture.crop((0, round(9.5 * dots), round(6.4 * dots), round(10.5 * dots)))
    assert min(low for low, _ in strip.getextrema()) < 120  # the mark at the upper left
