"""Votes count only from people who are on the panel and free now."""

from award.domain.decisions import free_panel, voters_for
from award.domain.facts import Outcome
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.domain.ties import TieKind
from tests.domain.cast import PANEL, all_done, votes_for

FIRST, SECOND, THIRD = PANEL


def test_who_has_a_tie_is_not_free_to_vote() -> None:
    facts = all_done(Stage.DECIDING, ties={FIRST: frozenset({TieKind.GOVERNS})})

    assert free_panel(facts) == {SECOND, THIRD}
    assert voters_for(Outcome.AWARD, facts) == {SECOND, THIRD}


def test_who_left_the_panel_does_not_count() -> None:
    facts = all_done(Stage.DECIDING, panel=frozenset({FIRST}))

    assert voters_for(Outcome.AWARD, facts) == {FIRST}


def test_a_vote_counts_for_its_own_outcome_only() -> None:
    facts = all_done(
        Stage.DECIDING,
        votes=votes_for(Outcome.AWARD, FIRST) + votes_for(Outcome.DEFER, SECOND),
    )

    assert voters_for(Outcome.AWARD, facts) == {FIRST}
    assert voters_for(Outcome.DEFER, facts) == {SECOND}
    assert voters_for(Outcome.TURN_DOWN, facts) == frozenset()


def test_the_route_may_let_who_acted_for_the_setting_vote() -> None:
    ties = {FIRST: frozenset({TieKind.ACTED_FOR})}

    assert FIRST not in free_panel(all_done(Stage.DECIDING, ties=ties))
    assert FIRST in free_panel(all_done(Stage.DECIDING, Rules(behalf_may_vote=True), ties=ties))
