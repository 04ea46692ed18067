"""Hands out kept files as attachments, and writes down who of the authority looked."""

from typing import Final

from flask import Response, make_response, send_file

from award.actions.collecting import note_view
from award.adapters import clock
from award.adapters.files import NotKept
from award.domain.people import SETTING_ROLES
from award.domain.refusals import NotAllowed, NotFound
from award.storage.db import db, writing
from award.storage.evidence import EvidenceVersion, Scan
from award.web.kit.access import actor
from award.web.kit.uploads import store

OPEN_TO_READ: Final = (Scan.CLEAN, Scan.NOT_ASKED)
CLOSED_OFF: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


def hand_out_evidence(file: EvidenceVersion | None) -> Response:
    """A file of evidence as an attachment, after it was written down who opened it.

    Raises NotFound where there is none or its bytes are gone, NotAllowed while it is held back.
    """
    if file is None or file.gone_at is not None:
        raise NotFound
    if file.scan not in OPEN_TO_READ:
        raise NotAllowed("This file is still being checked. Try again in a few minutes.")
    key, name, media_type = file.key, file.file_name, file.media_type
    note_who_looks(file.id)
    return hand_out(key, name, media_type)


def note_who_looks(version_id: int) -> None:
    """People of the authority who open a setting's file are written down, each time."""
    here = actor()
    if here.role in SETTING_ROLES and not here.on_behalf:
        return
    with writing(db.session()) as session:
        file = session.get(EvidenceVersion, version_id)
        if file is None:
            raise NotFound
        note_view(file, by=here, at=clock.now())


def hand_out(key: str, name: str, media_type: str) -> Response:
    """The file as an attachment that no browser runs or shows. Raises NotFound where it is gone."""
    try:
        stream = store().open(key)
    except NotKept as gone:
        raise NotFound from gone
    answer = make_response(
        send_file(stream, mimetype=media_type, as_attachment=True, download_name=name)
    )
    answer.headers["Content-Security-Policy"] = CLOSED_OFF
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
