"""Makes the letter that goes with a certificate as a PDF that every reader can use: A4."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from award.adapters.certificates import USUAL_BRAND
from award.adapters.pdf import BUILT_FONTS
from award.adapters.sheets import set_paper


@dataclass(frozen=True)
class AwardLetter:
    """All that the letter says; days are written out, ``signed`` are names with their titles."""

    setting: str
    authority_name: str
    written_on: str
    number: str
    code: str
    valid_from: str
    valid_until: str
    check_address: str
    signed: tuple[tuple[str, str], ...]
    with_conditions: bool = False
    keep_until: str = ""
    renew_from: str = ""


def render_letter(
    letter: AwardLetter, *, at: datetime, brand_colour: str = USUAL_BRAND, fonts: Path = BUILT_FONTS
) -> bytes:
    """The letter."""
    return set_paper("award_letter", letter, brand_colour=brand_colour, at=at, fonts=fonts)
