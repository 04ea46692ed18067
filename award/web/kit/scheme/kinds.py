"""The kinds of setting: the words that each uses, and what an authority decides about it."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.wording_kinds import kind_with, word_kind
from award.adapters import clock
from award.domain.kind_words import (
    both_parts_words,
    kind_changes,
    named_briefly,
    number_names,
    reach_of,
)
from award.domain.kinds import Kind
from award.domain.numbers import OfficialNumber
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.authorities import find_current_framework
from award.queries.scheme import count_by_kind, count_of_kind, list_in_both_parts
from award.storage.authorities import Kind as KindRow
from award.storage.db import db
from award.storage.frameworks import framework_of
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.branding import lines_of
from award.web.kit.errors import refused
from award.web.kit.filters import day
from award.web.kit.pages import Link, render
from award.web.kit.scheme.kinds_ends import kind_row, kind_rows
from award.web.kit.scheme.kinds_form import KindForm, values_of, whom_it_concerns
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import other_than_typed

SHOWN: Final = "2.1"
MOST_TOLD: Final = 5


@screens.get("/kinds")
@needs(May.EDIT_FRAMEWORK)
def kinds() -> ResponseReturnValue:
    """Every kind with its words: those that are offered, and those that are retired."""
    counts, known = count_by_kind(db.session(), authority().id), authority().numbers
    rows, retired = [], []
    for one in kind_rows():
        named = {"words": one.label, "href": url_for(".kind", kind=one.code)}
        count = f"{counts.get(one.id, 0):,}"
        if one.retired_at is None:
            rows.append([named, *_words(Kind.from_content(one.content), known), count])
        else:
            deed = {"words": "Bring it back", "href": url_for(".kind_bring_back", kind=one.code)}
            retired.append([named, day(one.retired_at), count, deed])
    return render("scheme/kinds.html", rows=rows, retired=retired)


def _words(kind: Kind, known: Mapping[str, OfficialNumber]) -> list[str]:
    names = number_names(kind, known) if kind.numbers else "None"
    return [kind.people, kind.approver_titles[0], names]


@screens.route("/kinds/<kind>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def kind(kind: str) -> ResponseReturnValue:
    """The words and rules of one kind, whom a change concerns, and a criterion in its words."""
    row = kind_row(kind)
    known = Kind.from_content(row.content)
    form = KindForm(authority().numbers, version=authority().version, **values_of(known))
    preview: dict[str, list[str]] = {}
    if form.validate_on_submit():
        both = _in_both_parts(row, known, form)
        preview = _preview(row, known, form, both)
        if request.form.get("do") != "show" and _saved(kind, form, both=both):
            return redirect(url_for(".kinds"))
    framework = find_current_framework(db.session(), authority().id)
    shown = framework_of(framework).criteria if framework else ()
    return render(
        "scheme/kind.html",
        form=form,
        kind=known,
        preview=preview,
        criterion=next((one.for_kind(known) for one in shown if one.code == SHOWN), None),
        lines=lines_of(authority(), f"kind:{kind}"),
        retired=row.retired_at,
        back=Link("Kinds of setting", url_for(".kinds")),
    )


def _preview(
    row: KindRow, known: Kind, form: KindForm, both: Sequence[str]
) -> dict[str, list[str]]:
    """What the form would change, and whom that concerns; empty where nothing is different."""
    after = kind_with(known, form.words(), form.rules())
    places, under_way = count_of_kind(db.session(), authority().id, row.id)
    concerned = whom_it_concerns(reach_of(known, after), places=places, under_way=under_way)
    concerned += [both_parts_words(both)] if both else []
    return {"changes": kind_changes(known, after, authority().numbers), "whom": concerned}


def _in_both_parts(row: KindRow, known: Kind, form: KindForm) -> Sequence[str]:
    """The settings at which one person does what the form would no longer let one person do."""
    after = kind_with(known, form.words(), form.rules())
    if not known.lead_may_approve or after.lead_may_approve:
        return ()
    return list_in_both_parts(db.session(), authority().id, row.id)


def _saved(code: str, form: KindForm, *, both: Sequence[str]) -> bool:
    """Whether the change was kept; what refused it is told on the form."""
    try:
        with changing(authority(), May.PUBLISH_FRAMEWORK) as held:
            moved = word_kind(
                held,
                code,
                form.words(),
                form.rules(),
                shown=form.version.data,
                by=actor(),
                at=clock.now(),
            )
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            now = values_of(Kind.from_content(kind_row(code).content))
            form.show_both(authority().version, other_than_typed(form, now))
        return False
    others = [f"Somebody else has to approve now at {named_briefly(both)}."] if both else []
    dates = [one.sentence for one in moved[:MOST_TOLD]]
    flash(" ".join(("Saved. It holds from now on.", *others, *dates)))
    return True
