"""The policy, point by point: answered, planned, finished, printed."""

import re

import pytest

from award.domain.policy_checks import Holds
from award.domain.stages import Stage
from award.storage.plans import PlannedAction
from award.storage.policies import PolicyCheck
from tests.actions.policies import answer_all
from tests.web.setting.conftest import Make, said_on
from tests.web.setting.policy_checks import FIRST, answers, begun


def test_a_setting_begins_answers_a_part_and_is_led_on(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    before = said_on(lead, f"{place.at}/policy-check")

    at = begun(place)
    answer = lead.send(f"{at}/points/1.1", **FIRST)
    lead.get(at)

    assert "What is missing becomes an action in your plan with one tap." in before
    assert answer.location == f"{at}/points/1.1"[:-3] + "1.2"
    assert answers(place) == {"p01": (Holds.YES, "Page 2"), "p02": (Holds.NO, "")}
    assert (
        "1 of 24 points found, 1 missing (which it must have), 22 still to answer." in lead.words()
    )
    assert "What good looks like" in lead.words()


def test_a_page_without_its_answer_is_asked_for_it_and_not_lost(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    page = f"{at}/points/1.1"
    sent = {"holds_p01": "yes", "place_p01": "Page 2", "place_p02": "page 9", "place_p03": "  "}

    answer = lead.send(page, **sent)
    words = lead.words()
    before = answers(place)
    lead.send(page, **sent | {"holds_p02": "yes"})

    assert answer.status_code == 200
    assert 'value="page 9"' in answer.text
    assert 'value="Page 2"' in answer.text
    assert "Choose “It says so”, or take the page away" in words
    assert before == {}
    assert answers(place) == {"p01": (Holds.YES, "Page 2"), "p02": (Holds.YES, "page 9")}


def test_a_page_typed_beside_not_yet_is_asked_about_and_one_that_stood_is_let_go(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    page = f"{at}/points/1.1"
    lead.send(page, **FIRST)

    typed = lead.send(page, **FIRST | {"place_p02": "page 9"})
    words = lead.words()
    let_go = lead.send(page, **FIRST | {"holds_p01": "no"})

    assert 'value="page 9"' in typed.text
    assert "Choose “It says so”, or take the page away" in words
    assert let_go.location == f"{at}/points/1.2"
    assert answers(place) == {"p01": (Holds.NO, ""), "p02": (Holds.NO, "")}


def test_one_tap_makes_a_missing_point_an_action_for_its_criterion(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    lead.send(f"{at}/points/1.1", **FIRST | {"holds_p03": "no"})

    lead.send(f"{at}/plan/p02", on=at)
    lead.post(f"{at}/plan-all", data={"csrf_token": lead.token(at)})
    lead.get(at)

    place.fresh()
    planned = place.rows.query(PlannedAction).order_by(PlannedAction.id).all()[-2:]
    assert [one.criteria for one in planned] == [["1.1"], ["1.1"]]
    assert planned[0].what.startswith("Change our policy so that it shows who agreed it")
    assert "In the plan: Change our policy so that it shows who agreed it" in lead.words()
    assert f"{at}/plan/p02" not in lead.get(at).text


def test_two_who_answer_one_point_see_both_answers(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    at, lead = begun(place), place.lead()
    page = f"{at}/points/1.1"
    lead.get(page)
    token = lead.token(page)
    shown = {"csrf_token": token, "version_p01": "0", "version_p02": "0", "version_p03": "0"}
    place.coordinator().send(page, holds_p01="yes", place_p01="Page 9")

    lead.post(page, data=shown | {"holds_p01": "no", "holds_p02": "yes", "place_p02": "Cover"})
    words = lead.words()
    kept = answers(place)
    lead.post(page, data=shown | {"version_p01": "1", "holds_p01": "no", "holds_p02": "yes"})

    assert kept == {"p01": (Holds.YES, "Page 9")}
    assert "What is there now" in words
    assert "It says so, Page 9" in words
    assert answers(place) == {"p01": (Holds.NO, ""), "p02": (Holds.YES, "")}


def test_the_year_ends_and_next_year_last_years_answer_stands_beside(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    answer_all(place.walking, missing=frozenset({"p12"}))

    lead.send(f"{at}/finish", on=at)
    finished = said_on(lead, at)
    lead.send(f"{at}/begin")
    again = said_on(lead, f"{at}/points/1.4")
    (first, _) = place.rows.query(PolicyCheck).order_by(PolicyCheck.id).all()
    lead.get(f"{at}/earlier/{first.id}")

    assert "23 of 24 points found, 1 missing (which it must have)." in finished
    assert "Check it again by" in finished
    assert "Last year it was missing." in again
    assert "Finished on" in lead.words()
    assert "Make it an action" not in lead.words()


def test_a_check_that_is_not_whole_is_not_finished(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)

    lead.post(f"{at}/finish", data={"csrf_token": lead.token(at)})
    lead.get(at)

    assert "Answer the 24 points that are left first." in lead.words()
    assert lead.get(f"{at}/points/9.9").status_code == 404


def test_a_done_action_asks_for_a_second_look(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    lead.send(f"{at}/points/1.1", **FIRST)
    lead.send(f"{at}/plan/p02", on=at)
    place.fresh()
    action = place.rows.query(PlannedAction).order_by(PlannedAction.id.desc()).first()
    assert action is not None

    lead.send(f"{place.at}/plan/{action.id}/done", on=f"{place.at}/plan")
    lead.get(at)

    assert "The action is done. Does the policy say it now?" in lead.words()


@pytest.mark.parametrize("blank", [True, False])
def test_it_is_printed_blank_and_filled_in(place_at: Make, blank: bool) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    lead.send(f"{at}/points/1.1", **FIRST)

    page = lead.get(f"{place.at}/printed/policy-check{'?blank=yes' if blank else ''}").text

    assert len(re.findall(r"paper__square", page)) == 48
    assert page.count("paper__box--chosen") == (0 if blank else 2)
    assert ("Page 2" in lead.words()) is not blank


def test_after_the_award_it_goes_on_and_missing_points_wait_for_a_plan(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead, at = place.lead(), begun(place)

    lead.send(f"{at}/points/1.1", **FIRST)
    lead.get(at)

    assert "Missing" in lead.words()
    assert "Make it an action" not in lead.words()


def test_what_is_an_action_already_is_told_apart_from_what_can_become_one(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, at = place.lead(), begun(place)
    answer_all(place.walking, missing=frozenset({"p02", "p03", "p12"}))
    before = said_on(lead, at)

    lead.send(f"{at}/plan/p02", on=at)
    lead.get(at)

    assert "3 missing (2 of which it must have)" in before
    assert "Make actions of the three missing points" in before
    assert "Make actions of the other two missing points" in lead.words()


@pytest.mark.parametrize(
    ("stage", "closed"),
    [
        (Stage.READY, "Your plan is closed now, so nothing is added to it."),
        (Stage.DECIDING, "Your plan is closed now, so nothing is added to it."),
        (Stage.AWARDED, "This journey’s plan is closed. In the next plan, one tap makes an action"),
        (Stage.APPLIED, "Once your plan is open, one tap makes an action of it."),
    ],
)
def test_where_no_plan_is_open_the_page_promises_no_action(
    place_at: Make, stage: Stage, closed: str
) -> None:
    place = place_at(stage)
    lead = place.lead()
    before = said_on(lead, f"{place.at}/policy-check")
    at = begun(place)
    lead.send(f"{at}/points/1.1", **FIRST)

    lead.get(at)

    assert f"What is missing stays marked here. {closed}" in before
    assert "becomes an action" not in before
    assert f"1 point is missing. {closed}" in lead.words()
