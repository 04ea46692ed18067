"""A plan that the setting has already, attached instead of typed again."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from award.actions.attaching import OwnPlan, attach_plan
from award.adapters import clock
from award.domain.facts import CriterionFacts
from award.domain.frameworks import Judged
from award.domain.permissions import May
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, standards_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import render
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken
from award.web.setting.blueprint import bp
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.plan import back
from award.web.setting.plan_forms import OwnPlanForm, own_plan_form

BELOW_MET = (Judged.NOT_YET, Judged.DEVELOPING)


@bp.route("/journeys/<int:journey_id>/plan/attach", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_attach(journey_id: int) -> ResponseReturnValue:
    """Give the file or a link, and say where in it each criterion stands."""
    journey = find(May.WRITE_PLAN, journey_id)
    asked = [(one.code, one.title) for one in criteria_of(journey)]
    form = in_words_of_kind(own_plan_form(asked, journey.authority.file_limits), journey.setting)
    if form.validate_on_submit() and attached(journey, form):
        sent = form["file"].data
        say_hints(form["title"].data, sent.filename if sent else "")
        flash("Your plan is attached. It stands in the list below like an action.")
        return redirect(back(journey).href)
    wanting = [one.code for one in facts_of(journey, at=clock.now()).criteria if wants_action(one)]
    standards = [
        (f"{standard.code} {standard.title}", [one.code for one in criteria])
        for standard, criteria in standards_of(journey)
    ]
    return render(
        "setting/plan/attach.html",
        journey=journey,
        form=form,
        parts=form.parts(standards, wanting),
        back=back(journey),
    )


def wants_action(one: CriterionFacts) -> bool:
    """Whether an action is asked for: essential, below met, and none planned."""
    return one.essential and one.judged in BELOW_MET and not one.planned


def attached(journey: Journey, form: OwnPlanForm) -> bool:
    """Bytes first, then the rows; False where it was refused."""
    codes = [one.code for one in criteria_of(journey)]
    plan = OwnPlan(
        title=form["title"].data,
        lead_name=form["lead_name"].data,
        due_on=form["due_on"].data,
        where=form.where(codes),
        link_address=form["link_address"].data,
    )
    try:
        files = take_files([form["file"].data] if form["file"].data else [], journey.setting)
    except NotTaken as refused:
        form.refuse(str(refused), field="file")
        return False
    unused = list(files)
    try:
        with changing(journey, May.WRITE_PLAN) as held:
            file = files[0] if files else None
            attach_plan(held, plan, file=file, by=actor(), at=clock.now())
        unused = []
        return True
    except REFUSALS as refusal:
        refuse(form, refusal)
        return False
    finally:
        let_go(unused)
