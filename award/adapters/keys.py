"""The keys that sign: one for certificates, one for badges; read from files, or made at set-up."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID

from award.adapters import clock

DOCUMENT_FILE: Final = "certificate-key.pem"
BADGE_FILE: Final = "badge-key.pem"
LASTS: Final = timedelta(days=365 * 20)
_PLAIN: Final = serialization.NoEncryption()
_PEM: Final = serialization.Encoding.PEM


class KeyTrouble(Exception):
    """A key cannot be used; the sentence says which, and what to do."""


@dataclass(frozen=True)
class DocumentKey:
    """What signs certificates: a private key, its certificate, and those of who vouches for it."""

    private: bytes
    certificates: tuple[bytes, ...]
    is_own: bool
    """Whether it vouches for itself, so that a reader cannot know whose it is."""

    @cached_property
    def fingerprint(self) -> str:
        """What it is known by."""
        return x509.load_pem_x509_certificate(self.certificates[0]).fingerprint(
            hashes.SHA256()
        ).hex()  # fmt: skip

    @cached_property
    def public(self) -> str:
        """Its certificate, for everybody."""
        return self.certificates[0].decode()


@dataclass(frozen=True)
class BadgeKey:
    """What signs badges and their status lists."""

    private: bytes

    @cached_property
    def public(self) -> str:
        """Its public half, for everybody."""
        return public_pem(_ed25519(self.private))

    @cached_property
    def fingerprint(self) -> str:
        """What it is known by: the end of its name in the list of keys."""
        return badge_fingerprint(self.public)


class Keys:
    """The two keys of an installation, read or made when they are first asked for."""

    def __init__(
        self, folder: Path, *, key: str = "", certificate: str = "", badge_key: str = ""
    ) -> None:
        self._folder = folder
        self._files = (key, certificate)
        self._badge_file = badge_key

    @cached_property
    def document(self) -> DocumentKey:
        """The key for certificates. Raises KeyTrouble."""
        key, certificate = self._files
        if key or certificate:
            return read_document_key(Path(key), Path(certificate))
        return document_key(_kept(self._folder / DOCUMENT_FILE, _new_document_key))

    @cached_property
    def badge(self) -> BadgeKey:
        """The key for badges. Raises KeyTrouble."""
        if self._badge_file:
            return badge_key_in(_read(Path(self._badge_file), "BADGE_KEY"))
        return badge_key_in(_kept(self._folder / BADGE_FILE, _new_badge_key))

    def renew(self) -> None:
        """Make new keys in the place of those that were made at set-up; files stay as they are."""
        for path, make, own in (
            (self._folder / DOCUMENT_FILE, _new_document_key, not any(self._files)),
            (self._folder / BADGE_FILE, _new_badge_key, not self._badge_file),
        ):
            if own:
                path.parent.mkdir(parents=True, exist_ok=True)
                _written(path, make()).replace(path)
        self.__dict__.pop("document", None)
        self.__dict__.pop("badge", None)


def read_document_key(key: Path, certificate: Path) -> DocumentKey:
    """A key and its certificate from two PEM files. Raises KeyTrouble."""
    private, chain = _read(key, "SIGNING_KEY"), _read(certificate, "SIGNING_CERT")
    return document_key(private + b"\n" + chain)


def document_key(pem: bytes) -> DocumentKey:
    """A private key and its certificate, its own first, from one PEM text. Raises KeyTrouble."""
    try:
        private = serialization.load_pem_private_key(pem, password=None)
        chain = x509.load_pem_x509_certificates(pem)
    except (ValueError, TypeError) as trouble:
        raise KeyTrouble(
            "SIGNING_KEY and SIGNING_CERT need to name a private key without a password and its "
            f"certificate, both as PEM: {trouble}"
        ) from None
    own = chain[0]
    if not isinstance(private, ec.EllipticCurvePrivateKey | RSAPrivateKey):
        raise KeyTrouble("SIGNING_KEY needs to be an elliptic-curve or RSA key.")
    if own.public_key() != private.public_key():
        raise KeyTrouble("SIGNING_CERT belongs to another key than SIGNING_KEY.")
    return DocumentKey(
        private.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, _PLAIN),
        tuple(one.public_bytes(_PEM) for one in chain),
        is_own=own.issuer == own.subject,
    )


def badge_key_in(pem: bytes) -> BadgeKey:
    """An Ed25519 key from PEM. Raises KeyTrouble."""
    private = _ed25519(pem)
    return BadgeKey(private.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, _PLAIN))


def badge_fingerprint(public: str) -> str:
    """What the badge key with this public half is known by. Raises KeyTrouble."""
    key = serialization.load_pem_public_key(public.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise KeyTrouble("This is no Ed25519 key")
    return sha256(key.public_bytes_raw()).hexdigest()[:16]


def public_pem(private: Ed25519PrivateKey) -> str:
    """The public half of a badge key as PEM."""
    format_ = serialization.PublicFormat.SubjectPublicKeyInfo
    return private.public_key().public_bytes(_PEM, format_).decode()


def _ed25519(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as trouble:
        raise KeyTrouble(f"BADGE_KEY needs to be PEM without a password: {trouble}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble("BADGE_KEY needs to be an Ed25519 key: openssl genpkey -algorithm ed25519")
    return key


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise KeyTrouble(f"{name} names a file that cannot be read: {trouble}") from None


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What is in the file, made first where there is none; two that make it at once agree."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _written(path, make())
        with suppress(FileExistsError):
            os.link(beside, path)
        beside.unlink()
    return path.read_bytes()


def _new_document_key() -> bytes:
    """A key and a certificate by which it vouches for itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, "Positive and Peaceful Places: certificates")]
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, _PLAIN)
    return private + certificate.public_bytes(_PEM)


def _new_badge_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        _PEM, serialization.PrivateFormat.PKCS8, _PLAIN
    )


def _written(path: Path, content: bytes) -> Path:
    """The content in a file beside this one, whole and safe on the disk, for this user alone."""
    beside = path.with_name(f".{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return beside
