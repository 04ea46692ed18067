"""Does once what is sent twice: pressed again on a slow line, or after the way back to a form."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from award.actions.taking_forms import Sending, SentAlready, give_back, lead_on, take_form
from award.adapters import clock
from award.adapters.passwords import new_token
from award.queries.taken_forms import find_taken_form
from award.storage.db import db, writing
from award.storage.taken_forms import TakenForm
from award.web.kit.addresses import inside
from award.web.kit.filters import clock_time
from award.web.kit.kept import keep_posted

FIELD: Final = "once"
NEW: Final = "new-"  # before the mark of a form whose lines were empty when it was shown
VERSION: Final = "version"
TOKENS: Final = ("csrf_token", FIELD)
LEADS_ON: Final = (302, 303)
WENT_WRONG: Final = (500, 503)  # by a fault of ours, or for want of room: that is told
SAME_WORDS_FOR: Final = timedelta(hours=1)
MOST_ANSWERS, ANSWER_LENGTH = 15, 4  # that are remembered one by one; more only as a whole
MARK_LENGTH: Final = 22
LONGEST_MARK: Final = len(NEW) + MARK_LENGTH


class SameWords(Exception):
    """A form with sentences says nothing but what was written a short while ago.

    ``answers`` are its questions with what was sent, in words; none where no form knew it.
    """

    def __init__(self, answers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__("The same words were sent already.")
        self.answers = answers


def init_once(app: Flask) -> None:
    """Look at each form before its screen does, and remember where those led that were taken."""
    app.jinja_env.globals["once_field"] = once_field
    app.before_request(_look_at_form)
    app.after_request(_remember)
    app.register_error_handler(SentAlready, sent_already)
    app.register_error_handler(SameWords, same_words)


def once_field(*, new: bool = False, again: bool = False) -> Markup:
    """The hidden mark of a form; all forms of one page have the same.

    ``new`` says that its lines began empty, so that the same words would be written twice;
    ``again`` that somebody means just that.
    """
    if FIELD not in g:
        setattr(g, FIELD, new_token()[:MARK_LENGTH])
    began_new = not again and (new or was_new())
    html = '<input type="hidden" name="{}" value="{}{}">'
    return Markup(html).format(FIELD, NEW if began_new else "", getattr(g, FIELD))  # noqa: S704 - format escapes


def was_new() -> bool:
    """Whether the form that came back with this request was empty when it was first shown."""
    return request.method == "POST" and request.form.get(FIELD, "").startswith(NEW)


def take_once(rows: Session) -> None:
    """Inside a change: this form is done here, and by nobody at the same moment.

    Raises SentAlready where another request with the same form was faster, and SameWords where
    nobody asked yet whether the same words are meant twice.
    """
    if says_the_same():
        raise SameWords
    sending: Sending | None = g.get("sending")
    if sending is not None and "taken" not in g:
        take_form(rows, sending, at=clock.now())


def was_taken() -> None:
    """After a change that was kept: the form counts as done."""
    g.taken = True


def sent_already(refusal: SentAlready) -> ResponseReturnValue:
    """Lead to where the form led when it was done, and say so."""
    there = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    flash(f"This was sent already, at {clock_time(refusal.at)}. It was done once.")
    g.pop("sending", None)
    return redirect(refusal.led_to or (_address() if there else "/"))


def _look_at_form() -> ResponseReturnValue | None:
    once = request.form.get(FIELD, "") if request.method == "POST" else ""
    if not once or len(once) > LONGEST_MARK or request.files or request.endpoint is None:
        return None
    page = once.removeprefix(NEW)
    mark = f"{page}:{_digest(*_sent(versions=True), *_sent(versions=False))[:MARK_LENGTH]}"
    sending = Sending(_digest(_address()), _each(_sent(versions=False)), mark)
    row = find_taken_form(db.session(), sending.place)
    if row is not None:
        if (row.words, row.once) == (sending.words, mark):
            return sent_already(SentAlready(row.taken_at, row.led_to))
        is_anew = once.startswith(NEW) and not row.once.startswith(f"{page}:")
        is_soon = clock.now() - row.taken_at < SAME_WORDS_FOR
        if is_anew and is_soon and _says_no_more(sending.words, than=row.words):
            g.same_words = row  # its form, which knows the questions, stops there
            return None
    g.sending = sending
    return None


def _each(answers: list[str]) -> str:
    """The marks of the answers, one after the other; of very many one mark of all."""
    if len(answers) > MOST_ANSWERS:
        return _digest(*answers)
    return "".join(sorted(_digest(one)[:ANSWER_LENGTH] for one in answers))


def _says_no_more(words: str, *, than: str) -> bool:
    """Whether a form says what was said before, or less: with sentences, and nothing new.

    After the way back to a form that was once refused, a browser puts back what was mended in it
    and leaves out the rest; and some put back what was typed, but not what was chosen.
    """
    if words == than:
        return True
    most = MOST_ANSWERS * ANSWER_LENGTH
    if not keep_posted().words or max(len(words), len(than)) > most:
        return False
    typed = _each([one for one in _sent(versions=False) if not _is_choice(one)])
    return _marks(typed) <= _marks(than)


def _is_choice(answer: str) -> bool:
    """Whether an answer is the code of a choice, such as “on_site”, rather than typed."""
    value = answer.partition("=")[2]
    return value.isidentifier() and value.islower()


def _marks(words: str) -> set[str]:
    return {words[at : at + ANSWER_LENGTH] for at in range(0, len(words), ANSWER_LENGTH)}


def says_the_same() -> bool:
    """Whether this request sends words again that were written a short while ago."""
    return "same_words" in g


def same_words(again: SameWords) -> ResponseReturnValue:
    """The way to what was done, and the way to do it once more on purpose."""
    row: TakenForm = g.pop("same_words")
    g.pop("here", None)
    page = render_template(
        "errors/409_sent.html",
        at=clock_time(row.taken_at),
        answers=[{"key": key, "value": value} for key, value in again.answers],
        kept=keep_posted(),
        fields=[one for one in request.form.items(multi=True) if one[0] not in TOKENS],
        led_to=row.led_to,
        address=_address(),
    )
    return page, 409


def _remember(response: Response) -> Response:
    if says_the_same() and response.status_code not in (*LEADS_ON, *WENT_WRONG):
        # Its screen refused it before it looked at the form.
        return current_app.make_response(same_words(SameWords()))
    sending: Sending | None = g.get("sending")
    if sending is None or response.status_code in WENT_WRONG:
        return response
    taken = response.status_code in LEADS_ON and not was_refused()
    if not taken and "taken" not in g:
        return response
    try:
        with writing(db.session()) as rows:
            if not taken:
                give_back(rows, sending)
                return response
            take_once(rows)
            lead_on(rows, sending, inside(response.location) or "")
    except (SentAlready, IntegrityError):
        pass  # the same form came twice at one moment, and the other one has written it down
    return response


def was_refused() -> bool:
    """Whether the answer to a form says that something is to be put right, or puts it back."""
    return "put_back" in g or any(tone == "attention" for tone, _ in session.get("_flashes", ()))


def _address() -> str:
    return request.full_path.rstrip("?")


def _sent(*, versions: bool) -> list[str]:
    """The versions that the form showed, or all else that was answered in it."""
    return sorted(
        f"{name}={value.strip()}"
        for name, value in request.form.items(multi=True)
        if name not in TOKENS and value.strip() and name.startswith(VERSION) is versions
    )


def _digest(*parts: str) -> str:
    """Of words, or an address, together with the secret of this browser's sign-in."""
    secret = str(session.get("csrf_token", ""))
    return sha256("\0".join([secret, *parts]).encode()).hexdigest()
