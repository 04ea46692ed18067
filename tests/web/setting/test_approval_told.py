"""What is told of an approval: that it was written down, what comes first, and what is over."""

from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.storage.letters import Letter
from tests.web.setting.conftest import Make, Place, card_of, said_on, work_until_ready
from tests.web.setting.test_application import FILLED

APPROVALS = "/approvals/apply"


def written_down(place: Place, name: str) -> None:
    """The coordinator writes down that the application was approved by phone."""
    place.lead().send(f"{place.at}/application", **FILLED)
    place.coordinator().send(
        f"{place.at}{APPROVALS}/record", name=name, how="phone", agreed_on=["5", "1", "2026"]
    )


@pytest.mark.parametrize("name", ["Priya Nair", "Dr. P. Nair"])
def test_an_approval_that_was_written_down_is_told_as_such(place_at: Make, name: str) -> None:
    place = place_at(Stage.DRAFT)
    written_down(place, name)
    lead, told = place.lead(), place.coordinator()

    lead.get(place.at)
    told.get(f"/leicester/coordinator/journeys/{place.journey.id}/history")

    assert f"Approval by {name} written down, by" in lead.words()
    assert f"Approval by {name} written down" in told.words()


def test_once_it_is_approved_the_approval_is_not_to_come(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    lead.get(place.root)
    before = lead.words()
    written_down(place, "Priya Nair")

    lead.get(place.root)

    assert "approves it, by a link" in before
    assert "approves it, by a link" not in lead.words()
    assert "reads your application and answers by e-mail" in lead.words()


def test_nobody_is_asked_to_approve_an_application_that_says_nothing(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()

    empty = card_of(lead, f"{place.at}{APPROVALS}")
    lead.send(f"{place.at}/application", **FILLED)
    full = card_of(lead, f"{place.at}{APPROVALS}")

    assert "First say what is still missing" in empty
    assert "Send the link" not in empty
    assert "Send the link" in full


def test_nobody_writes_down_that_a_head_approved_what_says_nothing(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    coordinator, record = place.coordinator(), f"{place.at}{APPROVALS}/record"

    coordinator.get(f"{place.at}{APPROVALS}")
    before = coordinator.words()
    coordinator.get(record)
    page = coordinator.words()
    sent = {"name": "Priya Nair", "how": "phone", "agreed_on": ["5", "1", "2026"]}
    coordinator.post(record, data={"csrf_token": coordinator.token(), **sent})
    refused = coordinator.words()
    coordinator.get(f"{place.at}{APPROVALS}")

    assert "Write down an approval" not in before
    assert "Say who leads the work" in page
    assert "Say who leads the work" in refused
    assert "It is approved" not in coordinator.words()


def test_a_head_is_not_led_to_approve_an_application_that_says_nothing(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    head = place.head()

    empty = card_of(head, f"{place.at}{APPROVALS}")
    head.get(f"{place.at}{APPROVALS}/give")
    page = head.words()
    head.post(f"{place.at}{APPROVALS}/give", data={"csrf_token": head.token(), "agreed": "yes"})
    place.lead().send(f"{place.at}/application", **FILLED)
    full = card_of(head, f"{place.at}{APPROVALS}")

    assert "It is not written yet" in empty
    assert "Say who leads the work" in empty
    assert "Read and approve" not in empty
    assert "Say who leads the work" in page
    assert "It is approved" not in full
    assert "Read and approve" in full


def test_a_link_that_ran_out_is_not_said_to_be_with_the_head(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    lead.send(f"{place.at}/application", **FILLED)
    lead.post(f"{place.at}{APPROVALS}/ask", data={"csrf_token": lead.token()})
    before = card_of(lead, f"{place.at}{APPROVALS}")
    with clock.frozen_at(clock.now() + timedelta(days=15)):
        lead = place.lead()
        after = card_of(lead, f"{place.at}{APPROVALS}")
        lead.get(f"{place.at}/application/check")

    assert "has the letter" in before
    assert "has the letter" not in after
    assert "ran out" in after
    assert "Send a new link" in after
    assert "has the letter" not in lead.words()


def test_a_yes_to_being_ready_is_said_to_hold_until_an_essential_changes(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head, ready = place.head(), f"{place.at}/approvals/ready"

    page = said_on(head, f"{ready}/give")
    paper = said_on(head, f"{place.at}/printed/approvals/ready")
    place.walking.approve(Approval.READY)
    given = card_of(head, ready)

    changes = "If where the setting stands with an essential criterion changes"
    assert f"{changes}, you are asked again." in page
    assert f"{changes} afterwards, I am asked again." in paper
    assert f"{changes}, they are asked again." in given


def test_signed_in_a_head_reads_before_a_yes_how_ready_all_is(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head, give = place.head(), f"{place.at}/approvals/ready/give"
    asked = place.journey.asked

    before = said_on(head, give)
    work_until_ready(place.walking)
    with clock.frozen_at(place.walking.at):
        after = said_on(place.head(), give)

    assert f"These are all {len(asked)} criteria that are asked of you" in before
    assert "Essential: " in before
    assert "this is still needed before your setting can go on" in before
    assert "A monitoring visit is still to come, or its record to be agreed" in before
    assert "still needed" not in after
    assert "Essential: " in after


def test_a_lead_is_not_told_of_a_next_step_that_does_not_stand_open(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.approve(Approval.READY)

    place.fresh()
    letter = place.rows.query(Letter).filter_by(code="approval_given").all()[-1]

    assert "See whether anything else is needed" in letter.body
    assert "You can take the next step now" not in letter.body
