"""Makes an assessor's report as a PDF that every reader can use: A4, as many pages as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from award.adapters.certificates import USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, dress, write_pdf
from award.adapters.sheets import FEWEST_TYPED, SHEETS, needed_for, printable, sheets, texts_of
from award.adapters.typefaces import typefaces_in

STYLE: Final = SHEETS / "report_pdf.css"


@dataclass(frozen=True)
class ReportLine:
    """One criterion in the report: what it is called, both views, the note and what it rests on."""

    title: str
    own: str
    judged: str
    note: str = ""
    basis: str = ""


@dataclass(frozen=True)
class ReportChapter:
    """One standard with its criteria."""

    title: str
    lines: Sequence[ReportLine]


@dataclass(frozen=True)
class ReportPoint:
    """One fact that the setting would have corrected, and the answer to it."""

    words: str
    answer: str


@dataclass(frozen=True)
class ReportPaper:
    """All that the paper says; sentences are ready, longer texts are cut into paragraphs."""

    setting_name: str
    authority_name: str
    stands: str
    strengths: Sequence[str]
    next_steps: Sequence[str]
    recommendation: str
    disclaimer: str
    chapters: Sequence[ReportChapter] = ()
    replied: str = ""
    points: Sequence[ReportPoint] = ()
    brand_colour: str = USUAL_BRAND


def paragraphs(text: str) -> list[str]:
    """What is written, a paragraph for each line that has words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def render_report(paper: ReportPaper, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The report as a PDF. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    shown = printable(paper, typefaces)
    text = " ".join(texts_of(shown)) + FEWEST_TYPED
    stylesheets, font_configuration = dress(needed_for(text, typefaces), fonts, STYLE)
    return write_pdf(
        sheets().get_template("report_pdf.html").render(paper=shown, at=at.astimezone(UTC)),
        assets=drawings(paper.brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )
