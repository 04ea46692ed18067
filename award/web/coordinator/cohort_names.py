"""A list of names is pasted for a cohort: looked at line by line, then its settings come in."""

from collections.abc import Mapping
from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.gathering_cohort import take_in
from award.actions.matching_names import NamesPlan, leads_of, plan_names
from award.adapters import clock
from award.domain.pasted_names import MOST_LINES, read_pasted
from award.domain.permissions import May
from award.storage.cohorts import Cohort
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.cohort_choosing import NONE_TICKED
from award.web.coordinator.cohort_forms import NamesForm, listed_form
from award.web.coordinator.cohort_lists import NameList, keep_list, kept_list
from award.web.coordinator.cohort_names_shown import names_page
from award.web.coordinator.cohorts import HERE, back_to, the_cohort
from award.web.coordinator.import_previews import Gone, gone_page
from award.web.coordinator.settings import adding
from award.web.kit.access import actor, changing, needs
from award.web.kit.filters import plural
from award.web.kit.pages import Link, render

PREVIEW: Final = "coordinator.cohort_names_preview"


@bp.route("/cohorts/<int:cohort_id>/names", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_names(cohort_id: int) -> ResponseReturnValue:
    """Paste a list of names; nothing comes in before its preview was seen."""
    found = the_cohort(cohort_id)
    before = request.args.get("list")
    kept = kept_list(found, before)[1] if before else None
    form = NamesForm(names=kept.text if kept else "")
    if form.validate_on_submit() and _can_be_read(form):
        text = form.names.data
        same = kept if kept is not None and kept.text == text else NameList(text)
        return redirect(url_for(PREVIEW, cohort_id=found.id, token=keep_list(found, same)))
    back = Link("Choose settings", url_for("coordinator.cohort_settings", cohort_id=found.id))
    return render("coordinator/cohort_names.html", form=form, cohort=found, back=back)


def _can_be_read(form: NamesForm) -> bool:
    lines = len(read_pasted(form.names.data))
    if 0 < lines <= MOST_LINES:
        return True
    many = f"Paste {MOST_LINES:,} lines at most. These are {lines:,}"
    form.refuse(many if lines else "Paste at least one name", field="names")
    return False


@bp.route("/cohorts/<int:cohort_id>/names/<token>", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def cohort_names_preview(cohort_id: int, token: str) -> ResponseReturnValue:
    """Which setting each line means: ticked, to choose, not known here, or not free."""
    found = the_cohort(cohort_id)
    sent, kept = kept_list(found, token)
    if kept is None:
        again = Link("Paste the names", url_for("coordinator.cohort_names", cohort_id=found.id))
        return gone_page(sent, Gone("", Link(found.name, back_to(found)), again))
    plan = _plan(found, kept)
    form = listed_form(plan, kept.left)
    if request.method == "GET":
        return names_page(found, plan, form, token)
    chosen, left = _chosen(plan), _left(plan)
    here = url_for(PREVIEW, cohort_id=found.id, token=keep_list(found, kept.with_(chosen, left)))
    wanted = next(
        (one for one, _ in plan.unknown if str(one.line) == request.form.get("add")), None
    )
    if wanted is not None:
        return redirect(adding(wanted.name, here))
    return _taken_in(found, plan, chosen, left, here)


def _plan(found: Cohort, kept: NameList) -> NamesPlan:
    lines = read_pasted(kept.text)
    return plan_names(db.session(), found, lines, kept.meant, today=clock.today())


def _chosen(plan: NamesPlan) -> dict[int, int]:
    """What was chosen for lines that may mean several settings, by line."""
    found = dict[int, int]()
    for one, places in plan.likely:
        said = request.form.get(f"meant_{one.line}", "")
        free = {str(place.id): place.id for place in places if place.can_come}
        if said in free:
            found[one.line] = free[said]
    return found


def _left(plan: NamesPlan) -> list[int]:
    """The settings that were found, and are not ticked."""
    ticked = set(request.form.getlist("settings"))
    return [place.id for _, place in plan.found if str(place.id) not in ticked]


def _taken_in(
    found: Cohort, plan: NamesPlan, chosen: Mapping[int, int], left: list[int], here: str
) -> ResponseReturnValue:
    """What is ticked and chosen comes in; then on to the cohort, or to what is left of the list."""
    ids = {place.id for _, place in plan.found if place.id not in left} | set(chosen.values())
    if not ids:
        flash(NONE_TICKED, "attention")
        return redirect(here)
    with changing(found, May.OPEN_JOURNEY) as held:
        came = take_in(held, ids, by=actor(), leads=leads_of(plan, chosen))
    waits = len(plan.unknown) + len(plan.likely) - len(chosen)
    said = f" {plural(waits, 'line')} of your list {'waits' if waits == 1 else 'wait'} here."
    flash(f"{plural(came, 'setting')} came in.{said if waits else ''}")
    return redirect(here if waits else url_for(HERE, cohort_id=found.id))
