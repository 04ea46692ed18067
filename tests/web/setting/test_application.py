"""The application: saved a part at a time, and checked before it is sent."""

import pytest

from award.domain.people import Role
from award.domain.stages import Stage
from tests.making import make_member, make_setting, make_user
from tests.web.setting.conftest import Make

FILLED = {
    "lead_name": "Amara Holt",
    "lead_email": "amara.holt@example.org",
    "approver_name": "Priya Nair",
    "approver_email": "priya.nair@example.org",
    "why": "We want every child to know that they are heard.",
    "commitment_ticked": "yes",
}


def test_what_is_there_so_far_is_saved_and_the_check_says_what_is_left(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()

    answer = lead.send(f"{place.at}/application", why="So that all are heard.")
    checked = lead.get(answer.location)

    assert place.fresh().application is not None
    assert place.fresh().application.why == "So that all are heard."
    assert "Tick that your setting commits to the award" in checked.text


@pytest.mark.parametrize(("route", "is_approved"), [("standard", True), ("renewal", False)])
def test_who_approves_is_named_only_where_the_route_asks_for_it(
    place_at: Make, route: str, is_approved: bool
) -> None:
    place = place_at(Stage.DRAFT, route=route)
    lead = place.lead()

    for page in (place.root, f"{place.at}/application/check"):
        lead.get(page)
        assert "Save as often as you like, and come back." in lead.words()
        assert ("approves it before it is sent" in lead.words()) is is_approved


def test_an_address_that_cannot_be_read_is_told_and_the_rest_stays(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()

    lead.send(f"{place.at}/application", **FILLED | {"lead_email": "amara at example"})

    assert "Enter an e-mail address like name@example.org" in lead.words()
    assert "We want every child to know that they are heard." in lead.words()


def test_who_leads_and_who_approves_here_stand_in_it_until_something_is_written(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)
    lead, address = place.lead(), f"{place.at}/application"

    first = lead.get(address).text
    lead.get(f"{address}/check")
    kept = lead.words()
    lead.send(address, lead_name="", lead_email="", approver_name="Jo Fell")
    then = lead.get(address).text

    assert 'value="Amara Holt"' in first
    assert f'value="{place.walking.cast.head.email}"' in first
    assert "Who leads Not filled in" in kept
    assert 'value="Amara Holt"' not in then
    assert 'value="Jo Fell"' in then


def test_who_saves_an_older_page_sees_both_texts_and_may_save_again(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, colleague = place.lead(), place.coordinator()
    lead.send(f"{place.at}/application", why="Written first.")
    mine = lead.post(
        f"{place.at}/application",
        data={"csrf_token": lead.token(f"{place.at}/application"), "version": 1, "why": "Second."},
    )

    assert mine.status_code == 200
    assert "Somebody else changed the application" in lead.words()
    assert "Written first." in lead.words()
    assert "Second." in lead.words()
    assert colleague.get(f"{place.at}/application").status_code == 200


def test_a_tick_that_somebody_else_saved_is_said_as_yes(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, address = place.lead(), f"{place.at}/application"
    lead.send(address, why="Written first.", commitment_ticked="yes")
    lead.post(address, data={"csrf_token": lead.token(address), "version": 1, "why": "Second."})

    there = lead.words().split("What is there now")[1]

    assert "Yes" in there
    assert "True" not in there


def test_somebody_of_another_setting_finds_nothing(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    other = make_setting(place.rows, place.walking.setting.authority, "Abbey Primary")
    stranger = make_user(place.rows, "Noor Shah")
    make_member(place.rows, stranger, Role.LEAD, other)
    browser = place.sign_in(stranger)

    found = [
        browser.get(f"{place.at}{page}").status_code
        for page in ("", "/application", "/criteria/1.4", "/plan", "/visits", "/evidence")
    ]
    crossed = browser.get(f"/setting/{other.id}/journeys/{place.journey.id}").status_code

    assert [*found, crossed] == [404] * 7
    assert browser.get(f"/setting/{other.id}").status_code == 200


def test_each_answer_has_a_name_of_its_own_and_leads_to_its_question(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    lead.send(f"{place.at}/application", **FILLED)

    page = lead.get(f"{place.at}/application/check").text

    assert f'href="{place.at}/application#approver_email"' in page
    assert "The lead’s e-mail" in lead.words()
    assert "The approver’s e-mail" in lead.words()


def test_what_the_award_is_and_means_by_its_words_is_there_to_open(place_at: Make) -> None:
    place = place_at(Stage.DRAFT, kind_code="youth_club")
    lead = place.lead()

    lead.get(f"{place.at}/application")

    words = lead.words()
    for said in (
        "What the award is, and what its words mean",
        "How to choose: Begin at ‘met’",
        "young people may trust adults more",
        "“Nearly all”: At least nine in ten",
    ):
        assert said in words
