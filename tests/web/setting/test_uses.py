"""Evidence chosen for an action and for a visit, from either side, and said why."""

from typing import Any

import pytest

from award.domain.stages import Stage
from award.storage.evidence import EvidenceItem
from award.storage.plans import PlannedAction
from award.storage.visits import Visit
from tests.web.setting.conftest import Make, Place

TITLE = "Minutes of the children's council"


@pytest.fixture
def place(place_at: Make) -> Place:
    found = place_at(Stage.GATHERING)
    lead = found.lead()
    lead.send(f"{found.at}/criteria/1.4/evidence/add", note="We met twice.", title=TITLE)
    return found


def first(place: Place, kind: type[Any], **more: Any) -> Any:
    place.fresh()
    return place.rows.query(kind).filter_by(**more).order_by(kind.id.desc()).limit(1).one()


def item_of(place: Place) -> EvidenceItem:
    found = first(place, EvidenceItem, title=TITLE)
    assert isinstance(found, EvidenceItem)
    return found


def action_of(place: Place) -> PlannedAction:
    found = first(place, PlannedAction, journey_id=place.journey.id)
    assert isinstance(found, PlannedAction)
    return found


def test_what_shows_an_action_is_chosen_there_and_read_by_the_coordinator(place: Place) -> None:
    lead, item, action = place.lead(), item_of(place), action_of(place)
    here = f"{place.at}/plan/{action.id}"

    lead.send(f"{here}/evidence?words=council", picks=[str(item.id)])
    lead.send(f"{here}/evidence/{item.id}", why_it_counts="It was their idea")

    lead.get(here)
    assert TITLE in lead.words()
    assert "It was their idea" in lead.words()
    lead.get(f"{place.at}/plan")
    assert "Shown by 1 piece of evidence" in lead.words()
    lead.get(f"{place.at}/evidence/{item.id}")
    assert action.what in lead.words()
    reader = place.coordinator()
    reader.get(f"/leicester/coordinator/journeys/{place.journey.id}/plan")
    assert f"For “{action.what}”. It was their idea" in reader.words()
    assert "Shown by 1 piece of evidence" in reader.words()
    reader.get(f"/leicester/coordinator/journeys/{place.journey.id}/plan?view=time")
    assert "Shown by 1 piece of evidence" in reader.words()


def test_a_piece_is_ticked_for_a_visit_and_unticked_again(place: Place) -> None:
    lead, item = place.lead(), item_of(place)
    visit = first(place, Visit, journey_id=place.journey.id)
    uses = f"{place.at}/evidence/{item.id}/uses"

    lead.send(uses, picks=[f"visit-{visit.id}"])

    lead.get(f"{place.at}/visits/{visit.id}")
    assert TITLE in lead.words()
    lead.get(f"{place.at}/evidence/{item.id}")
    assert "To look at together:" in lead.words()
    lead.send(uses)
    lead.get(f"{place.at}/visits/{visit.id}")
    assert TITLE not in lead.words()


def test_what_is_not_on_offer_is_refused_and_changes_nothing(place: Place) -> None:
    lead, item, action = place.lead(), item_of(place), action_of(place)

    answer = lead.send(f"{place.at}/plan/{action.id}/evidence", picks=["999999"])
    other = lead.send(f"{place.at}/evidence/{item.id}/uses", picks=["visit-999999"])

    assert (answer.status_code, other.status_code) == (200, 200)
    assert lead.get(f"{place.at}/plan/{action.id}/evidence/{item.id}").status_code == 404
    forged = f"{place.at}/evidence/{item.id}/uses"
    token = lead.token(forged)
    answer = lead.post(forged, data={"csrf_token": token, "shown": "letter-1"})
    assert answer.status_code == 404


def test_a_new_piece_is_used_at_once_for_the_action_that_it_was_added_from(place: Place) -> None:
    lead, action = place.lead(), action_of(place)
    chosen, code = f"{place.at}/plan/{action.id}/evidence", action.criteria[0]
    add_at = f"{place.at}/criteria/{code}/evidence/add?use=action-{action.id}"

    listed = lead.get(chosen).text
    shown = lead.get(add_at).text
    answer = lead.send(add_at, note="The box hangs by the door.", title="A box by the door")

    assert add_at.replace("&", "&amp;") in listed
    assert f"It will also show that this is done: {action.what}" in shown
    assert answer.location == f"{place.at}/plan/{action.id}"
    lead.get(answer.location)
    assert "A box by the door" in lead.words()


def test_what_is_added_from_a_visit_needs_a_criterion_first(place: Place) -> None:
    lead, visit = place.lead(), first(place, Visit, journey_id=place.journey.id)
    add_at = f"{place.at}/evidence/drop?use=visit-{visit.id}"

    refused = lead.send(add_at, note="A plan of the yard.")
    lead.send(add_at, note="A plan of the yard.", criterion="3.5")

    assert "Choose the criterion that it is for" in refused.text
    lead.get(f"{place.at}/visits/{visit.id}")
    assert "A plan of the yard." in lead.words()


@pytest.mark.parametrize("use", ["action-999999", "visit-999999", "letter-1", "action-x"])
def test_a_piece_is_not_added_for_what_is_not_there(place: Place, use: str) -> None:
    lead = place.lead()

    assert lead.get(f"{place.at}/evidence/drop?use={use}").status_code == 404
    assert lead.get(f"{place.at}/criteria/1.4/evidence/add?use={use}").status_code == 404
