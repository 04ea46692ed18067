"""Turns every refusal into a page that says what to do, and never more than the person may know."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from flask import Flask, current_app, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from award.adapters import clock
from award.adapters.files import FilesTrouble, TooLarge
from award.adapters.no_room import is_no_room
from award.adapters.passwords import new_reference
from award.domain.refusals import NotAllowed, NotFound, NotReady, Over, Stale, Tied
from award.storage.db import is_full
from award.web.kit.access import own_address
from award.web.kit.addresses import inside
from award.web.kit.drafts import form_at
from award.web.kit.kept import keep_posted, keep_typed
from award.web.kit.moved_on import lead_on
from award.web.kit.one_by_one import tell_later
from award.web.kit.pages import answers_a_form
from award.web.kit.signin import signed_in
from award.web.kit.signin_form import SignInForm
from award.web.kit.subjects import what_it_is_about
from award.web.kit.uploads import NoTurn
from award.web.kit.waiting import (
    AS_FORM,
    TAKEN,
    close_for_writer,
    is_anothers,
    keep_waiting,
    of_their_own,
)

if TYPE_CHECKING:
    from award.web.kit.forms import Form

NOT_UNDERSTOOD: Final = (400, 415)  # what no form or link of ours sends


def init_errors(app: Flask) -> None:
    """Answer each kind of trouble with its page."""
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(Tied, closed_by_tie)
    app.register_error_handler(Over, closed_by_now)
    app.register_error_handler(404, not_found)
    app.register_error_handler(405, not_found)
    app.register_error_handler(400, not_found)
    app.register_error_handler(415, not_found)
    app.register_error_handler(NotAllowed, not_allowed)
    app.register_error_handler(NotReady, not_ready)
    app.register_error_handler(Stale, changed_meanwhile)
    app.register_error_handler(CSRFError, not_sure_who)
    app.register_error_handler(401, signed_out)
    app.register_error_handler(TooLarge, too_large)
    app.register_error_handler(413, too_large)
    app.register_error_handler(429, too_many)
    app.register_error_handler(FilesTrouble, files_away)
    app.register_error_handler(NoTurn, tell_later)
    app.register_error_handler(Exception, broken)


def refused(form: "Form", refusal: NotReady | NotAllowed | Stale) -> None:
    """Put what an action refused where the person can put it right: at the field it speaks of.

    What speaks of none of the form's fields stands at its head.
    """
    if isinstance(refusal, NotReady):
        for of, words in refusal.said:
            form.refuse(words, field=of if of in form else None)
    elif isinstance(refusal, Stale) and not form.has_words:
        form.refuse(refusal.without_words)
    else:
        form.refuse(str(refusal))


def page(template: str, status: int, **given: Any) -> ResponseReturnValue:
    """A page about trouble. It shows no room: nobody acts on it. What was typed is given back."""
    for name in ("here", TAKEN):
        g.pop(name, None)
    given.setdefault("kept", keep_typed())
    given.setdefault("again", page_of_form())
    return render_template(template, **given), status


def page_of_form() -> str | None:
    """Where the form stands that was sent, to be opened again; None for what was only looked at."""
    if request.method != "POST":
        return None
    if answers_a_form():
        return own_address()
    came = urlsplit(request.referrer or "")
    return inside(f"{came.path}?{came.query}".rstrip("?")) if came.netloc == request.host else None


def page_to_try() -> str | None:
    """What can be opened once more after a fault of ours: the form, or the page itself."""
    return own_address() if request.method == "GET" else page_of_form()


def not_found(trouble: Exception) -> ResponseReturnValue:
    """The same page whether it is not there, not for this person, or not asked as we ask it."""
    if is_anothers():
        return anothers()
    if (goes_on := lead_on()) is not None:
        return goes_on
    code = trouble.code if isinstance(trouble, HTTPException) else None
    status = code if code in NOT_UNDERSTOOD else 404
    return page("errors/404.html", status, answers_a_form=False, again=None)


def closed_by_tie(refusal: Tied) -> ResponseReturnValue:
    """Papers that a tie of the person's own has closed: that is said, and how it is put right."""
    told = {"setting": str(refusal), "answers_a_form": False, "again": None}
    return page("errors/404_tied.html", 404, **told)


def closed_by_now(refusal: Over) -> ResponseReturnValue:
    """What the person was written to about is over: that is said, with what came of it."""
    told = {"was_sent": request.method == "POST", "answers_a_form": False, "again": None}
    return page("errors/404_over.html", 404, words=str(refusal), **told)


