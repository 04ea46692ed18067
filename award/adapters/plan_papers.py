"""Makes a setting's plan as a PDF that every reader can use: A4, lying, as long as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import set_paper


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
    """The plan as a PDF."""
    return set_paper("plan_pdf", paper, brand_colour=paper.brand_colour, at=at, fonts=fonts)
