"""Looks into a PDF as a reader, a scanner and an archive would."""

import io
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import outloud
import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw
from pyzbar import pyzbar

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
NAMESPACE_OF_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
ABOUT_UA = "http://www.aiim.org/pdfua/ns/id/"


class Ink(NamedTuple):
    """A box around letters as they are drawn."""

    left: float
    bottom: float
    right: float
    top: float

    def with_(self, other: "Ink") -> "Ink":
        return Ink(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def is_apart_from(self, other: "Ink") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return beside or self.top <= other.bottom or other.top <= self.bottom


NOWHERE = Ink(9999, 9999, -9999, -9999)


def assert_pdf_a3a(content: bytes) -> None:
    """The marks that PDF/A-3a asks for, one by one, and what it forbids."""
    assert re.fullmatch(rb"%PDF-1\.7\n%[\x80-\xff]{4,}", b"\n".join(content.split(b"\n")[:2]))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marks = _marks_in_description(pdf)
        assert marks[f"{PDFAID}part"] == "3"
        assert marks[f"{PDFAID}conformance"] == "A"
        assert not pdf.is_encrypted
        assert len(pdf.trailer.ID) == 2
        assert "/Encrypt" not in pdf.trailer
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang)
        assert pdf.Root.StructTreeRoot.Type == "/StructTreeRoot"
        assert "/Filter" not in pdf.Root.Metadata or pdf.Root.Metadata.Filter == "/FlateDecode"
        _assert_colours_are_named(pdf)
        _assert_nothing_runs(pdf)
        _assert_nothing_is_elsewhere(pdf)
        _assert_files_are_explained(pdf)
        _assert_notes_are_printed(pdf)
        _assert_fonts_are_inside(pdf)
        _assert_description_agrees(pdf)
    _assert_sound(content)


def assert_pdf_ua1(content: bytes) -> None:
    """Says that it is PDF/UA-1, explains that mark as PDF/A asks, and passes outloud's rules."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        described = _description(pdf)
        assert _marks_in_description(pdf)[f"{PDFUAID}part"] == "1"
        schemas = described.iter(EXTENSION)
        assert [one.text for schema in schemas for one in schema.iter(NAMESPACE_OF_SCHEMA)] == [
            ABOUT_UA
        ]
        for prefix in (b"<pdfaExtension:", b"<pdfaSchema:", b"<pdfaProperty:"):
            assert prefix in pdf.Root.Metadata.read_bytes()
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "looked-at.pdf"
        path.write_bytes(content)
        findings = outloud.check(path).findings
    assert [f"{found.rule}: {found.message}" for found in findings] == []


def assert_every_reader_reads(content: bytes, *words: str) -> None:
    """The paper keeps both standards and says each of these words."""
    assert_pdf_a3a(content)
    assert_pdf_ua1(content)
    said = " ".join(text_of(content).split())
    for one in words:
        assert one in said


def text_of(content: bytes, *, raw: bool = True) -> str:
    """The text in the order in which the page is written, which is the order of its structure.

    What runs from right to left is written as it is seen: without ``raw`` a reader puts it right.
    """
    done = subprocess.run(
        ["pdftotext", *(["-raw"] if raw else []), "-enc", "UTF-8", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def ink_of(content: bytes) -> list[tuple[str, Ink]]:
    """Each line of the first page with the place of its ink, in points from the lower left."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        page = pdf[0].get_textpage()
        signs = [chr(raw.FPDFText_GetUnicode(page.raw, at)) for at in range(page.count_chars())]
        boxes = [Ink(*page.get_charbox(at)) for at in range(len(signs))]
    finally:
        pdf.close()
    lines: list[tuple[str, Ink]] = [("", NOWHERE)]
    for sign, box in zip(signs, boxes, strict=True):
        words, ink = lines[-1]
        if sign in "\r\n":
            lines.append(("", NOWHERE))
        else:
            lines[-1] = (words + sign, ink if sign == " " else ink.with_(box))
    return [(words, ink) for words, ink in lines if words.strip()]


def assert_nothing_touches(lines: list[tuple[str, Ink]]) -> None:
    """No line lies over another, and none over the border of a certificate."""
    for place, (words, ink) in enumerate(lines):
        assert ink.left > 37, words  # inside the border's innermost line
        assert ink.right < 805, words
        assert ink.bottom > 37, words
        assert ink.top < 559, words
        for other, that in lines[place + 1 :]:
            assert ink.is_apart_from(that), (words, other)


