"""What an authority's certificates look like and say now: words, pictures, who signs."""

import base64
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.certificate_words import (
    USUAL,
    CertificateWords,
    as_text,
    in_own_words,
    read_words,
)
from award.domain.certificates import Signatory
from award.storage.authorities import Authority
from award.storage.scheme import Logo, SignaturePicture
from award.storage.seeds import SEED


@cache
def languages() -> Mapping[str, CertificateWords]:
    """The languages that certificates can be worded in, by their codes: the usual one first."""
    found = {USUAL.language: USUAL}
    folder = SEED.joinpath("certificates")
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.endswith(".toml"):
            words = read_words(path.read_text(encoding="utf-8"))
            found[words.language] = words
    return found


def words_of_authority(authority: Authority) -> CertificateWords:
    """The words of this authority's certificates; the usual ones where it chose none."""
    kept = authority.certificate_words or {}
    language = languages().get(kept.get("language", ""), USUAL)
    return in_own_words(language, kept.get("opening", ""), kept.get("citation", ""))


def look_of_certificates(session: Session, authority: Authority) -> dict[str, Any]:
    """The parts of a certificate's face that are its authority's: words, logo and signatories."""
    logo = session.scalar(select(Logo.picture).where(Logo.authority_id == authority.id))
    return {
        "words": as_text(words_of_authority(authority)),
        "logo": _address(logo),
        "signatories": signatories_of(session, authority),
    }


def signatories_of(session: Session, authority: Authority) -> tuple[Signatory, ...]:
    """Who signs, each with the scanned signature where the authority wants one."""
    people = [one for one in authority.signatories if isinstance(one, dict)]
    drawn = _pictures(session, authority, [one.get("signature") for one in people])
    return tuple(
        Signatory(one["name"], one["title"], drawn.get(one.get("signature"), "")) for one in people
    )


def _pictures(
    session: Session, authority: Authority, digests: Iterable[str | None]
) -> dict[str | None, str]:
    wanted = [one for one in digests if one]
    if not wanted:
        return {}
    rows = session.execute(
        select(SignaturePicture.digest, SignaturePicture.picture).where(
            SignaturePicture.authority_id == authority.id, SignaturePicture.digest.in_(wanted)
        )
    )
    return {digest: _address(picture) for digest, picture in rows}


def _address(picture: bytes | None) -> str:
    """A picture as an address that holds all of it; empty where there is none."""
    if not picture:
        return ""
    return "data:image/png;base64," + base64.b64encode(picture).decode()
