"""A signed certificate: whole by every reader, and broken by any change."""

import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
import pytest
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from award.adapters import clock
from award.adapters.certificate_pdfs import render_certificate
from award.adapters.keys import Keys
from award.adapters.pdf_signing import sign_pdf, signature_of
from award.adapters.sealing import KeySealing
from award.adapters.timestamps import TimeAway
from award.domain.badges import BadgeFace
from award.domain.certificates import CertificateFace, Signatory
from award.domain.dropped_files import Signature
from tests.pdf_checks import assert_pdf_a3a, assert_pdf_ua1
from tests.servers import free_port
from tests.time_server import time_server

URL = "https://award.example.org"
AT = datetime(2026, 7, 14, 12, tzinfo=UTC)
DAYS = {"valid_from": date(2026, 7, 14), "valid_until": date(2029, 8, 31)}


@cache
def keys() -> Keys:
    return Keys(Path(mkdtemp()))


@cache
def unsigned() -> bytes:
    badge = KeySealing(keys(), URL).badge(
        BadgeFace(
            certificate_id=7,
            certificate_number=1,
            code="CHHE06T6TS7Y",
            number="LEI-2026-0001",
            holder="Ysgol Tŷ Gwyn",
            award_name="Positive and Peaceful Places",
            authority_code="leicester",
            authority_name="Leicester City Council",
            framework_version="1.0",
            **DAYS,
        ),
        at=AT,
    )
    face = CertificateFace(
        setting_name="Ysgol Tŷ Gwyn",
        authority_name="Leicester City Council",
        award_name="Positive and Peaceful Places",
        awarded_on=date(2026, 7, 14),
        number="LEI-2026-0001",
        code="CHHE06T6TS7Y",
        check_url=f"{URL}/check/CHHE06T6TS7Y",
        framework_version="1.0",
        signatories=(Signatory("Ines Marsh", "Director"),),
        **DAYS,
    )
    return render_certificate(face, at=AT, badge=badge.text)


@cache
def signed() -> bytes:
    return sign_pdf(unsigned(), keys().document)


def ours() -> frozenset[str]:
    return frozenset({keys().document.fingerprint})


def test_the_signed_certificate_keeps_both_standards_and_its_first_bytes() -> None:
    assert signed().startswith(unsigned())
    assert len(signed()) - len(unsigned()) < 15_000
    assert_pdf_a3a(signed())
    assert_pdf_ua1(signed())


def test_it_carries_its_badge_as_its_data() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        (attached,) = pdf.Root.AF
        assert (str(attached.UF), attached.AFRelationship) == ("open-badge.json", "/Data")
        assert attached.EF.F.Subtype == "/application/json"
        assert b"OpenBadgeCredential" in pdf.attachments["open-badge.json"].get_file().read_bytes()


def test_two_other_readers_find_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed())
    seen = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    (found,) = PdfFileReader(io.BytesIO(signed())).embedded_signatures
    trust = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)

    with ThreadPoolExecutor(1) as apart:  # where no browser's loop of events runs
        status = apart.submit(validate_pdf_signature, found, trust).result()

    assert "Signature is Valid." in seen
    assert "Total document signed" in seen
    assert "ETSI.CAdES.detached" in seen
    assert status.bottom_line
    assert signature_of(signed(), ours()) is Signature.GOOD


@pytest.mark.parametrize("place", [0.05, 0.2, 0.4, 0.6, 0.78])
def test_one_bit_breaks_it(place: float) -> None:
    changed = bytearray(signed())
    changed[int(len(unsigned()) * place)] ^= 1

    assert signature_of(bytes(changed), ours()) is not Signature.GOOD


def test_an_altered_number_added_after_the_signature_breaks_it() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        pdf.docinfo["/Title"] = "Certificate: another setting"
        out = io.BytesIO()
        pdf.save(out)
    appended = signed() + b"\n% LEI-2026-0002\n"

    assert signature_of(out.getvalue(), ours()) is not Signature.GOOD
    assert signature_of(appended, ours()) is Signature.BROKEN


def test_another_key_is_not_ours(tmp_path: Path) -> None:
    other = sign_pdf(unsigned(), Keys(tmp_path).document)

    assert signature_of(other, ours()) is Signature.OTHER
    assert signature_of(unsigned(), ours()) is Signature.NONE
    assert signature_of(b"%PDF-1.7 nothing", ours()) is Signature.NONE


def test_a_time_server_that_is_away_is_said() -> None:
    with pytest.raises(TimeAway):
        sign_pdf(unsigned(), keys().document, timestamp_url=f"http://127.0.0.1:{free_port()}/")


def test_a_time_server_says_when_it_was_signed(tmp_path: Path) -> None:
    with time_server(tmp_path) as serving:
        stamped = sign_pdf(unsigned(), keys().document, timestamp_url=serving.url)
    (found,) = PdfFileReader(io.BytesIO(stamped)).embedded_signatures
    own = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    its = asn1.Certificate.load(serving.certificate.public_bytes(Encoding.DER))
    times = ValidationContext(trust_roots=[its], allow_fetching=False)

    with ThreadPoolExecutor(1) as apart:
        status = apart.submit(validate_pdf_signature, found, own, times).result()

    assert serving.asked >= 1
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.trusted
    assert abs(status.timestamp_validity.timestamp - clock.now()) < timedelta(minutes=5)
    assert signature_of(stamped, ours()) is Signature.GOOD
    assert stamped.startswith(unsigned())
    assert_pdf_a3a(stamped)
    assert_pdf_ua1(stamped)
