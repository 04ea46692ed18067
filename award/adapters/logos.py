"""Makes logos and signatures again from what was sent, so that nothing but their dots is kept."""

import hashlib
import io
import warnings
from typing import BinaryIO, Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from award.domain.brand import LogoPicture

MOST_BYTES: Final = 2_000_000
MOST_PIXELS: Final = 12_000_000
WIDEST, HIGHEST = 640, 192
LOWEST: Final = 40
NARROWEST: Final = 120
FAINTEST: Final = 64
INK: Final = "#16302e"
_SVG_MARKS: Final = (b"<svg", b"<?xml", b"<!doctype svg")


class NotALogo(Exception):
    """The file cannot be a logo here; the sentence says what to send instead."""


def made_again(stream: BinaryIO) -> LogoPicture:
    """The picture as a PNG of a logo's size, without anything that travelled in the file.

    Raises NotALogo for what is no PNG or JPEG, too large, too small, or an SVG.
    """
    sent = stream.read(MOST_BYTES + 1)
    if len(sent) > MOST_BYTES:
        raise NotALogo("This file is larger than 2 MB. Save the logo smaller and choose that.")
    if sent[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_SVG_MARKS):
        raise NotALogo(
            "This is an SVG. Such a file can carry links and instructions for a browser, so we do "
            "not take one. Save the logo as a PNG and choose that."
        )
    picture = _opened(sent)
    if picture.height < LOWEST:
        raise NotALogo(
            f"This logo is only {picture.height} dots high and would look blurred. "
            f"Choose one that is {LOWEST} high or more; {HIGHEST} is best."
        )
    picture.thumbnail((WIDEST, HIGHEST))
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    digest = hashlib.sha256(made.getvalue()).hexdigest()[:16]
    return LogoPicture(made.getvalue(), picture.width, picture.height, digest)


def signature_made_again(stream: BinaryIO) -> LogoPicture:
    """A scanned signature as a PNG: its ink on clear ground, whatever paper it stood on.

    Raises NotALogo for what is no PNG or JPEG, too large, or too small to be printed well.
    """
    sent = stream.read(MOST_BYTES + 1)
    if len(sent) > MOST_BYTES:
        raise NotALogo("This file is larger than 2 MB. Save the picture smaller and choose that.")
    if sent[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_SVG_MARKS):
        raise NotALogo("This is an SVG, and we do not take one. Save it as a PNG and choose that.")
    picture = _opened(sent)
    if picture.width < NARROWEST or picture.height < LOWEST:
        raise NotALogo(
            f"This picture is only {picture.width} dots wide and {picture.height} high. Scan the "
            f"signature larger: {NARROWEST} wide or more."
        )
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    ink = ImageOps.autocontrast(ImageOps.invert(ground.convert("L")), cutoff=(60, 1))
    box = ink.point(lambda dot: 255 if dot > FAINTEST else 0).getbbox()
    if box is None:
        raise NotALogo("Nothing is drawn on this picture. Choose another one.")
    ink = ink.crop(box)
    ink.thumbnail((WIDEST, HIGHEST))
    drawn = Image.new("RGBA", ink.size, INK)
    drawn.putalpha(ink)
    made = io.BytesIO()
    drawn.save(made, "PNG", optimize=True)
    digest = hashlib.sha256(made.getvalue()).hexdigest()[:16]
    return LogoPicture(made.getvalue(), drawn.width, drawn.height, digest)


def _opened(sent: bytes) -> Image.Image:
    """The dots of a PNG or JPEG, decoded whole, of their own colours and nothing else."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(sent), formats=("PNG", "JPEG")) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise NotALogo(
                        "This picture has more than 12 million dots. Save it smaller and "
                        "choose that."
                    )
                found.load()
                dots = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError):
        raise NotALogo("Choose a PNG or a JPEG. This file could not be opened as one.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotALogo("This picture is too large. Save it smaller and choose that.") from None
    clean = Image.new("RGBA", dots.size)
    clean.paste(dots)
    return clean
