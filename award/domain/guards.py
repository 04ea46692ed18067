"""The named conditions that moves ask for. Each takes Facts and returns None or one sentence.

The sentence is said to the person who wants to move on, and it is the line of their task list:
so it says what to do. Rules come from the scheme's table of moves.
"""

from award.domain.decisions import voters_for
from award.domain.facts import Facts, MeetingFacts, Outcome, PlanState, VisitStanding
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.readiness import blocks
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.domain.ties import binds_assessor, binds_voter

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
        VisitStanding.DONE: "Share the record of the initial visit with the setting",
        VisitStanding.SHARED: "Agree the record of the initial visit",
    }[facts.initial_visit]


def baseline_complete(facts: Facts) -> str | None:
    """The setting said for every criterion asked where it stands at the start."""
    left = [one.code for one in facts.criteria if one.judged is None]
    if not left and facts.criteria:
        return None
    return f"Say where you stand on {_named(left)}" if left else "Say where you stand"


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
    return f"Plan an action for {_named(left)}" if left else None


def another_agrees_the_plan(facts: Facts) -> str | None:
    """Who put the plan forward does not agree it."""
    if not facts.rules.plan_agreed or facts.plan_put_forward_by is None:
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
    """Nobody assigns themselves."""
    if facts.assessor_id is None or facts.assessor_assigned_by != facts.assessor_id:
        return None
    return "Ask another coordinator to assign the assessor: nobody assigns themselves"


def assessor_untied(facts: Facts) -> str | None:
    """The assessor is free of ties, and not the adviser unless the route allows."""
    if facts.assessor_id is None:
        return None
    if binds_assessor(facts.ties_of(facts.assessor_id), facts.rules):
        return "Assign another assessor: this one has a tie to the setting"
    if facts.assessor_id == facts.adviser_id and not facts.rules.adviser_may_assess:
        return "Assign another assessor: this one was the setting's adviser"
    return None


def assessment_visit_booked(facts: Facts) -> str | None:
    """The assessment visit has its day."""
    if facts.assessment_visit in (VisitStanding.NONE, VisitStanding.PROPOSED):
        return "Book the assessment visit"
    return None


def assessment_visit_recorded(facts: Facts) -> str | None:
    """The assessment visit was held and written up."""
    if facts.assessment_visit in (
        VisitStanding.DONE,
        VisitStanding.SHARED,
        VisitStanding.SIGNED,
    ):
        return None
    return "Hold the assessment visit and write it up"


def every_criterion_assessed(facts: Facts) -> str | None:
    """The assessor judged every criterion that applies."""
    left = [one.code for one in facts.criteria if one.applies and one.assessed is None]
    return f"Judge {_named(left)}" if left else None


def report_written(facts: Facts) -> str | None:
    """The report says strengths, next steps and a recommendation."""
    if facts.report_written:
        return None
    return "Write the strengths, the next steps and your recommendation"


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
    return "Answer the setting's points on the report"


def reply_time_over(facts: Facts) -> str | None:
    """The setting had its ten days (28 calendar days at most)."""
    return None if facts.reply_time_over else "Wait for the reply: the ten days are not over"


# --- deciding -------------------------------------------------------------------------------


def second_judgement_in(facts: Facts) -> str | None:
    """The blind second judgement is in, or was set aside, where this journey is in the sample."""
    if not facts.second_asked or facts.second_done or facts.second_set_aside:
        return None
    if facts.second_id is None:
        return "Assign somebody for the second judgement"
    return "Wait for the second judgement"


def releaser_is_free(facts: Facts) -> str | None:
    """Who releases the decision is on the panel now and has no tie."""
    user_id = facts.asker.user_id
    if user_id not in facts.panel:
        return "Ask a panel member to release the decision"
    if binds_voter(facts.ties_of(user_id), facts.rules):
        return "Ask another panel member: you have a tie to this setting"
    return None


def enough_agree(outcome: Outcome | None, facts: Facts) -> str | None:
    """The votes, or the meeting, carry this outcome (None: any outcome)."""
    if facts.meeting is not None:
        return _meeting_carries(facts.meeting, outcome, facts)
    carried = [
        one
        for one in Outcome
        if len(voters_for(one, facts)) >= facts.rules.votes
        and len(voters_for(one, facts)) * 2 > _votes_that_count(facts)
    ]
    if outcome is None and carried:
        outcome = carried[0]
    if outcome is None or outcome not in carried:
        return _votes_missing(outcome, facts)
    if facts.own_setting and not voters_for(outcome, facts) & facts.outside_panel:
        return "Ask for a vote from outside the authority: the setting is the authority's own"
    return None


def _votes_that_count(facts: Facts) -> int:
    return sum(len(voters_for(one, facts)) for one in Outcome)


def _votes_missing(outcome: Outcome | None, facts: Facts) -> str:
    for_it = len(voters_for(outcome, facts)) if outcome else 0
    left = max(facts.rules.votes - for_it, 1)
    if outcome is None and _votes_that_count(facts) >= facts.rules.votes:
        return "Talk it over: the votes are split, and no outcome has enough of them"
    return f"Wait for {left} more {'vote' if left == 1 else 'votes'} for one outcome"


