"""The decision: read once it is released, its conditions answered, an appeal lodged."""

from datetime import date

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.appealing import AGAINST_WORDS, appealable, lodge_appeal
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.awards import find_decision, list_appeals, list_conditions
from award.storage.db import db
from award.storage.decisions import AppealState, Condition, ConditionState
from award.storage.frameworks import criteria_of
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.conditions import due_words
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.forms import WordsForm
from award.web.setting.here import REFUSALS, ask, can, refuse

OUTCOMES = {
    "award": ("You have the award", "done"),
    "award_with_conditions": ("You have the award, with conditions", "done"),
    "defer": ("The panel asks for a little more", "attention"),
    "turn_down": ("Not yet awarded", "attention"),
}
# What follows an outcome: what is there, the words about it, and the button.
NEXT = {
    "award": ("Your certificate", "It is there, with what to do with it.", "See your award"),
    "award_with_conditions": (
        "Your certificate, and what is left",
        "Each condition below has its day.",
        "See your award",
    ),
    "defer": ("A little more is asked", "All your work is kept.", "Go on"),
    "turn_down": (
        "Your work is kept",
        "Your coordinator helps you with the next step.",
        "See what comes next",
    ),
}
CONDITIONS = {
    ConditionState.OPEN: ("yours", "Yours to do"),
    ConditionState.EVIDENCE_GIVEN: ("others", "Being looked at"),
    ConditionState.MET: ("done", "Met"),
    ConditionState.NOT_MET: ("stopped", "Closed: not met"),
}
APPEALS = {
    AppealState.LODGED: "It has been sent.",
    AppealState.RECEIVED: "It is being looked at.",
    AppealState.UPHELD: "It was upheld: the decision is looked at again.",
    AppealState.DISMISSED: "The decision stays as it is.",
}


def condition_words(one: Condition, today: date) -> tuple[str, str]:
    """The tone and the words of a condition; late only where it waits for the setting."""
    if one.state is ConditionState.OPEN and one.due_on < today:
        return "attention", "Late"
    return CONDITIONS[one.state]


@bp.get("/journeys/<int:journey_id>/decision")
@needs(May.SEE_DECISION)
def decision(journey_id: int) -> ResponseReturnValue:
    """What was decided, why, and what may follow."""
    journey, now = find(May.SEE_DECISION, journey_id), clock.now()
    found = find_decision(db.session(), actor(), journey)
    if found is None:
        raise NotFound
    titles = {one.code: one.title for one in criteria_of(journey)}
    words, tone = OUTCOMES[str(found.outcome)]
    conditions = list_conditions(db.session(), actor(), journey)
    return render(
        "setting/decision.html",
        journey=journey,
        decision=found,
        words=words,
        tone=tone,
        criteria=[(code, titles.get(code, ""), said) for code, said in found.criteria.items()],
        conditions=[
            (one, due_words(one), *condition_words(one, clock.today())) for one in conditions
        ],
        then=NEXT[str(found.outcome)],
        appeals=[(one, APPEALS[one.state]) for one in list_appeals(db.session(), actor(), journey)],
        may_appeal=can(May.LODGE_APPEAL, journey) and appealable(journey, at=now) is not None,
    )


@bp.route("/journeys/<int:journey_id>/appeal", methods=["GET", "POST"])
@needs(May.LODGE_APPEAL)
def appeal(journey_id: int) -> ResponseReturnValue:
    """Ask for a decision to be looked at again."""
    journey = find(May.LODGE_APPEAL, journey_id)
    against = appealable(journey, at=clock.now())
    form = WordsForm(version=journey.version)
    form["words"].label.text = "What should be looked at again, and why?"
    back = Link("Your journey", url_for("setting.journey", journey_id=journey_id))
    if form.validate_on_submit():
        try:
            with changing(journey, May.LODGE_APPEAL) as held:
                lodge_appeal(held, words=form["words"].data, by=actor(), at=clock.now())
            flash("Your appeal is lodged. Somebody who took no part looks at it.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    closed = () if against else ("No decision can be appealed against now: 20 days are the limit",)
    lead = f"You appeal against {AGAINST_WORDS[against]}." if against else ""
    return ask(form, heading="Appeal", button="Lodge the appeal", back=back, lead=lead,
               blockers=closed)  # fmt: skip
