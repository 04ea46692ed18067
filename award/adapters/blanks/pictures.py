"""Puts the pictures of a certificate into its file: logo, signatures and the square code."""

import base64
import io
from functools import lru_cache
from typing import Final

from PIL import Image

from award.adapters.blanks.objects import Objects, pack
from award.adapters.certificates import SQUARE_BORDER, colours_of_square, square_symbol

_IMAGE: Final = "/Type /XObject /Subtype /Image /Interpolate false"
_DOTS: Final = 4
"""How many dots wide each square is, so that it is drawn well by readers that make it smaller."""


def add_square(objects: Objects, check_url: str, *, grey: bool) -> str:
    """Adds the square code; answers how the page refers to it."""
    dots = [
        "".join(("1" if dark else "0") * _DOTS for dark in row)
        for row in square_symbol(check_url).matrix_iter(border=SQUARE_BORDER)
    ]
    side = len(dots) * _DOTS
    wide = (side + 7) // 8
    rows = [int(row.ljust(8 * wide, "0"), 2).to_bytes(wide, "big") * _DOTS for row in dots]
    dark, light = colours_of_square(grey=grey)
    shades = (light + dark).replace("#", "")
    return objects.add_stream(
        f"{_IMAGE} /Width {side} /Height {side} /BitsPerComponent 1 "
        f"/ColorSpace [/Indexed /DeviceRGB 1 <{shades}>]",
        b"".join(rows),
    )


def add_picture(objects: Objects, address: str) -> str:
    """Adds a PNG, given as a data address; answers how the page refers to it."""
    wide, high, colours, mask = _unpacked(address)
    size = f"{_IMAGE} /Width {wide} /Height {high} /BitsPerComponent 8"
    entries = f"{size} /ColorSpace /DeviceRGB"
    if mask:
        shown = objects.add_stream(f"{size} /ColorSpace /DeviceGray", mask, packed=True)
        entries += f" /SMask {shown}"
    return objects.add_stream(entries, colours, packed=True)


@lru_cache(maxsize=16)
def _unpacked(address: str) -> tuple[int, int, bytes, bytes]:
    """Width, height, colours, and how solid each dot is: empty where all of them are."""
    content = base64.b64decode(address.partition(",")[2])
    with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
        whole = picture.convert("RGBA")
    solid = whole.getchannel("A")
    mask = b"" if solid.getextrema() == (255, 255) else pack(solid.tobytes())
    return *whole.size, pack(whole.convert("RGB").tobytes()), mask
