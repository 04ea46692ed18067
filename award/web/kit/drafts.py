"""Gives back what somebody typed and did not send, and lets it go once it is sent."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Flask, Response, abort, current_app, g, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from award.actions.drafting import KEPT_FOR, FormAt, Typed, drop_drafts
from award.adapters import clock
from award.queries.drafts import find_authority_of, find_draft, has_drafts, list_drafts
from award.storage.accounts import User
from award.storage.db import db, transaction
from award.storage.drafts import Draft
from award.web.kit.access import mark_of, own_address
from award.web.kit.addresses import inside
from award.web.kit.fields import LongField, PasswordField
from award.web.kit.filters import clock_time, day, local
from award.web.kit.forms import Form
from award.web.kit.once import was_refused
from award.web.kit.signin import signed_in

TAKEN: Final = (201, 302, 303)
A_WEEK: Final = 6
SECRETS: Final = ("csrf_token", "password")


@dataclass(frozen=True)
class Offer:
    """Words that were kept: when, and what a person reads of them."""

    told: str
    words: list[str]
    fields: str


@dataclass(frozen=True)
class DraftHere:
    """How one form on this page is kept as somebody types, and what was kept before."""

    to: str
    address: str
    form: str
    owner: int
    version: int = 0
    number: int = 0
    offers: tuple[Offer, ...] = ()
    throw_away_at: str = ""
    back_to: str = ""

    @property
    def is_offered(self) -> bool:
        return bool(self.offers)


def init_drafts(app: Flask) -> None:
    """Give forms their drafts, and let a draft go once its form was sent."""
    app.jinja_env.globals["draft_of"] = draft_of
    app.after_request(_let_go)


def is_long(form: Any) -> bool:
    """Whether a form asks for more than a line, and for nothing that must not be kept."""
    fields = list(form) if isinstance(form, Form) else []
    return any(isinstance(one, LongField) for one in fields) and not any(
        isinstance(one, PasswordField) for one in fields
    )


def draft_of(form: Any, action: str = "") -> DraftHere | None:
    """What the page needs to keep this form; None for short forms and for who is signed out."""
    person = signed_in()
    if person is None or not is_long(form):
        return None
    name, address = type(form).__name__, action or own_address()
    here = DraftHere(url_for("accounts.draft_keep"), address, name, person.user.id)
    draft = _kept_at(person.user.id, address, name)
    if draft is None:
        return here
    offers = _offers(draft) if form.is_new else ()
    return DraftHere(
        here.to,
        address,
        name,
        here.owner,
        version=draft.version,
        number=draft.id,
        offers=offers,
        throw_away_at=url_for("accounts.draft_throw_away"),
        back_to=own_address(),
    )


def _kept_at(user_id: int, address: str, form: str) -> Draft | None:
    if "drafts" not in g:
        since = clock.now() - KEPT_FOR
        g.drafts = {
            (where, what): number
            for number, where, what in list_drafts(db.session(), user_id, since=since)
        }
    number = g.drafts.get((address, form))
    return find_draft(db.session(), user_id, number) if number else None


def _offers(draft: Draft) -> tuple[Offer, ...]:
    found = [_offer(draft.fields, draft.saved_at)]
    if draft.earlier and draft.earlier_saved_at:
        found.append(_offer(draft.earlier, draft.earlier_saved_at))
    return tuple(found)


def _offer(fields: list[Any], at: datetime) -> Offer:
    words = [str(value) for _, value in fields if " " in str(value).strip()]
    return Offer(when_words(at, clock.now()), words, json.dumps(fields))


def when_words(at: datetime, now: datetime) -> str:
    """today at 8:42am, on Tuesday at 8:42am, on Tuesday 3 March 2026 at 8:42am"""
    gap, spoken = (local(now) - local(at)).days, day(at)
    near = {0: "today", 1: "yesterday"}
    far = f"on {spoken.split()[0] if gap <= A_WEEK else spoken}"
    return f"{near.get(gap, far)} at {clock_time(at)}"


def form_at(address: str, form: str) -> FormAt:
    """The form that a draft is for. Answers 404 for what is no page of somebody signed in."""
    path = (inside(address) or abort(404)).split("?")[0]
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="POST")
    except (HTTPException, RequestRedirect):
        abort(404)
    mark = mark_of(current_app, endpoint)
    if mark is None or not (mark.may or mark.account):
        abort(404)
    code, setting_id = values.get("authority"), values.get("setting_id")
    if code is None and setting_id is None:
        return FormAt(address, form)
    found = find_authority_of(db.session(), code=code, setting_id=setting_id)
    return FormAt(address, form, found or abort(404))


def read_typed(text: str) -> Typed:
    """What the page says was typed, without secrets. Answers 404 for anything else."""
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(text)]
    except (ValueError, TypeError):
        abort(404)
    return [one for one in pairs if not any(word in one[0] for word in SECRETS)]


def _let_go(response: Response) -> Response:
    """A form that was sent and taken leads on, or tells its script that a file is there.

    One that was refused keeps its draft, and so does a script that sends a form while words
    typed before are still on offer beside it.
    """
    person = signed_in() if request.method == "POST" and request.endpoint else None
    if person is None or response.status_code not in TAKEN or was_refused():
        return response
    if "draft_waits" in request.form:
        return response
    user_id, address = person.user.id, own_address()
    if has_drafts(db.session(), user_id, address):
        with transaction(lock=db.session.get_one(User, user_id)) as user:
            drop_drafts(user, address)
    return response
