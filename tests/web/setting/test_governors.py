"""One page for those who govern: what it says at each stage, and the file."""

import pytest

from award.domain.stages import Stage
from award.web.setting.governors import STANDS
from tests.web.setting.conftest import Make


def test_every_stage_has_its_sentence() -> None:
    assert set(STANDS) == set(Stage)


def test_it_says_where_we_stand_what_is_left_and_what_is_asked(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.root}/governors")

    assert "criteria are ready" in lead.words()
    assert "A visit on the way is still to come." in lead.words()
    assert "Name one of you who keeps an eye on this" in lead.words()
    assert "three years, and on to the end of the term in which they end" in lead.words()


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.ASSESSING, Stage.AWARDED])
def test_nothing_is_left_or_blamed_before_the_work_and_after_it(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    assert STANDS[stage] in lead.words()


@pytest.mark.parametrize(("stage", "is_to_come"), [(Stage.GATHERING, True), (Stage.AWARDED, False)])
def test_what_lies_behind_us_is_neither_planned_nor_asked(
    place_at: Make, stage: Stage, *, is_to_come: bool
) -> None:
    place = place_at(stage)
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    assert ("What is planned" in lead.words()) is is_to_come
    assert ("One of you talks with the visitor" in lead.words()) is is_to_come


def test_it_is_a_file_for_the_head_too_and_for_nobody_elsewhere(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    answer = place.head().get(f"{place.at}/governors.pdf")

    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert place.lead().get(f"/setting/{place.walking.setting.id + 1}/governors").status_code == 404
