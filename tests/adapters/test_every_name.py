"""Every kind of name, signed: for archives, for ears, for eyes, for phones and for verifiers."""

import io
import logging
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyzbar import pyzbar

from award.adapters.certificate_pdfs import render_certificate
from award.adapters.keys import Keys
from award.adapters.pdf_signing import sign_pdf
from tests.adapters.faces import AT, FACE, FONTS, NAMES, WELSH, letters_of
from tests.pdf_checks import (
    assert_nothing_touches,
    assert_pdf_a3a,
    assert_pdf_ua1,
    ink_of,
    picture_of,
    sizes_of_pages,
    text_of,
)

KINDS = {
    **NAMES,
    "longest": (("Saint Ethelburga and Cuthbert of the Willows " * 3)[:119] + "s", "en"),
    "longest in Welsh": (("Llanŵyddyn a’r Tŷ Gwyn " * 6)[:119] + "n", "cy"),
}
RIGHT_TO_LEFT = {"Arabic", "Hebrew"}
SHAPES = {
    "plain": {},
    "with a level": {"level": "Gold"},
    "in Welsh": {"words": WELSH, "level": "Aur"},
    "without colour": {"grey": True},
}


@cache
def keys() -> Keys:
    return Keys(Path(mkdtemp()))


def assert_signed_and_whole(content: bytes, folder: Path) -> None:
    """Two verifiers that are not ours find the whole file signed."""
    path = folder / "signed.pdf"
    path.write_bytes(content)
    seen = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    (found,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    trust = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    with ThreadPoolExecutor(1) as apart:  # where no browser's loop of events runs
        status = apart.submit(validate_pdf_signature, found, trust).result()
    assert "Signature is Valid." in seen
    assert "Total document signed" in seen
    assert status.bottom_line


def look_at(kind: str, shape: str, folder: Path) -> None:
    name, language = KINDS[kind]
    face = replace(FACE, setting_name=name, name_lang=language, **SHAPES[shape])

    unsigned = render_certificate(face, at=AT, badge='{"a": 1}', fonts=FONTS)
    content = sign_pdf(unsigned, keys().document)

    assert sizes_of_pages(content) == [(297, 210)]
    assert_pdf_a3a(content)
    assert_pdf_ua1(content)
    assert_signed_and_whole(content, folder)
    lines = ink_of(content)
    in_order = kind not in RIGHT_TO_LEFT
    for reader in (text_of(content, raw=in_order), " ".join(words for words, _ in lines)):
        assert "".join(name.split()) in letters_of(reader)
    assert_nothing_touches(lines)
    poor = picture_of(content, dots_per_inch=110).convert("L")
    (read,) = pyzbar.decode(poor, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert read.data.decode() == FACE.check_url.upper()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_name(kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shape = "with a level" if kind in {"long", "Arabic", "Bengali", "Polish"} else "plain"

    with caplog.at_level(logging.WARNING):
        look_at(kind, shape, tmp_path)

    assert [line.getMessage() for line in caplog.records if "glyph" in line.getMessage()] == []


@pytest.mark.soak
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_name_in_every_shape(kind: str, shape: str, tmp_path: Path) -> None:
    look_at(kind, shape, tmp_path)
