"""The first page: where the journey is, what is next, how close it is."""

import pytest

from award.domain.facts import Outcome
from award.domain.stages import Stage
from tests.web.setting.conftest import Make

PAGES = ("", "/criteria", "/plan", "/visits", "/people", "/evidence")
STAGES = [
    Stage.DRAFT,
    Stage.APPLIED,
    Stage.PLANNING,
    Stage.GATHERING,
    Stage.READY,
    Stage.ASSESSING,
    Stage.CHECKING,
    Stage.DECIDING,
    Stage.AWARDED,
]


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_opens_for_lead_head_and_coordinator_at_every_stage(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)

    for browser in (place.lead(), place.head(), place.coordinator()):
        for page in PAGES:
            assert browser.get(place.root + page).status_code == 200, page
        for page in ("", "/history", "/criteria/1.4", "/application/check"):
            assert browser.get(place.at + page).status_code == 200, page


def test_each_report_and_decision_page_opens_where_there_is_one(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)

    for browser in (place.lead(), place.head(), place.coordinator()):
        for page in ("/report", "/decision"):
            assert browser.get(place.at + page).status_code == 200, page


def test_what_is_not_shared_or_released_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)

    lead = place.lead()

    assert [lead.get(place.at + page).status_code for page in ("/report", "/decision")] == [404] * 2
