"""Walks the table of moves at random, with everybody doing everything, and looks for holes."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from award.domain.decision_guards import second_can_be_set_aside
from award.domain.facts import Asker, MeetingFacts, Outcome, PlanState
from award.domain.lifecycle import MOVES, OUTCOMES, is_open, onward_move
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import DECLARED, TieKind
from tests.domain.five_routes import FIVE_ROUTES
from tests.domain.walk_laws import Laws
from tests.domain.walk_world import (
    ASSIGNED_BY_FIELD,
    NAMES,
    PEOPLE,
    REASON_CODES,
    Journey,
    World,
    everything_for,
)

R, S = Role, Stage
SOMEBODY = st.sampled_from(PEOPLE)
SIDEWAYS = sorted({*NAMES} - {"withdraw", "close"} - {row.name for row in MOVES if row.onward})
ENDED = ("reopen", "take_up_again")
SEEN: Counter[str] = Counter()


class Walk(Laws):
    """One setting's life with the award: people come and go, change their minds, and err."""

    @initialize(
        route=st.sampled_from(sorted(FIVE_ROUTES)),
        own=st.booleans(),
        steps=st.integers(0, 8),
        outcome=st.sampled_from(Outcome),
    )
    def begin(self, route: str, own: bool, steps: int, outcome: Outcome) -> None:
        self.world = World(FIVE_ROUTES[route], own_setting=own)
        self.world.open_journey(FIVE_ROUTES[route])
        for _ in range(steps):
            self.go_on(outcome)

    # --- what is looked at: the last journey, now and then an earlier one ---

    @property
    def last(self) -> Journey:
        return self.world.journeys[-1]

    def at(self, *stages: Stage) -> bool:
        return self.last.facts.stage in stages

    # --- work ---

    @rule(outcome=st.sampled_from(Outcome))
    def go_on(self, outcome: Outcome) -> None:
        """Everybody does what the stage waits for, and then somebody makes its step."""
        stage = self.last.facts.stage
        self.do_what_the_stage_waits_for(1)
        if stage is S.PLANNING:
            self.put_the_plan_forward(1)
        if stage in (S.READY, S.ASSESSING) and self.last.facts.assessor_id is None:
            self.assign(R.ASSESSOR, 40, 10)
        if stage is S.DECIDING:
            self.assign(R.SECOND, 20, 10)
            self.the_second_judges()
            self.the_whole_panel_votes_alike(outcome)
        if stage in (S.NOT_YET, S.AWARDED, S.DECLINED) and outcome is Outcome.DEFER:
            self.an_appeal_is_upheld(len(self.world.journeys) - 1)
        row = onward_move(stage)
        wanted = OUTCOMES if stage is S.DECIDING else (row.name,) if row else ENDED
        for name, asker in self.world.possible(self.last, wanted):
            self.make(self.last, name, asker)
            return
        if not row and len(self.world.journeys) < 3:
            self.open_the_next_journey("standard")

    @rule(outcome=st.sampled_from(Outcome), steps=st.integers(2, 6))
    def go_on_for_a_while(self, outcome: Outcome, steps: int) -> None:
        for _ in range(steps):
            self.go_on(outcome)

    @rule(who=SOMEBODY)
    def do_what_the_stage_waits_for(self, who: int) -> None:
        stage = self.last.facts.stage
        self.world.set(self.last, who, **everything_for(stage, self.last.facts.rules))

    @precondition(lambda self: self.at(S.PLANNING))
    @rule(who=SOMEBODY)
    def put_the_plan_forward(self, who: int) -> None:
        parts = self.world.parts_of(who, self.last)
        if self.last.facts.plan is PlanState.DRAFT and parts & {R.LEAD, R.ADVISER, R.COORDINATOR}:
            self.world.set(self.last, who, plan=PlanState.PUT_FORWARD, plan_put_forward_by=who)

    @precondition(lambda self: not self.at(S.DRAFT, S.APPLIED))
    @rule(
        who=SOMEBODY,
        change=st.sampled_from(
            [
                {"policy_in_date": False},
                {"readiness_approved": False},
                {"feedback_asked": True},
                {"feedback_asked": False},
                {"points_open": 1},
                {"points_open": 0},
                {"more_agreed": True},
                {"report_written": False},
                {"assessment_visit_asked": False},
            ]
        ),
    )
    def something_changes(self, who: int, change: dict[str, Any]) -> None:
        self.world.set(self.last, who, **change)

    # --- people ---

    @rule(
        role=st.sampled_from([R.ASSESSOR, R.ASSESSOR, R.ADVISER, R.SECOND]),
        whom=st.one_of(st.none(), SOMEBODY, st.sampled_from([20, 30, 40])),
        by=st.sampled_from([10, 11]),
    )
    def assign(self, role: Role, whom: int | None, by: int) -> None:
        changes: dict[str, Any] = {ASSIGNED_BY_FIELD[role]: whom}
        if role is R.ASSESSOR:
            changes["assessor_assigned_by"] = by if whom is not None else None
        if role is R.ADVISER and whom is not None:
            self.last.advised_by.add(whom)
        if role is R.SECOND:
            changes["second_done"] = False
        self.world.set(self.last, by, **changes)

    @rule(who=SOMEBODY, tie=st.sampled_from(DECLARED))
    def declare_a_tie(self, who: int, tie: TieKind) -> None:
        self.world.declared.setdefault(who, set()).add(tie)

    @rule(who=SOMEBODY)
    def find_that_there_is_no_tie(self, who: int) -> None:
        self.world.declared.pop(who, None)

    @rule(who=SOMEBODY, role=st.sampled_from([R.LEAD, R.COORDINATOR, R.PANEL, R.HEAD]))
    def take_on_or_lose_a_role(self, who: int, role: Role) -> None:
        self.world.roles[who] ^= {role}

    # --- time ---

    @rule(days=st.sampled_from([0, 1, 20, 100, 400]))
    def time_passes(self, days: int) -> None:
        self.world.today += timedelta(days=days)
        if days >= 20:
            over = {"reply_time_over": True, "second_wait_over": True, "silent_long": True}
            self.world.set(self.last, None, reminders_sent=True, **over)

    @rule(paused=st.sampled_from([False, False, True]))
    def pause_or_go_on(self, paused: bool) -> None:
        self.world.set(self.last, 10, paused=paused)

    @rule(suspended=st.sampled_from([False, False, True]))
    def the_award_held_is_suspended_or_not(self, suspended: bool) -> None:
        self.world.old_award_suspended = suspended

    # --- deciding ---

    @precondition(lambda self: self.at(S.DECIDING))
    @rule(who=SOMEBODY, outcome=st.sampled_from(Outcome))
    def vote(self, who: int, outcome: Outcome) -> None:
        if R.PANEL in self.world.roles[who]:
            self.world.touch(self.last, who)
            self.last.votes[who] = (outcome, self.last.report)
            self.last.cast_after[who] = self.last.set_aside

    @precondition(lambda self: self.at(S.DECIDING))
    @rule(outcome=st.sampled_from(Outcome))
    def the_whole_panel_votes_alike(self, outcome: Outcome) -> None:
        for who in PEOPLE:
            if R.PANEL in self.world.roles[who]:
                self.vote(who, outcome)

    @precondition(lambda self: self.at(S.DECIDING))
    @rule(outcome=st.sampled_from(Outcome), by=SOMEBODY, present=st.sets(SOMEBODY, max_size=5))
    def record_a_meeting(self, outcome: Outcome, by: int, present: set[int]) -> None:
        self.world.touch(self.last, by)
        held = MeetingFacts(outcome, by, frozenset(present))
        self.last.meeting = (held, self.last.report)

    @precondition(lambda self: self.at(S.DECIDING))
    @rule()
    def the_second_judges(self) -> None:
        who = self.last.facts.second_id
        if who is not None:
            self.last.seconded_by.add(who)
            self.world.set(self.last, who, second_done=True)

    @precondition(lambda self: self.at(S.DECIDING))
    @rule(who=SOMEBODY)
    def set_the_second_judgement_aside(self, who: int) -> None:
        facts = self.world.facts(self.last, asker=Asker(R.PANEL, who))
        if second_can_be_set_aside(facts) is None:
            self.world.set(self.last, who, second_set_aside=True)

    @precondition(lambda self: self.at(S.DECIDING))
    @rule(
        outcome=st.sampled_from(Outcome),
        tied=st.sampled_from([11, 20, 30, 40, 50, 51]),
        voters=st.sampled_from([PEOPLE, [11, 52], [30, 52], [50, 52], [51, 52]]),
    )
    def a_tie_comes_to_light_before_the_release(
        self, outcome: Outcome, tied: int, voters: list[int]
    ) -> None:
        self.last.votes, self.last.meeting = {}, None
        for who in voters:
            self.vote(who, outcome)
        self.declare_a_tie(tied, TieKind.RELATED)
        for who in (tied, *PEOPLE):
            if R.PANEL in self.world.roles[who]:
                self.make(self.last, outcome, Asker(R.PANEL, who))

    @rule(place=st.integers(0, 3))
    def an_appeal_is_upheld(self, place: int) -> None:
        journey = self.world.journeys[place % len(self.world.journeys)]
        if journey.facts.stage in (S.NOT_YET, S.AWARDED, S.DECLINED):
            self.world.set(journey, 50, appeal_upheld=True)

    # --- moves ---

    @rule(
        place=st.integers(0, 3), wanted=st.lists(st.sampled_from(SIDEWAYS), min_size=6, max_size=6)
    )
    def make_a_move_that_is_possible(self, place: int, wanted: list[str]) -> None:
        journey = self.world.journeys[place % len(self.world.journeys)]
        ways = dict(self.world.possible(journey, wanted))
        name = next((one for one in wanted if one in ways), None)
        if name is not None:
            self.make(journey, name, ways[name])

    @precondition(lambda self: self.at(S.APPLIED, S.READY, S.ASSESSING, S.CHECKING, S.DECIDING))
    @rule(wanted=st.lists(st.sampled_from(SIDEWAYS), min_size=12, max_size=12))
    def somebody_thinks_again(self, wanted: list[str]) -> None:
        self.make_a_move_that_is_possible(len(self.world.journeys) - 1, wanted)

    @rule(
        name=st.sampled_from(NAMES),
        who=SOMEBODY,
        role=st.sampled_from(Role),
        on_behalf=st.booleans(),
        reason=st.sampled_from(["", *REASON_CODES]),
    )
    def try_any_move(self, name: str, who: int, role: Role, on_behalf: bool, reason: str) -> None:
        if role in self.world.parts_of(who, self.last) and name not in ("withdraw", "close"):
            self.make(self.last, name, Asker(role, who, on_behalf), reason)

    @rule(
        role=st.sampled_from([R.LEAD, R.COORDINATOR]),
        reason=st.sampled_from(REASON_CODES),
        really=st.sampled_from([False, False, False, True]),
    )
    def leave(self, role: Role, reason: str, really: bool) -> None:
        for who in PEOPLE:
            if really and role in self.world.roles[who]:
                name = "withdraw" if role is R.LEAD else "close"
                self.make(self.last, name, Asker(role, who), "" if role is R.LEAD else reason)
                return

    @precondition(lambda self: len(self.world.journeys) < 3)
    @rule(route=st.sampled_from(sorted(FIVE_ROUTES)))
    def open_the_next_journey(self, route: str) -> None:
        if any(is_open(one.facts.stage) for one in self.world.journeys):
            return
        before, held = self.last, any(one.standing for one in self.world.journeys)
        self.world.open_journey(FIVE_ROUTES["renewal" if held else route])
        made = before.facts.last_move
        if made is not None:
            for role in (R.LEAD, R.HEAD, R.COORDINATOR):
                self.make(before, "undo", Asker(role, made.by))

    def make(self, journey: Journey, name: str, asker: Asker, reason: str = "") -> None:
        facts = self.world.facts(journey, asker=asker)
        before = journey.sample
        if not self.world.move(name, journey, asker, reason):
            return
        SEEN[name] += 1
        assert before <= journey.sample
        self.nobody_decides_on_what_they_put_in(name, facts, asker)
        if name in OUTCOMES:
            self.the_release_was_lawful(name, journey, facts)
            self.earlier_awards_end(journey)


def test_no_walk_finds_a_hole_and_the_walks_come_all_the_way_and_back() -> None:
    there_and_back = {row.name for row in MOVES if row.onward} | {*OUTCOMES, "undo", "reopen"}
    SEEN.clear()

    run_state_machine_as_test(Walk)

    assert there_and_back - set(SEEN) == set()


@pytest.mark.soak
def test_no_walk_finds_a_hole_in_three_thousand_long_ones(
    count: Callable[[str, int], None],
) -> None:
    SEEN.clear()

    run_state_machine_as_test(Walk, settings=settings.get_profile("soak"))

    count("moves made on random walks", sum(SEEN.values()))