def not_allowed(refusal: NotAllowed) -> ResponseReturnValue:
    """The wrong person or the wrong moment, in the rule's own sentence."""
    return not_now("errors/403.html", 403, words=str(refusal))


def not_ready(refusal: NotReady) -> ResponseReturnValue:
    """What is still missing, where a screen did not show it beside its form."""
    return not_now("errors/409.html", 409, blockers=refusal.blockers)


def not_now(template: str, status: int, **given: Any) -> ResponseReturnValue:
    """What cannot be done as things stand, in place of its form; what was sent is given back.

    Somebody who acts in a room stays in it, and is led to what it is about.
    """
    was_sent = request.method not in ("GET", "HEAD")
    if "here" not in g:
        return page(template, status, was_sent=was_sent, **given)
    g.pop(TAKEN, None)  # the form that held what waits is not shown
    about = what_it_is_about()
    shown = {"was_sent": was_sent, "kept": keep_typed(), "about": about, "again": page_of_form()}
    return render_template(template, **shown, **given), status


def changed_meanwhile(refusal: Stale) -> ResponseReturnValue:
    """Somebody was faster; nothing was overwritten."""
    return page(
        "errors/409_stale.html",
        409,
        words=str(refusal),
        kept=keep_posted(),
        address=page_of_form(),
        again=None,
    )


def not_sure_who(_: CSRFError) -> ResponseReturnValue:
    """The form's token was missing or belongs to an earlier sign-in.

    What was typed stands in its form again where that can be done, and else is shown.
    """
    if is_anothers():
        return anothers()
    kept = keep_posted()
    person, waiting = signed_in(), of_their_own(kept)
    if person is not None and waiting is not None:
        keep_waiting(person.user, waiting, form_at(waiting.address, AS_FORM))
        g.put_back = True
        return redirect(waiting.address)
    return page("errors/400_csrf.html", 400, kept=kept)


def anothers() -> ResponseReturnValue:
    """Somebody else is signed in here than who wrote this: it waits, closed, for its writer."""
    kept = keep_posted()
    form = SignInForm(None, next=page_of_form() or "", kept=close_for_writer(kept))
    return page("errors/401_another.html", 401, kept=None, had_files=kept.had_files, form=form)


def signed_out(_: Exception) -> ResponseReturnValue:
    """Something was sent after the sign-in had ended: it waits for the person who wrote it.

    Where nobody can tell who that is, it is shown here to be copied, and goes no further.
    """
    kept = keep_posted()
    closed = close_for_writer(kept)
    form = SignInForm(None, next=page_of_form() or "", kept=closed)
    lost = None if closed else kept
    return page("errors/401.html", 401, kept=lost, had_files=kept.had_files, form=form)


def too_large(_: Exception) -> ResponseReturnValue:
    """More bytes than are taken in one go. Opened anew, the form would have lost its words."""
    most = (request.max_content_length or 0) // 1_000_000
    with_files = request.mimetype == "multipart/form-data"
    return page("errors/413.html", 413, limit=f"{most} MB", with_files=with_files, again=None)


def too_many(trouble: HTTPException) -> ResponseReturnValue:
    """Too many tries; after a few minutes it works again."""
    at_sign_in = request.endpoint == "accounts.sign_in"
    minutes = getattr(trouble, "minutes", None)
    return page("errors/429.html", 429, minutes=minutes, at_sign_in=at_sign_in)


def files_away(trouble: Exception, *, full: bool = False) -> ResponseReturnValue:
    """Files cannot be kept or opened at the moment; what was typed is shown, nothing changed.

    ``full``: nothing can be kept, since a disk has no room left.
    """
    reference = written_down(trouble)
    again = page_to_try()
    answer = make_response(
        page("errors/503.html", 503, reference=reference, full=full, again=again)
    )
    answer.headers["Retry-After"] = "60"
    return answer


def broken(trouble: Exception) -> ResponseReturnValue:
    """Something broke here: it is written down under a number that the person can tell."""
    if isinstance(trouble, HTTPException):
        return trouble
    if is_no_room(trouble) or is_full(trouble):
        return files_away(trouble, full=True)
    reference = written_down(trouble)
    if current_app.config.get("PROPAGATE_TROUBLE"):
        raise trouble
    return page("errors/500.html", 500, reference=reference, again=page_to_try())


def written_down(trouble: Exception) -> str:
    """The number under which the trouble stands in the log."""
    reference = f"{clock.now():%d%H%M}-{new_reference()}"
    current_app.logger.error("%s at %s", reference, request.endpoint, exc_info=trouble)
    return reference
