"""Whoever was asked to approve sent it back: the lead asks again, and the coordinator reads it."""

from award.domain.stages import Stage
from tests.web.setting.conftest import Make, card_of
from tests.web.setting.test_application import FILLED


def test_a_lead_who_may_approve_asks_again_where_it_was_sent_back(place_at: Make) -> None:
    place = place_at(Stage.DRAFT, kind_code="youth_club")
    lead, head, approvals = place.lead(), place.head(), f"{place.at}/approvals/apply"
    lead.send(f"{place.at}/application", **FILLED)
    before = card_of(lead, approvals)
    lead.send(f"{approvals}/ask", on=approvals)
    head.send(f"{approvals}/send-back", words="Please wait for Friday")

    card = card_of(lead, approvals)
    page = lead.words()
    given = lead.get(f"{approvals}/give").status_code
    coordinator = place.coordinator()
    coordinator.get(f"/leicester/coordinator/journeys/{place.journey.id}")

    assert "You can approve it here" in before
    assert "Read and approve" not in card
    assert "once more" in card
    assert "Please wait for Friday" in page
    assert given == 404
    assert "sent it back on" in coordinator.words()
    assert "“Please wait for Friday”" in coordinator.words()
