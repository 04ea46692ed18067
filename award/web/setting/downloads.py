"""Hands out files of evidence, never to be opened in the page, and notes who looked."""

from datetime import date

from flask import Response, make_response, send_file
from flask.typing import ResponseReturnValue

from award.actions.collecting import note_view
from award.adapters import clock
from award.adapters.files import NotKept
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound
from award.queries.evidence import find_file
from award.storage.db import db, transaction
from award.storage.evidence import EvidenceVersion, Scan
from award.web.kit.access import actor, find, needs
from award.web.kit.uploads import store
from award.web.setting.blueprint import bp

OPEN_TO_READ = (Scan.CLEAN, Scan.NOT_ASKED)
CLOSED_OFF = "sandbox; default-src 'none'; frame-ancestors 'none'"


@bp.get("/journeys/<int:journey_id>/evidence/<int:item_id>/files/<int:version_id>")
@needs(May.SEE_EVIDENCE)
def evidence_download(journey_id: int, item_id: int, version_id: int) -> ResponseReturnValue:
    """One file of the setting's evidence, to be kept and opened elsewhere."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    file = find_file(db.session(), actor(), journey, item_id, version_id)
    if file is None:
        raise NotFound
    if file.scan not in OPEN_TO_READ:
        raise NotAllowed("This file is still being checked. Try again in a few minutes.")
    key, name, media_type = file.key, file.file_name, file.media_type
    note_who_looks(file)
    return hand_out(key, name, media_type)


def note_who_looks(file: EvidenceVersion) -> None:
    """People of the authority who open a setting's file are written down, each time."""
    here = actor()
    if here.on_behalf:
        with transaction(lock=file) as held:
            note_view(held, by=here, at=clock.now())


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


def calendar_file(body: bytes, name: str, on: date) -> Response:
    """A file for a calendar."""
    answer = make_response(body)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{on:%Y-%m-%d}.ics"'
    return answer
