"""The certificate as a file: its standards, its text, its square code, and what it never does."""

import socket
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from pyzbar import pyzbar
from weasyprint import HTML

from award.adapters.certificate_pdfs import render_certificate
from award.adapters.pdf import BundledOnly, NotBundled, write_pdf
from award.domain.certificates import CannotPrint, CertificateFace, Signatory
from tests.adapters.faces import AT, FACE, FONTS, LOGO, NAMES, OWN, WELSH
from tests.pdf_checks import (
    assert_nothing_touches,
    assert_pdf_a3a,
    assert_pdf_ua1,
    ink_of,
    picture_of,
    qr_text,
    sizes_of_pages,
    text_of,
)

PICTURE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' "
    "xmlns:xlink='http://www.w3.org/1999/xlink'>"
    "<image xlink:href='file:///etc/hostname' width='9' height='9'/></svg>"
)


def certificate(*, at: datetime = AT, **changes: object) -> bytes:
    return rendered(replace(FACE, **changes), at)


@cache
def rendered(face: CertificateFace, at: datetime) -> bytes:
    return render_certificate(face, at=at, fonts=FONTS)


def test_it_says_what_a_certificate_says():
    text = " ".join(text_of(certificate()).split())

    for words in (
        "Leicester City Council",
        "Positive and Peaceful Places",
        "This is to certify that Willow Lane Primary School has shown",
        "Awarded on 14 July 2026 and valid until 31 August 2029",
        "Amina Rahman",
        "David Okafor",
        "Strategic Director, Children’s Services",
        "awards.example.org/check",
        "CHHE-0T6T-S7EF",
        "Certificate LEI-2026-0001 · Framework 1.0",
    ):
        assert words in text
    assert "Specimen" not in text
    assert "https://" not in text


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "Gold", "specimen": True, "brand_colour": "#5b2a6e"},
        {"signatories": ()},
        {"signatories": FACE.signatories[:1]},
        {"signatories": (*FACE.signatories, Signatory("Zofia Nowak", "Chair of the Panel"))},
        {"valid_from": date(2026, 9, 1)},
        {
            "words": WELSH,
            "logo": LOGO,
            "signatories": (FACE.signatories[0]._replace(picture=LOGO),),
        },
        {"grey": True, "logo": LOGO, "level": "Bronze", "words": OWN},
    ],
)
def test_every_shape_of_certificate_keeps_the_standards(changes):
    content = certificate(**changes)

    assert sizes_of_pages(content) == [(297, 210)]
    assert_pdf_a3a(content)
    assert_pdf_ua1(content)
    assert qr_text(content) == FACE.check_url.upper()


def test_the_square_code_opens_the_page_in_capitals():
    assert qr_text(certificate()) == "HTTPS://AWARDS.EXAMPLE.ORG/CHECK/CHHE0T6TS7EF"


def test_the_square_code_is_read_from_a_poor_print():
    poor = picture_of(certificate(), dots_per_inch=75).convert("L")

    (read,) = pyzbar.decode(poor, symbols=[pyzbar.ZBarSymbol.QRCODE])

    assert read.data.decode() == FACE.check_url.upper()


def test_a_specimen_says_so():
    assert "Specimen" in text_of(certificate(specimen=True))


def test_the_level_stands_only_where_there_is_one():
    assert "Gold" in text_of(certificate(level="Gold"))
    assert "Gold" not in text_of(certificate())


def test_the_name_says_its_language():
    content = certificate(setting_name="Ysgol Gymraeg", name_lang="cy")

    assert languages_in(content) == {"en-GB", "cy"}


def test_the_link_is_the_address_as_it_was_given():
    assert links_in(certificate()) == [FACE.check_url]


def test_the_same_face_at_the_same_moment_gives_the_same_bytes():
    first = certificate()
    certificate(setting_name=NAMES["Polish"][0], level="Gold")

    elsewhere = AT.astimezone(timezone(timedelta(hours=1)))
    again = render_certificate(FACE, at=elsewhere, fonts=FONTS)

    assert first == again


def test_another_moment_or_another_name_gives_other_bytes():
    assert certificate() != certificate(at=AT + timedelta(seconds=1))
    assert certificate() != certificate(setting_name="Willow Lane Primary Schoo1")


def test_rendering_opens_no_connection_and_asks_for_nothing_outside(monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *_: asked.append("network"))
    for handler in ("FileHandler.file_open", "HTTPHandler.http_open", "FTPHandler.ftp_open"):
        monkeypatch.setattr(f"urllib.request.{handler}", lambda *_: asked.append("file"))

    text = text_of(
        certificate(
            setting_name='<img src="http://127.0.0.1:9/x"> File',
            authority_name="<link rel=stylesheet href=file:///etc/hostname>",
            award_name="url(file:///etc/passwd)",
        )
    )

    assert asked == []
    assert '<img src="http://127.0.0.1:9/x"> File' in " ".join(text.split())


