"""The plan in four ways, where it may begin, prompts, invitations, its PDF, two people at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from award.actions.inviting import Invited, invite
from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction, writing
from award.storage.plans import ActionState, PlannedAction
from tests.making import make_member, make_user
from tests.web.setting.conftest import Make, Place

ACTION: dict[str, Any] = {
    "what": "Make a worry box",
    "lead_name": "Sam Lee",
    "due_on": ["1", "7", "2026"],
    "criteria": ["1.4", "2.1"],
}


def actions(place: Place) -> list[PlannedAction]:
    place.fresh()
    return place.rows.query(PlannedAction).filter_by(removed_at=None).all()


def test_the_same_plan_is_seen_by_day_by_criterion_by_person_and_along_the_time(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    lead.send(f"{place.at}/plan/add", **ACTION)

    seen = {}
    for view in ("day", "criterion", "person", "time", "nonsense"):
        lead.get(f"{place.at}/plan?view={view}")
        seen[view] = lead.words()

    assert all("Make a worry box" in words for words in seen.values())
    assert "Still to do" in seen["day"]
    assert "1.4 We record it and learn Essential" in seen["criterion"]
    assert seen["criterion"].count("Sam Lee leads it, for 1.4 and 2.1") == 2
    assert "Sam Lee 1 action to do." in seen["person"]
    assert "Today" in seen["time"]
    assert "The same as a table" in seen["time"]


def test_a_view_by_criterion_shows_where_nothing_is_planned_yet(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    place.walking.baseline()
    lead = place.lead()
    lead.send(f"{place.at}/plan/add", **ACTION | {"criteria": ["1.3"]})

    lead.get(f"{place.at}/plan?view=criterion")

    assert "Nothing is planned here yet." in lead.words()
    assert "2.1 essential" not in lead.words()


def test_weak_criteria_are_offered_with_steps_and_nobody_has_to_take_one(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead, begin = place.lead(), f"{place.at}/plan/begin"
    lead.get(begin)
    before = lead.words()
    place.walking.baseline()
    given = {"lead_name": "Sam Lee", "due_on": ["1", "7", "2026"]}

    lead.send(begin, **given)
    none = lead.words()
    lead.send(begin, **given, steps=["1.4:0", "2.2:1"])
    token = lead.token(f"{place.at}/plan")
    lead.post(begin, data={"csrf_token": token, "steps": ["1.4:0"], **given})

    assert "First say where you stand" in before
    assert "Choose at least one step, or write your own" in none
    assert [(one.criteria, one.lead_name) for one in actions(place)] == [
        (["1.4"], "Sam Lee"),
        (["2.2"], "Sam Lee"),
    ]


def test_a_step_that_is_not_on_offer_is_refused(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    place.walking.baseline()
    lead, begin = place.lead(), f"{place.at}/plan/begin"

    lead.send(begin, steps=["9.9:7"], lead_name="Sam Lee", due_on=["1", "7", "2026"])

    assert actions(place) == []
    assert "Choose one of the answers shown here" in lead.words()


def test_prompts_ask_and_stop_nothing(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead, walking = place.lead(), place.walking
    walking.hold_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.baseline()
    lead.send(
        f"{place.at}/plan/add", **ACTION | {"criteria": ["1.4"], "due_on": ["7", "1", "2026"]}
    )

    lead.get(f"{place.at}/plan")
    asked = lead.words()
    lead.send(f"{place.at}/plan/put-forward", on=f"{place.at}/plan")

    assert "is late. Does it need another day, or can it stop?" in asked
    assert "No action says yet how pupils take part." in asked
    assert place.fresh().plan_state is PlanState.PUT_FORWARD


def test_a_day_that_is_closed_is_taken_with_a_word(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    told = []
    for due in (["25", "5", "2026"], ["1", "1", "2020"], ["31", "12", "9999"]):
        lead.send(f"{place.at}/plan/add", **ACTION | {"due_on": due, "what": f"Due {due[2]}"})
        lead.get(f"{place.at}/plan?view=time")
        told.append(lead.words())

    assert "Monday 25 May 2026 is a closed day, so it counts as Monday 1 June 2026." in told[0]
    assert "is past: look at it once more." in told[1]
    assert "is far away: look at the year once more." in told[2]
    assert "2 actions too far away to draw" in told[2]
    assert len(actions(place)) == 5


@pytest.mark.parametrize(("year", "taken"), [("2028", True), ("2027", False)])
def test_the_29th_of_february_is_taken_where_it_exists(
    place_at: Make, year: str, taken: bool
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.send(f"{place.at}/plan/add", **ACTION | {"due_on": ["29", "2", year]})

    assert (actions(place)[-1].due_on == date(2028, 2, 29)) is taken
    assert ("That day does not exist" in lead.words()) is not taken


def test_a_lead_without_an_account_is_invited_from_the_row(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    lead.send(f"{place.at}/plan/add", **ACTION)
    page = lead.get(f"{place.at}/plan").text
    address = f"{place.root}/people/invite?name=Sam+Lee&amp;plan={place.journey.id}"

    lead.get(address.replace("&amp;", "&"))
    offered = lead.words(), lead.page
    lead.send(address.replace("&amp;", "&"), name="Sam Lee", email="sam@example.org",
              role="contributor")  # fmt: skip
    lead.get(f"{place.at}/plan")

    assert address in page
    assert offered[1] is not None
    assert "Sam Lee" in [one.get("value") for one in offered[1].iter("input")]
    assert "Sam Lee leads it, for 1.4 and 2.1 (asked to join, not here yet)" in lead.words()
    assert "Invite Sam Lee" not in lead.words()


def test_who_may_not_invite_is_offered_no_invitation(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.lead().send(f"{place.at}/plan/add", **ACTION)
    helper = make_user(place.rows, "Jonah Reid")
    make_member(place.rows, helper, Role.CONTRIBUTOR, place.walking.setting)

    browser = place.sign_in(helper)
    browser.get(f"{place.at}/plan")

    assert "Make a worry box" in browser.words()
    assert "Invite" not in browser.words()


def test_two_people_who_change_one_row_see_every_field_that_differs(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, first = place.lead(), actions(place)[0]
    address = f"{place.at}/plan/{first.id}/change"
    lead.send(address, **ACTION | {"lead_name": "Priya Nair"}, state="under_way",
              measure="Ten talks a term")  # fmt: skip

    sent = ACTION | {"csrf_token": lead.token(address), "version": 1, "state": "done"}
    lead.post(address, data=sent | {"measure": "Mine"})
    words = lead.words()
    lead.post(address, data=sent | {"measure": "Mine", "version": 2})

    assert "Ten talks a term" in words
    assert "Under way" in words
    assert "Priya Nair" in words
    assert "MineWhat is there now" not in words
    assert actions(place)[0].more["measure"] == "Mine"
    assert actions(place)[0].state is ActionState.DONE


def test_what_somebody_changed_is_not_taken_out_unseen(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    lead.send(f"{place.at}/plan/add", **ACTION)
    (one,) = actions(place)
    address = f"{place.at}/plan/{one.id}/remove"
    token = lead.token(address)
    lead.send(f"{place.at}/plan/{one.id}/change", **ACTION | {"what": "A new text"}, state="done")

    lead.post(address, data={"csrf_token": token, "version": 1})
    refused = lead.words()
    lead.post(address, data={"csrf_token": token, "version": 2})

    assert "Read it again, then decide" in refused
    assert "“A new text” will not be in the plan" in refused
    assert actions(place) == []


def test_changes_since_the_plan_was_agreed_are_told_with_old_and_new(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, (first, second) = place.lead(), actions(place)
    agreed = first.lead_name
    change = f"{place.at}/plan/{first.id}/change"
    lead.send(change, **ACTION | {"what": first.what, "criteria": first.criteria},
              state="not_started", measure="We count")  # fmt: skip
    lead.send(f"{place.at}/plan/{second.id}/change", **ACTION | {"what": second.what,
              "criteria": second.criteria, "lead_name": second.lead_name}, state="stopped",
              why_stopped="The library does it.")  # fmt: skip
    lead.send(f"{place.at}/plan/add", **ACTION | {"what": "Something new"})
    with writing(place.rows) as session:
        held = place.fresh()
        kept = dict(held.plan_as_agreed[0]) | {"id": 10_000, "what": "Gone for good"}
        held.plan_as_agreed = [*held.plan_as_agreed, kept]
        session.flush()

    lead.get(f"{place.at}/plan")
    words = "".join(lead.words().split())

    assert "Changedsincetheplanwasagreed4actions" in words
    assert f"Wholeadsit{agreed}SamLee".replace(" ", "") in words
    assert "HowwewillknowNothingWecount" in words
    assert "Thelibrarydoesit." in words
    assert "Addedon" in words
    assert "Goneforgood" in words


def test_an_action_tells_from_which_visit_it_came(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    page = lead.get(f"{place.at}/plan/add").text
    visit_id = page.split('name="visit_id"')[1].split('<option value="')[2].split('"')[0]

    lead.send(f"{place.at}/plan/add", **ACTION, visit_id=visit_id)
    lead.get(f"{place.at}/plan/{actions(place)[-1].id}")

    assert "It came from a visit: Initial visit and guided planning" in lead.words()


def test_the_plan_is_a_file_for_who_sees_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.lead().send(f"{place.at}/plan/{actions(place)[0].id}/note", words="The boxes are up.")

    answer = place.head().get(f"{place.at}/plan.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")
    stranger = place.sign_in(make_user(place.rows, "Not Here"))
    assert stranger.get(f"{place.at}/plan.pdf").status_code == 404


def test_nothing_is_late_in_the_holidays(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.lead().send(f"{place.at}/plan/add", **ACTION | {"due_on": ["13", "2", "2026"]})

    told = {}
    for on in (date(2026, 2, 13), date(2026, 2, 18), date(2026, 2, 23)):
        with clock.frozen_at(clock.now() + timedelta(days=(on - clock.today()).days)):
            later = place.lead()
            later.get(f"{place.at}/plan")
            told[on.day] = later.words()

    assert "Due Friday 13 February 2026, today" in told[13]
    assert "Was due on Friday 13 February 2026" in told[18]
    assert "Late since" not in told[18]
    assert "Late since 13 February 2026, 1 school day ago" in told[23]


def test_what_is_due_after_an_award_is_not_told_as_if_it_were_over(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    to_come = clock.today() + timedelta(days=17)
    with writing(place.rows):
        for action in actions(place):
            action.due_on = to_come
            action.state = ActionState.UNDER_WAY
    lead = place.lead()

    lead.get(f"{place.at}/plan")

    assert f"Due on {to_come:%A %-d %B %Y}" in lead.words()
    assert "Was due on" not in lead.words()


def test_a_name_is_known_in_any_case(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, asked = place.lead(), Invited("kit@example.org", "Kit Marsh", Role.CONTRIBUTOR)
    with transaction(lock=place.walking.setting) as held:
        invite(held, asked, token="t", digest="d" * 8, by=place.walking.by(Role.LEAD),
               at=place.walking.at)  # fmt: skip
    for name in ("AMARA  holt", "kit marsh"):
        lead.send(f"{place.at}/plan/add", **ACTION | {"lead_name": name, "what": name})

    lead.get(f"{place.at}/plan")

    assert "Invite AMARA" not in lead.words()
    assert "kit marsh leads it, for 1.4 and 2.1 (asked to join" in lead.words()