def _meeting_carries(meeting: MeetingFacts, outcome: Outcome | None, facts: Facts) -> str | None:
    free = {
        one
        for one in meeting.present & facts.panel
        if not binds_voter(facts.ties_of(one), facts.rules)
    }
    if outcome is not None and meeting.outcome is not outcome:
        return "Release what the meeting decided, or record another meeting"
    if meeting.recorded_by not in free:
        return "Have the meeting recorded by a panel member who was there and has no tie"
    if len(free) < facts.rules.votes:
        return "Record a meeting with enough panel members who have no tie"
    if facts.own_setting and not free & facts.outside_panel:
        return "Have somebody from outside the authority at the meeting: the setting is its own"
    return None


def any_outcome_carried(facts: Facts) -> str | None:
    """Some outcome has enough votes, whichever it is."""
    return enough_agree(None, facts)


def award_carried(facts: Facts) -> str | None:
    """Enough agree on the award."""
    return enough_agree(Outcome.AWARD, facts)


def conditions_carried(facts: Facts) -> str | None:
    """Enough agree on the award with conditions."""
    return enough_agree(Outcome.AWARD_WITH_CONDITIONS, facts)


def deferral_carried(facts: Facts) -> str | None:
    """Enough agree on a deferral."""
    return enough_agree(Outcome.DEFER, facts)


def turning_down_carried(facts: Facts) -> str | None:
    """Enough agree that it is not yet an award."""
    return enough_agree(Outcome.TURN_DOWN, facts)


def old_award_not_suspended(facts: Facts) -> str | None:
    """While the award held is suspended, nothing new is released."""
    if not facts.old_award_suspended:
        return None
    return "Settle the suspension of the award that the setting holds first"


def deferral_time_left(facts: Facts) -> str | None:
    """All deferrals of a journey stay within its route's limit."""
    limit = facts.deferral_limit_on
    if limit is None or facts.today < limit:
        return None
    return "Award, or turn down: all the time for deferring this journey is used"


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
    return "End the setting's other journey first" if facts.another_open else None


def within_a_year(facts: Facts) -> str | None:
    """A journey can be taken up again for one year."""
    if facts.take_up_until is not None and facts.today <= facts.take_up_until:
        return None
    return "Open a new journey: this one ended more than a year ago"


def not_closed_for_good(facts: Facts) -> str | None:
    """A journey closed as merged or duplicate stays closed."""
    if not facts.closed_for_good:
        return None
    return "Go on with the setting's other journey: this one was closed as merged or duplicate"


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
    return "Talk to the coordinator: somebody has already begun to work on this"


# --- what a person has to say with a move ---------------------------------------------------


def reason_given(facts: Facts) -> str | None:
    """The move needs words."""
    if facts.said is None or facts.said.reason.strip():
        return None
    return "Say why, in a sentence or two"


def reason_chosen(facts: Facts) -> str | None:
    """The move needs one of the listed reasons."""
    if facts.said is None or facts.said.reason_code:
        return None
    return "Choose the reason that fits best"


def criteria_said(facts: Facts) -> str | None:
    """The move needs words per criterion, and each criterion must be one that is asked."""
    if facts.said is None:
        return None
    asked = {one.code for one in facts.criteria}
    if not facts.said.criteria:
        return "Name at least one criterion, and say what is needed for it"
    strange = sorted(set(facts.said.criteria) - asked)
    if strange:
        return f"Leave out {_named(strange)}: this journey is not asked for it"
    empty = sorted(code for code, words in facts.said.criteria.items() if not words.strip())
    return f"Say what is needed for {_named(empty)}" if empty else None


def conditions_said(facts: Facts) -> str | None:
    """An award with conditions needs at least one, each with words and a day to come."""
    if facts.said is None:
        return None
    if not facts.said.conditions:
        return "Write at least one condition"
    for one in facts.said.conditions:
        if not one.words.strip() or one.due_on is None or one.due_on <= facts.today:
            return "Give every condition its words and a date that is still to come"
    return None


def deferral_date_said(facts: Facts) -> str | None:
    """A deferral needs a date to come, within the route's limit."""
    if facts.said is None:
        return None
    until = facts.said.until_on
    if until is None or until <= facts.today:
        return "Choose a date, still to come, until which the decision waits"
    if facts.deferral_limit_on is not None and until > facts.deferral_limit_on:
        last = facts.deferral_limit_on
        return f"Choose a date no later than {last.day} {last:%B %Y}: that is the route's limit"
    return None


def _named(codes: list[str]) -> str:
    """ "1.1", "1.1 and 1.2", "1.1, 1.2 and 3 more"."""
    if len(codes) > 4:
        return f"{', '.join(codes[:3])} and {len(codes) - 3} more"
    return " and ".join(filter(None, [", ".join(codes[:-1]), codes[-1]]))
