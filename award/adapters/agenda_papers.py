"""Makes the agenda of a panel day and its papers as a PDF that every reader can use: A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import set_paper


@dataclass(frozen=True)
class AgendaPaperLine:
    """One criterion that is below met, or on which views differ: who said what of it."""

    criterion: str
    views: Sequence[str]


@dataclass(frozen=True)
class AgendaPaperJourney:
    """The papers of one journey: when it comes, what is recommended and suggested, the report,
    whose texts are cut into paragraphs. ``again``: what was decided before, and asked for then."""

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
    again: str = ""
    asked_before: Sequence[str] = ()
    differs_because: Sequence[str] = ()


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
    """The agenda with its papers."""
    return set_paper("agenda_pdf", paper, brand_colour=paper.brand_colour, at=at, fonts=fonts)
