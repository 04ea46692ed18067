"""Sets papers that are made as files, each from its template, in letters that can be printed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from award.adapters.certificates import ROOT, drawings
from award.adapters.pdf import Needed, dress, write_pdf
from award.adapters.typefaces import NoTypeface, Typefaces, Voice, typefaces_in
from award.adapters.typesetting import tidy
from award.domain.directions import name_apart, set_apart

SHEETS: Final = ROOT / "templates" / "print"
FEWEST_TYPED: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;’“”?() "
COLOUR: Final = "brand_colour"
VOICES: Final = (Voice.DISPLAY, Voice.LABEL, Voice.STRONG)


@cache
def sheets() -> Environment:
    """The templates of papers that are made as files: everything is escaped, and what runs from
    right to left is set apart from what stands beside it.
    """
    found = Environment(
        loader=FileSystemLoader(SHEETS),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: set_apart(value) if type(value) is str else value,
    )
    found.filters[name_apart.__name__] = name_apart
    return found


def needed_for(text: str, typefaces: Typefaces) -> Needed:
    """The typefaces that a text asks for, in each voice of a paper."""
    return tuple(
        (voice, tuple(one.name for one in typefaces.needed_for(voice, text))) for voice in VOICES
    )


def fitting(text: str, typefaces: Typefaces) -> str:
    """The text, tidied; signs that no typeface has are left out."""
    said = tidy(text)
    try:
        for voice in VOICES:
            typefaces.needed_for(voice, said)
    except NoTypeface:
        return "".join(one for one in said if _is_known(one, typefaces))
    return said


def _is_known(letter: str, typefaces: Typefaces) -> bool:
    try:
        return bool(typefaces.needed_for(Voice.LABEL, letter))
    except NoTypeface:
        return False


def texts_of(value: object) -> Iterator[str]:
    """Every text of a page, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


def printable(value: Any, typefaces: Typefaces) -> Any:
    """The same paper, or part of it, with every text as it can be printed; colours stay."""
    if isinstance(value, str):
        return fitting(value, typefaces)
    if isinstance(value, list | tuple):
        return [printable(one, typefaces) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {
        one.name: printable(getattr(value, one.name), typefaces)
        for one in fields(value)
        if one.name != COLOUR
    }
    return replace(value, **parts)


def set_paper(
    name: str,
    paper: object,
    *,
    brand_colour: str,
    at: datetime,
    fonts: Path,
    style: str = "",
    **more: object,
) -> bytes:
    """The paper of this name as a PDF that every reader can use; ``style`` names another's look.

    Nothing is fetched; signs that no typeface has are left out.
    """
    typefaces = typefaces_in(fonts)
    shown = printable(paper, typefaces)
    text = " ".join(texts_of(shown)) + FEWEST_TYPED
    look = SHEETS / f"{style or name}.css"
    stylesheets, font_configuration = dress(needed_for(text, typefaces), fonts, look)
    return write_pdf(
        sheets().get_template(f"{name}.html").render(paper=shown, at=at.astimezone(UTC), **more),
        assets=drawings(brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )
