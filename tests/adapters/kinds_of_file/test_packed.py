"""Office and OpenDocument files are opened as what they are: zip files with known parts."""

import io
import zipfile

import pytest

from award.adapters.kinds_of_file import NotAcceptable, kind_of
from award.domain.file_kinds import DOCX, ODP, ODS, ODT, PPTX, XLSX, FileKind
from tests.adapters.kinds_of_file.hostile import compound, pdf, pdf_with_attachment

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


@pytest.mark.parametrize("member", ["content.xml", "styles.xml", "Object 1/content.xml"])
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('<s:event-listener x:href="vnd.sun.star.script:a.b?language=Basic"/>', "(macros)"),
        ('<q:event-listener s:event-name="on-load" s:macro-name="a"/>', "(macros)"),
        ('<p:event-listener p:action="execute" x:href="cmd.exe"/>', "other programs to start"),
        ('<p:event-listener p:action="macro"/>', "(macros)"),
        ('<t:a x:href="macro:///a.b.c"/>', "(macros)"),
        ('<d:applet d:code="a.class"/>', "(macros)"),
        ('<o:dde-source o:dde-application="cmd" o:dde-topic="/c calc"/>', "programs to start"),
        ('<t:dde-connection-decl o:dde-application="cmd"/>', "other programs to start"),
        ('<c t:formula="of:=DDE(&quot;cmd&quot;;&quot;/c&quot;;&quot;a&quot;)"/>', "to start"),
        ('<c t:formula="of:=WEBSERVICE(&quot;https://a.example&quot;)"/>', "from elsewhere"),
        ('<d:image x:href="https://a.example/a.png"/>', "from elsewhere"),
        ('<d:image x:href="//a.example/share/a.png"/>', "from elsewhere"),
        ('<d:image x:href="\\\\a.example\\share\\a.png"/>', "from elsewhere"),
        ('<d:image x:href="../../a.png"/>', "from elsewhere"),
        ('<d:image x:href="%2e%2e/%2e%2e/a.png"/>', "from elsewhere"),
        ('<d:object x:href="file:///etc/a.ods"/>', "from elsewhere"),
        ('<t:section-source x:href="https://a.example/a.odt"/>', "from elsewhere"),
        ('<d:plugin x:href="https://a.example/a.mp4"/>', "from elsewhere"),
    ],
)
def test_an_open_document_that_starts_or_fetches_something_is_refused(
    member: str, written: str, words: str
) -> None:
    content = {"content.xml": f"{HEAD}<content/>", member: f"{HEAD}<a>{written}</a>"}
    members: dict[str, bytes | str] = {"mimetype": ODS.media_type, **content}

    assert words in refusal_of(zipped(members), "survey.ods")


def test_links_pictures_and_charts_of_an_open_document_are_taken() -> None:
    inside = (
        '<d:image x:href="Pictures/a.png"/><d:object x:href="./Object%201"/><t:a x:href="#here"/>'
        '<t:a x:href="https://a.example"/><p:event-listener p:action="next-page"/>'
        '<t:dde-connection-decls/><t:table-source x:href="file:///a.ods"/><o:scripts/>'
        '<c t:formula="of:=SUM([.A1])"/>'
    )
    more: dict[str, bytes | str] = {
        "styles.xml": f"{HEAD}<a>{inside}</a>",
        "meta.xml": f'{HEAD}<a><m:template x:href="../../templates/letter.ott"/></a>',
        "Object 1/content.xml": f'{HEAD}<a><chart x:href=".."/></a>',
    }

    assert kind_of(io.BytesIO(open_document(more=more)), "policy.odt") == ODT


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/media/image1.png", b"MZ\x90\0 a program"),
        ("word/embeddings/oleObject1.bin", compound("Ole10Native")),
        ("word/media/script.png", b"#!/bin/sh\n"),
        ("word/embeddings/run.VBS", b"x = 1"),
        ("word/media/page.html", b"<html/>"),
        ("word/media/image1.pdf", pdf_with_attachment()),
        ("word/media/image2.pdf", b"%PDF-1.7 and no more"),
    ],
)
@pytest.mark.parametrize("kind", [DOCX, ODT], ids=lambda kind: kind.code)
def test_a_document_that_carries_another_file_is_refused(
    kind: FileKind, name: str, content: bytes
) -> None:
    build = office if kind == DOCX else open_document

    assert "another file inside" in refusal_of(build(more={name: content}), f"a.{kind.code}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/embeddings/inner.docx", b"Rar!\x1a\x07\0 an archive"),
        ("word/embeddings/inner.bin", office()),
        ("word/embeddings/inner.zip", zipped({"a.txt": "a"})),
        ("word/media/a.png", b"\x1f\x8b\x08\0 packed"),
        ("word/media/b.png", b"MSCF\0\0\0\0"),
        ("word/media/c.png", b"a.txt".ljust(257, b"\0") + b"ustar\x0000"),
    ],
)
def test_a_document_that_carries_an_archive_is_refused(name: str, content: bytes) -> None:
    assert "zipped folder inside" in refusal_of(office(more={name: content}))


def nested(depth: int) -> bytes:
    content = office(XLSX)
    for _ in range(depth):
        content = office(XLSX, {"xl/embeddings/inner.xlsx": content})
    return content


def test_a_document_in_a_document_keeps_the_same_rules() -> None:
    chart = {"word/embeddings/table.xlsx": office(XLSX)}
    macros = {"word/embeddings/table.xlsx": office(XLSX, {"xl/vbaProject.bin": b"x"})}
    theme = {"word/theme/a.thmx": zipped({"theme/vbaProject.bin": "x"})}
    disguised = {"word/embeddings/table.xlsx": office(DOCX)}

    assert kind_of(io.BytesIO(office(more={**chart})), "a.docx") == DOCX
    assert "(macros)" in refusal_of(office(more={**macros}))
    assert "(macros)" in refusal_of(office(more={**theme}))
    assert "something else" in refusal_of(office(more={**disguised}))


def test_documents_in_documents_without_end_are_refused() -> None:
    assert kind_of(io.BytesIO(nested(2)), "a.xlsx") == XLSX
    assert "zipped folder inside" in refusal_of(nested(3), "a.xlsx")


def test_drawings_that_office_packs_and_a_macs_are_taken() -> None:
    more: dict[str, bytes | str] = {
        "word/media/image1.emz": b"\x1f\x8b\x08\0 packed",
        "word/media/image2.pdf": pdf(),
        "word/media/image3.svg": "<svg/>",
    }

    assert kind_of(io.BytesIO(office(more=more)), "a.docx") == DOCX


def test_a_document_behind_something_else_is_refused() -> None:
    assert "cannot be opened" in refusal_of(b"<script>alert(1)</script>" + office())


def test_a_document_that_takes_in_a_whole_web_page_is_refused() -> None:
    chunk = (
        '<Relationships><Relationship Id="a" Target="a.mht" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"/>'
        "</Relationships>"
    )

    content = office(more={"word/_rels/document.xml.rels": chunk, "word/a.mht": "<html/>"})

    assert "another file inside" in refusal_of(content)


def test_a_member_that_stands_there_twice_in_large_and_small_letters_is_refused() -> None:
    assert "cannot be opened" in refusal_of(office(more={"[content_types].XML": "<Types/>"}))
