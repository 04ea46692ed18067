"""Makes the agenda of a panel day and its papers as a PDF that every reader can use: A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from award.adapters.certificates import USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, dress, write_pdf
from award.adapters.sheets import FEWEST_TYPED, SHEETS, needed_for, printable, sheets, texts_of
from award.adapters.typefaces import typefaces_in

STYLE: Final = SHEETS / "agenda_pdf.css"


@dataclass(frozen=True)
class AgendaPaperLine:
    """One criterion that is below met, or on which views differ: who said what of it."""

    criterion: str
    views: Sequence[str]


@dataclass(frozen=True)
class AgendaPaperJourney:
    """The papers of one journey: when it comes, what is recommended and suggested, the report,
    whose texts are cut into paragraphs."""

    number: str
    begins: str
    minutes: str
    setting: str
    about: str
    first: str
    recommended: str
    suggested: str
    why: Sequence[str]
    strengths: Sequence[str]
    next_steps: Sequence[str]
    lines: Sequence[AgendaPaperLine]
    stands: str = ""


@dataclass(frozen=True)
class AgendaPaper:
    """All that the paper says; sentences are ready. ``left_out`` says what is kept back."""

    name: str
    authority_name: str
    when: str
    where: str
    words: str
    printed_on: str
    journeys: Sequence[AgendaPaperJourney]
    left_out: str = ""
    brand_colour: str = USUAL_BRAND


def render_agenda(paper: AgendaPaper, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The agenda with its papers. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    shown = printable(paper, typefaces)
    text = " ".join(texts_of(shown)) + FEWEST_TYPED
    stylesheets, font_configuration = dress(needed_for(text, typefaces), fonts, STYLE)
    return write_pdf(
        sheets().get_template("agenda_pdf.html").render(paper=shown, at=at.astimezone(UTC)),
        assets=drawings(paper.brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )
