"""Office and OpenDocument files are opened as what they are: zip files with known parts."""

import io
import zipfile

import pytest

from award.adapters.kinds_of_file import NotAcceptable, kind_of
from award.domain.file_kinds import DOCX, ODP, ODS, ODT, PPTX, XLSX, FileKind
from tests.adapters.kinds_of_file.hostile import compound

MAIN = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml", PPTX: "ppt/presentation.xml"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def zipped(members: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


def types_of(*content_types: str) -> str:
    overrides = "".join(f'<Override PartName="/x" ContentType="{one}"/>' for one in content_types)
    return f'{HEAD}<Types xmlns="urn:types">{overrides}</Types>'


def office(kind: FileKind = DOCX, more: dict[str, bytes | str] | None = None) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": types_of(f"{kind.media_type}.main+xml"),
            MAIN[kind]: f"{HEAD}<document/>",
            **(more or {}),
        }
    )


def open_document(kind: FileKind = ODT, more: dict[str, bytes | str] | None = None) -> bytes:
    return zipped(
        {
            "mimetype": kind.media_type,
            "content.xml": f"{HEAD}<content/>",
            "META-INF/manifest.xml": f"{HEAD}<manifest/>",
            **(more or {}),
        }
    )


def refusal_of(content: bytes, name: str = "policy.docx") -> str:
    with pytest.raises(NotAcceptable) as refusal:
        kind_of(io.BytesIO(content), name)
    return str(refusal.value)


@pytest.mark.parametrize("kind", [DOCX, XLSX, PPTX], ids=lambda kind: kind.code)
def test_an_honest_office_file_is_taken(kind: FileKind) -> None:
    assert kind_of(io.BytesIO(office(kind)), f"policy.{kind.code}") == kind


@pytest.mark.parametrize("kind", [ODT, ODS, ODP], ids=lambda kind: kind.code)
def test_an_honest_open_document_is_taken(kind: FileKind) -> None:
    assert kind_of(io.BytesIO(open_document(kind)), f"policy.{kind.code}") == kind


def test_a_workbook_named_as_a_letter_is_refused() -> None:
    assert refusal_of(office(XLSX), "policy.docx").startswith("The name ends in .docx, but")
    assert refusal_of(open_document(ODS), "policy.odt").startswith("The name ends in .odt, but")


@pytest.mark.parametrize(
    "content",
    [
        office(more={"word/vbaProject.bin": b"x"}),
        office(more={"word/ACTIVEX/activeX1.bin": b"x"}),
        zipped(
            {
                "[Content_Types].xml": types_of(
                    f"{DOCX.media_type}.main+xml", "application/vnd.ms-office.vbaProject"
                ),
                "word/hidden.bin": b"x",
            }
        ),
        zipped(
            {
                "[Content_Types].xml": types_of(
                    "application/vnd.ms-word.document.macroEnabled.main+xml"
                )
            }
        ),
    ],
    ids=["a macro part", "a control", "a macro by its type", "a document for macros"],
)
def test_macros_are_refused_whatever_the_name_says(content: bytes) -> None:
    assert "(macros)" in refusal_of(content)


def test_macros_of_open_documents_are_refused_but_empty_folders_are_not() -> None:
    empty: dict[str, bytes | str] = {"Basic/": "", "Basic/Standard/script-lb.xml": "<library/>"}

    assert kind_of(io.BytesIO(open_document(more=empty)), "policy.odt") == ODT
    for name in ("Basic/Standard/Module1.xml", "Scripts/python/run.py"):
        assert "(macros)" in refusal_of(open_document(more={name: "x"}), "policy.odt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_starts_other_programs_is_refused(encoding: str) -> None:
    link = f'<?xml version="1.0" encoding="{encoding}"?><x:externalLink xmlns:x="urn:x">'
    link += '<x:ddeLink ddeService="cmd"/></x:externalLink>'

    content = office(XLSX, {"xl/externalLinks/externalLink1.xml": link.encode(encoding)})

    assert "asks other programs to start" in refusal_of(content, "survey.xlsx")


def test_a_workbook_that_only_refers_to_another_is_taken() -> None:
    link = f"{HEAD}<externalLink><externalBook/></externalLink>"

    content = office(XLSX, {"xl/externalLinks/externalLink1.xml": link})

    assert kind_of(io.BytesIO(content), "survey.xlsx") == XLSX


def test_locked_documents_are_refused_with_how_to_unlock_them() -> None:
    manifest = f"{HEAD}<m:manifest xmlns:m='urn:m'><m:encryption-data/></m:manifest>"
    by_office = compound("EncryptionInfo", "EncryptedPackage")
    by_open_document = open_document(more={"META-INF/manifest.xml": manifest})

    assert "without the password" in refusal_of(by_office)
    assert "without the password" in refusal_of(by_open_document, "policy.odt")


def test_a_locked_member_is_refused_with_how_to_unlock_it() -> None:
    content = bytearray(office())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1

    assert "without the password" in refusal_of(bytes(content))


def test_a_document_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    assert "far larger once opened" in refusal_of(office(more={"word/a.xml": b"\0" * 3_000_000}))


def test_a_small_document_may_pack_well() -> None:
    assert kind_of(io.BytesIO(office(more={"word/a.bin": b" " * 900_000})), "a.docx") == DOCX


def test_a_document_of_too_many_parts_is_refused() -> None:
    parts: dict[str, bytes | str] = {f"word/{number}": "" for number in range(10_001)}

    assert "far larger once opened" in refusal_of(office(more=parts))


def test_a_member_that_says_it_is_smaller_than_it_is_is_refused() -> None:
    content = bytearray(office(more={"word/a.xml": bytes(range(256)) * 40}))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")

    assert "cannot be opened" in refusal_of(bytes(content))


@pytest.mark.parametrize(
    "name", ["../up.xml", "/etc/passwd", "word/../../up", "C:/up.xml", "word\\..\\up.xml"]
)
def test_a_member_that_would_climb_out_is_refused(name: str) -> None:
    assert "cannot be opened" in refusal_of(office(more={name: "x"}))


def test_the_same_member_twice_is_refused() -> None:
    target = io.BytesIO(office())
    with (
        zipfile.ZipFile(target, "a") as packed,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        packed.writestr(MAIN[DOCX], "another")

    assert "cannot be opened" in refusal_of(target.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_list_of_parts_with_shorthand_of_its_own_is_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE t [<!ENTITY a "aaaa">]><t>&a;</t>'

    content = zipped({"[Content_Types].xml": bomb.encode(encoding)})

    assert "cannot be opened" in refusal_of(content)


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip file at all",
        b"PK\x03\x04",
        zipped({"readme.txt": "x"}),
        zipped({"[Content_Types].xml": "<Types"}),
        office()[:-40],
        office()[: len(office()) // 2],
    ],
)
def test_what_is_no_whole_document_is_refused(content: bytes) -> None:
    assert "cannot be opened" in refusal_of(content)


def test_an_open_document_without_content_is_refused() -> None:
    assert "cannot be opened" in refusal_of(zipped({"mimetype": ODT.media_type}), "policy.odt")


def test_a_damaged_member_is_refused() -> None:
    content = bytearray(office(more={"word/a.bin": bytes(range(256)) * 400}))
    place = content.index(b"word/a.bin") + 40
    content[place : place + 20] = b"\xff" * 20

    assert "cannot be opened" in refusal_of(bytes(content))
