"""An adviser works in the setting's room on its behalf: the way there, what it tells, and back."""

from collections.abc import Callable

import pytest

from award.actions.assigning import assign, declare_tie
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.accounts import User
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient, words_of

Make = Callable[..., Standing]
INTO = "Work in the setting’s room, on their behalf"
CHECK = "Check it with the setting, in its own room"


def hana(place: Standing) -> User:
    """The adviser of this journey."""
    user = make_user(place.rows, "Hana Osei")
    make_member(place.rows, user, Role.ADVISER, place.walking.setting.authority)
    with transaction(lock=place.journey) as held:
        by = place.walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, user.id, by=by, at=place.walking.at)
    return user


def hrefs(browser: PageClient, words: str) -> list[str | None]:
    """Where the links of the page lead that are called so."""
    assert browser.page is not None
    return [one.get("href") for one in browser.page.iter("a") if words_of(one) == words]


def test_an_adviser_goes_in_does_a_step_and_comes_back(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    browser, here = place.browse(hana(place)), place.room("assessor")
    room = f"/setting/{place.walking.setting.id}"
    action = place.journey.actions[0]

    browser.get(here)
    assert hrefs(browser, INTO) == [room]
    browser.get(room)
    assert "You work here for Willow Lane Primary, as adviser." in browser.words()
    back = hrefs(browser, "Back to its journey")
    note = f"{room}/journeys/{place.journey.id}/plan/{action.id}"
    browser.send(f"{note}/note", on=note, words="The boxes are up.")
    browser.get(f"{room}/journeys/{place.journey.id}/policy-check")
    browser.send(f"{room}/journeys/{place.journey.id}/policy", month="3", year="2026")

    assert back == [f"/leicester/assessor/settings/{place.walking.setting.id}/journey"]
    assert browser.get(back[0]).location == here
    browser.get(here)
    assert "Hana Osei, adviser, on behalf of the setting" in browser.words()


def test_the_policy_check_leads_its_adviser_into_the_settings_room(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    browser = place.browse(hana(place))
    room = f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}/policy-check"

    browser.get(place.room("assessor", "/policy-check"))

    assert hrefs(browser, CHECK) == [room]
    assert browser.get(room).status_code == 200


def test_who_only_judges_is_not_led_into_the_settings_room(standing: Make) -> None:
    place = standing(Stage.ASSESSING)
    browser = place.assessor

    for page, words in (("", INTO), ("/policy-check", CHECK)):
        browser.get(place.room("assessor", page))
        assert hrefs(browser, words) == []


@pytest.mark.parametrize("kind", [TieKind.RELATED, TieKind.GOVERNS])
def test_an_adviser_with_a_tie_is_not_led_into_the_settings_room(
    standing: Make, kind: TieKind
) -> None:
    place = standing(Stage.GATHERING)
    user = hana(place)
    with transaction(lock=place.journey) as held:
        by = place.walking.by(Role.COORDINATOR)
        declare_tie(held, user.id, kind, by=by, at=place.walking.at)
    browser = place.browse(user)

    for page, words in (("/policy-check", CHECK), ("", INTO)):
        browser.get(place.room("assessor", page))
        assert hrefs(browser, words) == []
    assert "You have a tie to this setting, and the coordinator knows of it." in browser.words()
    assert hrefs(browser, "I have a tie to this setting") == []


def test_an_adviser_is_not_led_into_the_room_of_a_journey_that_ended(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    user = hana(place)
    place.walking.walk_to(Stage.AWARDED)
    place.fresh()
    browser = place.browse(user)

    assert browser.get(place.room("assessor")).status_code == 200
    assert hrefs(browser, INTO) == []


def test_there_is_no_way_back_to_a_setting_that_is_not_theirs(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    user = make_user(place.rows, "Hana Osei")
    make_member(place.rows, user, Role.ADVISER, place.walking.setting.authority)
    browser = place.browse(user)

    for setting_id in (place.walking.setting.id, 999):
        answer = browser.get(f"/leicester/assessor/settings/{setting_id}/journey")
        assert answer.status_code == 404
