"""Makes the one page for those who govern a setting: A4, as a PDF that every reader can use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import FEWEST_TYPED, set_paper, texts_of
from award.adapters.typesetting import tidy

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
    planned: Sequence[Planned]
    asks: Sequence[str]
    brand_colour: str = USUAL_BRAND


def render_governors_page(page: GovernorsPage, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The page as a PDF."""
    short = replace(
        page,
        left=[shortened(tidy(one)) for one in page.left],
        planned=[
            Planned(shortened(tidy(one.what)), shortened(tidy(one.who), 40), one.when)
            for one in page.planned
        ],
    )
    is_full = len(" ".join(texts_of(short)) + FEWEST_TYPED) > MUCH
    return set_paper(
        "governors_pdf",
        short,
        brand_colour=page.brand_colour,
        at=at,
        fonts=fonts,
        is_full=is_full,
    )


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text that leaves room for the others, ended at a word."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