@pytest.mark.parametrize(
    "asking",
    [
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        '<img src="https://example.org/x.png" alt="">',
        '<img src="file:///etc/hostname" alt="">',
        '<img src="FILE:///etc/hostname" alt="">',
        '<img src="certificate:../pyproject.toml" alt="">',
        '<img src="ftp://example.org/x.png" alt="">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        "<style>p { background: url(file:///etc/hostname) }</style><p>x</p>",
        "<style>@font-face { font-family: x; src: url(http://127.0.0.1:9/x) }</style>",
        '<link rel="attachment" href="file:///etc/hostname">',
        '<object data="file:///etc/hostname"></object>',
        f'<img src="{PICTURE}" alt="">',
    ],
)
def test_a_page_that_asks_for_anything_else_is_refused(asking):
    html = f"<!doctype html><html lang=en><title>x</title><body>{asking}</body></html>"

    with pytest.raises(NotBundled, match="A certificate fetches nothing"):
        write_pdf(html, assets={})


def test_only_named_assets_and_data_addresses_are_answered():
    fetcher = BundledOnly({"certificate:a.svg": b"<svg/>"})

    assert fetcher.fetch("certificate:a.svg").read() == b"<svg/>"
    assert fetcher.fetch("data:text/plain,ok").read() == b"ok"
    with pytest.raises(NotBundled):
        fetcher.fetch("certificate:b.svg")


def test_the_checks_refuse_a_file_of_neither_standard():
    page = "<!doctype html><html lang=en><title>x</title><body><p>x</body></html>"
    plain = HTML(string=page).write_pdf()

    with pytest.raises((AssertionError, AttributeError)):
        assert_pdf_a3a(plain)
    with pytest.raises((AssertionError, AttributeError)):
        assert_pdf_ua1(plain)


@pytest.mark.parametrize("lost", ["/OutputIntents", "/MarkInfo", "/StructTreeRoot", "/Lang"])
def test_the_check_of_pdf_a_misses_none_of_its_marks(lost):
    changed = BytesIO()
    with pikepdf.open(BytesIO(certificate())) as pdf:
        del pdf.Root[lost]
        pdf.save(changed, static_id=True)

    with pytest.raises((AssertionError, AttributeError)):
        assert_pdf_a3a(changed.getvalue())


def languages_in(content: bytes) -> set[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return {
            str(part.Lang)
            for part in pdf.objects
            if isinstance(part, pikepdf.Dictionary) and "/Lang" in part
        }


def links_in(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [str(note.A.URI) for note in pdf.pages[0].Annots]


@pytest.mark.parametrize(
    "changes",
    [
        {"setting_name": NAMES["long"][0], "words": WELSH, "level": "Gold"},
        {"setting_name": NAMES["short"][0], "words": OWN},
        {"setting_name": ("Llanfairpwllgwyngyll " * 6)[:120], "words": WELSH},
        {"setting_name": "লেস্টার বাংলা শনিবারের বিদ্যালয় " * 3, "name_lang": "bn"},
        {"setting_name": "萊斯特中文學校" * 17, "name_lang": "zh-Hant", "level": "Silver"},
    ],
)
def test_no_text_is_laid_over_another_and_none_leaves_the_frame(changes):
    content = certificate(**changes)

    boxes = ink_of(content)
    assert len(boxes) > 14
    assert_nothing_touches(boxes)
    poor = picture_of(content, dots_per_inch=110).convert("L")
    (read,) = pyzbar.decode(poor, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert read.data.decode() == FACE.check_url.upper()


def test_the_version_without_colour_has_none():
    content = certificate(grey=True, logo=LOGO, brand_colour="#5b2a6e")

    colours = picture_of(content, dots_per_inch=40).getcolors(1_000_000)
    assert all(max(dot) - min(dot) <= 3 for _, dot in colours)


def test_an_authoritys_own_words_and_language_stand_on_it():
    welsh = " ".join(text_of(certificate(words=WELSH)).split())
    with pikepdf.open(BytesIO(certificate(words=WELSH))) as pdf:
        language = str(pdf.Root.Lang)

    assert "Tystir drwy hyn fod Willow Lane Primary School wedi dangos" in welsh
    assert "Dyfarnwyd ar 14 Gorffennaf 2026 ac yn ddilys tan 31 Awst 2029" in welsh
    assert language == "cy"
    assert "This is to say that" in text_of(certificate(words=OWN))


def test_a_name_that_plays_tricks_is_only_a_name():
    name = "<h1>Bo</h1>\u202e\u2067 & {{ page }}"

    text = text_of(certificate(setting_name=name))

    assert "<h1>Bo</h1> & {{ page }}" in " ".join(text.split())
    with pytest.raises(CannotPrint, match="Shorten the name"):
        certificate(setting_name="a" * 300)


def test_a_picture_that_is_no_png_of_ours_is_refused():
    for address in ("https://example.org/x.png", "data:image/svg+xml;base64,PHN2Zy8+", "file:///x"):
        with pytest.raises(CannotPrint, match="a PNG that we made"):
            replace(FACE, logo=address)
        with pytest.raises(CannotPrint, match="a PNG that we made"):
            replace(FACE, signatories=(Signatory("A", "B", address),))
