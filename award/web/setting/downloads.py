"""Hands out files to a setting's people, and to who acts for it."""

from datetime import date

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.evidence import find_file
from award.storage.db import db
from award.web.kit.access import actor, find, needs
from award.web.kit.handing_out import hand_out_evidence
from award.web.setting.blueprint import bp


@bp.get("/journeys/<int:journey_id>/evidence/<int:item_id>/files/<int:version_id>")
@needs(May.SEE_EVIDENCE)
def evidence_download(journey_id: int, item_id: int, version_id: int) -> ResponseReturnValue:
    """One file of the setting's evidence, to be kept and opened elsewhere."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    return hand_out_evidence(find_file(db.session(), actor(), journey, item_id, version_id))


def calendar_file(body: bytes, name: str, on: date) -> Response:
    """A file for a calendar."""
    answer = make_response(body)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{on:%Y-%m-%d}.ics"'
    return answer
