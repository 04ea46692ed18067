"""What the first page says of what is still to come: who does it, and when it is heard of."""

from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.authorities import Round
from award.storage.db import transaction
from award.web.kit.filters import day
from tests.web.setting.conftest import Make


def test_a_setting_reads_by_when_it_hears_and_that_the_letter_comes_with_the_release(
    place_at: Make,
) -> None:
    place = place_at(Stage.DECIDING)
    today = clock.today()
    days = ("ready_by_on", "visits_from", "visits_until", "papers_on")
    with transaction(lock=place.journey) as held:
        held.round = Round(
            authority_id=held.authority_id,
            name="May",
            panel_on=today + timedelta(days=20),
            notify_by_on=today + timedelta(days=26),
            **dict.fromkeys(days, today),
        )
    lead = place.lead()

    lead.get(place.root)

    assert f"The decision is with you by {day(today + timedelta(days=26))}." in lead.words()
    assert "get an e-mail on the day on which the decision is released." in lead.words()
    assert "the same day" not in lead.words()


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PLANNING])
def test_a_renewal_is_told_of_no_conversation_and_no_plan_that_its_route_does_not_ask(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage, route="renewal")
    lead = place.lead()

    lead.get(place.root)

    ahead = lead.words().split("What happens next", 1)[1].split("Lately", 1)[0]
    assert "plan" not in ahead
    assert "conversation" not in ahead
    assert "You gather evidence, at your own pace." in ahead
