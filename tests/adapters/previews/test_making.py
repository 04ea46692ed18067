"""What a file is shown as: pages that we made, within limits, whatever the file asks for."""

import io
import resource
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image

from award.adapters.previews import LIMITS, CannotShow, Made, make_pages
from award.adapters.previews.sheets import LIST
from award.domain.file_kinds import CSV, DOCX, JPEG, ODS, PDF, PNG, PPTX, TXT, XLSX, kind_by_name
from tests.adapters.kinds_of_file.hostile import pdf_with_vast_page
from tests.real_files import beside

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made_of(tmp_path: Path, content: bytes, media_type: str, **limits: int) -> Made:
    """What the child makes that the program starts."""
    source, folder = tmp_path / "source", tmp_path / "out"
    folder.mkdir(parents=True, exist_ok=True)
    source.write_bytes(content)
    return make_pages(source, media_type, folder, replace(LIMITS, **limits))


def pdf_of(count: int, *, size: tuple[int, int] = (60, 80), contents: bytes = b"") -> bytes:
    """So many pages of one content."""
    pdf = pikepdf.new()
    for _ in range(count):
        page = pdf.add_blank_page(page_size=size)
        if contents:
            page.Contents = pdf.make_stream(contents)
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def packed(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            package.writestr(name, words)
    return target.getvalue()


def test_a_picture_is_drawn_anew_upright_and_without_what_its_camera_wrote(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A telling camera"
    target = io.BytesIO()
    Image.new("RGB", (2000, 1000), "teal").save(target, "JPEG", exif=exif, comment=b"<script>")

    made = made_of(tmp_path, target.getvalue(), JPEG.media_type)

    sheet = made.sheets[0]
    assert (made.pages_in_all, sheet.width, sheet.height) == (1, 1000, 2000)
    for name, largest in ((sheet.picture, 2000), (sheet.small, 320)):
        kept = (tmp_path / "out" / name).read_bytes()
        with Image.open(io.BytesIO(kept)) as picture:
            assert (picture.format, max(picture.size), dict(picture.getexif())) == (
                "WEBP",
                largest,
                {},
            )
        assert b"telling" not in kept
        assert b"script" not in kept


def test_of_a_long_pdf_the_first_pages_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    made = made_of(tmp_path, pdf_of(9), PDF.media_type, pages=3)

    assert (len(made.sheets), made.pages_in_all) == (3, 9)
    assert {one.look for one in made.sheets} == {"picture"}


def test_a_pdf_brings_its_words_as_the_text_of_each_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 100 Td (Places to be heard) Tj ET")
    target = io.BytesIO()
    pdf.save(target)

    made = made_of(tmp_path, target.getvalue(), PDF.media_type)

    assert [one.text for one in made.sheets] == ["Places to be heard"]


def test_a_pdf_that_asks_for_endless_work_ends_at_its_limit(tmp_path: Path) -> None:
    endless = b"q 0 0 60 80 re f Q " * 1_000_000

    with pytest.raises(CannotShow):
        made_of(tmp_path, pdf_of(1, contents=endless), PDF.media_type, cpu_seconds=1)


def test_a_small_pdf_with_a_vast_page_or_a_million_that_are_not_there_harms_nobody(
    tmp_path: Path,
) -> None:
    lying = pdf_of(1).replace(b"/Count 1", b"/Count 1000000")

    with suppress(CannotShow):  # what little it drew of it may be shown
        made_of(tmp_path / "a", pdf_with_vast_page(1500), PDF.media_type, cpu_seconds=1)
    counted = made_of(tmp_path / "b", lying, PDF.media_type)

    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= 1 << 30
    assert len(counted.sheets) <= 50


def test_pages_done_before_the_child_was_ended_are_shown(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of(2)))
    pdf.pages[1].Contents = pdf.make_stream(b"q 0 0 60 80 re f Q " * 1_000_000)
    target = io.BytesIO()
    pdf.save(target)

    made = made_of(tmp_path, target.getvalue(), PDF.media_type, cpu_seconds=1)

    assert (len(made.sheets), made.pages_in_all) == (1, 2)


def test_a_picture_with_too_many_dots_is_left_to_the_download(tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(target, "PNG")

    with pytest.raises(CannotShow):
        made_of(tmp_path, target.getvalue(), PNG.media_type)


def test_a_document_without_memory_to_read_it_is_left_to_the_download(tmp_path: Path) -> None:
    with pytest.raises(CannotShow):
        made_of(tmp_path, pdf_of(1), PDF.media_type, memory_bytes=20 << 20)


def test_a_word_document_is_shown_by_its_headings_and_paragraphs(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>"
        for style, words in (
            ('<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>', "Our policy"),
            ("", "We listen &lt;b&gt; first"),
            ('<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>', "At lunch"),
            ("", "\u202eWe sit together"),
        )
    )
    document = f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'

    made = made_of(tmp_path, packed({"word/document.xml": document}), DOCX.media_type)

    assert [(one.heading, one.text) for one in made.sheets] == [
        ("Our policy", "We listen <b> first"),
        ("At lunch", " We sit together"),
    ]


def test_a_document_that_defines_its_own_shorthand_is_not_read(tmp_path: Path) -> None:
    laughs = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{WORD}"><w:p><w:t>&a;</w:t></w:p></w:document>'
    )

    with pytest.raises(CannotShow):
        made_of(tmp_path, packed({"word/document.xml": laughs}), DOCX.media_type)


def test_slides_are_shown_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:t>Number {0}</a:t></a:p></p:sld>'
    parts = {f"ppt/slides/slide{one}.xml": slide.format(one) for one in (10, 2)}

    made = made_of(tmp_path, packed(parts), PPTX.media_type)

    assert [(one.heading, one.text) for one in made.sheets] == [
        ("Slide 1", "Number 2"),
        ("Slide 2", "Number 10"),
    ]


def test_the_first_rows_of_an_open_sheet_are_shown_under_its_name(tmp_path: Path) -> None:
    row = "<t:table-row><t:table-cell><x:p>{0}</x:p></t:table-cell><t:table-cell/></t:table-row>"
    rows = "".join(row.format(one) for one in range(80))
    content = f'<o xmlns:t="t" xmlns:x="x"><t:table t:name="Pupils">{rows}</t:table></o>'

    made = made_of(tmp_path, packed({"content.xml": content}), ODS.media_type)

    sheet = made.sheets[0]
    assert (sheet.look, sheet.heading, len(sheet.text.split("\n"))) == ("table", "Pupils", 50)


@pytest.mark.parametrize(
    ("content", "kind", "look", "text"),
    [
        (b"a;b\r\n1;<b>", CSV, "table", "a\tb\n1\t<b>"),
        (b"caf\xe9", TXT, "text", "café"),
        (b"\xef\xbb\xbfline\n" * 2, TXT, "text", "line\n line"),
    ],
)
def test_text_is_shown_as_it_is(
    tmp_path: Path, content: bytes, kind: object, look: str, text: str
) -> None:
    made = made_of(tmp_path, content, getattr(kind, "media_type", ""))

    assert [(one.look, one.text) for one in made.sheets] == [(look, text)]


def test_of_a_long_text_the_beginning_is_shown_and_it_is_said(tmp_path: Path) -> None:
    made = made_of(tmp_path, b"word\n" * 501, TXT.media_type)

    assert (made.sheets[0].text.count("word"), made.pages_in_all) == (500, 2)


def test_what_nobody_reads_here_is_left_to_the_download(tmp_path: Path) -> None:
    with pytest.raises(CannotShow):
        made_of(tmp_path, b"<svg onload='x()'/>", "text/html")


# What each of the real files is shown as: the look of its pages, or None.
REAL = {
    "sample-files__crazyones-pdfa.pdf": "picture",
    "sample-files__habibi.pdf": "picture",
    "sample-files__libreoffice-form.pdf": "picture",
    "tika__testEXCEL.xlsx": "table",
    "tika__testJPEG_GEO.jpg": "picture",
    "tika__testODTnotaZipFile.odt": None,
    "tika__testOpenOffice2.odt": "text",
    "tika__testPPT.pptx": "text",
    "tika__testWEBP.webp": "picture",
    "tika__testWORD.docx": "text",
    "tika__testWORD_protected_passtika.docx": None,
    "tika__testWORD_truncated.docx": None,
}


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_files_are_shown_as_they_can_be(tmp_path: Path, name: str) -> None:
    kind = kind_by_name(name)
    assert kind is not None
    content = beside(f"evidence/{name}").read_bytes()

    try:
        looks = {one.look for one in made_of(tmp_path, content, kind.media_type).sheets}
    except CannotShow:
        looks = set()

    assert looks == ({REAL[name]} if REAL[name] else set())


def test_an_excel_workbook_is_shown_by_its_sheets(tmp_path: Path) -> None:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Surveys"
    book.active.append(["Class", "Calm"])
    book.active.append(["2B", 0.9])
    book.save(target)

    made = made_of(tmp_path, target.getvalue(), XLSX.media_type)

    assert [(one.heading, one.text) for one in made.sheets] == [("Surveys", "Class\tCalm\n2B\t0.9")]


def test_a_disk_without_room_says_nothing_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / LIST).symlink_to("/dev/full")

    with pytest.raises(OSError, match="No space left"):
        made_of(tmp_path, b"Twelve reports.\n", TXT.media_type)
