"""A file's kind is found by opening it; its name only says with what."""

import io
from pathlib import Path

import pytest

from award.adapters.kinds_of_file import NotAcceptable, kind_of
from award.domain.file_kinds import TXT, kind_by_code

BESIDE = "shared/data/evidence"
EVIDENCE = next((up / BESIDE for up in Path(__file__).parents if (up / BESIDE).is_dir()), None)

# What becomes of each real file: its kind, or words of its refusal.
BECOMES = {
    "pillow_heif__empty.heic": "as a JPEG",
    "sample-files__crazyones-pdfa.pdf": "pdf",
    "sample-files__habibi.pdf": "pdf",
    "sample-files__libreoffice-form.pdf": "pdf",
    "sample-files__unreadablemetadata.pdf": "This PDF cannot be opened",  # its end is missing
    "tika__droste.zip": "Unzip it",
    "tika__testDdeLink.xlsx": "asks other programs to start",
    "tika__testEXCEL.xlsx": "xlsx",
    "tika__testEXCEL_macro.xlsm": "Save it as an .xlsx",
    "tika__testExternalRefs.docx": "docx",
    "tika__testHEIF.heic": "as a JPEG",
    "tika__testHTML.html": "Print the page",
    "tika__testJPEG_EXIF.jpg": "jpeg",
    "tika__testJPEG_GEO.jpg": "jpeg",
    "tika__testMP4Video.mp4": "films",
    "tika__testMSG_att_doc.msg": "e-mails",
    "tika__testOCR.pdf": "pdf",
    "tika__testODTnotaZipFile.odt": "This document cannot be opened",
    "tika__testOpenOffice2.odt": "odt",
    "tika__testPDF.pdf": "pdf",
    "tika__testPDF_protected.pdf": "pdf",  # guarded against change only: everybody can open it
    "tika__testPPT.pptx": "pptx",
    "tika__testPPT_2imgs.pptx": "pptx",
    "tika__testPages2013.pages": "Apple",
    "tika__testRTF.rtf": "Save it as a PDF",
    "tika__testWEBP.webp": "webp",
    "tika__testWORD.doc": "Save it as a .docx",
    "tika__testWORD.docx": "docx",
    "tika__testWORD_3imgs.docx": "docx",
    "tika__testWORD_macros.docm": "Save it as a .docx",
    "tika__testWORD_protected_passtika.docx": "without the password",
    "tika__testWORD_truncated.docx": "This document cannot be opened",
    "tika__testZipEncrypted.zip": "Unzip it",
}


@pytest.mark.parametrize("name", BECOMES)
def test_a_real_file_becomes_its_kind_or_is_refused_with_its_sentence(name: str) -> None:
    if EVIDENCE is None:
        pytest.skip("the folder of real evidence files is not beside the project")
    kind = kind_by_code(BECOMES[name])

    if kind is not None:
        assert kind_of(EVIDENCE / name, name) == kind
    else:
        with pytest.raises(NotAcceptable, match=BECOMES[name]):
            kind_of(EVIDENCE / name, name)


def test_every_real_file_was_tried() -> None:
    if EVIDENCE is None:
        pytest.skip("the folder of real evidence files is not beside the project")

    assert {path.name for path in EVIDENCE.iterdir()} - {"PROVENANCE.tsv"} == set(BECOMES)


@pytest.mark.parametrize("name", ["film.mp4", "page.html", "drawing.svg", "setup.exe", "noname"])
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
