"""One question on a page of its own: shown, sent, refused without losing a word, or done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from award.actions.moves import must_be_at
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visit_days import WrongDay
from award.storage.db import Numbered
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.visits import Visit
from award.web.kit.access import changing
from award.web.kit.errors import refused
from award.web.kit.forms import Form
from award.web.kit.pages import render
from award.web.kit.versions import BothShown
from award.web.kit.visit_fields import refuse_day

T = TypeVar("T", bound=Numbered)


@dataclass(frozen=True)
class Question:
    """What a page asks: its heading, its button, what is told when it is done, and the way back.

    ``told`` are sentences to know before answering, ``facts`` rows of a summary. ``day`` is the
    field beside which it is said that a day does not fit, where it is none of those asked for.
    ``template`` shows it, where the question has a page of its own, and ``shown`` is what that
    page needs besides. ``now`` reads what stands in the fields of the form, to show it where
    somebody was faster.
    """

    heading: str
    button: str
    done: str
    back: str
    lead: str = ""
    kind: str = "primary"
    told: Sequence[str] = ()
    facts: Sequence[dict[str, Any]] = ()
    day: str | None = None
    template: str = "journeys/ask.html"
    shown: Mapping[str, Any] = field(default_factory=dict)
    now: Callable[[], Mapping[str, object]] | None = None


def must_be_as_shown(row: object, form: Form) -> None:
    """Refuse what was written on a page that is older than its row. Raises Stale."""
    if "version" not in form:
        return
    shown = form["version"].data
    if isinstance(row, Journey):
        must_be_at(row, shown)
    elif shown != getattr(row, "version", shown):
        raise Stale("this visit") if isinstance(row, Visit) else Stale


def ask(
    row: T,
    form: Form,
    act: Callable[[T], object],
    question: Question,
    *,
    may: May,
    of: Callable[[T], object] | None = None,
    first: Numbered | None = None,
) -> ResponseReturnValue:
    """Show the question, or act on its answer in one change of the row and go back.

    What the action refuses is told above the form, or beside the day that it speaks of, and
    nothing typed is lost.
    A page that was older than its row is told so, and the next answer counts for the row as it
    is then. ``of`` finds what has the version that the form showed, where it hangs on the one held;
    ``first`` is held before that one.
    """
    if form.validate_on_submit():
        try:
            with changing(row, may, first=first) as held:
                must_be_as_shown(of(held) if of else held, form)
                act(held)
            flash(question.done)
            return redirect(question.back)
        except (NotReady, NotAllowed, Stale) as refusal:
            if isinstance(refusal, WrongDay) and question.day:
                refuse_day(form, refusal, question.day)
            else:
                refused(form, refusal)
            if isinstance(refusal, Stale):
                _show_what_is_there(of(row) if of else row, form, question)
    shown = {"form": form, "question": question, "whose": whose_name(row), **question.shown}
    return render(question.template, **shown)


def whose_name(row: Numbered) -> str:
    """The setting that a question is about, for the title of its page; empty for another's."""
    if isinstance(row, Journey):
        return row.setting.name
    return row.name if isinstance(row, Setting) else ""


def _show_what_is_there(row: object, form: Form, question: Question) -> None:
    version = getattr(row, "version", None)
    if question.now is not None and isinstance(form, BothShown):
        form.show_both(version, question.now())
    elif "version" in form:
        form["version"].fill(version)
