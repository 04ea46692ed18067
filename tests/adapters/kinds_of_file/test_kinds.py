"""A file's kind is found by opening it; its name only says with what."""

import io
from pathlib import Path
from typing import BinaryIO

import pytest

from award.adapters.kinds_of_file import NotAcceptable, kind_of, look_at
from award.domain.file_kinds import TXT, refusal
from tests.adapters.kinds_of_file.alike import ALIKE
from tests.real_files import beside

TAKEN = "taken as it is"
# What becomes of each real file: taken, taken after this was removed, or refused in these words.
BECOMES = {
    "pillow_heif__empty.heic": "This file is empty",  # 0 bytes
    "sample-files__crazyones-pdfa.pdf": TAKEN,
    "sample-files__habibi.pdf": TAKEN,
    "sample-files__libreoffice-form.pdf": TAKEN,  # a form without scripts
    "sample-files__unreadablemetadata.pdf": "This PDF cannot be opened",  # its end is missing
    "tika__droste.zip": "Unzip it",  # an archive that holds itself
    "tika__testDdeLink.xlsx": "asks other programs to start",
    "tika__testEXCEL.xlsx": TAKEN,
    "tika__testEXCEL_macro.xlsm": "Save it as an .xlsx",
    "tika__testExternalRefs.docx": "fetches things from elsewhere",  # INCLUDEPICTURE, LINK
    "tika__testHEIF.heic": "hidden words removed",  # from then on a JPEG
    "tika__testHTML.html": "Print the page",
    "tika__testJPEG_EXIF.jpg": "device, time and hidden words removed",
    "tika__testJPEG_GEO.jpg": "place, device, time and hidden words removed",
    "tika__testMP4Video.mp4": "hidden words removed",  # where the authority allows films
    "tika__testMSG_att_doc.msg": "e-mails",
    "tika__testOCR.pdf": TAKEN,
    "tika__testODTnotaZipFile.odt": "This document cannot be opened",
    "tika__testOpenOffice2.odt": TAKEN,
    "tika__testPDF.pdf": TAKEN,
    "tika__testPDF_protected.pdf": TAKEN,  # guarded against change only: everybody can open it
    "tika__testPPT.pptx": TAKEN,
    "tika__testPPT_2imgs.pptx": "fetches things from elsewhere",  # a sound on its author's disk
    "tika__testPages2013.pages": "Apple",
    "tika__testRTF.rtf": TAKEN,  # where there is a scanner
    "tika__testWEBP.webp": TAKEN,
    "tika__testWORD.doc": TAKEN,  # where there is a scanner
    "tika__testWORD.docx": TAKEN,
    "tika__testWORD_3imgs.docx": TAKEN,
    "tika__testWORD_macros.docm": "Save it as a .docx",
    "tika__testWORD_protected_passtika.docx": "without the password",
    "tika__testWORD_truncated.docx": "This document cannot be opened",
    "tika__testZipEncrypted.zip": "Unzip it",
}
SAME_AS_NAME = {"heic": "jpeg", "jpg": "jpeg"}
NOT_BY_DEFAULT = {
    "tika__testMP4Video.mp4": "films",
    "tika__testRTF.rtf": "Save it as a PDF",
    "tika__testWORD.doc": "Save it as a .docx",
}


def becomes(stream: BinaryIO, name: str) -> str:
    """What the table should say of this file; its kind is what its name promised."""
    try:
        found = look_at(stream, name)
    except NotAcceptable as refused:
        return str(refused)
    ending = Path(name).suffix.removeprefix(".")
    assert found.kind.code == SAME_AS_NAME.get(ending, ending)
    if found.cleaned is not None:
        found.cleaned.close()
    return found.removed_words or TAKEN


@pytest.mark.parametrize("name", BECOMES)
def test_a_file_made_like_the_real_one_becomes_what_the_table_says(name: str) -> None:
    assert BECOMES[name] in becomes(io.BytesIO(ALIKE[name]()), name)


@pytest.mark.parametrize("name", BECOMES)
def test_a_real_file_becomes_what_the_table_says(name: str) -> None:
    with beside(f"evidence/{name}").open("rb") as stream:
        assert BECOMES[name] in becomes(stream, name)


def test_each_row_of_the_table_has_a_file_made_like_the_real_one() -> None:
    assert ALIKE.keys() == BECOMES.keys()


def test_every_real_file_was_tried() -> None:
    found = {path.name for path in beside("evidence").iterdir()}

    assert found - {"PROVENANCE.tsv"} == set(BECOMES)


@pytest.mark.parametrize("name", NOT_BY_DEFAULT)
def test_films_and_older_documents_are_not_taken_by_default(name: str) -> None:
    assert NOT_BY_DEFAULT[name] in (refusal(name) or "")
    assert refusal(name, films=True, scanned=True) is None


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "setup.exe", "noname"])
def test_a_name_that_cannot_be_taken_is_refused_before_the_file_is_read(name: str) -> None:
    with pytest.raises(NotAcceptable, match="add"):
        kind_of(io.BytesIO(b"plain text"), name)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.jpg", "a.txt", "a.csv"])
def test_an_empty_file_is_refused(name: str) -> None:
    with pytest.raises(NotAcceptable, match="This file is empty"):
        kind_of(io.BytesIO(b""), name)


def test_a_stream_is_left_at_its_beginning_taken_or_not() -> None:
    taken, refused = io.BytesIO(b"plain text"), io.BytesIO(b"plain text")
    taken.seek(4)

    assert kind_of(taken, "notes.txt") == TXT
    with pytest.raises(NotAcceptable):
        kind_of(refused, "notes.pdf")

    assert (taken.tell(), refused.tell()) == (0, 0)


def test_a_file_on_disk_is_opened_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("plain text")

    assert kind_of(tmp_path / "kept", "notes.txt") == TXT
