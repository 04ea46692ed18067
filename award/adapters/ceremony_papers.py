"""Makes the running order and the guest list of a ceremony as a PDF that every reader can use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import set_paper


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
    """The paper."""
    return set_paper("ceremony_pdf", paper, brand_colour=paper.brand_colour, at=at, fonts=fonts)
