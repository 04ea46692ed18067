"""The first steps of who is new here: three things, and a way to leave them."""

from datetime import timedelta

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.db import writing
from tests.web.setting.conftest import Make


def test_who_is_new_finds_three_things_and_may_leave_them(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    for browser in (place.lead(), place.head()):
        browser.get(place.root)
        before = browser.words()
        browser.send(f"{place.root}/first-steps/leave", on=place.root)
        browser.get(place.root)

        assert "Three things to begin with" in before
        assert "Three things to begin with" not in browser.words()


def test_what_the_card_says_is_no_first_step_as_well(place_at: Make) -> None:
    lead = (place := place_at(Stage.DRAFT)).lead()
    lead.get(place.root)

    assert lead.words().count("Tell us about your setting") == 1
    assert "See who leads and who helps" in lead.words()


def test_who_has_been_here_for_long_is_not_shown_the_way(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    later = clock.now() + timedelta(days=40)
    with writing(place.rows) as session:
        for one in session.query(Membership).filter_by(setting_id=place.walking.setting.id):
            one.started_at -= timedelta(days=200)

    with clock.frozen_at(later):
        lead = place.lead()
        lead.get(place.root)

    assert "Three things to begin with" not in lead.words()


def test_who_acts_on_behalf_is_not_greeted(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    coordinator = place.coordinator()

    page = coordinator.get(place.root).text
    token = coordinator.token(place.root)
    answer = coordinator.post(f"{place.root}/first-steps/leave", data={"csrf_token": token})

    assert "Three things to begin with" not in page
    assert answer.status_code == 404
