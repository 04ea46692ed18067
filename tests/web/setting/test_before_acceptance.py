"""What a setting reads while its application is on its way: until when, and nothing too early."""

from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.authorities import Round
from award.storage.days import council_calendar, day_of
from award.storage.db import transaction
from award.web.kit.filters import day
from tests.web.setting.conftest import Make, Place, card_of, said_on


def test_who_applied_reads_until_when_an_answer_comes_and_whom_to_ask_after_that(
    place_at: Make,
) -> None:
    place = place_at(Stage.APPLIED)
    council = council_calendar(place.rows, place.journey.authority_id)
    last = council.add_days(day_of(place.journey.stage_since), 10)
    who = place.walking.cast.coordinator.name

    before = card_of(place.lead(), place.root)
    with clock.frozen_at(place.walking.pass_time(days=30)):
        after = card_of(place.lead(), place.root)

    assert f"You hear by {day(last)}" in before
    assert who not in before
    assert f"You were to hear by {day(last)}. Ask {who} how it stands." in after


def put_down(place: Place) -> None:
    """For a panel that comes in some months."""
    today = clock.today()
    days = ("visits_from", "visits_until", "papers_on", "notify_by_on", "panel_on")
    with transaction(lock=place.journey) as held:
        held.round = Round(
            authority_id=held.authority_id,
            name="Later",
            ready_by_on=today + timedelta(days=60),
            **dict.fromkeys(days, today + timedelta(days=100)),
        )


@pytest.mark.parametrize(("stage", "is_asked"), [(Stage.APPLIED, False), (Stage.GATHERING, True)])
def test_the_day_to_be_ready_by_waits_for_the_acceptance_and_the_panel_day_can_move(
    place_at: Make, stage: Stage, is_asked: bool
) -> None:
    place = place_at(stage)
    put_down(place)

    page, on = said_on(place.lead(), place.root), day(clock.today() + timedelta(days=100))

    assert ("Be ready by" in page) is is_asked
    assert (f"We put you down for the panel on {on}. It can move: ask" in page) is is_asked
    assert f"The panel day that we put you down for is {on}. It can move." in page
    assert "aim for" not in page


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.APPLIED, Stage.PLANNING])
def test_a_colleague_is_asked_for_evidence_only_once_some_can_be_given(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)

    page = said_on(place.lead(), place.root)

    assert "Ask a colleague to join you" in page
    assert ("evidence from a phone" in page) is (stage is Stage.PLANNING)
    later = "They read along now, and add evidence once you are accepted."
    assert (later in page) is (stage is not Stage.PLANNING)
