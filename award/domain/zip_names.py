"""What a piece of evidence is called in a zip: safe on every computer, and never twice."""

import unicodedata
from typing import Final

LONGEST: Final = 60


def zip_name(code: str, number: int, title: str, extension: str) -> str:
    """Such as “1.4/1.4-02-our-policy.pdf”; letters of any script stay, all other signs go.

    Criterion and number make it unique, and keep it from being a name that means a device.
    """
    words = "".join(
        one if one.isalnum() else " " for one in unicodedata.normalize("NFC", title).casefold()
    )
    short = "-".join(words.split())[:LONGEST].strip("-")
    place = "".join(one for one in code if one.isascii() and (one.isalnum() or one == "."))
    safe = place.strip(".") or "evidence"
    ending = "".join(one for one in extension.lower() if one.isascii() and one.isalnum())[:8]
    name = "-".join(filter(None, (safe, f"{number:02}", short)))
    return f"{safe}/{name}.{ending}" if ending else f"{safe}/{name}"


def without_formula(value: object) -> str:
    """What is written into a cell; a spreadsheet runs nothing of it."""
    said = str(value)
    runs = said.startswith(("\t", "\r", "\n")) or said.lstrip().startswith(("=", "+", "-", "@"))
    return f"'{said}" if runs else said
