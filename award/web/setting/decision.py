"""The decision: read once it is released, its conditions answered, an appeal lodged."""

from dataclasses import replace
from datetime import date

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.appealing import AGAINST_WORDS, appealable, lodge_appeal
from award.actions.fulfilling import is_late
from award.adapters import clock
from award.domain.award_moves import PublicWords
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.queries.assessments import find_shared_report
from award.queries.awards import find_award_of, find_decision, list_appeals, list_conditions
from award.queries.reports import list_earlier
from award.storage.asked_conditions import Ended
from award.storage.awards import Award
from award.storage.db import db
from award.storage.decisions import (
    CLOSED_CONDITIONS,
    Appeal,
    AppealState,
    Condition,
    ConditionState,
    Decision,
)
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.conditions import due_words, ended_of, not_asked
from award.web.kit.decided_again import told_before
from award.web.kit.pages import Link, render
from award.web.setting.appealing import may_until, waits, why_closed
from award.web.setting.awards import is_renewing
from award.web.setting.blueprint import bp
from award.web.setting.ended import AwardWords, award_words, said_of
from award.web.setting.forms import AppealForm
from award.web.setting.here import REFUSALS, ask, can, refuse
from award.web.setting.nexts import Next

OUTCOMES = {
    "award": ("You have the award", "done"),
    "award_with_conditions": ("You have the award, with conditions", "done"),
    "defer": ("The panel asks for a little more", "attention"),
    "turn_down": ("Not yet awarded", "attention"),
}
# What follows an outcome: what is there, the words about it, and the button.
SEE_AWARD = "See your award"
NOT_MET = (
    "What it asks for has not happened yet. The award stands. The coordinator talks with you about "
    "what comes next."
)
WRITE = "Write to the coordinator"
NEXT = {
    "award": ("Your certificate", "You find it with your award.", SEE_AWARD),
    "award_with_conditions": (
        "Your certificate, and what is left",
        "Each condition below has its day.",
        SEE_AWARD,
    ),
    "defer": ("A little more is asked", "All your work is kept.", "Go on"),
    "turn_down": (
        "All your work is kept",
        "What is asked for below is where a new start begins. Your coordinator helps you with it.",
        WRITE,
    ),
}
AGAIN = "The panel decides again"
AGAIN_TEXT = (
    "What stands below is its decision before. There is nothing that you need to do now: "
    "you get an e-mail with the new one."
)
UNTIL_THEN = " Until then you hold the award."
HELD = (PublicWords.VALID, PublicWords.NOT_ANNOUNCED)
WAS_GIVEN = "You were given the award"
CONDITIONS = {
    ConditionState.OPEN: ("yours", "Yours to do"),
    ConditionState.EVIDENCE_GIVEN: ("others", "Being looked at"),
    ConditionState.MET: ("done", "Met"),
    ConditionState.NOT_MET: ("stopped", "Closed: still needed"),
}
LATE = "Late"
STILL_OPEN = "Still to do"
HEARD = {
    AppealState.UPHELD: "It was upheld: the decision is looked at again.",
    AppealState.DISMISSED: "The decision stays as it is.",
}
DECIDED_AGAIN = "It was upheld: the decision was looked at again, and this is the new one."


def condition_words(
    one: Condition, today: date, ended: Ended | None, *, mine: bool
) -> tuple[str, str]:
    """The tone and the words of a condition; late only where it waits for the setting.

    ``mine``: whoever looks may show what was done for it.
    """
    if ended is not None and one.state not in CLOSED_CONDITIONS:
        return not_asked(ended)
    if is_late(one, today):
        return "attention", LATE
    if one.state is ConditionState.OPEN and not mine:
        return "others", STILL_OPEN
    return CONDITIONS[one.state]


def heard_words(one: Appeal, made: Decision) -> str:
    """What came of an appeal; a later decision than the one it was against was made upon it."""
    was_against = one.decision_id in (None, made.id)
    if one.against == "deferred" and one.state is AppealState.UPHELD:
        return "It was upheld." if one.used_at else "It was upheld: you get more time."
    return HEARD[one.state] if was_against or one.state is not AppealState.UPHELD else DECIDED_AGAIN


