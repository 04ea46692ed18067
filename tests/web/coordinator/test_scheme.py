"""What an authority sets for itself: routes, kinds, guidance; and the framework to read."""

from collections.abc import Callable
from typing import Any

import pytest

from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.web.kit.scheme.overview import PARTS
from tests.making import at, make_setting
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
ROUTE = f"{ROOM}/routes/standard"
ASKED = {
    "name": "Standard",
    "when_to_use": "For schools.",
    "approvals": ["ready"],
    "initial_visit": ["on_site", "call"],
    "criteria": "for_kind",
    "plan_agreed": "yes",
    "monitoring_visits": "0",
    "votes": "3",
    "sample_percent": "10",
    "sample_not_yet": "yes",
    "sample_first": "3",
    "silence_terms": "2",
    "deferral_terms": "2",
    "met_percent": "85",
    "conditions_not_yet_percent": "5",
    "conditions_developing_percent": "25",
}

CLUB = {
    "label": "Youth club",
    "people": "members",
    "person": "member",
    "size_word": "members",
    "approver_titles": "leader\n\nchair",
    "governing_bodies": "committee",
    "calendar": "own_days",
    "criteria": "all",
}


def links(browser: PageClient) -> list[str]:
    assert browser.page is not None
    return [one.get("href", "") for one in browser.page.iter("a")]


