"""The guidance that the framework rests on, in the authority's words, and who looked at it when."""

from collections import Counter
from typing import Any, Final

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.keeping_guidance import (
    SUBJECT,
    add_guidance,
    check_guidance,
    put_back_guidance,
    take_out_guidance,
    word_guidance,
)
from award.adapters import clock
from award.domain.frameworks import GUIDANCE_WORDS, Guidance
from award.domain.permissions import May
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.guidance import Piece, list_guidance
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import PlainForm, lines_of
from award.web.kit.evidence_fields import WebAddress
from award.web.kit.filters import day_short
from award.web.kit.forms import AtMost, Form, LongField, Required, TextField
from award.web.kit.pages import render
from award.web.kit.scheme.framework import current
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

NO_VERSION: Final = (
    "No new version of the framework is needed: journeys under way are judged as before."
)


class GuidanceForm(VersionedForm):
    """What is said of one piece."""

    name = TextField(GUIDANCE_WORDS["name"], [Required("Say what it is called"), AtMost(150)])
    body = TextField(GUIDANCE_WORDS["body"], [Required("Say who published it"), AtMost(150)])
    used_for = LongField(
        GUIDANCE_WORDS["used_for"], [Required("Say what it is used for"), AtMost(400)], rows=3
    )
    web_address = TextField(
        f"{GUIDANCE_WORDS['web_address']} (optional)", [AtMost(250), WebAddress()],
        hint="The page of the text itself, like https://www.gov.uk/… Settings get the link too.",
    )  # fmt: skip
    note = LongField(
        f"{GUIDANCE_WORDS['note']} (optional)", [AtMost(400)],
        hint="For you and your colleagues: the edition, or when the next one is due", rows=3,
    )  # fmt: skip

    def given(self) -> dict[str, str]:
        """The words, by the names of their fields."""
        return {name: self[name].data or "" for name in GUIDANCE_WORDS}


def _pieces() -> list[Piece]:
    return list_guidance(db.session(), authority().id, current())


def _piece(code: str, *, taken_out: bool = False) -> Piece:
    """One piece on the list, or one of those taken out. Answers 404 where there is none such."""
    found = (one for one in _pieces() if one.is_taken_out is taken_out)
    return next((one for one in found if one.guidance.code == code), None) or abort(404)


def _words(piece: Guidance) -> dict[str, str]:
    return {name: getattr(piece, name) for name in GUIDANCE_WORDS}


@screens.get("/guidance")
@needs(May.EDIT_FRAMEWORK)
def guidance() -> ResponseReturnValue:
    """Each piece, those first at which nobody looked for the longest time."""
    pieces = _pieces()
    lines = [_line(one) for one in pieces if not one.is_taken_out]
    left = sum(1 for one in lines if one["is_old"])
    (usual, count), *_ = Counter(one["said"] for one in lines).most_common(1) or [("", 0)]
    shared = next((one for one in lines if one["said"] == usual), None) if count > 1 else None
    return render(
        "scheme/guidance.html",
        lines=lines,
        left=left,
        shared=shared,
        is_all=count == len(lines),
        taken_out=[one.guidance for one in pieces if one.is_taken_out],
        history=lines_of(authority(), SUBJECT),
    )


def _line(piece: Piece) -> dict[str, Any]:
    check, is_old = piece.check, piece.is_old(clock.today())
    said = "Nobody has checked it here yet"
    if check is not None:
        said = f"Checked on {day_short(check.checked_on)} by {check.by_name}"
    return {
        "piece": piece.guidance,
        "said": said,
        "is_old": is_old,
        "kind": "sign" if is_old else "tick",
    }


@screens.post("/guidance/<guidance>/checked")
@needs(May.EDIT_FRAMEWORK)
def guidance_checked(guidance: str) -> ResponseReturnValue:
    """Somebody looked at it today."""
    with changing(authority(), May.EDIT_FRAMEWORK) as held:
        check_guidance(held, guidance, by=actor(), at=clock.now())
    flash("Noted, with today’s date and your name.")
    return redirect(url_for(".guidance"))


def _question(heading: str, button: str, done: str, **more: Any) -> Question:
    return Question(heading, button, done, url_for(".guidance"), **more)


def _asked(form: Form, act: Any, question: Question, code: str = "") -> ResponseReturnValue:
    """The question; about a piece that is on the list, the version of its words counts."""
    of = (lambda _: _piece(code)) if code else None
    return ask(authority(), form, act, question, may=May.EDIT_FRAMEWORK, of=of)


@screens.route("/guidance/add", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def guidance_add() -> ResponseReturnValue:
    """A piece of the authority's own."""
    form = GuidanceForm()
    form.leave_out("version")
    question = _question(
        "Add guidance",
        "Add it",
        "It is on the list, checked today by you.",
        told=["Add it after you have opened it: it counts as checked today.", NO_VERSION],
    )

    def act(held: Authority) -> None:
        add_guidance(held, form.given(), by=actor(), at=clock.now())

    return _asked(form, act, question)


@screens.route("/guidance/<guidance>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def guidance_piece(guidance: str) -> ResponseReturnValue:
    """What is said of one piece."""
    piece = _piece(guidance)
    form = GuidanceForm(version=piece.version, **_words(piece.guidance))
    question = _question(
        piece.guidance.name,
        "Save",
        "Saved.",
        told=[NO_VERSION],
        now=lambda: _words(_piece(guidance).guidance),
        template="scheme/guidance_piece.html",
        shown={"out": url_for(".guidance_take_out", guidance=guidance)},
    )

    def act(held: Authority) -> None:
        word_guidance(
            held, guidance, form.given(), shown=form.version.data, by=actor(), at=clock.now()
        )

    return _asked(form, act, question, guidance)


@screens.route("/guidance/<guidance>/take-out", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def guidance_take_out(guidance: str) -> ResponseReturnValue:
    """Take a piece off the list."""
    piece = _piece(guidance)
    form = VersionedForm(version=piece.version)
    question = _question(
        f"Take “{piece.guidance.name}” out?",
        "Take it out",
        "It is off the list. You can put it back.",
        kind="warning",
        told=["Settings do not see it any more, and nobody is asked to check it.", NO_VERSION],
    )

    def act(held: Authority) -> None:
        take_out_guidance(held, guidance, shown=form.version.data, by=actor(), at=clock.now())

    return _asked(form, act, question, guidance)


@screens.route("/guidance/<guidance>/put-back", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def guidance_put_back(guidance: str) -> ResponseReturnValue:
    """Put a piece on the list again."""
    piece = _piece(guidance, taken_out=True)
    question = _question(
        f"Put “{piece.guidance.name}” back?",
        "Put it back",
        "It is on the list again.",
        told=["It says what it said before."],
    )

    def act(held: Authority) -> None:
        put_back_guidance(held, guidance, by=actor(), at=clock.now())

    return _asked(PlainForm(), act, question)