def after_decision(journey: Journey, made: Decision) -> Next:
    """The lifted card of the decision: what follows it, or the appeal that waits to be heard."""
    if appealed := waits(journey):
        return replace(appealed, button="", href="")
    if journey.stage is Stage.DECIDING:
        held = find_award_of(db.session(), actor(), journey)
        until = UNTIL_THEN if held and no_longer_held(held) is None else ""
        return Next(AGAIN, f"{AGAIN_TEXT}{until}", why="For now")
    title, text, button = _next_words(journey, made)
    if button == WRITE:
        mail = journey.authority.contact_email
        return Next(title, text, WRITE if mail else "", f"mailto:{mail}" if mail else "")
    if button == SEE_AWARD and (award := find_award_of(db.session(), actor(), journey)):
        if told := no_longer_held(award):
            return Next(told.title, told.next_words, SEE_AWARD, told.href, why="For now")
        return Next(title, text, button, url_for("setting.award", award_id=award.id))
    return Next(title, text, button, url_for("setting.home"))


def _next_words(journey: Journey, made: Decision) -> tuple[str, str, str]:
    """What follows an outcome; of conditions, whether one is open, was missed, or all are met."""
    conditions = list_conditions(db.session(), actor(), journey)
    states = {one.state for one in conditions}
    if states and ended_of(journey) is not None:
        return NEXT["award"]
    if not states or not states <= set(CLOSED_CONDITIONS):
        return NEXT[str(made.outcome)]
    if ConditionState.NOT_MET in states:
        return "A condition is closed", NOT_MET, SEE_AWARD
    return "Your certificate", "Every condition is met.", SEE_AWARD


def no_longer_held(award: Award) -> AwardWords | None:
    """How an award stands that was given and is not held as it was; None while it is."""
    renewing, now = is_renewing(), clock.now()
    if said_of(award, renewal_open=renewing, at=now) in HELD:
        return None
    return award_words(award, renewal_open=renewing, at=now)


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
    award = find_award_of(db.session(), actor(), journey)
    if award is not None and NEXT[str(found.outcome)][2] == SEE_AWARD and no_longer_held(award):
        words = WAS_GIVEN
    conditions, today = list_conditions(db.session(), actor(), journey), clock.today()
    ended = ended_of(journey)
    mine = can(May.WRITE_EVIDENCE, journey)
    return render(
        "setting/decision.html",
        journey=journey,
        decision=found,
        words=words,
        tone=tone,
        criteria=[(code, titles.get(code, ""), said) for code, said in found.criteria.items()],
        conditions=[
            (one, due_words(one, ended), *condition_words(one, today, ended, mine=mine))
            for one in conditions
        ],
        then=after_decision(journey, found),
        before=[one for one in told_before(journey) if one.made is not found],
        appeals=[
            (one, heard_words(one, found))
            for one in list_appeals(db.session(), actor(), journey)
            if one.state in HEARD
        ],
        appeal=may_until(journey, at=now),
        reads=beside_decision(journey),
    )


def beside_decision(journey: Journey) -> list[Link]:
    """What lies beside a decision to read: the report it rests on, and what the panel looked at."""
    shared = can(May.SEE_REPORT, journey) and (
        find_shared_report(actor(), journey) or list_earlier(db.session(), actor(), journey)
    )
    report = Link("The report", url_for("setting.report", journey_id=journey.id))
    kept = url_for("setting.frozen", journey_id=journey.id)
    return [
        *([report] if shared else []),
        Link("The list of your evidence, as the panel saw it", kept),
    ]


@bp.route("/journeys/<int:journey_id>/appeal", methods=["GET", "POST"])
@needs(May.LODGE_APPEAL)
def appeal(journey_id: int) -> ResponseReturnValue:
    """Ask for a decision to be looked at again."""
    journey = find(May.LODGE_APPEAL, journey_id)
    against = appealable(journey, at=clock.now())
    form = AppealForm(version=journey.version, against=against)
    form["words"].label.text = "What should be looked at again, and why?"
    back = Link("Your journey", url_for("setting.journey", journey_id=journey_id))
    if form.validate_on_submit():
        try:
            with changing(journey, May.LODGE_APPEAL) as held:
                words, shown = form["words"].data, form["against"].data
                lodge_appeal(held, words=words, shown=shown, by=actor(), at=clock.now())
            flash("Your appeal is lodged. Somebody who took no part looks at it.")
            return redirect(back.href)
        except REFUSALS as refusal:
            form["against"].data = against
            refuse(form, refusal)
    lead = f"You appeal against {AGAINST_WORDS[against]}." if against else ""
    return ask(form, heading="Appeal", button="Lodge the appeal", back=back, lead=lead,
               blockers=why_closed(journey, at=clock.now()))  # fmt: skip
