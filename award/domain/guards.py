"""The named conditions that moves ask for. Each takes Facts and returns None or one sentence.

The sentence is said to the person who wants to move on, and it is the line of their task list:
so it says what to do. What the panel's decision asks stands in `decision_guards`, and what a
person has to write with a move in `said_guards`.
"""

from award.domain.facts import Facts, PlanState, VisitStanding
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.readiness import blocks
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.domain.ties import binds_assessor

# --- applying -------------------------------------------------------------------------------


def contacts_complete(facts: Facts) -> str | None:
    """The lead, and the person who approves, are named with a way to reach them."""
    if facts.contacts_complete:
        return None
    return "Say who leads the work and who approves it, with an e-mail address for each"


def commitment_ticked(facts: Facts) -> str | None:
    """The setting says that it takes part in earnest."""
    return None if facts.commitment_ticked else "Tick that your setting commits to the award"


def head_has_approved(facts: Facts) -> str | None:
    """The head approved exactly this application; a later change undoes it."""
    if facts.application_approved or not facts.rules.asks(Approval.APPLY):
        return None
    return "Ask the head to approve this application"


# --- planning -------------------------------------------------------------------------------


def initial_visit_signed(facts: Facts) -> str | None:
    """The first visit happened, was written up and agreed."""
    if not facts.rules.initial_visit or facts.initial_visit is VisitStanding.SIGNED:
        return None
    return {
        VisitStanding.NONE: "Book the initial visit",
        VisitStanding.PROPOSED: "Choose a date for the initial visit",
        VisitStanding.BOOKED: "Hold the initial visit and write it up",
        VisitStanding.DONE: "Write up the initial visit",
        VisitStanding.WRITTEN_UP: "Share the record of the initial visit with the setting",
        VisitStanding.SHARED: "Agree the record of the initial visit",
    }[facts.initial_visit]


def baseline_complete(facts: Facts) -> str | None:
    """The setting said for every criterion asked where it stands at the start."""
    left = [one.code for one in facts.criteria if one.judged is None]
    if not left and facts.criteria:
        return None
    return f"Say where you stand on {named(left)}" if left else "Say where you stand"


def plan_put_forward(facts: Facts) -> str | None:
    """The lead, or the adviser with them, put the plan forward to be agreed."""
    if not facts.rules.plan_agreed or facts.plan is not PlanState.DRAFT:
        return None
    return "Put the action plan forward"


def essentials_planned(facts: Facts) -> str | None:
    """There is an action for every essential criterion that is below "met"."""
    if not facts.rules.plan_agreed:
        return None
    left = [
        one.code
        for one in facts.criteria
        if one.essential and one.judged in (Judged.NOT_YET, Judged.DEVELOPING) and not one.planned
    ]
    return f"Plan an action for {named(left)}" if left else None


def another_agrees_the_plan(facts: Facts) -> str | None:
    """Who put the plan forward does not agree it, unless the route makes do with one person."""
    if not facts.rules.plan_agreed or facts.plan_put_forward_by is None or facts.rules.one_person:
        return None
    if facts.plan_put_forward_by != facts.asker.user_id:
        return None
    return "Ask somebody else to agree the plan: you put it forward yourself"


# --- gathering ------------------------------------------------------------------------------


def nothing_blocks_readiness(facts: Facts) -> str | None:
    """Readiness has nothing that blocks: the essentials, and what the route asks."""
    needs = blocks(facts)
    return needs[0].sentence if needs else None


def head_has_declared(facts: Facts) -> str | None:
    """The head declared that the setting is ready, as it is ready now."""
    if facts.readiness_approved or not facts.rules.asks(Approval.READY):
        return None
    return "Ask the head to declare that you are ready"


def silence_is_long(facts: Facts) -> str | None:
    """The setting has been quiet for as long as its route allows, and was reminded."""
    from_deferral = facts.deferral_long_over
    if from_deferral or (facts.silent_long and facts.reminders_sent):
        return None
    return "Wait until the setting has been quiet for long enough, and reminders have gone out"


def waits_for_setting(facts: Facts) -> str | None:
    """A journey goes on hold only while it waits for the setting."""
    waiting = facts.stage in (Stage.DRAFT, Stage.GATHERING) and not facts.feedback_asked
    if facts.stage is Stage.PLANNING:
        waiting = planning_waits_for_setting(facts)
    return None if waiting else "Do what the setting is waiting for first"


def planning_waits_for_setting(facts: Facts) -> bool:
    """In planning the setting is waited for once the visit is written up, until the plan is in."""
    visited = not facts.rules.initial_visit or facts.initial_visit in (
        VisitStanding.SHARED,
        VisitStanding.SIGNED,
    )
    return visited and any(
        guard(facts)
        for guard in (initial_visit_signed, baseline_complete, plan_put_forward, essentials_planned)
    )


# --- assessing ------------------------------------------------------------------------------


def assessor_assigned(facts: Facts) -> str | None:
    """Somebody is there to assess."""
    return "Assign an assessor" if facts.assessor_id is None else None


def assessor_assigned_by_another(facts: Facts) -> str | None:
    """Nobody assigns themselves, unless the route makes do with one person."""
    if facts.assessor_id is None or facts.assessor_assigned_by != facts.assessor_id:
        return None
    if facts.rules.one_person:
        return None
    return "Ask another coordinator to assign the assessor: nobody assigns themselves"


