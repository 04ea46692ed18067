"""The plan: actions added, changed and taken out; put forward; the policy's day."""

from typing import Any

from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.plans import PlannedAction
from tests.web.setting.conftest import Make, Place

ACTION: dict[str, Any] = {
    "what": "Make a worry box with the children",
    "lead_name": "Amara Holt",
    "due_on": ["1", "7", "2026"],
    "criteria": ["1.4"],
}


def actions(place: Place) -> list[PlannedAction]:
    place.fresh()
    return place.rows.query(PlannedAction).filter_by(removed_at=None).all()


def test_an_action_is_added_once_even_when_it_is_sent_twice(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    for _ in range(2):
        lead.send(f"{place.at}/plan/add", **ACTION)

    assert [one.what for one in actions(place)] == [ACTION["what"]]
    assert "Make a worry box" in lead.get(f"{place.at}/plan").text


def test_an_action_without_a_day_says_so_and_keeps_the_rest(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    lead.send(f"{place.at}/plan/add", **ACTION | {"due_on": ["", "", ""]})

    assert "Enter the day" in lead.words()
    assert "Make a worry box with the children" in lead.words()


def test_a_stopped_action_needs_its_reason(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]

    lead.send(f"{place.at}/plan/{first.id}/change", **ACTION, state="stopped")
    refused = lead.words()
    lead.send(f"{place.at}/plan/{first.id}/change", **ACTION, state="stopped", why_stopped="Moved.")

    assert "Say why it was stopped" in refused
    assert actions(place)[0].why_stopped == "Moved."


def test_who_changes_an_older_action_sees_both_texts(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]
    address = f"{place.at}/plan/{first.id}/change"
    lead.send(address, **ACTION | {"what": "Written first"}, state="under_way")

    token = lead.token(address)
    old = ACTION | {"csrf_token": token, "version": 1, "what": "Mine", "state": "done"}
    lead.post(address, data=old)

    assert actions(place)[0].what == "Written first"
    assert "Written first" in lead.words()
    assert "Mine" in lead.words()


def test_an_action_leaves_the_plan_only_before_it_is_agreed(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]

    lead.send(f"{place.at}/plan/{first.id}/remove")

    assert "Stop the action and say why, instead." in lead.words()
    assert len(actions(place)) == 2


def test_the_plan_is_put_forward_once_nothing_is_missing(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead, walking = place.lead(), place.walking
    early = lead.get(f"{place.at}/plan").text
    walking.hold_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.baseline()
    walking.add_actions()

    lead.send(f"{place.at}/plan/put-forward", on=f"{place.at}/plan")
    lead.get(f"{place.at}/plan")

    assert "Before you put it forward" in early
    assert place.fresh().plan_state is PlanState.PUT_FORWARD
    assert "With the coordinator" in lead.words()


def test_a_policy_cannot_have_been_looked_at_tomorrow(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2099"])
    refused = lead.words()
    lead.send(f"{place.at}/policy", reviewed_on=["5", "1", "2026"])

    assert "it is not yet here" in refused
    assert f"{place.fresh().policy_reviewed_on}" == "2026-01-05"


def test_a_head_reads_the_plan_and_does_not_write_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head = place.head()

    assert "Add an action" not in head.get(f"{place.at}/plan").text
    assert head.get(f"{place.at}/plan/add").status_code == 404
