"""A journey that rests: each page of the room says so once, and none asks for anything."""

from datetime import timedelta

import pytest

from award.actions.assessing import reply_to_report
from award.actions.pausing import pause
from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import session_of, transaction
from award.storage.plans import PlannedAction
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place

RESTS = "Your journey rests until "
NOTHING = "Nothing is asked of you until then. How it stands"
PAGES = ("criteria", "criteria/1.1", "plan", "visits", "evidence", "history")
ASKS = (
    "Say when your anti-bullying policy", "actions to do", "Due ", "Late since", "Worth a thought",
    "Propose dates", "Add an action", "Put the plan forward", "left:", "Next for you",
)  # fmt: skip


def resting_at(place_at: Make, stage: Stage = Stage.GATHERING) -> Place:
    """A setting whose journey rests from now on, for twenty days."""
    place = place_at(stage)
    with transaction(lock=place.journey) as held:
        until = clock.today() + timedelta(days=20)
        by = place.walking.by(Role.COORDINATOR)
        pause(held, until, reason="A hard term", by=by, at=clock.now())
    return place


def filled(browser: PageClient) -> list[str]:
    """The words of the filled buttons of the page."""
    assert browser.page is not None
    main = next(browser.page.iter("main"))
    return [
        told
        for one in main.iter()
        if (told := "".join(one.itertext()).strip())
        and (kinds := one.get("class", "").split()) and "govuk-button" in kinds
        and not [kind for kind in kinds if "button--" in kind]
    ]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.GATHERING])
def test_each_page_says_that_the_journey_rests_and_asks_for_nothing(
    place_at: Make, path: str, stage: Stage
) -> None:
    place = resting_at(place_at, stage)
    lead = place.lead()

    lead.get(f"{place.at}/{path}")

    words = lead.words()
    assert words.count(RESTS) == 1
    assert NOTHING in words
    assert [one for one in ASKS if one in words and path != "history"] == []
    assert filled(lead) == []


@pytest.mark.parametrize("path", ["people", "awards", "criteria", "plan", "visits"])
def test_pages_that_speak_of_no_journey_say_it_too(place_at: Make, path: str) -> None:
    place = resting_at(place_at)
    for browser in (place.lead(), place.head()):
        browser.get(f"{place.root}/{path}")
        assert RESTS in browser.words()


def test_nothing_of_a_pause_stands_on_pages_of_a_journey_under_way(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    for path in PAGES:
        lead.get(f"{place.at}/{path}")
        assert RESTS not in lead.words()


def test_the_first_page_bears_the_pause_and_a_way_to_end_it_sooner(place_at: Make) -> None:
    place = resting_at(place_at)
    with transaction(lock=place.journey) as held:
        held.authority.contact_email = "award@leicester.example"
    lead = place.lead()

    lead.get(place.root)

    assert lead.page is not None
    tags = [one for one in lead.page.iter("strong") if "tag" in one.get("class", "")]
    assert "Paused" in ["".join(one.itertext()).strip() for one in tags]
    [mail] = [one for one in lead.page.iter("a") if one.text == "Write to the coordinator"]
    assert mail.get("href") == "mailto:award@leicester.example"
    assert RESTS not in lead.words()


def test_the_line_of_steps_says_the_pause_in_the_place_of_a_step_under_way(place_at: Make) -> None:
    place = resting_at(place_at)
    lead = place.lead()

    lead.get(place.root)

    assert lead.page is not None
    [line] = [one for one in lead.page.iter("div") if one.get("class") == "journey-line"]
    said = " ".join(" ".join(line.itertext()).split())
    until = clock.today() + timedelta(days=20)
    assert "Paused at step 3 of 6: Gathering evidence" in said
    assert f"Gathering evidence paused until {until:%-d %B %Y}" in said
    assert "since" not in said
    assert "Then:" not in said


def test_an_action_keeps_its_day_in_a_pause_and_is_not_late(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    with transaction(lock=place.journey) as held:
        for one in session_of(held).query(PlannedAction):
            one.due_on = clock.today() - timedelta(days=30)
    lead = place.lead()
    lead.get(f"{place.at}/plan")
    assert "Late since" in lead.words()
    with transaction(lock=place.journey) as held:
        held.paused_at, held.paused_until = clock.now(), clock.today() + timedelta(days=9)

    lead.get(f"{place.at}/plan")

    assert "Late" not in lead.words()
    assert "Planned for" in lead.words()


@pytest.mark.parametrize("replied", [False, True])
def test_a_report_that_rests_asks_for_no_reply_and_no_approval(
    place_at: Make, replied: bool
) -> None:
    place = resting_at(place_at, Stage.CHECKING)
    lead = place.lead()
    if replied:
        with transaction(lock=place.journey) as held:
            reply_to_report(held, [], by=place.walking.by(Role.LEAD), at=clock.now())

    lead.get(f"{place.at}/report")

    assert RESTS in lead.words()
    assert "Next for you" not in lead.words()
    assert "Ask for approval" not in lead.words()
    assert filled(lead) == []


def test_who_asks_for_a_pause_is_told_who_reads_why(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/pause/ask")

    assert "Everybody who works on this journey can read it" in lead.words()