def assessor_untied(facts: Facts) -> str | None:
    """The assessor is free of ties, and not the adviser unless the route allows."""
    if facts.assessor_id is None:
        return None
    if binds_assessor(facts.ties_of(facts.assessor_id), facts.rules):
        return "Assign another assessor: this one has a tie to the setting"
    if facts.assessor_id == facts.adviser_id and not facts.rules.adviser_may_assess:
        return "Assign another assessor: this one was the setting’s adviser"
    return None


def assessment_visit_booked(facts: Facts) -> str | None:
    """The assessment visit has its day, where there has to be one."""
    unbooked = facts.assessment_visit in (VisitStanding.NONE, VisitStanding.PROPOSED)
    return "Book the assessment visit" if facts.assessment_visit_asked and unbooked else None


def assessment_visit_recorded(facts: Facts) -> str | None:
    """The assessment visit was held and written up, where there has to be one."""
    written = (VisitStanding.WRITTEN_UP, VisitStanding.SHARED, VisitStanding.SIGNED)
    if not facts.assessment_visit_asked or facts.assessment_visit in written:
        return None
    if facts.assessment_visit is VisitStanding.DONE:
        return "Write up the assessment visit"
    return "Hold the assessment visit and write it up"


def every_criterion_assessed(facts: Facts) -> str | None:
    """The assessor judged every criterion that applies; leaving one out has to be agreed."""
    left = [one.code for one in facts.criteria if one.applies and one.assessed is None]
    if left:
        return f"Judge {named(left)}"
    alone = [one.code for one in facts.criteria if one.left_out_alone]
    if alone:
        return f"Judge {named(alone)}, or ask the coordinator to agree that it does not apply"
    return None


def report_written(facts: Facts) -> str | None:
    """The report says strengths, next steps, a recommendation, and why it is not the rule's."""
    if facts.report_written and facts.differs_unexplained:
        return "Say why you recommend something else than the rule suggests"
    left = "Write the strengths, the next steps and your recommendation"
    return None if facts.report_written else left


def coordinator_agrees_to_more(facts: Facts) -> str | None:
    """Asking for more a second time needs the coordinator too."""
    if facts.times_asked_for_more == 0 or facts.more_agreed:
        return None
    if facts.asker.role is Role.COORDINATOR:
        return None
    return "Ask the coordinator to agree: this setting was asked for more once before"


# --- checking the report --------------------------------------------------------------------


def setting_replied(facts: Facts) -> str | None:
    """The setting checked the facts: with points, or with nothing to correct."""
    return None if facts.replied else "Read the report and say whether its facts are right"


def head_approved_reply(facts: Facts) -> str | None:
    """The head approved the reply, where the route asks."""
    if facts.reply_approved or not facts.rules.asks(Approval.REPLY):
        return None
    return "Ask the head to approve the reply"


def points_answered(facts: Facts) -> str | None:
    """Every point of the setting's reply has its answer."""
    if not facts.points_open:
        return None
    return "Answer the setting’s points on the report"


def reply_time_over(facts: Facts) -> str | None:
    """The setting had its ten days (28 calendar days at most)."""
    return None if facts.reply_time_over else "Wait for the reply: the ten days are not over"


# --- after the end --------------------------------------------------------------------------


def appeal_upheld(facts: Facts) -> str | None:
    """An appeal was upheld that asks for this to be looked at again."""
    return None if facts.appeal_upheld else "Wait until an appeal has been upheld"


def had_conditions(facts: Facts) -> str | None:
    """An award is only reopened where conditions were appealed against."""
    return (
        None if facts.awarded_with_conditions else "Only an award with conditions can be reopened"
    )


def no_other_journey(facts: Facts) -> str | None:
    """A setting has one open journey at most."""
    return "End the setting’s other journey first" if facts.another_open else None


def no_later_award(facts: Facts) -> str | None:
    """What a later journey brought is not overtaken by an earlier one."""
    if not facts.later_award:
        return None
    return "Go on from the award that the setting has got since: this journey stays as it is"


def within_a_year(facts: Facts) -> str | None:
    """A journey can be taken up again for one year."""
    if facts.take_up_until is not None and facts.today <= facts.take_up_until:
        return None
    return "Open a new journey: this one ended more than a year ago"


def not_closed_for_good(facts: Facts) -> str | None:
    """A journey closed as merged or duplicate stays closed."""
    if not facts.closed_for_good:
        return None
    return "Go on with the setting’s other journey: this one was closed as merged or duplicate"


# --- undo -----------------------------------------------------------------------------------


def made_by_asker_today(facts: Facts) -> str | None:
    """Only who made the move takes it back, and within the day."""
    last = facts.last_move
    if last is None or last.by is None or last.by != facts.asker.user_id:
        return "Ask the person who made the last move to take it back"
    return None if last.on == facts.today else "A move can be taken back on the same day only"


def untouched_since(facts: Facts) -> str | None:
    """Nobody else has acted on the move or opened it."""
    if facts.last_move is None or not facts.last_move.touched_by_another:
        return None
    if facts.asker.role is Role.COORDINATOR:
        return "Somebody has already begun to work on this. Talk to them, and go on from here"
    return "Talk to the coordinator: somebody has already begun to work on this"


def named(codes: list[str]) -> str:
    """ "1.1", "1.1 and 1.2", "1.1, 1.2 and 3 more"."""
    if len(codes) > 4:
        return f"{', '.join(codes[:3])} and {len(codes) - 3} more"
    return " and ".join(filter(None, [", ".join(codes[:-1]), codes[-1]]))
