"""What was asked to be approved went back or was changed: the lead asks again, others read it."""

from award.domain.stages import Stage
from tests.pages import PageClient
from tests.web.setting.conftest import Make, card_of
from tests.web.setting.test_application import FILLED


def next_of(lead: PageClient, page: str) -> str:
    """What a page says, from its next step on, without what stands before it."""
    lead.get(page)
    words = lead.words()
    return words[words.index("Next for you") :] if "Next for you" in words else words


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


def test_a_lead_who_changed_what_was_asked_is_led_to_ask_again(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, approvals = place.lead(), f"{place.at}/approvals/apply"
    lead.send(f"{place.at}/application", **FILLED)
    lead.send(f"{approvals}/ask", on=approvals)
    lead.send(f"{place.at}/application", **FILLED | {"why": "So that all are heard."})

    cards = [next_of(lead, one) for one in (place.root, f"{place.at}/application/check", approvals)]
    lead.send(f"{approvals}/ask", on=approvals)
    after = next_of(lead, place.root)

    for card in cards:
        assert "You changed it since you asked Priya Nair: ask again" in card
        assert "has the letter" not in card
    assert "Send a new link" in cards[-1]
    assert "Priya Nair was asked to approve the application" in after


def test_a_lead_who_changed_what_was_approved_can_ask_again(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, approvals = place.lead(), f"{place.at}/approvals/apply"
    lead.send(f"{place.at}/application", **FILLED)
    place.head().send(f"{approvals}/give", sure="yes")
    given = card_of(lead, approvals)
    lead.send(f"{place.at}/application", **FILLED | {"why": "So that all are heard."})

    cards = [next_of(lead, one) for one in (place.root, approvals)]

    assert "It is approved" in given
    for card in cards:
        assert "You changed it since Priya Nair approved it: ask again" in card
