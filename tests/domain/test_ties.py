"""Which ties keep somebody from voting, assessing and judging blind."""

from dataclasses import replace

import pytest

from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.ties import (
    DECLARED,
    TIE_WORDS,
    TieKind,
    binds_assessor,
    binds_second,
    binds_voter,
    keeps_away,
    ties_told,
)

STRICT = Rules()
K = TieKind


def test_every_tie_has_words() -> None:
    assert set(TIE_WORDS) == set(TieKind)


def test_nobody_is_bound_without_a_tie() -> None:
    assert not binds_voter(frozenset(), STRICT)
    assert not binds_assessor(frozenset(), STRICT)
    assert not binds_second(frozenset())


@pytest.mark.parametrize("kind", TieKind)
def test_what_somebody_says_of_themselves_keeps_them_away_and_their_part_does_not(
    kind: TieKind,
) -> None:
    assert keeps_away(frozenset({kind, K.WAS_ADVISER})) is (kind in DECLARED)


# The tie; whether it binds a voter, an assessor, a second; on a strict route.
TRUTH = [
    (K.WORKS_AT, True, True, True),
    (K.GOVERNS, True, True, True),
    (K.RELATED, True, True, True),
    (K.IN_GROUP, True, True, True),
    (K.WAS_ADVISER, True, True, True),
    (K.ACTED_FOR, True, True, True),
    (K.ASSESSED, True, False, True),
    (K.SECONDED, True, True, False),
    (K.LOOKED_OVER, True, False, True),
]


@pytest.mark.parametrize(("tie", "voter", "assessor", "second"), TRUTH)
def test_a_tie_binds(tie: TieKind, voter: bool, assessor: bool, second: bool) -> None:
    assert binds_voter({tie}, STRICT) == voter
    assert binds_assessor({tie}, STRICT) == assessor
    assert binds_second({tie}) == second


def test_the_truth_table_has_every_tie() -> None:
    assert [row[0] for row in TRUTH] == list(TieKind)


@pytest.mark.parametrize("tie", TieKind)
def test_a_route_that_lets_who_acted_for_the_setting_vote_lifts_that_tie_alone(
    tie: TieKind,
) -> None:
    assert binds_voter({tie}, replace(STRICT, behalf_may_vote=True)) == (tie is not K.ACTED_FOR)


@pytest.mark.parametrize("tie", TieKind)
def test_a_route_that_lets_the_adviser_assess_lifts_what_an_adviser_does(tie: TieKind) -> None:
    lifted = {K.ASSESSED, K.LOOKED_OVER, K.WAS_ADVISER, K.ACTED_FOR}

    assert binds_assessor({tie}, replace(STRICT, adviser_may_assess=True)) == (tie not in lifted)


@pytest.mark.parametrize("tie", DECLARED)
def test_no_route_lifts_a_declared_tie(tie: TieKind) -> None:
    loose = replace(STRICT, adviser_may_assess=True, behalf_may_vote=True, one_person=True)

    assert binds_voter({tie, K.ACTED_FOR}, loose)
    assert binds_assessor({tie, K.WAS_ADVISER}, loose)


@pytest.mark.parametrize(
    ("part", "ties", "told"),
    [
        (Role.ASSESSOR, (), "No tie."),
        (Role.ASSESSOR, {K.ASSESSED}, "Was the assessor, which is no tie to this."),
        (Role.SECOND, {K.SECONDED}, "Gave the second judgement, which is no tie to this."),
        (Role.ADVISER, {K.ASSESSED}, "Has a tie: was the assessor."),
        (
            Role.ASSESSOR,
            {K.WAS_ADVISER, K.ASSESSED},
            "Has a tie: was the setting’s adviser. Was the assessor, which is no tie to this.",
        ),
    ],
)
def test_who_comes_back_to_a_part_is_not_said_to_be_tied_by_it(
    part: Role, ties: set[TieKind], told: str
) -> None:
    assert ties_told(part, ties) == told
