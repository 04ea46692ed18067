"""What the first page says of what is still to come: who does it, and when it is heard of."""

from datetime import timedelta

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
