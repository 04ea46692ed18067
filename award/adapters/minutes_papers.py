"""Makes the minutes of a panel day as a PDF that every reader can use: A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import set_paper


@dataclass(frozen=True)
class MinutesPaperJourney:
    """What was decided on one journey: by whom, why, and what followed; sentences are ready.

    Texts are cut into paragraphs. ``told`` is what the setting reads, where it differs.
    """

    number: str
    setting: str
    about: str
    decided: str
    who: Sequence[str] = ()
    reasons: Sequence[str] = ()
    votes: Sequence[str] = ()
    told: Sequence[str] = ()
    asked: Sequence[str] = ()
    released: str = ""


@dataclass(frozen=True)
class MinutesPaper:
    """All that the minutes say. ``there`` says who was there, where it was the same for all.

    ``is_planned`` says that the panel met on another day than the round has.
    """

    name: str
    authority_name: str
    when: str
    where: str
    there: Sequence[str]
    printed_on: str
    journeys: Sequence[MinutesPaperJourney]
    left_out: str = ""
    is_planned: bool = False
    brand_colour: str = USUAL_BRAND


def render_minutes(paper: MinutesPaper, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The minutes, in the look of the agenda."""
    return set_paper(
        "minutes_pdf", paper, brand_colour=paper.brand_colour, at=at, fonts=fonts,
        style="agenda_pdf",
    )  # fmt: skip
