"""The screens on which evidence is read, taken along and handed out, the same in each room."""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.reading import find_version
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, needs
from award.web.kit.access import find as find_journey
from award.web.kit.handing_out import hand_out_evidence, show_picture
from award.web.kit.pages import Link
from award.web.kit.screens import Screens
from award.web.kit.viewer import show_piece
from award.web.kit.zips import show_zip

PICTURE = (
    "/journeys/<int:journey_id>/evidence/<int:version_id>"
    "/pages/<int:number>/<any(large,small):size>"
)
Find = Callable[[int], Journey]
Back = Callable[[Journey, str], Link]


def find_seen(journey_id: int) -> Journey:
    """A journey whose evidence the actor may see. Raises NotFound for any other."""
    return find_journey(May.SEE_EVIDENCE, journey_id)


def reading_screens(
    bp: Blueprint, *, back: Back, find: Find = find_seen, talk: str = "", file: str = ""
) -> Screens:
    """Give a room its screens for reading, and say where they are.

    ``back`` is the way to a criterion's page; ``find`` finds a journey as this room may see it, and
    raises NotFound for any other. A room that hands out files at an address of its own names
    it as ``file``, and gets none here.
    """
    piece_at, picture_at, zip_at = (
        f"{bp.name}.{one}" for one in ("piece", "picture", "evidence_zip")
    )
    screens = Screens(piece_at, picture_at, file or f"{bp.name}.file", zip_at, back, talk)

    @bp.get("/journeys/<int:journey_id>/criteria/<code>/evidence/<int:item_id>")
    @needs(May.SEE_EVIDENCE)
    def piece(journey_id: int, code: str, item_id: int) -> ResponseReturnValue:
        """One piece, read here. That it was opened is written down."""
        return show_piece(find(journey_id), code, item_id, screens)

    @bp.get(PICTURE)
    @needs(May.SEE_EVIDENCE)
    def picture(journey_id: int, version_id: int, number: int, size: str) -> ResponseReturnValue:
        """Our own picture of one page."""
        return show_picture(find(journey_id), version_id, number, size)

    @bp.route("/journeys/<int:journey_id>/evidence/zip", methods=["GET", "POST"])
    @needs(May.SEE_EVIDENCE)
    def evidence_zip(journey_id: int) -> ResponseReturnValue:
        """Everything of a criterion, or of the journey, as one file."""
        return show_zip(find(journey_id), request.args.get("code", "")[:10], screens)

    if not file:
        _hand_out_files(bp, find)
    return screens


def _hand_out_files(bp: Blueprint, find: Find) -> None:
    @bp.get("/journeys/<int:journey_id>/evidence/<int:version_id>")
    @needs(May.SEE_EVIDENCE)
    def file(journey_id: int, version_id: int) -> ResponseReturnValue:
        """A file of evidence, as a download. Who opened it is written down."""
        version = find_version(db.session(), actor(), find(journey_id), version_id)
        return hand_out_evidence(version)
