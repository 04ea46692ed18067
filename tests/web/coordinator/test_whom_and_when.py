"""What a coordinator is told before a step: who reads it, by when, whom to ask, who comes first."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Enquiry, Membership
from award.storage.authorities import Round
from award.storage.db import writing
from award.storage.journeys import Journey
from award.web.kit.waited import since_words
from tests.making import make_member, make_user
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
OTHERS = "next-card__others"


def without_a_lead(place: Scene) -> None:
    with writing(place.rows) as session:
        for one in session.scalars(select(Membership).where(Membership.role == Role.LEAD)):
            one.ended_at = place.walker.at


def test_where_nobody_leads_the_next_step_is_to_invite_the_lead(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    before = place.browser.get(place.here).text
    without_a_lead(place)
    invite = f"{ROOM}/settings/{place.journey.setting_id}/people/invite"

    page = place.browser.get(place.here).text
    today = place.browser.get(ROOM).text
    place.browser.send(invite, name="Joe Bell", email="joe@example.org", role="lead")
    after = place.browser.get(place.here).text

    assert "Invite the lead" not in before
    assert "Invite the lead" in page
    assert invite in page
    assert "has nobody who leads" in today
    assert invite in today
    assert "Invite the lead" not in after


@pytest.mark.parametrize("stage", [Stage.APPLIED, Stage.PLANNING, Stage.ASSESSING])
def test_a_lead_who_was_named_and_never_invited_is_invited_first(scene: Make, stage: Stage) -> None:
    place = scene(stage)
    without_a_lead(place)
    invite = f"{ROOM}/settings/{place.journey.setting_id}/people/invite"
    lead = place.walker.cast.lead

    place.browser.get(place.here)
    assert place.browser.page is not None
    lists = (one for one in place.browser.page.iter("ul") if one.get("class") == OTHERS)
    first = next(next(lists).iter("a")).get("href")
    words = place.browser.words()
    today = place.browser.get(ROOM).text
    form = place.browser.get(invite).text

    assert first == invite
    assert f"{lead.name} is named as the lead, and cannot sign in here yet" in words
    assert "has nobody who leads" in today
    assert f'value="{lead.email}"' in form


def test_who_accepts_an_application_reads_that_no_lead_hears_of_it(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    said = "Nobody leads there yet, so no lead hears of it"
    place.browser.get(f"{place.here}/moves/accept")
    before = place.browser.words()
    without_a_lead(place)

    place.browser.get(f"{place.here}/moves/accept")

    assert said not in before
    assert said in place.browser.words()


def test_who_asked_to_take_part_is_named_on_the_invitation(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    without_a_lead(place)
    with writing(place.rows) as session:
        row = Enquiry(
            authority_id=place.journey.authority_id,
            setting_name="Willow Lane",
            kind_code="primary",
            person="Joe Bell",
            email="joe@example.org",
            asked_at=place.walker.at,
            answered_at=place.walker.at,
            setting_id=place.journey.setting_id,
        )
        session.add(row)

    place.browser.get(place.here)

    assert "Joe Bell asked to take part" in place.browser.words()


def test_the_aim_says_who_is_written_to_and_each_day_to_be_ready_by(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    day = place.walker.at.date()
    with writing(place.rows) as session:
        days = {
            name: day.replace(year=day.year + 1)
            for name in (
                "ready_by_on",
                "visits_from",
                "visits_until",
                "papers_on",
                "panel_on",
                "notify_by_on",
            )
        }
        session.add(Round(authority_id=place.journey.authority_id, name="Next year", **days))

    place.browser.get(f"{place.here}/aim")
    words = place.browser.words()

    assert "Which panel day does the setting aim at?" in words
    assert "The lead gets an e-mail" in words
    assert re.search(r"Next year, on \d+ \w+ \d{4}; ready by \d+ \w+ \d{4}", words)


def test_closing_points_to_withdrawing_in_their_name(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    page = place.browser.get(f"{place.here}/moves/close").text
    there = f"/setting/{place.journey.setting_id}/journeys/{place.journey.id}/moves/withdraw"
    place.browser.send(there, reason_code="no_time")

    assert there in page
    assert place.now().stage is Stage.WITHDRAWN
    place.browser.get(f"{place.here}/history")
    assert "Withdrawn" in place.browser.words()


def test_a_wait_says_since_when_and_its_name_leads_to_the_journey(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    since = place.walker.at - timedelta(days=20)
    with writing(place.rows) as session:
        session.get_one(Journey, place.journey.id).waiting_since = since

    page = place.browser.get(f"{ROOM}/waiting").text

    assert since_words(since, place.walker.at) in page
    assert f'<a href="{place.here}">' in page


def test_the_only_coordinator_reads_which_administrator_to_ask(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    wren = make_user(place.rows, "Wren Abbott")
    make_member(place.rows, wren, Role.ADMINISTRATOR, place.journey.authority)

    page = place.browser.get(f"{ROOM}/covers").text

    assert "Wren Abbott" in page
    assert f"mailto:{wren.email}" in page
