"""Every stage is open or closed, has a name, and soft words for an end without an award."""

from award.domain.stages import CLOSED, OPEN, STAGE_NAMES, STEPS, Stage


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
