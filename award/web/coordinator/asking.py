"""One question on a page of its own: shown, sent, refused without losing a word, or done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.moves import must_be_at
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visit_days import WrongDay
from award.storage.db import Numbered
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.web.kit.access import changing
from award.web.kit.errors import refused
from award.web.kit.forms import Form, HiddenVersion
from award.web.kit.pages import render

T = TypeVar("T", bound=Numbered)
CAME: Final = {
    "today": "coordinator.home",
    "journeys": "coordinator.journeys",
    "settings": "coordinator.settings",
}


@dataclass(frozen=True)
class Question:
    """What a page asks: its heading, its button, what is told when it is done, and the way back.

    ``told`` are sentences to know before answering, ``facts`` rows of a summary. ``day`` is the
    field beside which it is said that a day does not fit. ``template`` shows it, where the
    question has a page of its own, and ``shown`` is what that page needs besides.
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
    template: str = "coordinator/ask.html"
    shown: Mapping[str, Any] = field(default_factory=dict)


def came_from(usual: str) -> str:
    """Where somebody goes back to: the list that they came from, where the address names one."""
    endpoint = CAME.get(request.args.get("came", ""))
    return url_for(endpoint) if endpoint else usual


class Versioned(Form):
    """A form that knows which version of its row it showed."""

    version = HiddenVersion()


def ask(
    row: T, form: Form, act: Callable[[T], object], question: Question, *, may: May
) -> ResponseReturnValue:
    """Show the question, or act on its answer in one change of the row and go back.

    What the action refuses is told above the form, or beside its day, and nothing typed is lost.
    A page that was older than its row is told so, and the next answer counts for the row as it
    is then.
    """
    if form.validate_on_submit():
        try:
            with changing(row, may) as held:
                must_be_as_shown(held, form)
                act(held)
            flash(question.done)
            return redirect(question.back)
        except (NotReady, NotAllowed, Stale) as refusal:
            if isinstance(refusal, WrongDay) and question.day:
                form.refuse(*refusal.blockers, field=question.day)
            else:
                refused(form, refusal)
            if isinstance(refusal, Stale):
                form["version"].fill(getattr(row, "version", None))
    whose = row.name if isinstance(row, Setting) else ""
    whose = row.setting.name if isinstance(row, Journey) else whose
    return render(question.template, form=form, question=question, whose=whose, **question.shown)


def must_be_as_shown(row: Numbered, form: Form) -> None:
    """Refuse what was written on a page that is older than its row. Raises Stale."""
    if "version" not in form:
        return
    shown = form["version"].data
    if isinstance(row, Journey):
        must_be_at(row, shown)
    elif shown != getattr(row, "version", shown):
        raise Stale
