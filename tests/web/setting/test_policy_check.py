"""The policy, point by point: answered, planned, finished, shared, printed; and who may not."""

import re
from typing import Any

import pytest

from award.actions.checking_policy import begin_check
from award.actions.sharing_policy import share_check
from award.domain.checklists import Whose
from award.domain.people import Role
from award.domain.policy_checks import Holds
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.plans import PlannedAction
from award.storage.policies import PolicyAnswer, PolicyCheck
from award.storage.settings import Setting
from tests.actions.policies import answer_all
from tests.making import make_group, make_member, make_setting, make_user
from tests.web.setting.conftest import Make, Place, said_on

FIRST: dict[str, Any] = {"holds_p01": "yes", "place_p01": "Page 2", "holds_p02": "no"}


def answers(place: Place) -> dict[str, tuple[Holds | None, str]]:
    place.fresh()
    return {one.point: (one.holds, one.place) for one in place.rows.query(PolicyAnswer)}


def begun(place: Place) -> str:
    place.lead().send(f"{place.at}/policy-check/begin")
    place.fresh()
    return f"{place.at}/policy-check"


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


def a_trust(place: Place) -> Setting:
    """A sibling of the place whose check the group rests on; all shared points are answered."""
    own = place.walking.setting
    group = make_group(place.rows)
    sibling = make_setting(place.rows, own.authority, "Ash Vale", group_id=group.id)
    with writing(place.rows) as session:
        session.get_one(Setting, own.id).group_id = group.id
    return sibling


def test_a_policy_of_the_group_is_shared_by_its_lead_and_stopped(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_trust(place)
    lead, at = place.lead(), begun(place)
    lead.send(f"{at}/share", on=at)
    early = said_on(lead, at)
    answer_all(place.walking, only=Whose.GROUP)

    lead.send(f"{at}/share", on=at)
    shared = said_on(lead, at)
    lead.send(f"{at}/stop-sharing", on=at)
    lead.get(at)

    assert "Answer every point that is the same for all of you first" in early
    assert "The settings of your group can rest on this check." in shared
    assert "Let our group rest on this check" in lead.words()


def test_who_rests_on_the_groups_policy_answers_its_own_part(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    sibling = a_trust(place)
    rests_on = shared_check_of(place, sibling)
    lead = place.lead()
    offered = said_on(lead, f"{place.at}/policy-check")

    lead.send(f"{place.at}/policy-check/begin", rests_on=str(rests_on))
    at = f"{place.at}/policy-check"
    resting = said_on(lead, at)
    part = said_on(lead, f"{at}/points/1.2")
    lead.send(f"{at}/rest", on=at, rests_on="own")
    lead.get(at)

    assert "Our group’s, which Ash Vale has checked" in offered
    assert "16 of 24 points found, 8 still to answer." in resting
    assert "answered once for your group" in resting
    assert "Ash Vale has answered these for the policy that you share." in part
    assert "It covers journeys, clubs, trips" in part
    assert "24 still to answer" in lead.words()


def shared_check_of(place: Place, sibling: Setting) -> int:
    """A check of the sibling's that answers all that the group shares."""
    own = place.walking.setting
    with writing(place.rows) as session:
        check = PolicyCheck(
            authority_id=own.authority_id,
            setting_id=sibling.id,
            framework_id=place.journey.framework_id,
            begun_at=place.walking.at,
            begun_by_name="Ada",
            shared_at=place.walking.at,
        )
        session.add(check)
        session.flush()
        session.add_all(
            PolicyAnswer(
                authority_id=own.authority_id,
                check_id=check.id,
                point=f"p{n:02}",
                holds=Holds.YES,
                by_name="Ada",
                at=place.walking.at,
            )
            for n in range(1, 25)
        )
        return check.id


def test_whose_policy_it_is_has_to_be_said_where_there_is_a_choice(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    shared_check_of(place, a_trust(place))
    lead = place.lead()

    lead.send(f"{place.at}/policy-check/begin")
    unsaid = lead.words()
    lead.send(f"{place.at}/policy-check/begin", rests_on="123456")

    assert "Choose one" in unsaid
    assert place.rows.query(PolicyCheck).count() == 1


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


def test_a_head_reads_it_and_writes_nothing(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head, at = place.head(), begun(place)

    read = said_on(head, at)

    assert "24 still to answer" in read
    assert "On paper, and earlier" not in read
    assert "Go on" not in read
    assert head.get(f"{at}/points/1.1").status_code == 404
    assert head.post(f"{at}/finish", data={"csrf_token": head.token(at)}).status_code == 404


def test_a_contributor_answers_and_does_not_share(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_trust(place)
    helper = make_user(place.rows, "Jonah Reid")
    make_member(place.rows, helper, Role.CONTRIBUTOR, place.walking.setting)
    at, browser = begun(place), place.sign_in(helper)

    browser.send(f"{at}/points/1.1", **FIRST)
    page = said_on(browser, at)
    refused = browser.post(f"{at}/share", data={"csrf_token": browser.token(at)})

    assert len(answers(place)) == 2
    assert "Let our group rest on this check" not in page
    assert refused.status_code == 404


def test_nobody_of_another_setting_or_of_the_group_reads_or_writes_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    sibling = a_trust(place)
    at = begun(place)
    check = place.rows.query(PolicyCheck).one()
    group = sibling.group
    other, viewer = make_user(place.rows, "Nadia Rahman"), make_user(place.rows, "Verity Lamb")
    make_member(place.rows, other, Role.CONTRIBUTOR, sibling)
    assert group is not None
    make_member(place.rows, viewer, Role.GROUP_VIEWER, group)

    for person in (other, viewer):
        browser = place.sign_in(person)
        token = browser.token("/account")
        for address in (at, f"{at}/points/1.1", f"{at}/earlier/{check.id}", f"{place.at}/plan",
                        f"{place.at}/plan.pdf", f"{place.at}/printed/policy-check"):  # fmt: skip
            assert browser.get(address).status_code == 404
        for deed in ("begin", "finish", "share", "plan-all", "plan/p01", "rest", "points/1.1"):
            answer = browser.post(f"{at}/{deed}", data={"csrf_token": token} | FIRST)
            assert answer.status_code == 404
    assert answers(place) == {}


def test_an_earlier_check_of_another_setting_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    number = shared_check_of(place, a_trust(place))
    begun(place)

    assert place.lead().get(f"{place.at}/policy-check/earlier/{number}").status_code == 404


def test_the_coordinator_reads_the_same_points_in_the_journey(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    coordinator, lead, at = place.coordinator(), place.lead(), begun(place)
    here = f"/leicester/coordinator/journeys/{place.journey.id}/policy-check"
    lead.send(f"{at}/points/1.1", **FIRST)

    coordinator.get(here)

    assert "1 of 24 points found, 1 missing" in coordinator.words()
    assert "It says so Page 2" in coordinator.words()


def test_begin_and_share_by_hand_leave_their_lines(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_trust(place)
    by, at = place.walking.by(Role.LEAD), place.walking.at
    with transaction(lock=place.journey) as held:
        begin_check(held, by=by, at=at)
    answer_all(place.walking)
    with transaction(lock=place.journey) as held:
        share_check(held, by=by, at=at)
    lead = place.lead()

    lead.get(f"{place.root}/journeys/{place.journey.id}/history")

    assert "Policy check shared with the group" in lead.words()
