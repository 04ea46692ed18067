"""Checks a file that somebody gave us against our keys and the record, and keeps nothing of it."""

import json
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app

from award.adapters import badges, clock
from award.adapters.dropped.looking import look_at_dropped
from award.adapters.sealing import KeySealing
from award.domain.dropped_files import Kind, Looked, Verdict, verdict
from award.queries.dropped import Issued, find_issued
from award.storage.db import db
from award.storage.signing_keys import Signs, list_fingerprints, list_publics


@dataclass(frozen=True)
class Seen:
    """What is said of a file, and the certificate of ours that it is or claims to be."""

    kind: Kind
    verdict: Verdict
    issued: Issued | None


def check_file(content: bytes) -> Seen:
    """What our keys and the record say of this file. Raises CannotLook."""
    session, sealing = db.session(), sealing_here()
    documents = {*list_fingerprints(session, Signs.DOCUMENTS), sealing.document_mark().fingerprint}
    publics = [sealing.badge_mark().public, *list_publics(session, Signs.BADGES)]
    looked = look_at_dropped(
        content,
        documents=frozenset(documents),
        badges=badges.trusted_names(sealing.public_url, publics),
        public_url=sealing.public_url,
    )
    digest = sha256(content).hexdigest()
    issued = find_issued(session, sha256=digest, name=looked.name, today=clock.today())
    same = issued is not None and _is_same(looked, issued, digest)
    said = verdict(looked, is_same=same, live=issued.words if issued else None)
    return Seen(looked.kind, said, issued)


def sealing_here() -> KeySealing:
    """What signs in this application."""
    found: KeySealing = current_app.extensions["sealing"]
    return found


def _is_same(looked: Looked, issued: Issued, digest: str) -> bool:
    """Whether it is what we gave out: a PDF to the last byte, a badge to the last word."""
    row = issued.certificate
    if looked.kind is Kind.DOCUMENT:
        return digest == row.sha256
    given = (badges.digest(json.loads(row.badge)) if row.badge else "", _of_token(row.badge_token))
    return bool(looked.same_as) and looked.same_as in given


def _of_token(token: str | None) -> str:
    return badges.digest(token) if token else ""
