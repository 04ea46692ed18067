"""The points of the policy checklist in a framework's draft: added, worded anew, taken out."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.framing import add_point, remove_point, word_point
from award.domain.checklists import ChecklistReach, Severity, Whose
from award.domain.framework_drafts import CHECKLIST, fingerprint, row_of
from award.domain.permissions import May
from award.web.kit.access import actor, needs
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render
from award.web.kit.scheme.framework_forms import PointForm
from award.web.kit.scheme.framework_parts import (
    SAVED,
    draft_link,
    draft_tables,
    part_of,
    saved,
    there_now,
)
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

USUAL = {
    "severity": Severity.SHOULD,
    "applies_to": ChecklistReach.ALL,
    "whose": Whose.GROUP,
}


def form_for(tables: dict[str, Any], **values: Any) -> PointForm:
    """The form, with the criteria of the draft to choose from."""
    form = PointForm(**{**USUAL, **values})
    form.criterion.choices = [
        Choice(one["code"], f"{one['code']} {one['title']}") for one in tables["criteria"]
    ]
    return form


@screens.route("/framework/draft/checklist/add", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_point_add() -> ResponseReturnValue:
    """A new point at the end of the checklist."""
    form = form_for(draft_tables(), version=0)
    if form.validate_on_submit() and saved(
        form, lambda held: add_point(held, form.given(), by=actor()), draft_tables
    ):
        flash("The point is in the draft, at the end of the checklist.")
        return redirect(url_for(".framework_draft"))
    return render(
        "scheme/framework_part.html", heading="Add a point to the policy checklist",
        form=form, there_now=[], links=[], back=draft_link(),
    )  # fmt: skip


@screens.route("/framework/draft/checklist/<point>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_point(point: str) -> ResponseReturnValue:
    """The words of one point, and for whom it is."""
    row = part_of(draft_tables(), CHECKLIST, point)
    form = form_for(draft_tables(), version=fingerprint(row), **row)
    if form.validate_on_submit() and saved(
        form,
        lambda held: word_point(held, point, form.given(), shown=form.version.data, by=actor()),
        lambda: row_of(draft_tables(), CHECKLIST, point),
    ):
        flash(SAVED)
        return redirect(url_for(".framework_draft"))
    now = part_of(draft_tables(), CHECKLIST, point)
    out = url_for(".framework_draft_point_remove", point=point)
    return render(
        "scheme/framework_part.html", heading=f"Policy point {point}", form=form,
        there_now=there_now(form, now) if form.form_errors else [],
        links=[Link("Take this point out of the draft", out)], back=draft_link(),
    )  # fmt: skip


@screens.route("/framework/draft/checklist/<point>/remove", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_point_remove(point: str) -> ResponseReturnValue:
    """Take a point out of the draft."""
    row = part_of(draft_tables(), CHECKLIST, point)
    form = VersionedForm(version=fingerprint(row))
    if form.validate_on_submit() and saved(
        form,
        lambda held: remove_point(held, point, shown=form.version.data, by=actor()),
        lambda: row_of(draft_tables(), CHECKLIST, point),
    ):
        flash("The point is out of the draft. Checks that were begun keep it.")
        return redirect(url_for(".framework_draft"))
    return render("scheme/framework_point_remove.html", form=form, point=row, back=draft_link())
