"""What keeps a person from advising, assessing or judging second, in the words they read."""

import pytest

from award.domain.parts import keeps_from, may_look
from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.domain.ties import DECLARED, TIE_WORDS, TieKind
from tests.domain.cast import ADVISER, ASSESSOR, COLLEAGUE, SECOND, all_done

PARTS = (Role.ADVISER, Role.ASSESSOR, Role.SECOND)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_keeps_somebody_without_a_tie_or_another_part(part: Role) -> None:
    assert keeps_from(part, COLLEAGUE, all_done(Stage.READY)) == ()


@pytest.mark.parametrize("tie", DECLARED)
@pytest.mark.parametrize("part", PARTS)
def test_a_declared_tie_keeps_somebody_from_every_part(part: Role, tie: TieKind) -> None:
    facts = all_done(Stage.READY, ties={COLLEAGUE: frozenset({tie})})

    assert keeps_from(part, COLLEAGUE, facts) == (TIE_WORDS[tie],)


def test_who_has_the_part_now_is_not_kept_from_it_by_having_it() -> None:
    facts = all_done(
        Stage.DECIDING,
        ties={ASSESSOR: frozenset({TieKind.ASSESSED}), SECOND: frozenset({TieKind.SECONDED})},
        second_id=SECOND,
    )

    assert keeps_from(Role.ASSESSOR, ASSESSOR, facts) == ()
    assert keeps_from(Role.SECOND, SECOND, facts) == ()


def test_a_part_that_somebody_has_now_is_told_as_one_that_they_have() -> None:
    facts = all_done(
        Stage.DECIDING,
        ties={ASSESSOR: frozenset({TieKind.ASSESSED}), ADVISER: frozenset({TieKind.WAS_ADVISER})},
        adviser_id=ADVISER,
        assessor_id=ASSESSOR,
        second_id=SECOND,
    )

    assert keeps_from(Role.SECOND, ASSESSOR, facts) == ("is the assessor here",)
    assert keeps_from(Role.SECOND, ADVISER, facts) == ("is the adviser here",)
    assert keeps_from(Role.ASSESSOR, SECOND, facts) == ("is the second assessor here",)


def test_a_part_that_somebody_had_is_told_as_one_that_is_over() -> None:
    facts = all_done(Stage.DECIDING, ties={COLLEAGUE: frozenset({TieKind.ASSESSED})})

    assert keeps_from(Role.SECOND, COLLEAGUE, facts) == ("was the assessor",)


def test_only_what_binds_is_named() -> None:
    facts = all_done(
        Stage.DECIDING,
        ties={COLLEAGUE: frozenset({TieKind.LOOKED_OVER, TieKind.GOVERNS})},
    )

    assert keeps_from(Role.ASSESSOR, COLLEAGUE, facts) == ("governs the setting",)
    assert keeps_from(Role.SECOND, COLLEAGUE, facts) == (
        "governs the setting",
        "looked at the report before it was shared",
    )


def test_the_route_may_let_the_adviser_assess_but_never_judge_second() -> None:
    rules = Rules(adviser_may_assess=True)
    facts = all_done(
        Stage.READY, rules, ties={ADVISER: frozenset({TieKind.WAS_ADVISER})}, adviser_id=ADVISER
    )

    assert keeps_from(Role.ASSESSOR, ADVISER, facts) == ()
    assert keeps_from(Role.SECOND, ADVISER, facts) == ("is the adviser here",)


@pytest.mark.parametrize("tie", TieKind)
def test_who_declared_a_tie_does_not_look_at_a_report(tie: TieKind) -> None:
    facts = all_done(Stage.ASSESSING, ties={COLLEAGUE: frozenset({tie})})

    assert may_look(COLLEAGUE, facts) == (tie not in DECLARED)


def test_the_second_does_not_look_at_a_report() -> None:
    facts = all_done(Stage.ASSESSING, second_id=SECOND)

    assert may_look(COLLEAGUE, facts)
    assert not may_look(SECOND, facts)
