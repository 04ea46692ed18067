"""PDFs that are locked, damaged or would start something are refused."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from award.adapters.kinds_of_file import NotAcceptable, kind_of
from award.domain.file_kinds import PDF


def a_pdf(change: Callable[[Pdf], object] = lambda _: None, **saving: object) -> bytes:
    pdf = Pdf.new()
    pdf.add_blank_page()
    change(pdf)
    target = io.BytesIO()
    pdf.save(target, **saving)  # type: ignore[arg-type]
    return target.getvalue()


def javascript() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = javascript()


def by_name(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), javascript()])))


def launching(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


def on_a_link(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=javascript())
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


def after_a_harmless_action(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://a.example"), Next=Array([javascript()]))
    pdf.pages[0].AA = Dictionary(O=action)


def in_a_stream(pdf: Pdf) -> None:
    script = pdf.make_stream(b"app.alert(1)")
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=script))


def under_another_name(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Else, JS=String("app.alert(1)"))


def in_a_dynamic_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def with_a_web_link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://a.example"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].Annots = Array([link])


def in_a_circle(pdf: Pdf) -> None:
    one, other = pdf.make_indirect(Dictionary()), pdf.make_indirect(Dictionary())
    one.Other, other.Other = other, one
    pdf.Root.Circle = one


def without_pages(pdf: Pdf) -> None:
    del pdf.pages[0]


@pytest.mark.parametrize("change", [lambda _: None, with_a_web_link, in_a_circle])
def test_an_honest_pdf_is_taken(change: Callable[[Pdf], object]) -> None:
    assert kind_of(io.BytesIO(a_pdf(change)), "Policy.PDF") == PDF


@pytest.mark.parametrize(
    "change",
    [
        on_opening,
        by_name,
        launching,
        on_a_link,
        after_a_harmless_action,
        in_a_stream,
        under_another_name,
        in_a_dynamic_form,
    ],
)
@pytest.mark.parametrize("hidden", [False, True], ids=["plain", "inside object streams"])
def test_a_pdf_that_would_start_something_is_refused(
    change: Callable[[Pdf], object], hidden: bool
) -> None:
    mode = pikepdf.ObjectStreamMode
    streams = mode.generate if hidden else mode.disable

    with pytest.raises(NotAcceptable, match=r"small program in it.*Print it to a new PDF"):
        kind_of(io.BytesIO(a_pdf(change, object_stream_mode=streams)), "policy.pdf")


def test_a_pdf_locked_with_a_password_is_refused_with_how_to_unlock_it() -> None:
    locked = a_pdf(encryption=pikepdf.Encryption(user="secret", owner="owner"))

    with pytest.raises(NotAcceptable, match="Save a copy without the password"):
        kind_of(io.BytesIO(locked), "policy.pdf")


def test_a_pdf_that_everybody_can_open_but_not_change_is_taken() -> None:
    guarded = a_pdf(encryption=pikepdf.Encryption(user="", owner="owner"))

    assert kind_of(io.BytesIO(guarded), "policy.pdf") == PDF


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\nnothing more", b"PK\x03\x04 not this", b"\0" * 4000, b"<html>%PDF</html>"],
)
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(NotAcceptable, match="This PDF cannot be opened"):
        kind_of(io.BytesIO(content), "policy.pdf")


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(NotAcceptable, match="has no pages"):
        kind_of(io.BytesIO(a_pdf(without_pages)), "policy.pdf")


def test_a_pdf_of_dictionaries_nested_beyond_reason_is_refused() -> None:
    nested = b"<</A " * 400 + b"1" + b">>" * 400
    content = a_pdf().replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + nested)

    with pytest.raises(NotAcceptable):
        kind_of(io.BytesIO(content), "policy.pdf")
