"""Signs, reads and bakes Open Badges, and writes the lists of their status."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

import jwt
from openbadgeslib import baking
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob3.did import multikey_from_pem
from openbadgeslib.ob3.ldp import add_data_integrity_proof, verify_data_integrity_proof
from openbadgeslib.ob3.status_list import encode_bitstring

from award.adapters.keys import BadgeKey, badge_fingerprint
from award.domain.badges import LIST_SIZE, Document, did_of
from award.domain.dropped_files import Signature

LARGEST_BADGE: Final = 256 * 1024
DEEPEST: Final = 40


class NotABadge(ValueError):
    """What was given is no credential that can be read."""


def key_name(public_url: str, fingerprint: str) -> str:
    """The name of a key in the list of our keys, for proofs in a document."""
    return f"{did_of(public_url)}#key-{fingerprint}"


def jwt_key_name(public_url: str, fingerprint: str) -> str:
    """The name of the same key in the form that signed tokens ask for."""
    return f"{did_of(public_url)}#jwk-{fingerprint}"


def sign_document(document: Document, key: BadgeKey, public_url: str, *, at: datetime) -> Document:
    """The document with a proof of its own (Data Integrity, eddsa-rdfc-2022)."""
    name = key_name(public_url, key.fingerprint)
    return dict(add_data_integrity_proof(document, key.private, name, created=at.astimezone(UTC)))


def as_token(document: Document, key: BadgeKey, public_url: str) -> str:
    """The same credential as a signed token (VC-JWT)."""
    claims = {
        **document,
        "iss": document["issuer"]["id"],
        "sub": document["credentialSubject"]["id"],
        "jti": document["id"],
        "nbf": _seconds(document["validFrom"]),
        "exp": _seconds(document["validUntil"]),
    }
    headers = {"kid": jwt_key_name(public_url, key.fingerprint), "typ": "vc+jwt"}
    return jwt.encode(claims, key.private.decode(), algorithm="EdDSA", headers=headers)


def as_text(document: Document) -> str:
    """A document as it is kept and attached: the same text each time."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def digest(document: object) -> str:
    """What two documents share that say the same, however they are spaced and ordered."""
    text = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def read_document(text: str | bytes) -> Document:
    """A credential's JSON, if it is not too large, too deep or doubled. Raises NotABadge."""
    if len(text) > LARGEST_BADGE:
        raise NotABadge("too large")
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise NotABadge("no JSON") from None
    if not isinstance(found, dict) or _depth(found) > DEEPEST:
        raise NotABadge("no credential")
    return found


def signature_of_document(document: Document, trusted: Mapping[str, str]) -> Signature:
    """Whether one of the trusted keys, by its name, signed this document as it is."""
    proof = document.get("proof")
    if not isinstance(proof, dict):
        return Signature.NONE
    public = trusted.get(str(proof.get("verificationMethod")))
    if public is None:
        return Signature.OTHER
    try:
        verify_data_integrity_proof(document, public)
    except (LibOpenBadgesException, ValueError, TypeError, RecursionError):
        return Signature.BROKEN
    return Signature.GOOD


def read_token(token: str, trusted: Mapping[str, str]) -> tuple[Document, Signature]:
    """What a signed token says, and whether one of the trusted keys signed it."""
    if len(token) > LARGEST_BADGE:
        raise NotABadge("too large")
    try:
        head = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise NotABadge("no token") from None
    public = trusted.get(str(head.get("kid")))
    if public is None:
        return claims, Signature.OTHER
    try:
        # Its days are the record's to tell.
        options: Any = {"verify_exp": False, "verify_nbf": False, "verify_aud": False}
        jwt.decode(token, public, ["EdDSA"], options=options)
    except (jwt.PyJWTError, ValueError, TypeError):
        return claims, Signature.BROKEN
    return claims, Signature.GOOD


def bake_svg(picture: bytes, document_text: str) -> bytes:
    """The picture with the credential inside."""
    return baking.bake_svg(
        picture,
        document_text,
        element=baking.SVG_ELEMENT_OB3,
        namespace=baking.SVG_NS_OB3,
        as_text=True,
    )


def bake_png(picture: bytes, document_text: str) -> bytes:
    """The picture with the credential inside."""
    return baking.bake_png(picture, document_text, keyword=baking.ITXT_KEYWORD_OB3)


def taken_out_of_svg(picture: bytes) -> str | None:
    """What was baked into a picture, if anything was. Raises for one that cannot be read."""
    return baking.extract_svg(picture, element=baking.SVG_ELEMENT_OB3, text_fallback=True)


def taken_out_of_png(picture: bytes) -> str | None:
    """What was baked into a picture, if anything was. Raises for one that cannot be read."""
    return baking.extract_png(picture, LARGEST_BADGE, keyword=baking.ITXT_KEYWORD_OB3)


@lru_cache(maxsize=16)
def status_bits(places: frozenset[int]) -> str:
    """The bits of a status list, those at these places set."""
    return str(encode_bitstring(places, LIST_SIZE))


def list_of_keys(public_url: str, publics: Iterable[str]) -> Document:
    """Our name and every key that ever signed under it, the present one first."""
    did = did_of(public_url)
    methods: list[Document] = []
    for public in publics:
        mark = badge_fingerprint(public)
        jwk = {**public_jwk_from_pem(public), "kid": jwt_key_name(public_url, mark)}
        methods += [
            {
                "id": key_name(public_url, mark),
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey_from_pem(public),
            },
            {
                "id": jwt_key_name(public_url, mark),
                "type": "JsonWebKey",
                "controller": did,
                "publicKeyJwk": jwk,
            },
        ]
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [one["id"] for one in methods],
    }


def trusted_names(public_url: str, publics: Iterable[str]) -> dict[str, str]:
    """Every name under which one of these keys may have signed, with the key."""
    found = {}
    for public in publics:
        mark = badge_fingerprint(public)
        found[key_name(public_url, mark)] = public
        found[jwt_key_name(public_url, mark)] = public
    return found


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _once(pairs: list[tuple[str, Any]]) -> Document:
    """A document that says one thing twice is read differently by different programs."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotABadge("doubled")
    return found


def _depth(part: object, level: int = 0) -> int:
    if level > DEEPEST or not isinstance(part, dict | list):
        return level
    inner = part.values() if isinstance(part, dict) else part
    return max((_depth(one, level + 1) for one in inner), default=level)
