"""Hands out kept files as attachments, our own pictures of them, and writes down who looked."""

from datetime import timedelta
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from flask import Response, current_app, make_response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from award.actions.collecting import note_view
from award.actions.showing import ask_for_preview, ask_once_more, waits_long
from award.adapters import clock
from award.adapters.files import NotKept
from award.domain.people import SETTING_ROLES
from award.domain.refusals import NotAllowed, NotFound
from award.queries.reading import find_picture, find_preview, list_looks
from award.storage.db import db, writing
from award.storage.evidence import EvidenceVersion
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.evidence_words import closed_words
from award.web.kit.uploads import store

ONE_LOOK: Final = timedelta(hours=1)
CLOSED_OFF: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


def hand_out_evidence(file: EvidenceVersion | None) -> Response:
    """A file of evidence as an attachment, after it was written down who opened it.

    Raises NotFound where there is none or its bytes are gone, NotAllowed while it is held back.
    """
    if file is None or file.gone_at is not None:
        raise NotFound
    if not file.is_open:
        raise NotAllowed(closed_words(file))
    key, name, media_type = file.key, file.file_name, file.media_type
    size, sha256 = file.size, file.sha256
    note_who_looks(file.id)
    return hand_out(key, name, media_type, size=size, sha256=sha256)


def is_written_down() -> bool:
    """Whether it is written down that this person opens a file: the authority's people, always."""
    here = actor()
    return here.role not in SETTING_ROLES or here.on_behalf


def note_who_looks(version_id: int) -> None:
    """People of the authority who open a setting's file are written down, each time."""
    if not is_written_down():
        return
    with writing(db.session()) as session:
        file = session.get(EvidenceVersion, version_id)
        if file is None:
            raise NotFound
        note_view(file, by=actor(), at=clock.now())


def open_pages(version_id: int) -> None:
    """Before a file's pages are shown: write down who looks, and have them made where none are.

    Where their making was lost they are asked for anew.
    """
    looks, made = is_written_down(), find_preview(db.session(), version_id)
    if not looks and made is not None and not waits_long(made, at=clock.now()):
        return
    with writing(db.session()) as session:
        file = session.get(EvidenceVersion, version_id, with_for_update=True)
        if file is None:
            raise NotFound
        if looks:
            note_view(file, by=actor(), at=clock.now())
        ask_for_preview(file, at=clock.now())


def show_picture(journey: Journey, version_id: int, number: int, size: str) -> Response:
    """Our own picture of a page, the one thing that a browser is let show of a file.

    Who looks at a large one is written down, once for a file and an hour; a small one on a card is
    no opening. Raises NotFound for what is not this journey's. One that was lost is made anew.
    """
    found = find_picture(db.session(), actor(), journey, version_id, number)
    if found is None or not found[0].is_open:
        raise NotFound
    key = found[1].small_key if size == "small" else found[1].key
    if size == "large":
        _note_lasting_look(found[0])
    try:
        with store().open(key or "") as stream:
            drawn = stream.read()
    except NotKept:
        with writing(db.session()) as session:
            lost = session.get_one(EvidenceVersion, version_id, with_for_update=True)
            ask_once_more(lost, at=clock.now())
        raise NotFound from None
    name = f"page-{number}.webp"
    answer = Response(drawn, mimetype="image/webp")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return closed_off(answer)


def _note_lasting_look(file: EvidenceVersion) -> None:
    """Write down who looks at a page, unless their opening of the file was within this hour."""
    if not is_written_down():
        return
    last = list_looks(db.session(), actor(), [file]).get(file.id)
    if last is None or clock.now() - last > ONE_LOOK:
        note_who_looks(file.id)


def hand_out(
    key: str, name: str, media_type: str, *, size: int | None = None, sha256: str | None = None
) -> Response:
    """The file as an attachment that no browser runs or shows. Raises NotFound where it is gone.

    Where its size and hash are given, a download that broke off can be taken up again.
    """
    answer = _by_nginx(key) or _by_ourselves(key, size, sha256)
    answer.mimetype = media_type
    answer.headers.set("Content-Disposition", "attachment", **attachment_names(name))
    return closed_off(answer)


def attachment_names(name: str) -> dict[str, str]:
    """The name of a download, in plain letters for old browsers and as it is for all others."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").strip() or "file"
    if plain == name:
        return {"filename": name}
    return {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='!#$&+-.^_`|~')}"}


def _by_nginx(key: str) -> Response | None:
    """Where nginx has the folder of files it sends the file, and the program is free again."""
    place = current_app.config["AWARD"].x_accel
    if not place:
        return None
    if not store().exists(key):
        raise NotFound
    answer = make_response("")
    answer.headers["X-Accel-Redirect"] = f"{place}/{key}"
    return answer


def _by_ourselves(key: str, size: int | None, sha256: str | None) -> Response:
    try:
        stream = store().open(key)
    except NotKept as gone:
        raise NotFound from gone
    answer = Response(wrap_file(request.environ, stream), direct_passthrough=True)
    answer.call_on_close(stream.close)
    if size is not None and sha256:
        answer.content_length = size
        answer.set_etag(sha256)
        try:
            answer.make_conditional(request, accept_ranges=True, complete_length=size)
        except RequestedRangeNotSatisfiable:
            answer.close()
            return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    return answer


def closed_off(answer: Response) -> Response:
    """The answer, so that a browser neither guesses what it is nor lets it do anything."""
    answer.headers["Content-Security-Policy"] = CLOSED_OFF
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def pdf_answer(made: bytes, name: str) -> Response:
    """A paper that was made for this reader now, as a file; no cache keeps it."""
    answer = make_response(made)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
