"""Every stage is open or closed, has a name, and soft words for an end without an award."""

import pytest

from award.domain.stages import (
    CLOSED,
    GIVING,
    OPEN,
    STAGE_NAMES,
    STEPS,
    Stage,
    why_no_evidence,
)


def test_every_stage_is_open_or_closed_and_keeps_its_order() -> None:
    assert tuple(Stage) == OPEN + CLOSED


def test_every_stage_has_a_name_of_its_own() -> None:
    assert set(STAGE_NAMES) == set(Stage)
    assert len(set(STAGE_NAMES.values())) == len(Stage)


def test_no_name_of_a_stage_is_harsh() -> None:
    harsh = ("fail", "reject", "not met", "lapsed", "declined", "invalid")

    assert [
        name for name in STAGE_NAMES.values() if any(one in name.lower() for one in harsh)
    ] == []


def test_every_open_stage_lies_in_one_step_of_the_line() -> None:
    covered = [stage for _, stages in STEPS for stage in stages]

    assert len(covered) == len(set(covered))
    assert set(OPEN) <= set(covered)


def test_evidence_is_refused_with_a_reason_at_every_stage_without_giving() -> None:
    assert [stage for stage in Stage if not why_no_evidence(stage)] == list(GIVING)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.APPLIED, "once the application is accepted"),
        (Stage.CHECKING, "until the report has been shared"),
        (Stage.AWARDED, "until the report has been shared"),
        (Stage.NOT_YET, "This journey has ended"),
        (Stage.WITHDRAWN, "This journey has ended"),
        (Stage.DECLINED, "This journey has ended"),
    ],
)
def test_the_reason_why_no_evidence_is_added_is_the_true_one(stage: Stage, said: str) -> None:
    assert said in why_no_evidence(stage)
