"""Where a plan may begin: the weakest criteria with small steps to take, or to leave."""

from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.planning import ActionWords, add_steps
from award.adapters import clock
from award.domain.people import SETTING_ROLES
from award.domain.permissions import May
from award.domain.plan_days import PlanDays
from award.domain.plan_prompts import LONGEST_WHAT, Weak, weakest
from award.storage.approvers import lead_named
from award.storage.days import calendar_of
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import plural
from award.web.kit.pages import render
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of, labels_of
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.plan import back
from award.web.setting.plan_forms import BeginForm

MARK: Final = ":"


@dataclass(frozen=True)
class Step:
    """One small step on offer: what is sent when it is ticked, its name on the page, its words."""

    value: str
    id: str
    words: str


@dataclass(frozen=True)
class Begun:
    """One weak criterion as it is shown: what is said of it, and the steps on offer."""

    weak: Weak
    label: str
    href: str
    add_at: str
    steps: list[Step]


@bp.route("/journeys/<int:journey_id>/plan/begin", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_begin(journey_id: int) -> ResponseReturnValue:
    """Take some of the steps on offer into the plan, or go on with your own."""
    journey, form = find(May.WRITE_PLAN, journey_id), BeginForm()
    facts = facts_of(journey, at=clock.now())
    weak = weakest(facts.criteria, criteria_of(journey))
    form["steps"].choices = choices_of(journey)
    if form.is_new:
        days = PlanDays(calendar_of(journey.setting), clock.today())
        form["due_on"].data = days.usual_due()
        form["lead_name"].data = lead_of(journey)
    if form.validate_on_submit() and took(journey, form):
        return redirect(back(journey).href)
    return render(
        "setting/plan/begin.html",
        journey=journey,
        form=form,
        begun=[begun(journey, one) for one in weak],
        judged=any(one.judged is not None for one in facts.criteria),
        back=back(journey),
    )


def took(journey: Journey, form: BeginForm) -> bool:
    """Put what was chosen into the plan; False where it was refused."""
    words = {one.value: one.words for one in form["steps"].choices}
    steps = [
        ActionWords(
            words[chosen],
            [chosen.partition(MARK)[0]],
            form["lead_name"].data,
            form["due_on"].data,
        )
        for chosen in form["steps"].data
    ]
    try:
        with changing(journey, May.WRITE_PLAN) as held:
            made = add_steps(held, steps, by=actor(), at=clock.now())
        flash(f"{plural(len(made), 'step')} in the plan. Change each as it suits you.")
        return True
    except REFUSALS as refusal:
        refuse(form, refusal)
        return False


def lead_of(journey: Journey) -> str:
    """Who is offered as lead: who plans, or for somebody on behalf the setting's own lead."""
    who = actor()
    return who.name if who.role in SETTING_ROLES else lead_named(journey)


def choices_of(journey: Journey) -> list[Choice]:
    """Every step of every criterion: a form that is sent twice still knows what it said."""
    return [
        Choice(f"{one.code}{MARK}{place}", words)
        for one in criteria_of(journey)
        for place, words in enumerate(as_steps(one.tips))
    ]


def as_steps(tips: tuple[str, ...]) -> list[str]:
    """Tips as actions: without the full stop, and short enough for a line of a plan."""
    return [one.strip().rstrip(".")[:LONGEST_WHAT] for one in tips]


def begun(journey: Journey, weak: Weak) -> Begun:
    """One weak criterion with its steps."""
    return Begun(
        weak,
        labels_of(journey)[weak.judged],
        address_of(journey, weak.code),
        url_for("setting.plan_add", journey_id=journey.id, criterion=weak.code),
        [
            Step(f"{weak.code}{MARK}{n}", f"step-{weak.code.replace('.', '-')}-{n}", words)
            for n, words in enumerate(as_steps(weak.steps))
        ],
    )
