"""A file that was sent to be looked at first: its address, and what stands there later."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final, TypeVar

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import abort

from award.adapters import clock
from award.storage.authorities import Authority
from award.web.kit.access import actor, authority
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.uploads import NotTaken, TakenFile, give_up, store, take_in

R = TypeVar("R")
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Gone:
    """What a preview's address says when its file is no longer there: where to go on."""

    kept: str
    onward: Link
    again: Link


@dataclass(frozen=True)
class Sent:
    """A file that waits to be kept. ``key`` is empty once it is gone, ``old`` says by its age."""

    key: str
    name: str
    old: bool = False


def upload_screen(
    form: Form,
    look: Callable[[Sent], object],
    *,
    refuses: tuple[type[Exception], ...],
    purpose: str,
    template: str,
    preview: str,
) -> ResponseReturnValue:
    """Take a file that can be looked at, and go on to its preview; refuse any other with a reason.

    ``look`` reads the file once; what it ``refuses`` it by is told, and the file is not kept.
    ``preview`` is the screen that shows what the file would do.
    """
    if not form.validate_on_submit() or form["file"].data is None:
        return render(template, form=form)
    taken = _taken(form, look, refuses)
    if taken is None:
        return render(template, form=form)
    return redirect(url_for(preview, token=_token_for(purpose, authority(), taken[0])))


def read_sent(
    form: Form, read: Callable[[bytes], R], *, refuses: tuple[type[Exception], ...]
) -> R | None:
    """What the form's file says; else the form says why it cannot be used. It is not kept."""
    taken = _taken(form, lambda sent: read(content_of(sent)), refuses)
    if taken is None:
        return None
    give_up([taken[0]])
    return taken[1]


def _taken(
    form: Form, look: Callable[[Sent], R], refuses: tuple[type[Exception], ...]
) -> tuple[TakenFile, R] | None:
    """The form's file in the store, and what was seen in it; one that is refused is let go."""
    try:
        taken = take_in([form["file"].data], authority=authority().code, setting=0)[0]
    except NotTaken as trouble:
        form.refuse(str(trouble), field="file")
        return None
    try:
        return taken, look(Sent(taken.key, taken.name))
    except refuses as trouble:
        give_up([taken])
        form.refuse(str(trouble), field="file")
        return None
    except BaseException:
        give_up([taken])
        raise


def _token_for(purpose: str, here: Authority, taken: TakenFile) -> str:
    """The part of the address that names the file; nobody can make one up."""
    return str(_seal(purpose).dumps([here.id, taken.key, taken.name, clock.now().isoformat()]))


def keep_text(purpose: str, text: str, *, name: str) -> str:
    """Keep words that are looked at first as such a file; the part of the address that names it."""
    sent = FileStorage(BytesIO(text.encode()), filename=name)
    return _token_for(
        purpose, authority(), take_in([sent], authority=authority().code, setting=0)[0]
    )


def opened(purpose: str, token: str) -> Sent:
    """The file that a preview is about, where this authority sent it. Answers 404 for any other."""
    try:
        owner, key, name, sent_at = _seal(purpose).loads(token)
    except (BadData, ValueError):
        abort(404)
    if owner != actor().authority_id:
        abort(404)
    old = datetime.fromisoformat(sent_at) + A_DAY < clock.now()
    there = not old and store().exists(str(key))
    return Sent(str(key) if there else "", str(name), old)


def content_of(sent: Sent) -> bytes:
    """The bytes of a file that is there."""
    with closing(store().open(sent.key)) as stream:
        return stream.read()


def gone_page(sent: Sent, gone: Gone) -> str:
    """A kind page in place of a preview whose file was kept already, or is too old."""
    return render("coordinator/import_gone.html", sent=sent, gone=gone)


def _seal(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=purpose)
