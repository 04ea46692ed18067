"""Makes an assessor's report as a PDF that every reader can use: A4, as many pages as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import set_paper


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
    """All that the paper says; sentences are ready, longer texts are cut into paragraphs.

    ``again`` says that it is decided, or was, for a second time, and after what.
    """

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
    again: str = ""
    differs_because: Sequence[str] = ()
    brand_colour: str = USUAL_BRAND

    @property
    def says_why(self) -> bool:
        """Whether a reason stands beside any criterion: without one its column is left out."""
        return any(one.note or one.basis for part in self.chapters for one in part.lines)


def paragraphs(text: str) -> list[str]:
    """What is written, a paragraph for each line that has words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def render_report(paper: ReportPaper, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The report as a PDF."""
    return set_paper("report_pdf", paper, brand_colour=paper.brand_colour, at=at, fonts=fonts)