def qr_text(content: bytes) -> str:
    """What a phone reads from the one square code on the first page."""
    found = pyzbar.decode(picture_of(content), symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert len(found) == 1
    return found[0].data.decode()


def picture_of(content: bytes, *, dots_per_inch: int = 150) -> Image.Image:
    """The first page as a picture."""
    done = subprocess.run(
        ["pdftoppm", "-r", str(dots_per_inch), "-png", "-singlefile", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def sizes_of_pages(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [[float(side) for side in page.mediabox] for page in pdf.pages]
    return [
        (round((right - left) * 25.4 / 72), round((top - bottom) * 25.4 / 72))
        for left, bottom, right, top in boxes
    ]


def _description(pdf: pikepdf.Pdf) -> ElementTree.Element:
    return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - we wrote it


def _marks_in_description(pdf: pikepdf.Pdf) -> dict[str, str]:
    return {name: value for part in _description(pdf).iter() for name, value in part.attrib.items()}


def _assert_colours_are_named(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    assert len(pdf.Root.OutputIntents) == 1
    assert intent.S == "/GTS_PDFA1"
    profile = intent.DestOutputProfile.read_bytes()
    assert profile[36:40] == b"acsp"  # the mark of every colour profile
    assert profile[16:20] == b"RGB "
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert intent.DestOutputProfile.N == 3


def _assert_nothing_runs(pdf: pikepdf.Pdf) -> None:
    assert "/OpenAction" not in pdf.Root
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    for part in _parts(pdf):
        assert "/AA" not in part
        assert "/JS" not in part
        assert part.get("/S") not in {"/JavaScript", "/Launch", "/ImportData", "/Movie", "/Sound"}
        assert part.get("/Subtype") not in {"/Movie", "/Sound", "/Screen", "/3D", "/RichMedia"}


def _assert_nothing_is_elsewhere(pdf: pikepdf.Pdf) -> None:
    """All of a stream is in the file, packed in a way that archives allow, and drawn as it is."""
    for part in _parts(pdf):
        if isinstance(part, pikepdf.Stream):
            assert "/F" not in part.stream_dict
            assert "/LZWDecode" not in str(part.get("/Filter", ""))
            assert part.get("/Subtype") != "/PS"
            assert not part.get("/Interpolate", False)


def _assert_files_are_explained(pdf: pikepdf.Pdf) -> None:
    """Each attached file says what it is to the document, what kind it is, and is named there."""
    told = list(pdf.Root.get("/AF", []))
    named = [part for part in _parts(pdf) if part.get("/Type") in {"/Filespec", "/F"}]
    assert len(told) == len(named) == len(pdf.attachments)
    for file in named:
        assert file.AFRelationship in {"/Source", "/Data", "/Alternative", "/Supplement"}
        assert str(file.F) == str(file.UF) != ""
        assert re.fullmatch(r"/[a-z]+/[a-z0-9.+-]+", str(file.EF.F.Subtype))
        assert file.EF.F.Params.ModDate


def _assert_fonts_are_inside(pdf: pikepdf.Pdf) -> None:
    """Every font is in the file, and each of its glyphs says what it is read as."""
    fonts = [part for part in _parts(pdf) if part.get("/Type") == "/Font"]
    shown = [font for font in fonts if not str(font.Subtype).startswith("/CIDFont")]
    assert shown
    for font in shown:
        own = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
        files = [
            name for name in ("/FontFile", "/FontFile2", "/FontFile3") if name in own.FontDescriptor
        ]
        assert len(files) == 1
        assert len(own.FontDescriptor[files[0]].read_bytes()) > 100
        mapping = font.ToUnicode.read_bytes()
        assert b" <>" not in mapping
        assert re.search(rb"<[0-9A-Fa-f]{4}> <[0-9A-Fa-f]{4,}>", mapping)


def _assert_notes_are_printed(pdf: pikepdf.Pdf) -> None:
    """What lies on a page is printed, is not hidden, and says what it is."""
    printed, hidden = 4, 1 | 2 | 32
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            nowhere = [float(side) for side in note.Rect] == [0, 0, 0, 0]
            assert nowhere or int(note.F) & printed
            assert not int(note.F) & hidden


def _parts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary | pikepdf.Stream)]


def _assert_description_agrees(pdf: pikepdf.Pdf) -> None:
    """An archive wants the two places in which a PDF tells its title to say the same."""
    with pdf.open_metadata() as described:
        assert described["dc:title"] == str(pdf.docinfo["/Title"])
        assert described["xmp:CreateDate"]
    assert "/CreationDate" in pdf.docinfo


def _assert_sound(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "looked-at.pdf"
        path.write_bytes(content)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
