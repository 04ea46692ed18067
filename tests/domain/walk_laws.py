"""What is true of every walk through the table of moves: at each moment, and of each move."""

from dataclasses import replace

from hypothesis.stateful import RuleBasedStateMachine, invariant

from award.domain.facts import Asker, Facts
from award.domain.lifecycle import OUTCOMES, is_open, next_stage, onward_move
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.domain.turns import Turn, task_list, turn_of
from tests.domain.walk_world import FROM_OUTSIDE, Journey, World

R, S = Role, Stage
ANOTHER = 999  # somebody of the same role who took no part yet


class Laws(RuleBasedStateMachine):
    """A world in which these hold, whoever does what in it."""

    world: World

    # --- what is true at every moment ---

    @invariant()
    def one_journey_is_open_at_most(self) -> None:
        assert sum(is_open(one.facts.stage) for one in self.world.journeys) <= 1

    @invariant()
    def the_setting_alone_and_the_coordinator_alone_can_reach_an_end(self) -> None:
        for journey in self.world.journeys:
            if is_open(journey.facts.stage):
                ways = (("withdraw", R.LEAD), ("withdraw", R.HEAD), ("close", R.COORDINATOR))
                for name, role in ways:
                    assert self.world.leads(name, journey, Asker(role, ANOTHER)) is S.WITHDRAWN

    @invariant()
    def no_award_stands_without_a_decision(self) -> None:
        for journey in self.world.journeys:
            told = [one.outcome for one in journey.decisions]
            if journey.facts.stage is S.AWARDED:
                assert told[-1] in ("award", "award_with_conditions")
            if journey.facts.stage is S.NOT_YET:
                assert told[-1] == "turn_down"
            assert journey.standing is None or journey.standing == told[-1]
        assert sum(one.standing is not None for one in self.world.journeys) <= 1

    @invariant()
    def votes_belong_to_the_report_before_the_panel(self) -> None:
        for journey in self.world.journeys:
            if journey.facts.stage is S.DECIDING:
                shown = {one.user_id for one in self.world.facts(journey).votes}
                assert {journey.cast_after[who] for who in shown} <= {journey.set_aside}

    @invariant()
    def somebody_is_waited_for_and_can_go_on_when_nothing_is_missing(self) -> None:
        for journey in self.world.journeys:
            facts = self.world.facts(journey)
            if not is_open(facts.stage) or facts.paused:
                assert turn_of(facts) is Turn.NOBODY
                continue
            assert turn_of(facts) is not Turn.NOBODY
            if not task_list(facts):
                assert self.somebody_can_go_on(journey, facts)

    def somebody_can_go_on(self, journey: Journey, facts: Facts) -> bool:
        row = onward_move(facts.stage)
        assert row is not None
        if facts.stage is S.DECIDING:
            fresh = replace(facts, panel=facts.panel | {ANOTHER}, asker=Asker(R.PANEL, ANOTHER))
            return any(self.passes(name, journey, fresh) for name in OUTCOMES)
        if facts.stage is S.ASSESSING:
            return self.passes(
                row.name, journey, replace(facts, asker=Asker(R.ASSESSOR, facts.assessor_id))
            )
        if facts.stage is S.CHECKING and facts.reply_time_over:
            clock = replace(facts, asker=Asker(R.CLOCK))
            return self.passes("record_no_reply", journey, clock)
        role = R.LEAD if R.LEAD in row.by else R.COORDINATOR
        return self.passes(row.name, journey, replace(facts, asker=Asker(role, ANOTHER)))

    def passes(self, name: str, journey: Journey, facts: Facts) -> bool:
        try:
            next_stage(name, replace(facts, said=self.world.words(name, journey)))
        except NotReady:
            return False
        return True

    # --- what is true of every move ---

    def nobody_decides_on_what_they_put_in(self, name: str, facts: Facts, asker: Asker) -> None:
        alone = facts.rules.one_person
        if name == "agree_plan" and facts.rules.plan_agreed and not alone:
            assert facts.plan_put_forward_by != asker.user_id
        if name == "begin_assessment" and not alone:
            assert facts.assessor_assigned_by != facts.assessor_id
        if name == "share_report":
            assert asker.user_id == facts.assessor_id is not None

    def the_release_was_lawful(self, name: str, journey: Journey, facts: Facts) -> None:
        """Counts anew, from who did what, and not with the guards."""
        rules = facts.rules
        took_part = journey.assessed_by | journey.seconded_by | journey.advised_by
        if not rules.behalf_may_vote:
            took_part |= journey.acted_for
        declared = {who for who, ties in self.world.declared.items() if ties}
        free = facts.panel - took_part - declared
        release = journey.decisions[-1]
        counted = {one.user_id: one.outcome for one in facts.votes if one.user_id in free}
        if facts.meeting is None:
            deciders = {who for who, outcome in counted.items() if outcome == name}
            assert len(deciders) > len(counted) - len(deciders)
        else:
            assert facts.meeting.outcome == name
            assert facts.meeting.recorded_by in free
            deciders = set(facts.meeting.present & free)

        assert release.by in free
        assert len(deciders) >= rules.votes
        assert not facts.own_setting or deciders & FROM_OUTSIDE
        assert release.report == journey.report >= 1
        assert not facts.old_award_suspended
        assert facts.assessor_id not in declared
        if journey.sample and not facts.second_set_aside:
            assert facts.second_done
            assert facts.second_id not in declared | journey.assessed_by | journey.advised_by
        if name == "defer" and facts.deferral_limit_on:
            assert facts.today < facts.deferral_limit_on

    def earlier_awards_end(self, journey: Journey) -> None:
        """A new award supersedes those of earlier journeys; there must be no later one."""
        for one in self.world.journeys:
            if one is not journey and journey.standing:
                assert one.number < journey.number or not one.standing
                one.standing = None
