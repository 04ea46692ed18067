"""Files made by code that are like the real ones of the table: one for each of its rows."""

import io
import zipfile
from collections.abc import Callable
from typing import Final

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name
from PIL import Image

from award.domain.file_kinds import ODT, PPTX, XLSX
from tests.adapters.kinds_of_file.hostile import box, compound, film, pdf, phone_exif, photo
from tests.adapters.kinds_of_file.test_packed import HEAD, office, open_document, types_of, zipped

WORD_START: Final = b"\xec\xa5\xc1\0" + bytes(6)
MACROS: Final = "application/vnd.ms-{}.macroEnabled.main+xml"


def elsewhere(kind: str) -> str:
    """What names a thing of this kind that lies outside the document."""
    one = f'<Relationship Type="urn:r/{kind}" TargetMode="External" Target="file:///a"/>'
    return f"{HEAD}<Relationships>{one}</Relationships>"


def of_a_phone() -> bytes:
    """A picture as an iPhone keeps it, with a few words in it."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(photo())) as picture:
        heif = pillow_heif.from_pillow(picture)
    heif.info["xmp"] = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Sports day</x:xmpmeta>"
    heif.save(target)
    return target.getvalue()


def without_place() -> Image.Exif:
    exif = phone_exif()
    del exif[0x8825]
    return exif


def changed(change: Callable[[pikepdf.Pdf], object] = lambda _: None, **saving: object) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        change(made)
        made.save(target, **saving)  # type: ignore[arg-type] # names and types as in Pdf.save
    return target.getvalue()


def a_form(made: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T="name", Rect=[0, 0, 90, 20], Subtype=Name.Widget)
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))


def locked_archive() -> bytes:
    content = bytearray(zipped({"a.txt": "a"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def in_itself() -> bytes:
    inner = zipped({"a.txt": "a"})
    return zipped({"droste.zip": inner}, packing=zipfile.ZIP_STORED)


def field(instruction: str) -> str:
    return f"{HEAD}<w:d xmlns:w='urn:w'><w:fldSimple w:instr='{instruction}'/></w:d>"


DDE: Final = f"{HEAD}<externalLink><ddeLink ddeService='cmd'/></externalLink>"
PICTURE: Final[dict[str, bytes | str]] = {f"word/media/image{n}.png": photo("PNG") for n in (1, 2)}
ALIKE: Final[dict[str, Callable[[], bytes]]] = {
    "pillow_heif__empty.heic": bytes,
    "sample-files__crazyones-pdfa.pdf": pdf,
    "sample-files__habibi.pdf": lambda: pdf(Lang="ar"),
    "sample-files__libreoffice-form.pdf": lambda: changed(a_form),
    "sample-files__unreadablemetadata.pdf": lambda: pdf()[:100],
    "tika__droste.zip": in_itself,
    "tika__testDdeLink.xlsx": lambda: office(XLSX, {"xl/externalLinks/externalLink1.xml": DDE}),
    "tika__testEXCEL.xlsx": lambda: office(XLSX),
    "tika__testEXCEL_macro.xlsm": lambda: office(XLSX, {"xl/vbaProject.bin": b"x"}),
    "tika__testExternalRefs.docx": lambda: office(
        more={"word/document.xml": field('INCLUDEPICTURE "http://a/b.png"')}
    ),
    "tika__testHEIF.heic": of_a_phone,
    "tika__testHTML.html": lambda: b"<html><script>alert(1)</script></html>",
    "tika__testJPEG_EXIF.jpg": lambda: photo(exif=without_place(), comment=b"Jack"),
    "tika__testJPEG_GEO.jpg": lambda: photo(exif=phone_exif(), comment=b"Jack"),
    "tika__testMP4Video.mp4": lambda: film(told=box(b"\xa9nam", b"\0\x04\x15\xc7Jack")),
    "tika__testMSG_att_doc.msg": lambda: compound("__substg1.0_37010102"),
    "tika__testOCR.pdf": lambda: changed(lambda made: made.add_blank_page()),
    "tika__testODTnotaZipFile.odt": lambda: b"<?xml version='1.0'?><office:document/>",
    "tika__testOpenOffice2.odt": lambda: open_document(ODT),
    "tika__testPDF.pdf": pdf,
    "tika__testPDF_protected.pdf": lambda: changed(
        encryption=pikepdf.Encryption(user="", owner="owner")
    ),
    "tika__testPPT.pptx": lambda: office(PPTX),
    "tika__testPPT_2imgs.pptx": lambda: office(
        PPTX, {"ppt/slides/_rels/slide1.xml.rels": elsewhere("audio")}
    ),
    "tika__testPages2013.pages": lambda: zipped({"Index/Document.iwa": b"x"}),
    "tika__testRTF.rtf": lambda: b"{\\rtf1 The policy}",
    "tika__testWEBP.webp": lambda: photo("WEBP"),
    "tika__testWORD.doc": lambda: compound("WordDocument", start=WORD_START),
    "tika__testWORD.docx": office,
    "tika__testWORD_3imgs.docx": lambda: office(more=PICTURE),
    "tika__testWORD_macros.docm": lambda: zipped(
        {"[Content_Types].xml": types_of(MACROS.format("word")), "word/document.xml": HEAD}
    ),
    "tika__testWORD_protected_passtika.docx": lambda: compound(
        "EncryptionInfo", "EncryptedPackage"
    ),
    "tika__testWORD_truncated.docx": lambda: office()[:-60],
    "tika__testZipEncrypted.zip": locked_archive,
}
