"""The checks of PDFs themselves: a good file passes, and each kind of forgery is found."""

import io
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from award.adapters.certificate_pdfs import render_certificate
from tests.adapters.faces import AT, FACE, FONTS
from tests.pdf_checks import PDFAID, PDFUAID, assert_pdf_a3a, assert_pdf_ua1

Forge = Callable[[pikepdf.Pdf], object]


@cache
def good() -> bytes:
    return render_certificate(FACE, at=AT, badge='{"a": 1}', fonts=FONTS)


def forged(change: Forge, **more: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good())) as pdf:
        change(pdf)
        pdf.save(out, static_id=True, **more)
    return out.getvalue()


def file_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.AF[0]


def font_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].Resources.Font["/f0"]


def without(*path: str) -> Forge:
    def change(pdf: pikepdf.Pdf) -> None:
        part = pdf.Root
        for name in path[:-1]:
            part = part[name]
        del part[path[-1]]

    return change


def described_as(mark: str, value: str) -> Forge:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
            described[mark] = value

    return change


def adding(key: str, make: Callable[[pikepdf.Pdf], pikepdf.Object]) -> Forge:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = make(pdf)

    return change


def script(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)")))


def second_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def no_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"no profile" * 50)


def strange_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font["/f9"] = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def font_outside(pdf: pikepdf.Pdf) -> None:
    del font_of(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def unread_font(pdf: pikepdf.Pdf) -> None:
    del font_of(pdf)["/ToUnicode"]


def empty_mapping(pdf: pikepdf.Pdf) -> None:
    mapping = font_of(pdf).ToUnicode
    mapping.write(mapping.read_bytes().replace(b"endbfchar", b"<0999> <>\nendbfchar", 1))


def unexplained_file(pdf: pikepdf.Pdf) -> None:
    del file_of(pdf)["/AFRelationship"]


def made_up_relationship(pdf: pikepdf.Pdf) -> None:
    file_of(pdf)["/AFRelationship"] = Name.Friend


def file_of_no_kind(pdf: pikepdf.Pdf) -> None:
    del file_of(pdf).EF.F["/Subtype"]


def file_told_nowhere(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["more.txt"] = b"not among the files of the document"


def picture_elsewhere(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"", F=pikepdf.String("http://127.0.0.1:9/x"))
    pdf.pages[0].Resources.XObject["/p9"] = stream


def smoothed_picture(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.XObject["/p0"]["/Interpolate"] = True


def unprinted_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].F = 0


def acting_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary(O=script(pdf))


def launching_link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].A = pdf.make_indirect(Dictionary(S=Name.Launch))


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Certificate: another setting"


FORGERIES: dict[str, Forge] = {
    "another part of PDF/A": described_as(f"{PDFAID}part", "2"),
    "another level of PDF/A": described_as(f"{PDFAID}conformance", "B"),
    "no language": without("/Lang"),
    "not marked as tagged": without("/MarkInfo"),
    "no tags": without("/StructTreeRoot"),
    "no description": without("/Metadata"),
    "no colour intent": without("/OutputIntents"),
    "a second colour intent": second_intent,
    "an intent without its profile": without("/OutputIntents", 0, "/DestOutputProfile"),  # type: ignore[arg-type] # the first
    "a profile that is none": no_profile,
    "a script at opening": adding("/OpenAction", script),
    "a script by name": adding("/Names", lambda pdf: Dictionary(JavaScript=Dictionary())),
    "a script of a page": acting_page,
    "a link that starts a program": launching_link,
    "a font of the reader's": strange_font,
    "a font left outside": font_outside,
    "a font that cannot be read back": unread_font,
    "a glyph that says nothing": empty_mapping,
    "a file that is not explained": unexplained_file,
    "a file that is explained by a word of one's own": made_up_relationship,
    "a file of no kind": file_of_no_kind,
    "a file of which the document does not know": file_told_nowhere,
    "a picture that lies elsewhere": picture_elsewhere,
    "a picture that readers smooth": smoothed_picture,
    "a note that is not printed": unprinted_note,
    "two titles": other_title,
}


def test_a_file_that_is_only_saved_again_passes() -> None:
    assert_pdf_a3a(forged(lambda _: None))
    assert_pdf_ua1(forged(lambda _: None))


@pytest.mark.parametrize("kind", FORGERIES)
def test_each_forgery_is_found(kind: str) -> None:
    content = forged(FORGERIES[kind])

    with pytest.raises((AssertionError, AttributeError, KeyError)):
        assert_pdf_a3a(content)


def test_a_locked_file_is_found() -> None:
    locked = forged(lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))

    with pytest.raises(AssertionError):
        assert_pdf_a3a(locked)


@pytest.mark.parametrize(
    "change",
    [
        described_as(f"{PDFUAID}part", "2"),
        without("/ViewerPreferences"),
        without("/StructTreeRoot"),
    ],
)
def test_a_file_that_is_not_for_everybody_is_found(change: Forge) -> None:
    with pytest.raises((AssertionError, AttributeError, KeyError)):
        assert_pdf_ua1(forged(change))
