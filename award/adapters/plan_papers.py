"""Makes a setting's plan as a PDF that every reader can use: A4, lying, as long as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from award.adapters.certificates import USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, dress, write_pdf
from award.adapters.sheets import FEWEST_TYPED, SHEETS, fitting, needed_for, sheets, texts_of
from award.adapters.typefaces import Typefaces, typefaces_in

STYLE: Final = SHEETS / "plan_pdf.css"


@dataclass(frozen=True)
class PlanLine:
    """One action on paper. ``near`` is a word where it is late or due soon; ``told`` come of it."""

    what: str
    criteria: str
    lead: str
    due: str
    state: str
    near: str = ""
    told: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class PlanPaper:
    """All that the paper says; sentences are ready."""

    setting_name: str
    authority_name: str
    on: str
    stands: str
    summary: str
    lines: Sequence[PlanLine]
    changes: Sequence[str] = ()
    brand_colour: str = USUAL_BRAND


def render_plan(paper: PlanPaper, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The plan as a PDF. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    shown = _printable(paper, typefaces)
    text = " ".join(texts_of(shown)) + FEWEST_TYPED
    stylesheets, font_configuration = dress(needed_for(text, typefaces), fonts, STYLE)
    return write_pdf(
        sheets().get_template("plan_pdf.html").render(paper=shown, at=at.astimezone(UTC)),
        assets=drawings(paper.brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )


def _printable(paper: PlanPaper, typefaces: Typefaces) -> PlanPaper:
    def plain(text: str) -> str:
        return fitting(text, typefaces)

    return replace(
        paper,
        setting_name=plain(paper.setting_name),
        authority_name=plain(paper.authority_name),
        stands=plain(paper.stands),
        summary=plain(paper.summary),
        changes=[plain(one) for one in paper.changes],
        lines=[
            replace(
                one,
                what=plain(one.what),
                lead=plain(one.lead),
                told=[plain(words) for words in one.told],
                notes=[plain(words) for words in one.notes],
            )
            for one in paper.lines
        ],
    )
