"""The kinds of setting, and the words that each of them uses."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.wording_kinds import KindWords, word_kind
from award.adapters import clock
from award.domain.kinds import Kind
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.authorities import find_current_framework, list_kinds
from award.storage.authorities import Kind as KindRow
from award.storage.db import db
from award.storage.frameworks import framework_of
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.branding import lines_of
from award.web.kit.errors import refused
from award.web.kit.forms import AtMost, LongField, Required, TextField
from award.web.kit.pages import Link, render
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

SHOWN = "2.1"


class KindForm(VersionedForm):
    """The words of a kind."""

    label = TextField("What is this kind called?", [Required("Enter a name"), AtMost(80)])
    people = TextField(
        "What are its children called?",
        [Required("Enter a word"), AtMost(60)],
        hint="For several of them, like pupils or young people",
    )
    person = TextField(
        "And one of them?",
        [Required("Enter a word"), AtMost(60)],
        hint="Like pupil or young person",
    )
    size_word = TextField(
        "What is its size counted in?",
        [Required("Enter a word"), AtMost(60)],
        hint="Like pupils on roll, or places",
    )
    approver_titles = LongField(
        "Who approves?",
        [Required("Enter at least one title"), AtMost(400)],
        hint="One title on each line; the first is the usual one.",
        rows=3,
    )
    governing_bodies = LongField(
        "Who governs?",
        [Required("Enter at least one"), AtMost(400)],
        hint="One on each line; the first is the usual one.",
        rows=3,
    )

    def words(self) -> KindWords:
        """What was written."""
        return KindWords(
            self.label.data,
            self.people.data,
            self.person.data,
            self.size_word.data,
            _lines(self.approver_titles.data),
            _lines(self.governing_bodies.data),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


@screens.get("/kinds")
@needs(May.EDIT_FRAMEWORK)
def kinds() -> ResponseReturnValue:
    """Every kind with its words."""
    found = [(one.code, Kind.from_content(one.content)) for one in _rows()]
    rows = [
        [
            {"words": one.label, "href": url_for(".kind", kind=code)},
            one.people,
            one.approver_titles[0],
            one.governing_bodies[0],
        ]
        for code, one in found
    ]
    return render("scheme/kinds.html", rows=rows)


def _rows() -> list[KindRow]:
    return list(list_kinds(db.session(), authority().id))


@screens.route("/kinds/<kind>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def kind(kind: str) -> ResponseReturnValue:
    """The words of one kind, with a criterion that uses them."""
    row = next((one for one in _rows() if one.code == kind), None) or abort(404)
    known = Kind.from_content(row.content)
    form = KindForm(
        version=authority().version,
        label=known.label,
        people=known.people,
        person=known.person,
        size_word=known.size_word,
        approver_titles="\n".join(known.approver_titles),
        governing_bodies="\n".join(known.governing_bodies),
    )
    if form.validate_on_submit() and _saved(kind, form):
        flash("Saved. These words are used from now on.")
        return redirect(url_for(".kinds"))
    framework = find_current_framework(db.session(), authority().id)
    shown = framework_of(framework).criteria if framework else ()
    return render(
        "scheme/kind.html",
        form=form,
        kind=known,
        criterion=next((one.for_kind(known) for one in shown if one.code == SHOWN), None),
        lines=lines_of(authority(), f"kind:{kind}"),
        back=Link("Kinds of setting", url_for(".kinds")),
    )


def _saved(code: str, form: KindForm) -> bool:
    """Whether the words were kept; what refused them is told on the form."""
    try:
        with changing(authority(), May.PUBLISH_FRAMEWORK) as held:
            word_kind(held, code, form.words(), shown=form.version.data, by=actor(), at=clock.now())
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            form["version"].fill(authority().version)
        return False
    return True
