"""A kind of setting is added like another, retired, and offered again."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.offering_kinds import add_kind, bring_back_kind, retire_kind
from award.adapters import clock
from award.domain.kinds import Kind
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.authorities import list_kinds
from award.queries.scheme import count_of_kind
from award.storage.authorities import Authority
from award.storage.authorities import Kind as KindRow
from award.storage.db import db
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import PlainForm
from award.web.kit.errors import refused
from award.web.kit.filters import plural
from award.web.kit.forms import Choice, Form, Required, SelectField
from award.web.kit.pages import Link, render
from award.web.kit.scheme.kinds_form import KindForm, values_of
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm


class LikeForm(Form):
    """Which kind a new one begins as."""

    like = SelectField(
        "Which kind is it most like?",
        [Required("Choose the kind that it is most like")],
        hint="It begins with the same words and rules, and you change what is different.",
    )


class RetireForm(VersionedForm):
    """Nothing to fill in: the sentences say what will happen."""


def kind_rows() -> list[KindRow]:
    """Every kind of the authority."""
    return list(list_kinds(db.session(), authority().id))


def kind_row(code: str) -> KindRow:
    """One kind of the authority. Answers 404 where there is none such."""
    return next((one for one in kind_rows() if one.code == code), None) or abort(404)


@screens.route("/kinds/add", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def kind_add() -> ResponseReturnValue:
    """Which kind the new one begins as; its words come on the next page."""
    form = LikeForm()
    form.like.choices = [Choice(one.code, one.label) for one in kind_rows()]
    if form.validate_on_submit():
        return redirect(url_for(".kind_copy", kind=form.like.data))
    question = Question("Add a kind of setting", "Go on to its words", "", url_for(".kinds"))
    return render("journeys/ask.html", form=form, question=question)


@screens.route("/kinds/<kind>/copy", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def kind_copy(kind: str) -> ResponseReturnValue:
    """The words and rules of a new kind, as those of this one at first."""
    like = Kind.from_content(kind_row(kind).content)
    form = KindForm(authority().numbers, **_but_its_name(like))
    del form.version
    if form.validate_on_submit() and _added(kind, form):
        flash(f"{form.label.data} is added. Settings can be of this kind from now on.")
        return redirect(url_for(".kinds"))
    back = Link("Kinds of setting", url_for(".kinds"))
    return render("scheme/kind_copy.html", form=form, like=like, back=back)


def _but_its_name(like: Kind) -> dict[str, Any]:
    return {**values_of(like), "label": ""}


def _added(like: str, form: KindForm) -> bool:
    """Whether the kind is there now; what refused it is told on the form."""
    try:
        with changing(authority(), May.PUBLISH_FRAMEWORK) as held:
            add_kind(held, like, form.words(), form.rules(), by=actor(), at=clock.now())
    except (NotReady, NotAllowed) as refusal:
        refused(form, refusal)
        return False
    return True


@screens.route("/kinds/<kind>/retire", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def kind_retire(kind: str) -> ResponseReturnValue:
    """Let no setting get this kind any more."""
    row = kind_row(kind)
    form = RetireForm(version=authority().version)
    question = Question(
        f"Retire {row.label}?",
        "Retire it",
        "The kind is retired. You can bring it back.",
        url_for(".kinds"),
        kind="warning",
        told=["No setting gets this kind any more.", _keep(row), FROM_REGISTER],
    )

    def act(held: Authority) -> KindRow:
        return retire_kind(held, kind, shown=form.version.data, by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.PUBLISH_FRAMEWORK)


FROM_REGISTER = (
    "Places of this kind that a register brings from now on are written down, but do not take part."
)


def _keep(row: KindRow) -> str:
    places, under_way = count_of_kind(db.session(), authority().id, row.id)
    if not places:
        return "No setting has it now."
    has = plural(places, "setting that has it keeps it", "settings that have it keep it")
    goes = plural(under_way, "open journey goes on", "open journeys go on")
    return f"{has}. {goes}." if under_way else f"{has}."


@screens.route("/kinds/<kind>/bring-back", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def kind_bring_back(kind: str) -> ResponseReturnValue:
    """Offer a retired kind again."""
    row = kind_row(kind)
    if row.retired_at is None:
        abort(404)
    question = Question(
        f"Bring {row.label} back?",
        "Bring it back",
        "Settings can be of this kind again.",
        url_for(".kinds"),
        told=["It has the words and rules that it had last."],
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: bring_back_kind(held, kind, by=actor(), at=clock.now()),
        question,
        may=May.PUBLISH_FRAMEWORK,
    )
