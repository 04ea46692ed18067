"""The named conditions of the panel's decision, in the same shape as `guards`."""

from award.domain.decisions import free_panel, voters_for
from award.domain.facts import Facts, MeetingFacts, Outcome
from award.domain.guards import assessor_untied
from award.domain.people import Role
from award.domain.ties import binds_assessor, binds_second, binds_voter


def second_judgement_in(facts: Facts) -> str | None:
    """The blind second judgement is in, or was set aside, where this journey is in the sample.

    A second who has a tie, or who advises or assesses here, does not count. Whoever is on the
    panel assigns nobody, and is told whom to ask.
    """
    on_panel = facts.asker.role is Role.PANEL
    assign = "Ask the coordinator to assign" if on_panel else "Assign"
    if not facts.second_asked or facts.second_set_aside:
        return None
    if not second_is_free(facts):
        return f"{assign} somebody else for the second judgement: this one is not free to give it"
    if facts.second_done:
        return None
    if facts.second_id is None:
        return f"{assign} somebody for the second judgement"
    return "Wait for the second judgement"


def second_is_free(facts: Facts) -> bool:
    """Whether who gives the second judgement, if anybody yet, is free of ties and other parts.

    Once it is given, it is asked of who gave it, whoever has the part now.
    """
    gave = facts.second_judges if facts.second_done else ()
    others = (facts.adviser_id, facts.assessor_id)
    return not any(
        one in others or binds_second(facts.ties_of(one))
        for one in gave or (facts.second_id,)
        if one is not None
    )


def second_can_be_set_aside(facts: Facts) -> str | None:
    """A panel member who is free sets a second judgement aside when none was to be had."""
    if second_judgement_in(facts) is None:
        return "Go on without setting anything aside: no second judgement is waited for"
    if not facts.second_wait_over:
        return "Wait: ten working days to find somebody for the second judgement are not over"
    if facts.asker.user_id not in free_panel(facts):
        return "Ask a panel member who has no tie to set the second judgement aside"
    return None


def report_stands(facts: Facts) -> str | None:
    """Nothing is decided on the report of somebody who turns out to have a tie.

    It is asked of who assesses now, and of who wrote it, though they have the part no more.
    """
    if assessor_untied(facts) is not None:
        return "Have the report revised by another assessor: this one is not free to assess here"
    if binds_assessor(facts.ties_of(facts.report_by), facts.rules):
        return "Have the report revised: who wrote it is not free to assess here"
    return None


def is_bound_assessor(user_id: int | None, facts: Facts) -> bool:
    """Whether this is the assessor here, and turns out to have a tie."""
    return user_id is not None and user_id == facts.assessor_id and bool(assessor_untied(facts))


def asker_may_revise(facts: Facts) -> str | None:
    """Who takes the report back is not its assessor with a tie: others see to it then."""
    if not is_bound_assessor(facts.asker.user_id, facts):
        return None
    return "Leave the report to the coordinator: you have a tie to this setting"


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
    voted = _voted_outcome(facts)
    if voted is None:
        return _votes_missing(outcome, facts)
    outcome = outcome or voted
    if outcome is not voted:
        return "The votes are for another outcome"
    if facts.own_setting and not voters_for(outcome, facts) & facts.outside_panel:
        return "Ask for a vote from outside the authority: the setting is the authority’s own"
    return None


def _voted_outcome(facts: Facts) -> Outcome | None:
    """The outcome with the route's number of votes, and more than all others together."""
    for one in Outcome:
        count = len(voters_for(one, facts))
        if count >= facts.rules.votes and count * 2 > _votes_that_count(facts):
            return one
    return None


def carried_outcome(facts: Facts) -> Outcome | None:
    """The one outcome that the votes, or the meeting, carry; None while there is none."""
    return next((one for one in Outcome if enough_agree(one, facts) is None), None)


def _votes_that_count(facts: Facts) -> int:
    return sum(len(voters_for(one, facts)) for one in Outcome)


def _votes_missing(outcome: Outcome | None, facts: Facts) -> str:
    count = _votes_that_count(facts)
    most = max(len(voters_for(one, facts)) for one in Outcome)
    if outcome is None and are_split(count, most, facts.rules.votes):
        return "Talk it over: the votes are split, and no outcome has enough of them"
    for_it = most if outcome is None else len(voters_for(outcome, facts))
    left = max(facts.rules.votes - for_it, count - 2 * for_it + 1)
    waited_for = f"{left} more {'vote' if left == 1 else 'votes'}"
    return f"Wait for {waited_for}" + (" for one outcome" if facts.rules.votes > 1 else "")


def are_split(count: int, most: int, needed: int) -> bool:
    """Whether as many voted as are needed, and no outcome has more than the others together.

    ``most`` of the ``count`` votes are for one outcome, and ``needed`` of them have to agree.
    """
    return count >= needed and most * 2 <= count


def _meeting_carries(meeting: MeetingFacts, outcome: Outcome | None, facts: Facts) -> str | None:
    free = meeting.present & free_panel(facts)
    if outcome is not None and meeting.outcome is not outcome:
        return "Release what the meeting decided, or record another meeting"
    if meeting.recorded_by not in free_panel(facts):
        return "Have the meeting recorded by a panel member who has no tie"
    if len(free) < facts.rules.votes:
        return "Record a meeting with enough panel members who have no tie"
    if facts.own_setting and not free & facts.outside_panel:
        return "Have somebody from outside the authority at the meeting: the setting is its own"
    return None


def any_outcome_carried(facts: Facts) -> str | None:
    """Some outcome has enough votes, whichever it is."""
    return enough_agree(None, facts)


def outcome_can_be_released(facts: Facts) -> str | None:
    """Some outcome has enough votes, and it is one that may still be released."""
    missing = any_outcome_carried(facts)
    if missing is None and deferral_carried(facts) is None:
        return deferral_time_left(facts)
    return missing


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


def renewed_award_stands(facts: Facts) -> str | None:
    """A renewal that was closed with its award goes on only once the panel gave that one back."""
    if not facts.fell_with_award:
        return None
    return "Open a new journey: the award that this one would have renewed was taken back"
