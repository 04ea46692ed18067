"""Makes the running order and the guest list of a ceremony as a PDF that every reader can use."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from award.adapters.certificates import USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, dress, write_pdf
from award.adapters.sheets import FEWEST_TYPED, SHEETS, fitting, needed_for, sheets, texts_of
from award.adapters.typefaces import Typefaces, typefaces_in

STYLE: Final = SHEETS / "ceremony_pdf.css"


@dataclass(frozen=True)
class HandingOver:
    """One certificate that is handed over, and who of the setting may come for it."""

    place: str
    setting: str
    number: str
    people: str


@dataclass(frozen=True)
class CeremonyPaper:
    """All that the paper says; sentences are ready."""

    name: str
    authority_name: str
    when: str
    where: str
    before: Sequence[str]
    handing_over: Sequence[HandingOver]
    after: Sequence[str]
    guests: Sequence[str]
    printed_on: str
    brand_colour: str = USUAL_BRAND


def render_ceremony(paper: CeremonyPaper, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The paper. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    shown = _printable(paper, typefaces)
    text = " ".join(texts_of(shown)) + FEWEST_TYPED
    stylesheets, font_configuration = dress(needed_for(text, typefaces), fonts, STYLE)
    return write_pdf(
        sheets().get_template("ceremony_pdf.html").render(paper=shown, at=at.astimezone(UTC)),
        assets=drawings(paper.brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )


def _printable(value: Any, typefaces: Typefaces) -> Any:
    """The same paper, or part of it, with every text as it can be printed."""
    if isinstance(value, str):
        return fitting(value, typefaces)
    if isinstance(value, list | tuple):
        return [_printable(one, typefaces) for one in value]
    parts = {
        one.name: _printable(getattr(value, one.name), typefaces)
        for one in fields(value)
        if one.name != "brand_colour"
    }
    return replace(value, **parts)
