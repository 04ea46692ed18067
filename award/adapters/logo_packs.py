"""The award's logo for a setting that holds it: drawings, their days, and the rules of use."""
# WeasyPrint has no types, so that every call of it would be refused.
# mypy: disable-error-code="no-untyped-call"

import io
import re
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pypdfium2
from PIL.PngImagePlugin import PngInfo
from weasyprint import HTML

from award.adapters.certificates import SCHEME, drawings
from award.adapters.pdf import BundledOnly

NAME: Final = "positive-and-peaceful-places"
WIDE: Final = 960
HIGH: Final = 1200
_ROOT: Final = re.compile(r"<svg ([^>]*)>")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The oldest moment that a zip can tell: equal packs have equal bytes."""


@dataclass(frozen=True)
class LogoPack:
    """What a logo says of itself: whose award, its number and days, and where it is checked.

    No setting is named: these files travel, and a setting may be withheld from the public.
    """

    authority_name: str
    number: str
    valid_from: date
    valid_until: date
    check_url: str
    brand_colour: str
    contact: str = ""


def make_pack(pack: LogoPack) -> bytes:
    """All of it as one zip."""
    colour = drawings(pack.brand_colour)[f"{SCHEME}seal.svg"].decode()
    grey = drawings(pack.brand_colour, grey=True)[f"{SCHEME}seal.svg"].decode()
    files = {
        f"{NAME}.svg": _told(colour, pack).encode(),
        f"{NAME}-grey.svg": _told(grey, pack).encode(),
        f"{NAME}.png": _picture(colour, pack),
        f"{NAME}-grey.png": _picture(grey, pack),
        "rules-of-use.txt": rules(pack).encode(),
    }
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(ZipInfo(name, _LONG_AGO), content, ZIP_DEFLATED)
    return made.getvalue()


def rules(pack: LogoPack) -> str:
    """How the logo may be used, in plain words."""
    ask = f" Ask {pack.authority_name}" + (f": {pack.contact}." if pack.contact else ".")
    return "\r\n".join(
        (
            "Positive and Peaceful Places: how to use the logo",
            "",
            f"Award {pack.number} of {pack.authority_name}",
            f"From {pack.valid_from:%d/%m/%Y} until {pack.valid_until:%d/%m/%Y}",
            f"Anybody can check it: {pack.check_url}",
            "",
            "You may",
            "- show the logo on your web site, letters, signs and social media while you hold the",
            "  award;",
            "- make it larger or smaller, with clear space around it as wide as its ribbon;",
            "- use the grey version where you print without colour.",
            "",
            "Please do not",
            "- use it after the last day above, or while the award is not confirmed;",
            "- change its colours, turn it, stretch it, or put words into it;",
            "- use it so that it seems to say that bullying never happens with you. The award says",
            "  how you prevent bullying and what you do about it;",
            "- pass it on to others, or use it for a place that does not hold the award.",
            "",
            "On a web site the badge is better: it always says how the award stands today.",
            "",
            f"Not sure?{ask}",
            "",
        )
    )


def _facts(pack: LogoPack) -> dict[str, str]:
    return {
        "Title": "Positive and Peaceful Places",
        "Author": pack.authority_name,
        "Description": f"Award {pack.number}, valid from {pack.valid_from.isoformat()} "
        f"until {pack.valid_until.isoformat()}",
        "Valid From": pack.valid_from.isoformat(),
        "Valid Until": pack.valid_until.isoformat(),
        "Source": pack.check_url,
    }


def _told(drawing: str, pack: LogoPack) -> str:
    """The drawing with its title and its days, for a program and for who cannot see it."""
    facts = _facts(pack)
    told = (
        f"<title>{escape(facts['Title'])}</title>"
        f"<desc>{escape(facts['Description'])}. Check it at {escape(pack.check_url)}</desc>"
    )
    begins = f'<svg role="img" width="{WIDE}" height="{HIGH}" '
    return _ROOT.sub(lambda found: f"{begins}{found[1]}>{told}", drawing, count=1)


def _picture(drawing: str, pack: LogoPack) -> bytes:
    """The drawing as a PNG on clear ground, with its days in its metadata."""
    address = f"{SCHEME}logo.svg"
    fetcher = BundledOnly({address: drawing.encode()})
    page = (
        "<style>@page{size:240pt 300pt;margin:0}body{margin:0}"
        f'img{{display:block;width:240pt;height:300pt}}</style><img src="{address}" alt="">'
    )
    content = HTML(string=page, url_fetcher=fetcher).write_pdf()
    fetcher.insist()
    pdf = pypdfium2.PdfDocument(content)
    try:
        shown = pdf[0].render(scale=WIDE / 240, fill_color=(0, 0, 0, 0)).to_pil().convert("RGBA")
    finally:
        pdf.close()
    told = PngInfo()
    for name, words in _facts(pack).items():
        told.add_itxt(name, words)
    made = io.BytesIO()
    shown.save(made, "PNG", pnginfo=told, optimize=True)
    return made.getvalue()
