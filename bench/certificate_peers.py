"""The same certificate by other means, to have something to compare with."""
# Measured where they are installed; the project does not need them.
# ruff: noqa: PLC0415

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from fontTools.ttLib import TTFont

from award.adapters.certificates import (
    DRAWINGS,
    ROOT,
    SCHEME,
    TEMPLATES,
    Page,
    drawings,
    square_symbol,
)
from award.adapters.typefaces import FILES_OF, Voice, typefaces_in
from award.domain.certificates import CertificateFace
from bench.certificate_faces import AT

Make = Callable[[CertificateFace], bytes]
BUILT_FONTS = ROOT / "static" / "build" / "fonts"
WIDE, HIGH = 841.89, 595.28

TYPST = """
#set document(title: sys.inputs.title, date: none)
#set page(width: 297mm, height: 210mm, margin: 0mm, fill: rgb("#fbf8f1"),
  background: image("border.svg", width: 297mm))
#set text(font: "Cormorant Garamond", fill: rgb("#16302e"), lang: "en")
#show heading: it => it.body
#let at(y, size, body) = place(top + center, dy: y, text(size: size, body))
#place(top + center, dy: 16mm, image("motif.svg", width: 18mm, alt: "The award"))
#at(36mm, 11pt, sys.inputs.authority)
#at(41mm, 38pt, heading(level: 1, sys.inputs.award))
#at(57mm, 11.5pt, sys.inputs.kind)
#at(72mm, 16pt, sys.inputs.opening)
#at(88mm, 34pt, heading(level: 2, sys.inputs.name))
#at(120mm, 16pt, block(width: 200mm, sys.inputs.citation))
#at(137mm, 15pt, sys.inputs.dates)
#place(top + left, dx: 131mm, dy: 151mm, image("seal.svg", width: 34mm, alt: "Seal"))
#place(top + left, dx: 40mm, dy: 165mm, text(size: 9pt, sys.inputs.signed))
#place(top + left, dx: 180mm, dy: 152mm, text(size: 9pt, sys.inputs.check))
#place(top + left, dx: 233mm, dy: 149mm,
  image(bytes(sys.inputs.square), width: 32mm, alt: "Square code"))
"""


def naive() -> Make:
    """WeasyPrint as its manual begins: a page and its styles in, a PDF out."""
    from weasyprint import HTML

    from award.adapters.pdf import BundledOnly

    names = [files[0] for files in FILES_OF.values()]
    typefaces = typefaces_in(BUILT_FONTS)
    assets = {f"{SCHEME}{name}.woff2": typefaces.named(name).content for name in names}
    rules = "".join(
        f'@font-face {{ font-family: "{name}"; src: url("{SCHEME}{name}.woff2") }}'
        for name in names
    ) + "".join(f'.{voice} {{ font-family: "{files[0]}" }}' for voice, files in FILES_OF.items())
    style = rules + (TEMPLATES / "certificate.css").read_text(encoding="utf-8")

    def make(face: CertificateFace) -> bytes:
        page = Page(face, AT, typefaces)
        html = page.html().replace("<head>", f"<head><style>{style}</style>")
        fetcher = BundledOnly({**assets, **drawings(face.brand_colour)})
        written: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/a-3a")
        return written

    return make


def typst() -> Make:
    """Typst, which writes PDF/UA-1 by itself."""
    import typst as program

    folder = Path(mkdtemp())
    for drawing in DRAWINGS.glob("*.svg"):
        (folder / drawing.name).write_bytes(drawing.read_bytes())
    for voice in Voice:
        for name in FILES_OF[voice][:2]:
            (folder / f"{name}.ttf").write_bytes(_unpacked(name))
    (folder / "certificate.typ").write_text(TYPST, encoding="utf-8")
    compiler = program.Compiler(str(folder / "certificate.typ"), font_paths=[str(folder)])

    def make(face: CertificateFace) -> bytes:
        said = _said(face) | {"square": _square_svg(face)}
        written: bytes = compiler.compile(sys_inputs=said, format="pdf", pdf_standards=["ua-1"])
        return written

    return make


def reportlab() -> Make:
    """reportlab, which draws and tags nothing; border and seal are left out of it."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont as Registered
    from reportlab.pdfgen.canvas import Canvas

    for voice in Voice:
        name = FILES_OF[voice][0]
        pdfmetrics.registerFont(Registered(str(voice), io.BytesIO(_unpacked(name))))
    lines: tuple[tuple[str, Voice, float, float], ...] = (
        ("authority", Voice.STRONG, 11, 485), ("award", Voice.DISPLAY, 38, 442),
        ("kind", Voice.LABEL, 11.5, 419), ("opening", Voice.TEXT, 16, 376),
        ("name", Voice.DISPLAY, 30, 300), ("citation", Voice.TEXT, 12, 236),
        ("dates", Voice.TEXT, 15, 190), ("signed", Voice.STRONG, 9.5, 116),
        ("check", Voice.LABEL, 9, 90),
    )  # fmt: skip

    def make(face: CertificateFace) -> bytes:
        out, said = io.BytesIO(), _said(face)
        canvas: Any = Canvas(out, pagesize=(WIDE, HIGH), invariant=True)
        canvas.setTitle(said["title"])
        for inset, width in ((24, 8), (32, 2), (37, 0.7)):
            canvas.setLineWidth(width)
            canvas.rect(inset, inset, WIDE - 2 * inset, HIGH - 2 * inset)
        for what, voice, size, y in lines:
            canvas.setFont(str(voice), size)
            canvas.drawCentredString(WIDE / 2, y, said[what])
        picture = io.BytesIO()
        square_symbol(face.check_url).save(picture, kind="png", scale=4, border=2)
        picture.seek(0)
        canvas.drawImage(ImageReader(picture), 660, 82, 91, 91)
        canvas.save()
        return out.getvalue()

    return make


def _said(face: CertificateFace) -> dict[str, str]:
    page = Page(face, AT, typefaces_in(BUILT_FONTS))
    return {
        "title": page.title,
        "authority": face.authority_name,
        "award": face.award_name,
        "kind": page.subtitle,
        "opening": page.words.opening,
        "name": face.setting_name,
        "citation": page.words.citation,
        "dates": page.dates,
        "signed": ", ".join(one.name for one in face.signatories),
        "check": f"{page.words.check_at} {page.code} {page.paper_words}",
    }


def _square_svg(face: CertificateFace) -> str:
    drawn = io.BytesIO()
    square_symbol(face.check_url).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()


def _unpacked(name: str) -> bytes:
    plain = io.BytesIO()
    with TTFont(io.BytesIO(typefaces_in(BUILT_FONTS).named(name).content)) as font:
        font.flavor = None
        font.save(plain)
    return plain.getvalue()
