"""An adviser reads the plan of their own journey with its notes, and of no other."""

from collections.abc import Callable

from award.actions.assigning import assign
from award.actions.carrying_out import note_on_action
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.actions.policies import answer_all
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient, words_of

Make = Callable[..., Standing]
HERE = "/leicester/assessor/journeys"


def adviser_of(place: Standing, *, assigned: bool) -> PageClient:
    """The browser of an adviser of the authority, who works on this journey or on none."""
    user = make_user(place.rows, "Hana Osei")
    make_member(place.rows, user, Role.ADVISER, place.walking.setting.authority)
    if assigned:
        with transaction(lock=place.journey) as held:
            by = place.walking.by(Role.COORDINATOR)
            assign(held, AssignmentKind.ADVISER, user.id, by=by, at=place.walking.at)
    return place.browse(user)


def test_an_adviser_sees_the_same_plan_with_its_notes_in_every_view(
    standing: Make,
) -> None:
    place = standing(Stage.GATHERING)
    first = place.journey.actions[0]
    with transaction(lock=place.journey) as held:
        by, at = place.walking.by(Role.LEAD), place.walking.at
        note_on_action(held, first.id, "The boxes are up.", by=by, at=at)
    browser = adviser_of(place, assigned=True)

    seen = {}
    for view in ("day", "criterion", "person", "time"):
        browser.get(f"{HERE}/{place.journey.id}/plan?view={view}")
        seen[view] = browser.words()

    assert all(first.what in words for words in seen.values())
    assert "1 note" in seen["day"]
    assert "Amara Holt: The boxes are up." in seen["person"]
    assert "Tick off" not in seen["day"]


def test_an_adviser_checks_the_policy_with_the_setting(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    answer_all(place.walking)
    browser = adviser_of(place, assigned=True)
    room = f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}/policy-check"

    browser.get(f"{HERE}/{place.journey.id}/policy-check")
    read = browser.words()
    browser.send(f"{room}/points/1.6", holds_p15="no")
    browser.get(f"{HERE}/{place.journey.id}/policy-check")

    assert "24 of 24 points found." in read
    assert "23 of 24 points found, 1 missing." in browser.words()


def test_an_adviser_of_another_journey_finds_neither_plan_nor_policy(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    answer_all(place.walking)
    browser = adviser_of(place, assigned=False)
    room = f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}"
    token = browser.token("/account")

    for address in (
        f"{HERE}/{place.journey.id}/plan",
        f"{HERE}/{place.journey.id}/policy-check",
        f"{room}/plan",
        f"{room}/plan.pdf",
        f"{room}/policy-check",
        f"{room}/policy-check/points/1.1",
    ):
        assert browser.get(address).status_code == 404
    for deed in ("plan/begin", "policy-check/finish", "policy-check/plan-all"):
        answer = browser.post(f"{room}/{deed}", data={"csrf_token": token})
        assert answer.status_code == 404


def test_what_comes_before_an_advisers_step_says_whose_it_is_and_leads_there(
    standing: Make,
) -> None:
    place = standing(Stage.PLANNING)
    browser = adviser_of(place, assigned=True)
    at = f"{HERE}/{place.journey.id}"

    browser.get(at)

    assert browser.page is not None
    lines = {
        words_of(one): one for one in browser.page.iter("li") if one.get("class") == "blockers__one"
    }
    mine = next(one for words, one in lines.items() if "visit" in words)
    asked = "Say where the setting stands"
    theirs = next(one for words, one in lines.items() if words.startswith(asked))
    assert "The setting does this." not in words_of(mine)
    assert "The setting does this." in words_of(theirs)
    assert [one.get("href") for one in mine.iter("a")] == [f"{at}/visits"]
    assert [one.get("href") for one in theirs.iter("a")] == [f"{at}/criteria"]
