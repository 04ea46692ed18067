"""What is derived from the facts of a criterion and of a journey."""

import pytest

from award.domain.facts import CriterionFacts, Facts
from award.domain.frameworks import Judged
from award.domain.stages import Stage
from award.domain.ties import TieKind

# The judgement, agreed not to apply, and then whether it applies.
TRUTH = [
    (None, False, True),
    (None, True, True),
    (Judged.MET, True, True),
    (Judged.NOT_APPLICABLE, False, True),
    (Judged.NOT_APPLICABLE, True, False),
]


@pytest.mark.parametrize(("judged", "agreed", "applies"), TRUTH)
def test_what_does_not_apply_has_to_be_agreed(
    judged: Judged | None, agreed: bool, applies: bool
) -> None:
    one = CriterionFacts("1.1", judged=judged, not_applicable_agreed=agreed)

    assert one.applies is applies


def test_an_assessor_alone_does_not_leave_a_criterion_out() -> None:
    alone = CriterionFacts("1.1", assessed=Judged.NOT_APPLICABLE)
    agreed = CriterionFacts("1.1", assessed=Judged.NOT_APPLICABLE, not_applicable_agreed=True)

    assert [alone.left_out_alone, agreed.left_out_alone] == [True, False]


def test_somebody_without_an_account_has_no_known_ties() -> None:
    facts = Facts(Stage.DRAFT, ties={1: frozenset({TieKind.GOVERNS})})

    assert facts.ties_of(1) == {TieKind.GOVERNS}
    assert facts.ties_of(2) == frozenset()
    assert facts.ties_of(None) == frozenset()
