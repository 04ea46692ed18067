"""Draws pictures anew, and the pages of PDFs: what comes out are dots, and nothing else."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageOps

from award.adapters.previews.sheets import Sheet, Writer
from award.domain.file_kinds import PDF

QUALITY: Final = 80
# Quick rather than small: a page is looked at by a few people, and there are many of them.
METHOD: Final = 1
LARGEST_SCALE: Final = 4.0
UNREADABLE: Final = "This page cannot be shown here. Download the file to read it."


def reader_of(media_type: str) -> Callable[[Path, Writer], None]:
    """Who draws a file of this kind."""
    return draw_pdf if media_type == PDF.media_type else draw_picture


def draw_picture(source: Path, writer: Writer) -> None:
    """A picture, upright, without what its camera wrote into it."""
    limits = writer.limits
    Image.MAX_IMAGE_PIXELS = limits.pixels
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    _read_phone_pictures_too()
    writer.say_total(1)
    with Image.open(source, formats=("JPEG", "PNG", "WEBP", "HEIF")) as opened:
        opened.draft("RGB", (limits.width, limits.height))
        upright = ImageOps.exif_transpose(opened)
        _keep(upright, writer.next("picture"), writer)


def _read_phone_pictures_too() -> None:
    import pillow_heif  # noqa: PLC0415 - slow import

    pillow_heif.options.DECODE_THREADS = 1  # the machine is for everybody
    pillow_heif.register_heif_opener()


def draw_pdf(source: Path, writer: Writer) -> None:
    """The first pages of a PDF as pictures, each with its text."""
    pdf = pypdfium2.PdfDocument(source)
    pdf.init_forms()
    writer.say_total(len(pdf))
    for number in range(min(len(pdf), writer.limits.pages)):
        try:
            page = pdf[number]
            sheet = writer.next("picture", text=_text_of(page))
            _keep(_drawn(page, writer), sheet, writer)
            page.close()
        except (pypdfium2.PdfiumError, ValueError):
            writer.keep(Sheet(number + 1, "text", text=UNREADABLE))
            writer.count = number + 1


def _text_of(page: Any) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded())
    finally:
        words.close()


def _drawn(page: Any, writer: Writer) -> Image.Image:
    """A page so wide as pages are shown; a very long one narrower."""
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise ValueError("A page without a size")
    scale = min(writer.limits.width / width, writer.limits.height / height, LARGEST_SCALE)
    drawn: Image.Image = page.render(scale=scale).to_pil()
    return drawn


def _keep(picture: Image.Image, sheet: Sheet, writer: Writer) -> None:
    limits = writer.limits
    has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    clean = picture.convert("RGBA" if has_holes else "RGB")
    clean.thumbnail((limits.width, limits.height))
    if has_holes:
        ground = Image.new("RGBA", clean.size, "white")
        clean = Image.alpha_composite(ground, clean).convert("RGB")
    large = Image.frombytes("RGB", clean.size, clean.tobytes())  # nothing else comes along
    large.save(writer.folder / sheet.picture, "WEBP", quality=QUALITY, method=METHOD)
    small = large.copy()
    small.thumbnail((limits.small, limits.small))
    small.save(writer.folder / sheet.small, "WEBP", quality=QUALITY, method=METHOD)
    writer.keep(replace(sheet, width=large.width, height=large.height))
