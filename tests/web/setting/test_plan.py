"""The plan: actions added, changed and taken out; put forward; the policy's day."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction, writing
from award.storage.plans import ActionState, PlannedAction
from tests.web.setting.conftest import Make, Place, a_pdf

PDF = a_pdf()
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

    token = lead.token(f"{place.at}/plan/add")
    lead.post(f"{place.at}/plan/{first.id}/remove", data={"csrf_token": token})

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
    assert "Say where you stand</a>" in "".join(early.split("\n"))
    assert f'href="{place.at}/criteria/1.1"' in early
    assert place.fresh().plan_state is PlanState.PUT_FORWARD
    assert "With the coordinator" in lead.words()


def test_a_policy_cannot_have_been_looked_at_tomorrow(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2099"])
    refused = lead.words()
    lead.send(f"{place.at}/policy", reviewed_on=["5", "1", "2026"])

    assert "Enter a day that has been" in refused
    assert f"{place.fresh().policy_reviewed_on}" == "2026-01-05"


def test_a_head_reads_the_plan_and_does_not_write_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head = place.head()

    assert "Add an action" not in head.get(f"{place.at}/plan").text
    assert head.get(f"{place.at}/plan/add").status_code == 404


def test_a_plan_is_being_written_only_once_the_application_is_accepted(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    lead.get(f"{place.at}/plan")
    planning = lead.words()

    with transaction(lock=place.fresh()) as held:
        held.stage = Stage.APPLIED
    lead.get(f"{place.at}/plan")

    assert "Being written" in planning
    assert "The plan comes after the application" in lead.words()
    assert "Being written" not in lead.words()


def test_more_is_told_on_request_and_stays_when_the_action_changes(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    lead.send(f"{place.at}/plan/add", **ACTION, children="The council asks each class.")
    (first,) = actions(place)

    lead.send(f"{place.at}/plan/{first.id}/change", **ACTION, state="under_way",
              children="The council asks each class.", measure="Ten worries a term.")  # fmt: skip
    lead.get(f"{place.at}/plan/{first.id}")

    assert actions(place)[0].more == {
        "children": "The council asks each class.",
        "measure": "Ten worries a term.",
    }
    assert "How pupils take partThe council asks each class." in lead.words()


def test_a_page_about_a_criterion_names_it_for_the_new_action(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    page = lead.get(f"{place.at}/plan/add?criterion=1.4").text

    assert re.findall(r'value="([^"]+)" checked', page) == ["1.4"]


def test_an_action_is_ticked_off_in_one_tap_and_then_asked_what_is_better(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]
    at = f"{place.at}/plan/{first.id}"

    lead.send(f"{at}/done", on=f"{place.at}/plan")
    lead.get(at)
    asked = lead.words()
    lead.send(f"{at}/impact", impact="Children name two people to tell.")
    lead.get(at)

    assert actions(place)[0].state is ActionState.DONE
    assert "What is better now?" in asked
    assert "Children name two people to tell." in lead.words()


def test_what_another_changed_is_not_ticked_off_unseen(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]
    token = lead.token(f"{place.at}/plan")
    lead.send(f"{place.at}/plan/{first.id}/change", **ACTION, state="under_way")

    answer = lead.post(
        f"{place.at}/plan/{first.id}/done", data={"csrf_token": token, "version": first.version - 1}
    )
    lead.get(answer.location)

    assert actions(place)[0].state is ActionState.UNDER_WAY
    assert "Somebody" in lead.words()


def test_a_note_has_its_day_and_its_writer_and_begins_the_action(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]

    lead.send(f"{place.at}/plan/{first.id}/note", words="The boxes are up in three rooms.")
    empty = lead.send(f"{place.at}/plan/{first.id}/note", words=" ")
    said = lead.words()
    lead.get(f"{place.at}/plan/{first.id}")

    assert empty.status_code == 200
    assert "Write a few words" in said
    assert "The boxes are up in three rooms. Amara Holt" in lead.words()
    assert actions(place)[0].state is ActionState.UNDER_WAY


def test_late_and_soon_are_said_at_the_head_of_the_plan(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_thursday = datetime(2026, 3, 12, 9, tzinfo=UTC)
    with clock.frozen_at(a_thursday):
        lead, (first, second) = place.lead(), actions(place)
        for one, day in ((first, ["9", "3", "2026"]), (second, ["18", "3", "2026"])):
            given = ACTION | {"due_on": day}
            lead.send(f"{place.at}/plan/{one.id}/change", **given, state="under_way")

        lead.get(f"{place.at}/plan")

    assert "2 actions to do, one late and one due soon." in lead.words()
    assert "3 school days ago" in lead.words()


def test_what_was_changed_since_it_was_agreed_stands_beside_what_was_agreed(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]
    agreed = first.what
    lead.send(f"{place.at}/plan/{first.id}/change", **ACTION, state="under_way")
    lead.send(f"{place.at}/plan/add", **ACTION | {"what": "Something new"})

    lead.get(f"{place.at}/plan/{first.id}")
    changed = lead.words()
    lead.get(f"{place.at}/plan/{actions(place)[-1].id}")

    assert f"{agreed}Make a worry box with the children" in changed.replace("  ", " ")
    assert "Not in the plan as agreed" in lead.words()


def test_a_plan_of_ones_own_counts_only_where_its_place_is_given(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    given: dict[str, Any] = {
        "title": "School improvement plan",
        "lead_name": "Amara Holt",
        "due_on": ["31", "7", "2026"],
        "link_address": "https://willow.example.org/plan",
    }

    lead.send(f"{place.at}/plan/attach", **given)
    refused = lead.words()
    lead.send(f"{place.at}/plan/attach", **given, where_1_4="page 3", where_3_1="Training, step 2")

    assert "Say for one criterion at least where in your plan it stands" in refused
    (one,) = actions(place)
    assert one.criteria == ["1.4", "3.1"]
    assert one.what == (
        "Our own plan, “School improvement plan” (1.4: page 3; 3.1: Training, step 2)"
    )
    lead.get(f"{place.at}/plan/{one.id}")
    assert "Open your plan" in lead.words()


def test_a_plan_as_a_file_is_looked_at_and_can_be_downloaded(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    address = f"{place.at}/plan/attach"
    given: dict[str, Any] = {
        "title": "Our plan", "lead_name": "Amara", "due_on": ["31", "7", "2026"],
        "where_1_4": "page 3",
    }  # fmt: skip

    lead.send(address, **given, file=(BytesIO(b"MZ no plan at all"), "plan.exe"))
    refused = lead.words()
    lead.send(address, **given, file=(BytesIO(PDF), "plan.pdf"))
    page = lead.get(f"{place.at}/plan/{actions(place)[0].id}").text
    link = re.search(r'href="([^"]+/files/\d+)"', page)

    assert "plan.exe" in refused
    assert link is not None
    with lead.get(link[1]) as answer:
        assert answer.data == PDF


def test_criteria_that_stand_nowhere_in_ones_own_plan_are_not_put_to_it(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    lead.send(f"{place.at}/plan/attach", title="Our plan", lead_name="Amara",
              due_on=["31", "7", "2026"], link_address="https://willow.example.org/plan",
              where_1_4="page 3")  # fmt: skip
    (one,) = actions(place)

    lead.send(f"{place.at}/plan/{one.id}/change", **ACTION | {"criteria": ["1.4", "2.1"]},
              state="under_way")  # fmt: skip

    assert "Attach your plan again" in lead.words()
    assert actions(place)[0].criteria == ["1.4"]


def test_the_review_of_the_policy_and_the_policy_check_of_the_award_are_told_apart(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/plan")
    before = lead.words().partition("Your anti-bullying policy")[2]
    lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2020"])
    lead.get(f"{place.at}/plan")
    policy = lead.words().partition("Your anti-bullying policy")[2]

    assert before.startswith(" Last reviewed by you Not said yet Give the day")
    assert "Wednesday 1 January 2020, too long ago for the award Change" in policy
    assert "Policy check, part of the award What yours says, point by point Open" in policy


def test_the_day_of_a_review_is_asked_with_those_who_govern_and_told_from_the_policy_check(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/policy")

    assert "your governing board last went through it and agreed it" in lead.words()
    assert "The policy check, point by point, is another thing" in lead.words()


def test_a_policy_reviewed_long_ago_is_to_be_reviewed_again(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    answer = lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2020"])
    lead.get(answer.location)

    assert "That is more than twelve months ago: review your policy together" in lead.words()
    assert "Add the policy itself" not in lead.words()


def test_a_day_of_the_policy_to_come_is_put_right_at_its_field(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    page = place.lead().send(f"{place.at}/policy", reviewed_on=["1", "1", "2099"]).text

    assert "Enter a day that has been" in page
    assert 'href="#reviewed_on' in page


@pytest.mark.parametrize("page", ["plan", "plan?view=time", "plan?view=person"])
def test_after_the_decision_the_plan_reads_as_it_stood(place_at: Make, page: str) -> None:
    place = place_at(Stage.AWARDED)
    with writing(place.rows):
        for action in place.journey.actions:
            action.state, action.due_on = ActionState.NOT_STARTED, date(2020, 1, 8)

    lead = place.lead()
    lead.get(f"{place.at}/{page}")
    words = lead.words()

    assert "How it stood when the award was decided" in words
    assert "not finished" in words
    for said in ("Late since", " to do,", "Still to do", "is too long ago"):
        assert said not in words
