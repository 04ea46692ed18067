"""Makes the letter that goes with a certificate as a PDF that every reader can use: A4."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from award.adapters.certificates import USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, dress, write_pdf
from award.adapters.sheets import FEWEST_TYPED, SHEETS, fitting, needed_for, sheets, texts_of
from award.adapters.typefaces import typefaces_in

STYLE: Final = SHEETS / "award_letter.css"


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
    """The letter. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    template = sheets().get_template("award_letter.html")
    text = " ".join(texts_of(letter))
    shown = {
        name: fitting(value, typefaces) if isinstance(value, str) else value
        for name, value in vars(letter).items()
    }
    shown["signed"] = [[fitting(one, typefaces) for one in pair] for pair in letter.signed]
    known = fitting(text, typefaces) + FEWEST_TYPED
    stylesheets, font_configuration = dress(needed_for(known, typefaces), fonts, STYLE)
    return write_pdf(
        template.render(letter=shown, at=at.astimezone(UTC)),
        assets=drawings(brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )
