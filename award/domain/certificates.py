"""What stands on a certificate, before anything is drawn."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

LONGEST_NAME: Final = 120
MOST_SIGNATORIES: Final = 3

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURE: Final = re.compile(r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class CannotPrint(ValueError):
    """Something on the certificate cannot be printed; the sentence says what to change."""


class Signatory(NamedTuple):
    """Who stands for the award: a name and what they are.

    ``picture`` is their scanned signature as a data address of a PNG; empty where they sign by
    hand.
    """

    name: str
    title: str
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class CertificateFace:
    """All that a reader sees on a certificate; two equal faces are printed alike, byte for byte.

    ``words`` is the wording as `certificate_words.as_text` writes it, ``logo`` the authority's
    logo as a data address of a PNG, and ``grey`` asks for the version without colour. So a face
    holds everything, and stays true when the authority changes its look.
    """

    setting_name: str
    authority_name: str
    award_name: str
    awarded_on: date
    valid_from: date
    valid_until: date
    number: str
    code: str
    check_url: str
    framework_version: str
    signatories: tuple[Signatory, ...]
    level: str | None = None
    name_lang: str = "en"
    brand_colour: str = "#0b4f4a"
    specimen: bool = False
    words: str = ""
    logo: str = ""
    grey: bool = False

    def __post_init__(self) -> None:
        if not self.setting_name.strip():
            raise CannotPrint(
                "Write the name of the setting as it should stand on the certificate."
            )
        if len(self.setting_name) > LONGEST_NAME:
            raise CannotPrint(
                f"Shorten the name on the certificate to {LONGEST_NAME} letters: "
                f"it has {len(self.setting_name)}."
            )
        if not _COLOUR.fullmatch(self.brand_colour):
            raise CannotPrint(
                "Write the brand colour as # and six figures or letters, like #0b4f4a."
            )
        if not _LANGUAGE.fullmatch(self.name_lang):
            raise CannotPrint("Write the language of the name as a short code, like en, cy or gu.")
        for picture in (self.logo, *(one.picture for one in self.signatories)):
            if picture and not _PICTURE.fullmatch(picture):
                raise CannotPrint("A picture on a certificate is a PNG that we made ourselves.")
        if len(self.signatories) > MOST_SIGNATORIES:
            raise CannotPrint(f"Name {MOST_SIGNATORIES} people at most to sign the certificate.")
