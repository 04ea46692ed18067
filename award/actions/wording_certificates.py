"""Words an authority's certificates, and keeps the scanned signatures that stand on them."""

from datetime import datetime

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.brand import LogoPicture
from award.domain.certificate_words import CertificateWords, in_own_words
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.storage.authorities import Authority
from award.storage.db import session_of
from award.storage.scheme import SignaturePicture


def word_certificates(
    authority: Authority,
    language: CertificateWords,
    opening: str,
    citation: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Certificates made from now on speak this language, with these two lines where they are given.

    Raises NotReady for a line that would not fit. Certificates made before stay as they are.
    """
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    words = in_own_words(language, opening, citation)
    kept = {"language": language.language}
    kept |= {"opening": words.opening} if words.opening != language.opening else {}
    kept |= {"citation": words.citation} if words.citation != language.citation else {}
    before = authority.certificate_words or {"language": "en-GB"}
    if kept == before:
        return
    authority.certificate_words = kept
    authority.version += 1
    said = f"Certificates are in {language.name}: “{words.opening} … {words.citation}”"
    write_change(authority, "certificate", said, by=by, at=at)


def keep_signature(
    authority: Authority, place: int, picture: LogoPicture, *, by: Actor, at: datetime
) -> None:
    """Put a scanned signature over the name of the signatory at this place, counted from one.

    Raises NotFound where nobody is named there.
    """
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    session = session_of(authority)
    signatory = _signatory(authority, place)
    known = session.scalar(
        select(SignaturePicture.id).where(
            SignaturePicture.authority_id == authority.id,
            SignaturePicture.digest == picture.digest,
        )
    )
    if known is None:
        session.add(
            SignaturePicture(
                authority_id=authority.id,
                picture=picture.picture,
                digest=picture.digest,
                width=picture.width,
                height=picture.height,
            )
        )
    _sign(authority, place, {**signatory, "signature": picture.digest})
    words = f"A scanned signature stands over the name of {signatory['name']}."
    write_change(authority, "signatories", words, by=by, at=at)


def remove_signature(authority: Authority, place: int, *, by: Actor, at: datetime) -> None:
    """Leave the line over a name empty again. The picture goes where nobody uses it."""
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    signatory = _signatory(authority, place)
    digest = signatory.pop("signature", None)
    if digest is None:
        return
    _sign(authority, place, signatory)
    session = session_of(authority)
    if digest not in {one.get("signature") for one in authority.signatories}:
        row = session.scalar(
            select(SignaturePicture).where(
                SignaturePicture.authority_id == authority.id, SignaturePicture.digest == digest
            )
        )
        if row is not None:
            session.delete(row)
    words = f"{signatory['name']} signs by hand again: no scanned signature."
    write_change(authority, "signatories", words, by=by, at=at)


def _signatory(authority: Authority, place: int) -> dict[str, str]:
    if not 1 <= place <= len(authority.signatories):
        raise NotFound
    return dict(authority.signatories[place - 1])


def _sign(authority: Authority, place: int, signatory: dict[str, str]) -> None:
    people = list(authority.signatories)
    people[place - 1] = signatory
    authority.signatories = people
    authority.version += 1