def test_one_page_leads_to_everything(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(ROOM)
    assert f"{ROOM}/scheme" in links(place.browser)
    place.browser.get(f"{ROOM}/scheme")
    found = [one for one in links(place.browser) if one.startswith(f"{ROOM}/")]

    for href in found:
        assert place.browser.get(href).status_code == 200
    assert sum(len(places) for places in PARTS.values()) <= len(found)


@pytest.mark.parametrize(
    "path", ["scheme", "routes", "routes/standard", "kinds", "framework", "guidance", "look"]
)
def test_the_pages_ask_few_questions(scene: Make, counted: Any, path: str) -> None:
    place = scene(Stage.DRAFT)

    with counted() as asked:
        place.browser.get(f"{ROOM}/{path}")

    assert len(asked) <= 10


def test_a_route_shows_what_would_change_then_becomes_a_new_version(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(ROUTE, **ASKED, do="show")
    shown = place.browser.words()
    place.browser.send(ROUTE, **ASKED, do="save")
    place.browser.get(ROUTE)

    changed = "Was: 2 votes for the same outcome decide. Now: 3 votes for the same outcome decide."
    assert "What you would change" in shown
    assert changed in shown
    assert "Route, version 2" in place.browser.words()
    assert changed in place.browser.words()
    assert place.now().route.version == 1


def test_a_route_that_is_saved_as_it_is_says_that_nothing_is_different(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    place.browser.send(ROUTE, **ASKED, do="save")
    place.browser.get(ROUTE)

    place.browser.send(ROUTE, **ASKED, version="2", do="save")
    place.browser.get(ROUTE)

    assert "Nothing is different, so the version stays as it is." in place.browser.words()
    assert "Route, version 2" in place.browser.words()


def test_a_route_says_for_whom_a_change_counts_and_is_copied_and_retired(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    browser, here = place.browser, f"{ROOM}/routes/quick"
    browser.get(ROUTE)
    words = browser.words()

    browser.send(f"{ROUTE}/copy", name="Quick", when_to_use="For small places")
    browser.send(f"{ROUTE}/retire")
    refused = browser.words()
    browser.get(f"{here}/retire")
    asked = browser.words()
    browser.send(f"{here}/retire")
    browser.get(f"{ROOM}/routes")
    retired = browser.words()
    browser.get(here)
    still_there = browser.words()
    browser.send(f"{here}/bring-back")

    kept = "1 open journey keeps version 1, which it began with: Willow Lane Primary."
    assert kept in words
    assert "Journeys that are brought in begin on this route: change it instead" in refused
    assert "No open journey is under way on it." in asked
    assert "Quick Saturday 31 January 2026NoneBring it back" in retired
    assert "Quick Retired on Saturday 31 January 2026. No new journey begins on it." in still_there
    assert "No open journey is under way on it." in still_there
    assert "What it asked last" in still_there
    assert "Save as a new version" not in still_there
    browser.get(here)
    assert "Save as a new version" in browser.words()


def test_a_number_that_is_missing_is_asked_for_and_nothing_typed_is_lost(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    empty = {"votes": "", "deferral_terms": "", "name": "Mine"}
    place.browser.send(ROUTE, **ASKED | empty)

    words = place.browser.words()
    assert "Enter a number for “Votes for the same outcome that decide”, 1 or more" in words
    assert "Enter a number for “Terms of extra time, all together”; 0 is one too" in words
    assert place.browser.page is not None
    typed = {one.get("id"): one.get("value") for one in place.browser.page.iter("input")}
    assert (typed["name"], typed["monitoring_visits"]) == ("Mine", "0")


def test_who_saves_an_older_route_sees_both(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.send(ROUTE, **ASKED)

    mine = ASKED | {"votes": "4", "approvals": ["ready", "reply"]}
    place.browser.send(ROUTE, **mine, version="1")
    words = place.browser.words()
    place.browser.send(ROUTE, **mine)
    place.browser.get(ROUTE)

    there = "What does the head approve? Being ready Votes for the same outcome that decide 3 What"
    assert "Somebody else changed this route" in words
    assert f"What is there now {there} you wrote" in words
    assert "Route, version 3" in place.browser.words()


def test_a_kind_reads_the_award_in_its_new_words(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.send(f"{ROOM}/kinds/youth_club", **CLUB | {"person": ""})
    refused = place.browser.words()
    place.browser.send(f"{ROOM}/kinds/youth_club", **CLUB)
    place.browser.get(f"{ROOM}/framework/2.1?kind=youth_club")

    assert "Enter a word" in refused
    assert "Members helped to shape it" in place.browser.words()
    place.browser.get(f"{ROOM}/kinds")
    assert "Youth club membersleaderNone0" in place.browser.words()


def test_a_kind_shows_whom_a_change_concerns_before_it_is_saved(scene: Make) -> None:
    place, page = scene(Stage.CHECKING), f"{ROOM}/kinds/primary"
    asked = CLUB | {"calendar": "working_days", "criteria": "club", "hidden_by_default": "yes"}
    asked["label"] = "Primary school"

    place.browser.send(page, **asked, do="show")
    words = place.browser.words()
    place.browser.get(page)
    before = place.browser.words()
    place.browser.send(page, **asked)
    place.browser.get(page)

    assert "Other days count at once at 1 setting, and for the dates of 1 open journey" in words
    assert "1 open journey keeps its own" in words
    assert "1 setting stays as it is" in words
    assert "Nobody so far" in before
    changed = "Days are counted by was “School days, in its terms” and is “Working days"
    assert changed in place.browser.words()
    assert "reply to the report" in place.browser.words()


def test_who_saves_older_words_of_a_kind_sees_both(scene: Make) -> None:
    place, page = scene(Stage.DRAFT), f"{ROOM}/kinds/youth_club"
    place.browser.send(page, **CLUB)

    mine = CLUB | {"person": "friend", "approver_titles": "leader\nchair"}
    place.browser.send(page, **mine, version="1")
    words = place.browser.words()
    place.browser.send(page, **mine)
    place.browser.get(page)

    assert "Somebody else changed the words" in words
    assert "What is there now And one of them? member What you wrote" in words
    assert "One child was “member” and is “friend” now." in place.browser.words()


def test_a_criterion_is_read_in_full_and_leads_to_the_next(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(f"{ROOM}/framework/1.1")
    words = place.browser.words()

    for part in ("Why it matters", "Where a setting stands", "Evidence that fits", "Tips"):
        assert part in words
    assert f"{ROOM}/framework/1.2" in links(place.browser)
    assert place.browser.get(f"{ROOM}/framework/9.9").status_code == 404


def test_guidance_is_checked_with_the_day_and_the_name(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.get(f"{ROOM}/guidance")
    before = place.browser.words()

    place.browser.send(f"{ROOM}/guidance/charter/checked", on=f"{ROOM}/guidance")
    place.browser.get(f"{ROOM}/guidance")

    assert "Noted, with today’s date and your name." in place.browser.words()
    assert "by Colm Brady" in place.browser.words()
    assert "Of each: nobody has checked it here yet." in before
    after = place.browser.words()
    assert "Where nothing else is said: nobody has checked it here yet." in after
    assert (before + after).lower().count("nobody has checked it here yet") == 2


def test_guidance_is_worded_added_to_and_taken_out_on_pages(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    browser, there = place.browser, f"{ROOM}/guidance"
    asked = {"name": "Online safety here", "body": "The council", "used_for": "What we ask of all."}

    browser.send(f"{there}/add", **{**asked, "name": ""}, web_address="see our intranet")
    refused = browser.words()
    browser.send(f"{there}/add", **asked, web_address="council.example/online")
    browser.send(
        f"{there}/kcsie", **asked | {"name": "Online safety here"}, web_address="", note=""
    )
    twice = browser.words()
    browser.send(f"{there}/own_1", **asked | {"body": "Us"}, web_address="", note="", version="0")
    late = browser.words()
    browser.send(f"{there}/working_together/take-out")
    browser.get(there)
    listed = browser.words()

    assert "Say what it is called" in refused
    assert "Start the link with https:// as it stands in your browser" in refused
    assert "“Online safety here” is on the list already. Change that one instead" in twice
    assert "Somebody else changed this" in late
    assert "https://council.example/online" in listed
    assert "by Colm Brady" in listed
    assert "Taken out Working together to safeguard children Put it back" in listed
    browser.send(f"{there}/working_together/put-back")
    browser.get(there)
    assert "Taken out" not in browser.words()
    assert browser.get(f"{there}/rumour").status_code == 404


def test_of_many_journeys_on_one_version_of_a_route_it_is_said_once(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    authority = place.journey.setting.authority
    by = Actor(Role.COORDINATOR, authority_id=authority.id)
    for number in range(1, 7):
        setting = make_setting(place.rows, authority, f"Place {number}")
        with transaction(lock=setting) as held:
            open_journey(held, route="standard", by=by, at=at())

    place.browser.get(ROUTE)

    words = place.browser.words()
    assert "7 open journeys keep version 1, which they began with: Place 1, Place 2," in words
    assert "and 2 more." in words
    assert "(version" not in words


def test_another_authoritys_coordinator_finds_none_of_it(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    scene(Stage.DRAFT)
    browser = stranger()

    for path in (
        "scheme", "routes/standard", "routes/standard/copy", "routes/standard/retire",
        "routes/standard/bring-back", "kinds/primary", "kinds/add", "kinds/primary/copy",
        "kinds/primary/retire", "numbers", "numbers/add", "framework", "guidance",
    ):  # fmt: skip
        assert browser.get(f"{ROOM}/{path}").status_code == 404
