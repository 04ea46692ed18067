"""What was sent after a sign-in had ended: it stands in its form again once the person is back.

Only the person for whom the form was made ever gets it, whoever else signs in in that browser.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import current_app, g, request, session
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from award.actions.drafting import KEPT_FOR, MOST_CHARACTERS, FormAt, keep_draft
from award.adapters import clock
from award.adapters.envelopes import close, open_again
from award.queries.drafts import find_draft_at
from award.storage.accounts import User
from award.storage.db import db, transaction
from award.storage.drafts import LONGEST_ADDRESS, Draft
from award.web.kit.access import own_address
from award.web.kit.kept import Kept, KeptForm
from award.web.kit.signin import signed_in

if TYPE_CHECKING:
    from award.web.kit.forms import Form

AS_FORM: Final = "sent while signed out"
WAITS: Final = "waits"
SALT: Final = "wtf-csrf-token"  # with which Flask-WTF signs a form's token
TAKEN: Final = "waiting_taken"  # by a form of this page
HAD_FILES: Final = ("", "files")


@dataclass(frozen=True)
class Waiting:
    """A form that waits to be sent, for whom, and where it stands."""

    user_id: int
    address: str
    kept: KeptForm


def close_for_writer(kept: KeptForm) -> str:
    """What was sent to this address, closed for the person of its form; empty where it cannot be.

    That is so where nothing was written, or too much; where the form does not say whose it was, or
    is no page of its own.
    """
    try:
        who, address = _made_for(request.form.get("csrf_token", "")), own_address()
    except (RequestEntityTooLarge, OSError):
        return ""  # more than is read of somebody who is signed out
    size = sum(map(len, HAD_FILES)) + sum(len(one.name) + len(one.value) for one in kept.fields)
    if not (kept.fields or kept.had_files) or size > MOST_CHARACTERS:
        return ""
    if who is None or not _is_page() or len(address) > LONGEST_ADDRESS:
        return ""
    given = [who, address, [[one.name, one.value] for one in kept.fields], kept.had_files]
    return close(json.dumps(given, ensure_ascii=False), secret=_secret())


def open_waiting(text: str) -> Waiting | None:
    """What travelled through the sign-in page; None for what was not closed here."""
    found = open_again(text, secret=_secret()) if text else None
    if found is None:
        return None
    who, address, fields, had_files = json.loads(found)
    kept = KeptForm(tuple(Kept(name, value) for name, value in fields), had_files)
    return Waiting(who, address, kept)


def keep_waiting(user: User, waiting: Waiting, place: FormAt) -> None:
    """Keep it for the person who has come back; the page of the form finds it there."""
    fields = [(one.name, one.value) for one in waiting.kept.fields]
    fields += [HAD_FILES] if waiting.kept.had_files else []
    with transaction(lock=user) as held:
        keep_draft(held, place, fields, version=0, at=clock.now())
    session[WAITS] = place.address


def made_for() -> int | None:
    """For whom the page was made whose form was sent; None where nobody can tell."""
    try:
        return _made_for(request.form.get("csrf_token", "")) if request.method == "POST" else None
    except (RequestEntityTooLarge, OSError):
        return None


def is_anothers() -> bool:
    """Whether what was sent was written by somebody other than who is signed in here now."""
    person, writer = signed_in(), made_for()
    is_own = person is None or writer in (None, person.user.id)
    return not is_own and _is_page() and not _by_script()


def _by_script() -> bool:
    """Whether a script of ours sent it, which has its own answer to what is refused."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _is_page() -> bool:
    """Whether what was sent to has a page of its own, on which its form stands."""
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def of_their_own(kept: KeptForm) -> Waiting | None:
    """What was sent from an older page of the very person who is signed in here anew.

    None where somebody else is signed in, where it is too much, or where a script sent it.
    """
    person, waiting = signed_in(), open_waiting(close_for_writer(kept))
    is_own = person is not None and waiting is not None and waiting.user_id == person.user.id
    return waiting if is_own and not _by_script() else None


def _made_for(token: str) -> int | None:
    """For whom a page was made, as the token of its forms says."""
    try:
        value = str(URLSafeTimedSerializer(_secret(), salt=SALT).loads(token))
    except BadData:
        return None
    number = value.rpartition(".")[2]
    return int(number) if number.isdecimal() and "." in value else None


def _secret() -> str:
    return str(current_app.secret_key)


def waiting_here() -> Draft | None:
    """What waits at this address, for who is signed in, while it is only looked at."""
    if request.method != "GET" or session.get(WAITS) != own_address():
        return None
    if "waiting" not in g:
        person, since = signed_in(), clock.now() - KEPT_FOR
        g.waiting = person and find_draft_at(
            db.session(), person.user.id, own_address(), AS_FORM, since=since
        )
    found: Draft | None = g.waiting
    return found


def given_back(form: "Form") -> "MultiDict[str, str] | None":
    """What to fill this form with; None where nothing waits, or it was another form's."""
    draft = waiting_here()
    if draft is None or TAKEN in g:
        return None
    names = {name.split("-")[0] for name, _ in draft.fields if name}
    shown = {field.short_name for field in form.visible_fields()}
    if names and not names & shown and not names <= {field.short_name for field in form}:
        return None
    setattr(g, TAKEN, True)
    return MultiDict([(name, value) for name, value in draft.fields if name])


@dataclass(frozen=True)
class WaitingShown:
    """How a page tells of it: whether it stands in a form there, what it is, how to let it go."""

    stands_below: bool
    kept: KeptForm
    number: int
    version: int
    back_to: str


def waiting_shown() -> WaitingShown | None:
    """For the layout: what waits here, and whether a form of this page holds it."""
    draft = waiting_here()
    if draft is None:
        return None
    fields = tuple(Kept(name, value) for name, value in draft.fields if name)
    kept = KeptForm(fields, list(HAD_FILES) in draft.fields)
    taken = TAKEN in g
    return WaitingShown(taken, kept, draft.id, draft.version, own_address())
