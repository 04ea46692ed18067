"""The plan: actions added, changed and taken out; put forward; told of afterwards."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from award.actions.histories import write_history
from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction, writing
from award.storage.journeys import BROUGHT_IN
from award.storage.plans import ActionState, PlannedAction
from tests.web.setting.conftest import Make
from tests.web.setting.planned import ACTION, actions


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
    assert "Say where you stand</span></a>" in "".join(early.split("\n"))
    assert f'href="{place.at}/criteria/1.1"' in early
    assert place.fresh().plan_state is PlanState.PUT_FORWARD
    assert "With the coordinator" in lead.words()


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


def test_a_plan_that_was_agreed_elsewhere_is_not_said_to_come_after_the_application(
    place_at: Make,
) -> None:
    place = place_at(Stage.READY)
    with writing(place.rows) as session:
        session.execute(delete(PlannedAction))
    before = place.lead().get(f"{place.at}/plan").text

    with transaction(lock=place.fresh()) as held:
        write_history(held, BROUGHT_IN, by=place.walking.by(Role.COORDINATOR), at=clock.now())
    after = place.lead().get(f"{place.at}/plan").text

    elsewhere = "agreed before the journey came here, and is not kept here"
    assert elsewhere not in before
    assert elsewhere in after
    for page in (before, after):
        assert "The plan comes after the application" not in page
