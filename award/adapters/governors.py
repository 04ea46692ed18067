"""Makes the one page for those who govern a setting: A4, as a PDF that every reader can use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from award.adapters.certificates import USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, dress, write_pdf
from award.adapters.sheets import FEWEST_TYPED, SHEETS, fitting, needed_for, sheets, texts_of
from award.adapters.typefaces import Typefaces, typefaces_in

STYLE: Final = SHEETS / "governors_pdf.css"
LONGEST: Final = 90
MUCH: Final = 1_400  # more letters than this are set smaller, to stay on one side


@dataclass(frozen=True)
class StandardStands:
    """One standard: how many of its criteria are ready."""

    title: str
    ready: int
    total: int


@dataclass(frozen=True)
class Planned:
    """One step to come: what, who leads it, and by when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True)
class GovernorsPage:
    """All that the page says; the sentences are ready, the lists are short enough for one page."""

    setting_name: str
    authority_name: str
    on: str
    governs: str
    what_it_is: Sequence[str]
    stands: str
    standards: Sequence[StandardStands]
    left: Sequence[str]
    left_more: str
    planned: Sequence[Planned]
    asks: Sequence[str]
    brand_colour: str = USUAL_BRAND


def render_governors_page(page: GovernorsPage, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The page as a PDF. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    shown = _printable(page, typefaces)
    text = " ".join(texts_of(shown)) + FEWEST_TYPED
    stylesheets, font_configuration = dress(needed_for(text, typefaces), fonts, STYLE)
    return write_pdf(
        sheets()
        .get_template("governors_pdf.html")
        .render(page=shown, at=at.astimezone(UTC), is_full=len(text) > MUCH),
        assets=drawings(page.brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )


def _printable(page: GovernorsPage, typefaces: Typefaces) -> GovernorsPage:
    def plain(text: str) -> str:
        return fitting(text, typefaces)

    return GovernorsPage(
        setting_name=plain(page.setting_name),
        authority_name=plain(page.authority_name),
        on=page.on,
        governs=plain(page.governs),
        what_it_is=[plain(one) for one in page.what_it_is],
        stands=plain(page.stands),
        standards=[
            StandardStands(plain(one.title), one.ready, one.total) for one in page.standards
        ],
        left=[shortened(plain(one)) for one in page.left],
        left_more=plain(page.left_more),
        planned=[
            Planned(shortened(plain(one.what)), shortened(plain(one.who), 40), one.when)
            for one in page.planned
        ],
        asks=[plain(one) for one in page.asks],
        brand_colour=page.brand_colour,
    )


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text that leaves room for the others, ended at a word."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
