"""PDFs that are locked, damaged or would start something are refused."""

import io
import zipfile
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


def as_a_stream(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_stream(b"", S=Name.JavaScript, JS=String("app.alert(1)"))


def launching_as_a_stream(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = pdf.make_stream(b"", S=Name.Launch, F=String("calc.exe"))
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


def names_as_a_stream(pdf: Pdf) -> None:
    pdf.Root.Names = pdf.make_stream(b"", JavaScript=Dictionary(Names=Array([])))


def form_as_a_stream(pdf: Pdf) -> None:
    pdf.Root.AcroForm = pdf.make_stream(b"", XFA=pdf.make_stream(b"<xdp/>"))


def deep_in_a_streams_entries(pdf: Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"", Own=Array([Dictionary(Deeper=javascript())]))


def from_far_away(pdf: Pdf) -> None:
    one = javascript()
    for _ in range(3):
        one = pdf.make_indirect(Dictionary(S=Name.GoTo, Next=Array([pdf.make_indirect(one)])))
    pdf.pages[0].AA = pdf.make_indirect(Dictionary(C=one))


def in_a_tree_of_destinations(pdf: Pdf) -> None:
    leaf = Dictionary(Limits=Array([String("a"), String("a")]))
    leaf.Names = Array([String("a"), pdf.make_indirect(javascript())])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([pdf.make_indirect(leaf)])))


def in_an_outline(pdf: Pdf) -> None:
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=Dictionary(A=javascript())))


def going_out_on_opening(pdf: Pdf) -> None:
    after = Array([Dictionary(S=Name.URI, URI=String("https://a.example"))])
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.GoTo, Next=after))


def going_out_from_a_page(pdf: Pdf) -> None:
    there = Dictionary(S=Name.GoToR, F=String("\\\\a.example\\share\\a.pdf"))
    pdf.pages[0].AA = pdf.make_stream(b"", O=there)


def with_named_destinations(pdf: Pdf) -> None:
    place = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.OpenAction = place
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), Dictionary(D=place)])))


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


@pytest.mark.parametrize(
    "change", [lambda _: None, with_a_web_link, with_named_destinations, in_a_circle]
)
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
        as_a_stream,
        launching_as_a_stream,
        names_as_a_stream,
        form_as_a_stream,
        deep_in_a_streams_entries,
        from_far_away,
        in_a_tree_of_destinations,
        in_an_outline,
        going_out_on_opening,
        going_out_from_a_page,
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


def test_a_name_written_in_numbers_is_read_as_what_it_says() -> None:
    content = a_pdf(on_opening, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/JavaScript" in content

    for written in (b"/Java#53cript", b"/#4aavaScript"):
        changed = content.replace(b"/JS ", b"/#4a#53 ").replace(b"/JavaScript", written)
        with pytest.raises(NotAcceptable, match="small program"):
            kind_of(io.BytesIO(changed), "policy.pdf")


def test_a_pdf_that_is_a_zipped_folder_too_is_refused() -> None:
    both = io.BytesIO(a_pdf())
    with zipfile.ZipFile(both, "a") as packed:
        packed.writestr("payload.js", "alert(1)")

    with pytest.raises(NotAcceptable, match="has other files inside it"):
        kind_of(both, "policy.pdf")


def test_a_pdf_whose_pages_lie_elsewhere_is_refused() -> None:
    def elsewhere(pdf: Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"", F=String("//a.example/page"))

    with pytest.raises(NotAcceptable, match=r"fetches things from elsewhere.*new PDF"):
        kind_of(io.BytesIO(a_pdf(elsewhere)), "policy.pdf")


@pytest.mark.parametrize("kind", ["Screen", "RichMedia"])
def test_film_and_sound_are_found_without_a_place_on_the_page(kind: str) -> None:
    def playing(pdf: Pdf) -> None:
        pdf.pages[0].Annots = Array([pdf.make_stream(b"", Subtype=Name(f"/{kind}"))])

    with pytest.raises(NotAcceptable, match="plays film or sound"):
        kind_of(io.BytesIO(a_pdf(playing)), "policy.pdf")
